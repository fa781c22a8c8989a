import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { SyncOutcome } from '../../../coordinator/catalogue/feed-handlers.ts'
import type { DecisionMaterial } from '../../../coordinator/catalogue/patch-handlers.ts'
import type { PatchDetails, PatchRow } from '../../../coordinator/catalogue/patch-view.ts'
import { sha256 } from '../../../core/digest.ts'
import { DAY_MS } from '../../../core/limits.ts'
import { bookworm, openTestStage, type TestStage } from '../../kit/catalogue.ts'
import { addPatch, patchYaml, temporaryFolder } from '../../kit/patch-folder.ts'

async function setUp(t: ExecutionContext, { origin = '', ...options }: { origin?: string; quotaBytes?: number } = {}) {
  const stage = await openTestStage(t, options)
  const path = await temporaryFolder(t)
  await addPatch(path, 'acme')
  const config = { name: 'house', everyMs: 0, type: 'folder', path, origin }
  await stage.ask('feed-add', { config })
  await stage.sync('house')
  return { stage, path }
}

async function rows(stage: TestStage, filter = {}): Promise<PatchRow[]> {
  return await stage.ask<PatchRow[]>('patch-list', filter)
}

async function stateOf(stage: TestStage, id = 'acme') {
  const row = (await rows(stage)).find(each => each.id === id)
  return row && [row.state, row.remark]
}

async function decide(stage: TestStage, id = 'acme', more: object = {}) {
  const manifest = await stage.catalogue.manifest(id, 'approve')
  const version = (stage.published.current('approval', id)?.header.version ?? 0) + 1
  const approval = await stage.fleet.approval(id, [manifest.digest], { version, ...more })
  await stage.ask('proposal-submit', { envelope: Buffer.from(approval.bytes).toString('base64') })
  return manifest
}

test('a patch of the folder is new, and shown with what, why and how big', async t => {
  const { stage } = await setUp(t)
  t.deepEqual(
    (await rows(stage)).map(({ id, product, version, severity, state }) => ({ id, product, version, severity, state })),
    [{ id: 'acme', product: 'acme', version: '1.0', severity: 'high', state: 'new' }],
  )
  stage.reported.inventories.push(bookworm('n1', []))
  const shown = await stage.ask<PatchDetails>('patch-show', { id: 'acme' })
  t.like(shown, { sizeBytes: 15, manifest: null, approval: null, changelog: { state: 'not-debian' } })
  t.deepEqual(
    shown.neededBy.map(({ node }) => node),
    ['n1'],
  )
})

test('to look at a patch signs nothing', async t => {
  const { stage } = await setUp(t)
  await stage.ask('patch-show', { id: 'acme' })
  t.deepEqual(stage.published.all('manifest'), [])
})

test('an approved patch has a manifest, a piece list and a copy at the origin', async t => {
  const { stage } = await setUp(t)
  const manifest = await decide(stage)
  t.deepEqual(await stateOf(stage), ['approved', ''])
  const artifact = sha256(Buffer.from('content of acme'))
  t.deepEqual(
    manifest.body.artifacts.map(({ digest }) => digest),
    [artifact],
  )
  const list = stage.published.current('piece-list', artifact)!
  t.deepEqual(list.body.sources, [`http://origin.test:7434/artifact/${artifact}`])
  t.deepEqual(list.body.hashes, [artifact])
  t.true(stage.store.has(artifact))
  t.is(stage.catalogue.approved('acme').manifest.digest, manifest.digest)
})

test('files on another web server are told to agents by that URL and not copied', async t => {
  const { stage } = await setUp(t, { origin: 'https://files.test/in house/' })
  await decide(stage)
  const artifact = sha256(Buffer.from('content of acme'))
  t.deepEqual(stage.published.current('piece-list', artifact)!.body.sources, [
    'https://files.test/in%20house/acme/acme.bin',
  ])
  t.false(stage.store.has(artifact))
})

test('a patch nobody approved cannot be scheduled', async t => {
  const { stage } = await setUp(t)
  t.throws(() => stage.catalogue.approved('acme'), { code: 'wrong-state' })
  t.throws(() => stage.catalogue.approved('nobody'), { code: 'not-found' })
})

test('the manifest stays byte for byte as it is while nothing changes', async t => {
  const { stage } = await setUp(t)
  const first = await stage.catalogue.manifest('acme', 'approve')
  await stage.clock.advance(DAY_MS)
  await stage.sync('house')
  t.deepEqual((await stage.catalogue.manifest('acme', 'approve')).bytes, first.bytes)
  const again = await stage.reopen()
  t.deepEqual((await again.catalogue.manifest('acme', 'approve')).bytes, first.bytes)
})

