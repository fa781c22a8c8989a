// The commands with --coordinator: every group of them from another machine, over real libp2p to the real handlers; who it says
// it is, and what it says when that goes wrong.

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { operatorCommands } from '../../../coordinator/remote/operator-commands.ts'
import { parseJoinToken } from '../../../core/join-token.ts'
import { createKeyFile } from '../../../keys/key-file.ts'
import { openTestStage } from '../../kit/catalogue.ts'
import { makeCoordinator } from '../../kit/coordinator-kit.ts'
import { addPatch, temporaryFolder } from '../../kit/patch-folder.ts'
import { jsonHere, patchmeshHere } from '../../kit/patchmesh-here.ts'
import { identity, serveRemotely, taken } from '../../kit/remote-coordinator.ts'
import { jsonOf, runPatchmesh } from '../../kit/run-patchmesh.ts'

const passphrase = 'correct horse'

/** A coordinator with a feed of one patch, asked only over the network; keys of an operator and of an admin. */
async function setUp(t: ExecutionContext) {
  const now = Date.now()
  const stage = await openTestStage(t, { now })
  const kit = await makeCoordinator(stage.fleet, now)
  for (const site of Object.keys(stage.fleet.nodes)) await kit.put(await stage.fleet.roster(site))
  const handedOver: Uint8Array[] = []
  const submit = async (envelope: Uint8Array) => {
    handedOver.push(envelope)
    return taken
  }
  const handlers = { ...stage.handlers, ...kit.handlers }
  const { address } = await serveRemotely(t, handlers, { fleet: stage.fleet.id, allowed: operatorCommands, submit })
  const folder = await temporaryFolder(t)
  const keys = { operator: join(folder, 'operator.key'), admin: join(folder, 'admin.key'), no: join(folder, 'no.key') }
  await createKeyFile(keys.operator, { use: 'operator', pair: identity(1), passphrase, cost: 2 })
  await createKeyFile(keys.admin, { use: 'admin', pair: stage.fleet.keys.admin[0]!, passphrase: 'staple', cost: 2 })
  await createKeyFile(keys.no, { use: 'node', pair: identity(2) })
  const remotely = ['--coordinator', address, '--identity', keys.operator]
  const ask = <T>(...args: string[]): Promise<T> => {
    const secrets = { identityPassphrase: passphrase, ...(args.includes('--key') && { passphrase: 'staple' }) }
    return jsonHere([...args, ...remotely], secrets)
  }
  return { stage, kit, handedOver, keys, address, remotely, folder, ask }
}

test('every group of commands works from another machine, and what it signs is signed there', async t => {
  const { stage, kit, handedOver, keys, address, folder, ask } = await setUp(t)
  const patches = await temporaryFolder(t)
  await addPatch(patches, 'acme')
  t.deepEqual(await ask('feed', 'add', 'house', '--type', 'folder', '--path', patches), { name: 'house', isNew: true })
  t.like(await ask('feed', 'sync', 'house'), [{ feed: 'house', added: 1 }])
  const [feeds, listed, shown, token] = await Promise.all([
    ask<{ name: string }[]>('feed', 'list'),
    ask<{ id: string }[]>('patch', 'list', '--state', 'new'),
    ask<{ id: string }>('patch', 'show', 'acme'),
    ask<{ token: string }>('token', 'create', '--site', 'berlin'),
  ])
  t.deepEqual([feeds[0]!.name, listed[0]!.id, shown.id], ['house', 'acme', 'acme'])
  t.is(parseJoinToken(token.token).fleet, stage.fleet.id)

  const key = ['--key', keys.admin]
  t.like(await ask('patch', 'approve', 'acme', '--files', patches, ...key), [{ id: 'acme', changed: true }])
  t.is((await readFile(`${keys.admin}.fleet`, 'utf8')).trim(), stage.fleet.id)
  await kit.put(...stage.published.all('manifest'), ...stage.published.all('approval'))
  const { id } = await ask<{ id: string }>(
    'schedule',
    'create',
    '--yes',
    '--patch',
    'acme',
    '--all',
    '--start',
    'now',
    ...key,
  )
  t.truthy(kit.objects.current('schedule', id))
  const member = Object.values(stage.fleet.nodes)[0]![0]!.node
  const [plan, schedules, schedule] = await Promise.all([
    ask<{ id: string }>('schedule', 'plan', '--patch', 'acme', '--all', '--start', 'now'),
    ask<{ id: string }[]>('schedule', 'list'),
    ask<{ id: string }>('schedule', 'show', id),
  ])
  const [nodes, node, compliance] = await Promise.all([
    ask<unknown[]>('node', 'list'),
    ask<{ node: string }>('node', 'show', member),
    ask<{ patch: string }[]>('report', 'compliance'),
  ])
  const elsewhere = { PATCHMESH_COORDINATOR: address, PATCHMESH_IDENTITY: keys.no }
  const [missing, versions, bytes] = await Promise.all([
    patchmeshHere(['report', 'missing'], { env: elsewhere }),
    ask<unknown[]>('report', 'versions', '--package', 'jq'),
    ask<unknown[]>('report', 'bytes'),
  ])
  t.truthy(plan.id)
  t.deepEqual([schedules[0]!.id, schedule.id, node.node, compliance[0]!.patch], [id, id, member, 'acme'])
  t.true(nodes.length > 0)
  t.deepEqual(versions, [])
  t.true(Array.isArray(bytes))
  t.like(missing.error, { code: 'refused' }, 'the environment names another identity')

  const file = join(folder, 'recall.json')
  const envelope = Buffer.from(kit.objects.current('schedule', id)!.bytes)
  await writeFile(file, JSON.stringify({ format: 'patchmesh-proposal-1', envelope: envelope.toString('base64') }))
  const submitted = await jsonOf(runPatchmesh(['submit', file, '--coordinator', address, '--json']))
  t.like(submitted, { kind: 'schedule', published: true, waiting: '' })
  t.deepEqual(
    handedOver.map(each => Buffer.from(each)),
    [envelope],
  )
})

