// The real commands against a coordinator's handlers on its real socket.

import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { DecisionMaterial } from '../../../coordinator/catalogue/patch-handlers.ts'
import type { DecisionRow } from '../../../coordinator/commands/patch-decide.ts'
import { homePaths } from '../../../coordinator/home.ts'
import { type ControlHandlers, serveControl } from '../../../core/control.ts'
import { sha256 } from '../../../core/digest.ts'
import { createKeyFile } from '../../../keys/key-file.ts'
import { openTestStage } from '../../kit/catalogue.ts'
import { addPatch, temporaryFolder } from '../../kit/patch-folder.ts'
import { runPatchmesh } from '../../kit/run-patchmesh.ts'

async function setUp(t: ExecutionContext, wrap: (handlers: ControlHandlers) => ControlHandlers = handlers => handlers) {
  const stage = await openTestStage(t, { now: Date.now() })
  const path = await temporaryFolder(t)
  await addPatch(path, 'acme')
  await stage.ask('feed-add', { config: { name: 'house', everyMs: 0, type: 'folder', path, origin: '' } })
  await stage.sync('house')
  const home = await temporaryFolder(t)
  const key = join(home, 'admin.key')
  await createKeyFile(key, { use: 'admin', pair: stage.fleet.keys.admin[0]! })
  const calls: string[] = []
  const handlers = Object.entries(wrap(stage.handlers)).map(([name, handler]): [string, typeof handler] => [
    name,
    (args, call) => {
      calls.push(name)
      return handler(args, call)
    },
  ])
  const control = await serveControl(homePaths(home).control, Object.fromEntries(handlers))
  t.teardown(() => control.close())
  const run = (...args: string[]) => runPatchmesh(['patch', ...args, '--home', home, '--key', key])
  return { stage, path, run, calls, key, home }
}

test('approving checks, signs and hands over; approving again says so and changes nothing', async t => {
  const { stage, run, path, calls } = await setUp(t)
  const first = await run('approve', 'acme', '--severity', 'critical', '--reason', 'in use', '--json')
  t.is(first.code, 0, first.err)
  const [row] = JSON.parse(first.out) as DecisionRow[]
  t.like(row, {
    id: 'acme',
    decision: 'approve',
    changed: true,
    notReady: '',
    proof: `equal to your copy in ${join(path, 'acme')}`,
  })
  const held = stage.published.current('approval', 'acme')!
  t.like(held.body, { decision: 'approve', severity: 'critical', reason: 'in use', manifests: [row!.manifest] })
  t.is(stage.catalogue.judge(stage.catalogue.get('acme')).state, 'approved')

  calls.length = 0
  const second = await run('approve', 'acme')
  t.is(second.code, 0, second.err)
  t.regex(second.out, /approved already.*nothing changed/)
  t.deepEqual(calls, ['patch-material'])
  t.is(stage.published.current('approval', 'acme')!.digest, held.digest)
})

test('a coordinator that hands out a manifest over other bytes gets no signature', async t => {
  let stolen = ''
  const lie = (handlers: ControlHandlers): ControlHandlers => ({
    ...handlers,
    'patch-material': async (args, call) => {
      const material = (await handlers['patch-material']!(args, call)) as DecisionMaterial
      for (const patch of material.patches) patch.manifest = stolen
      return material
    },
  })
  const { stage, run, calls } = await setUp(t, lie)
  const { body } = await stage.catalogue.manifest('acme', 'approve')
  const evil = sha256(Buffer.from('evil'))
  const artifacts = [{ ...body.artifacts[0]!, digest: evil }]
  const action = { type: 'file', path: '/opt/acme', mode: 0o644, artifact: evil } as const
  const detection = [{ type: 'file-sha256', path: '/opt/acme', digest: evil }] as const
  // Signed with the real release key: all that a stolen coordinator has.
  const made = await stage.fleet.sign('manifest', { ...body, artifacts, action, detection: [...detection] })
  stolen = Buffer.from(made.bytes).toString('base64')
  const { code, out, err } = await run('approve', 'acme')
  t.is(code, 1)
  t.is(out, '')
  t.regex(err, /nothing was signed.*suspect the coordinator/)
  t.deepEqual(calls, ['patch-material'])
})

test('a manifest that the release role did not sign, or of another patch, is refused', async t => {
  let other = ''
  const lie = (handlers: ControlHandlers): ControlHandlers => ({
    ...handlers,
    'patch-material': async (args, call) => {
      const material = (await handlers['patch-material']!(args, call)) as DecisionMaterial
      for (const patch of material.patches) patch.manifest = other
      return material
    },
  })
  const { stage, run, calls } = await setUp(t, lie)
  const { body } = await stage.catalogue.manifest('acme', 'approve')
  const made = [
    await stage.fleet.sign('manifest', body, [stage.fleet.keys.heartbeat[0]!]),
    await stage.fleet.manifest('another'),
  ]
  for (const { bytes } of made) {
    other = Buffer.from(bytes).toString('base64')
    t.is((await run('approve', 'acme')).code, 1)
  }
  t.false(calls.includes('proposal-submit'))
})

test('declining ends an approval, with its reason', async t => {
  const { stage, run } = await setUp(t)
  t.is((await run('approve', 'acme')).code, 0)
  const { code, err } = await run('decline', 'acme', '--reason', 'breaks the dialler')
  t.is(code, 0, err)
  t.is(stage.catalogue.judge(stage.catalogue.get('acme')).state, 'declined')
  t.is(stage.published.current('approval', 'acme')!.body.reason, 'breaks the dialler')
})

test('one patch that fails its check keeps all from being signed', async t => {
  const { stage, run, path, calls } = await setUp(t)
  await addPatch(path, 'beta')
  await stage.sync('house')
  await addPatch(path, 'beta', { content: 'changed since the synchronisation' })
  const { code, err } = await run('approve', 'acme', 'beta')
  t.is(code, 1)
  t.regex(err, /nothing was signed/)
  t.false(calls.includes('proposal-submit'))
})

test('wrong usage is told as such', async t => {
  const { run } = await setUp(t)
  t.is((await run('approve', 'acme', '--severity', 'huge')).code, 2)
  t.is((await run('approve', 'acme', '--site', 'no site')).code, 2)
  t.is((await run('approve')).code, 2)
  t.is((await run('approve', 'nobody')).code, 1)
})

test('a feed for which policy names a keyring is vouched for by no other means', async t => {
  const { stage, run } = await setUp(t)
  const policy = await stage.fleet.policy({ keyrings: [{ feed: 'house', digest: 'ab'.repeat(32) }] })
  await stage.published.put(policy.bytes)
  const refused = await run('approve', 'acme', '--json')
  t.is(refused.code, 1)
  t.is(JSON.parse(refused.err).error.code, 'refused')
  t.regex(refused.err, /policy names the keyring/)
  t.is(stage.published.current('approval', 'acme'), undefined)
})