test('an approved manifest stays as it is when only words change', async t => {
  const { stage, path } = await setUp(t)
  const first = await decide(stage)
  await writeFile(join(path, 'acme/patch.yaml'), patchYaml('acme').replace('Patch acme', 'A better title'))
  await stage.sync('house')
  t.deepEqual(await stateOf(stage), ['approved', ''])
  t.deepEqual((await stage.catalogue.manifest('acme', 'approve')).bytes, first.bytes)
})

for (const [what, change] of [
  ['its file', (path: string) => writeFile(join(path, 'acme/acme.bin'), 'other bytes')],
  ['its place', (path: string) => writeFile(join(path, 'acme/patch.yaml'), patchYaml('acme').replace('/opt', '/etc'))],
] as const) {
  test(`a patch that changes ${what} after its approval is not approved any more`, async t => {
    const { stage, path } = await setUp(t)
    await decide(stage)
    await change(path)
    await stage.sync('house')
    t.deepEqual(await stateOf(stage), ['new', 'changed-since-approval'])
    t.throws(() => stage.catalogue.approved('acme'), { code: 'wrong-state' })
  })
}

test('what is in the folder later does not change what the origin serves', async t => {
  const { stage, path } = await setUp(t)
  await decide(stage)
  await writeFile(join(path, 'acme/acme.bin'), 'other bytes')
  const held = await stage.store.open(sha256(Buffer.from('content of acme')))
  t.is(await held!.file.readFile('utf8'), 'content of acme')
  await held!.file.close()
})

test('a file that changed since the synchronisation gets no piece list, and the approval says so', async t => {
  const { stage, path } = await setUp(t)
  await writeFile(join(path, 'acme/acme.bin'), 'CONTENT OF ACME')
  const manifest = await stage.catalogue.manifest('acme', 'approve')
  const approval = await stage.fleet.approval('acme', [manifest.digest])
  const envelope = Buffer.from(approval.bytes).toString('base64')
  const result = await stage.ask<{ notReady: string }>('proposal-submit', { envelope })
  t.regex(result.notReady, /SHA-256/)
  t.deepEqual(stage.published.all('piece-list'), [])
})

test('a file that does not fit into the quota is told, not served half', async t => {
  const { stage } = await setUp(t, { quotaBytes: 5 })
  const manifest = await stage.catalogue.manifest('acme', 'approve')
  const approval = await stage.fleet.approval('acme', [manifest.digest])
  const envelope = Buffer.from(approval.bytes).toString('base64')
  const result = await stage.ask<{ notReady: string }>('proposal-submit', { envelope })
  t.regex(result.notReady, /originQuotaBytes/)
})

test('an approval ends with its time', async t => {
  const { stage } = await setUp(t)
  await decide(stage)
  await stage.clock.advance(31 * DAY_MS)
  t.deepEqual(await stateOf(stage), ['new', 'approval-expired'])
})

test('a declined patch is declined until somebody approves it', async t => {
  const { stage } = await setUp(t)
  await decide(stage, 'acme', { decision: 'decline' })
  t.deepEqual(await stateOf(stage), ['declined', ''])
  await decide(stage)
  t.deepEqual(await stateOf(stage), ['approved', ''])
})

test('an approval with a forged signature is refused', async t => {
  const { stage } = await setUp(t)
  const manifest = await stage.catalogue.manifest('acme', 'approve')
  const { fleet } = stage
  const body = (await fleet.approval('acme', [manifest.digest])).body
  const forged = await fleet.sign('approval', body, [fleet.keys.release[0]!])
  const submit = (bytes: Uint8Array) =>
    stage.ask('proposal-submit', { envelope: Buffer.from(bytes).toString('base64') })
  await t.throwsAsync(submit(forged.bytes), { code: 'bad-signature' })
  await t.throwsAsync(submit(manifest.bytes), { code: 'refused' })
  t.deepEqual(await stateOf(stage), ['new', ''])
})

test('the severity of an approval is the one that is shown', async t => {
  const { stage } = await setUp(t)
  await decide(stage, 'acme', { severity: 'critical' })
  t.is((await rows(stage))[0]!.severity, 'critical')
})

test('a newer version of the product supersedes what nobody decided about', async t => {
  const { stage, path } = await setUp(t)
  await addPatch(path, 'acme2', {
    yaml: patchYaml('acme2', { version: '1.10' }).replace('product: acme2', 'product: acme'),
  })
  await stage.sync('house')
  t.deepEqual(await stateOf(stage, 'acme'), ['superseded', ''])
  t.deepEqual(await stateOf(stage, 'acme2'), ['new', ''])
})