test('an operator without an admin key reads and signs nothing', async t => {
  const { remotely, ask } = await setUp(t)
  t.deepEqual(await ask('patch', 'list'), [])
  const order = ['schedule', 'create', '--yes', '--patch', 'acme', '--all', '--start', 'now', ...remotely]
  const none = await patchmeshHere(order, { identityPassphrase: passphrase })
  t.is(none.error?.code, 'bad-argument')
  t.regex(none.error!.message, /expected the file of an admin key/)
})

test('a mistaken address, identity or passphrase is one clear sentence', async t => {
  const { keys, address, folder } = await setUp(t)
  const list = ['patch', 'list']
  const [bare] = address.split('/p2p/')
  const cases: [string[], string, RegExp, string?][] = [
    [['--coordinator', address], 'bad-argument', /--identity FILE/],
    [['--identity', keys.no], 'bad-argument', /--coordinator MULTIADDR/],
    [['--home', folder, '--coordinator', address], 'bad-argument', /name one coordinator/],
    [['--coordinator', bare!, '--identity', keys.no], 'bad-argument', /peer id/],
    [['--coordinator', address, '--identity', keys.admin], 'bad-argument', /key of the role admin/, 'staple'],
    [['--coordinator', address, '--identity', join(folder, 'gone')], 'not-found', /no key file/],
    [['--coordinator', address, '--identity', keys.operator], 'bad-passphrase', /passphrase/, 'wrong'],
    [['--coordinator', address, '--identity', keys.no], 'refused', /root propose --add-operator/],
    [['--coordinator', `${bare}/p2p/${identity(9).node}`, '--identity', keys.no], 'wrong-coordinator', /another node/],
  ]
  for (const [args, code, sentence, secret] of cases) {
    const { error, out } = await patchmeshHere(
      [...list, ...args],
      secret === undefined ? {} : { identityPassphrase: secret },
    )
    t.is(error?.code, code, error?.message)
    t.regex(error!.message, sentence)
    t.is(out, '')
  }
  const feed = ['feed', 'add', 'x', '--type', 'folder', '--path', 'here', '--coordinator', address]
  t.regex(
    (await patchmeshHere([...feed, '--identity', keys.no])).error!.message,
    /absolute path on the coordinator's machine/,
  )
  const typed = await patchmeshHere([...list, '--home', folder], {
    env: { PATCHMESH_COORDINATOR: address, PATCHMESH_IDENTITY: keys.no },
  })
  t.is(typed.error?.code, 'not-running', 'a home on the command line goes before the environment')
})