test('a patch that leaves the folder leaves the catalogue, unless it was decided about', async t => {
  const { stage, path } = await setUp(t)
  await addPatch(path, 'other')
  await stage.sync('house')
  const manifest = await decide(stage)
  await rm(join(path, 'acme'), { recursive: true })
  await rm(join(path, 'other'), { recursive: true })
  const [outcome] = await stage.ask<SyncOutcome[]>('feed-sync', { name: 'house' })
  t.is(outcome!.removed, 2)
  t.deepEqual(
    (await rows(stage)).map(({ id, state, remark }) => [id, state, remark]),
    [['acme', 'approved', 'withdrawn']],
  )
  t.is(stage.catalogue.approved('acme').manifest.digest, manifest.digest)
})

test('a patch that cannot be read any more stays as it was, and the fault is kept', async t => {
  const { stage, path } = await setUp(t)
  await decide(stage)
  await writeFile(join(path, 'acme/patch.yaml'), 'id: acme\n')
  const [outcome] = await stage.ask<SyncOutcome[]>('feed-sync', {})
  t.true(outcome!.faults.length > 0)
  t.deepEqual(await stateOf(stage), ['approved', ''])
  const [row] = await stage.ask<{ faults: unknown[] }[]>('feed-list')
  t.true(row!.faults.length > 0)
})

test('two feeds cannot have a patch of one id', async t => {
  const { stage } = await setUp(t)
  const second = await temporaryFolder(t)
  await addPatch(second, 'acme', { content: 'impostor' })
  await stage.ask('feed-add', { config: { name: 'second', everyMs: 0, type: 'folder', path: second, origin: '' } })
  const [outcome] = await stage.ask<SyncOutcome[]>('feed-sync', { name: 'second' })
  t.like(outcome!.faults[0], { file: 'acme/patch.yaml', line: 1, field: 'id' })
  t.is((await rows(stage))[0]!.feed, 'house')
})

test('to add a feed again changes nothing; other settings need --replace', async t => {
  const { stage, path } = await setUp(t)
  const config = { name: 'house', everyMs: 0, type: 'folder', path, origin: '' }
  t.deepEqual(await stage.ask('feed-add', { config }), { name: 'house', isNew: false })
  const other = { ...config, path: '/elsewhere' }
  await t.throwsAsync(stage.ask('feed-add', { config: other }), { code: 'already-exists' })
  t.deepEqual(await stage.ask('feed-add', { config: other, replace: true }), { name: 'house', isNew: true })
})

test('a feed that cannot be read keeps its patches and tells its error', async t => {
  const { stage } = await setUp(t)
  const config = { name: 'house', everyMs: 60_000, type: 'folder', path: '/does/not/exist', origin: '' }
  await stage.ask('feed-add', { config, replace: true })
  const [outcome] = await stage.ask<SyncOutcome[]>('feed-sync', {})
  t.is(outcome!.error?.code, 'not-found')
  t.is((await rows(stage)).length, 1)
  const [row] = await stage.ask<{ error: { code: string } }[]>('feed-list')
  t.is(row!.error.code, 'not-found')
})

test('a timed feed is due when its time has come, and sooner after a failure', async t => {
  const { stage, path } = await setUp(t)
  const hour = 3_600_000
  const config = { name: 'house', everyMs: 6 * hour, type: 'folder', path, origin: '' }
  await stage.ask('feed-add', { config, replace: true })
  t.deepEqual(stage.feeds.due(stage.clock.now()), ['house'])
  await stage.syncDue()
  t.deepEqual(stage.feeds.due(stage.clock.now() + 6 * hour - 1), [])
  t.deepEqual(stage.feeds.due(stage.clock.now() + 6 * hour), ['house'])
  await stage.feeds.fail('house', { code: 'not-reachable', message: '' }, stage.clock.now())
  t.deepEqual(stage.feeds.due(stage.clock.now() + hour / 4), ['house'])
})

test('what admins decide about comes with the root chain and the manifest, and signs each once', async t => {
  const { stage } = await setUp(t)
  const material = await stage.ask<DecisionMaterial>('patch-material', { ids: ['acme', 'acme'], decision: 'approve' })
  t.is(material.patches.length, 1)
  t.is(material.patches[0]!.approval, null)
  t.deepEqual(Buffer.from(material.roots[0]!, 'base64'), Buffer.from(stage.fleet.root.bytes))
  const again = await stage.ask<DecisionMaterial>('patch-material', { ids: ['acme'], decision: 'approve' })
  t.is(again.patches[0]!.manifest, material.patches[0]!.manifest)
  await t.throwsAsync(stage.ask('patch-material', { ids: ['nobody'], decision: 'approve' }), { code: 'not-found' })
})
