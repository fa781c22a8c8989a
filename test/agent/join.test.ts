import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { AlarmBook } from '../../agent/alarms.ts'
import { openDatabase } from '../../agent/database.ts'
import { type JoinOptions, join } from '../../agent/join.ts'
import { readPin } from '../../agent/pin.ts'
import { envelopeTable, openTrust } from '../../agent/trust/trust.ts'
import { createNetwork, strangerFrames } from '../../coordinator/network.ts'
import { systemClock } from '../../core/clock.ts'
import { encodeJoinToken, type JoinToken } from '../../core/join-token.ts'
import { silentLog } from '../../core/log.ts'
import { protocols } from '../../core/protocols.ts'
import { seededRandom } from '../../core/random.ts'
import type { Encodable, Message } from '../../proto/codec.ts'
import { type Fleet, type KitNode, makeFleet } from '../kit/fleet.ts'

type Answer = (request: Message<'JoinRequest'>, node: string) => Promise<Encodable<'JoinAnswer'>>

/** Welcomes whoever asks: the roster of `office` names them. */
function welcome(fleet: Fleet): Answer {
  return async (_request, node) => {
    const member = { node, class: 'wired' as const, groups: [], hostName: 'host', sinceVersion: 2 }
    const roster = await fleet.roster('office', { version: 2, members: [member] })
    return { site: 'office', roots: [fleet.root.bytes], roster: roster.bytes }
  }
}

async function setUp(
  t: ExecutionContext,
  fleet: Fleet,
  { answer = welcome(fleet), keys = fleet.coordinator as KitNode } = {},
) {
  const stateFolder = await mkdtemp(joinPath(tmpdir(), 'patchmesh-join-'))
  const requests: { node: string; request: Message<'JoinRequest'> }[] = []
  const network = await createNetwork({
    secretKey: keys.secretKey,
    listen: ['/ip4/127.0.0.1/tcp/0'],
    isMember: () => false,
    isOperator: () => false,
    clock: systemClock,
    log: silentLog,
  })
  await network.handle(protocols.join, 'anyone', strangerFrames, async (frames, node, signal) => {
    const request = await frames.receive('JoinRequest', signal)
    requests.push({ node, request })
    await frames.send('JoinAnswer', await answer(request, node), signal)
    await frames.close(signal)
  })
  const token: JoinToken = {
    fleet: fleet.id,
    coordinator: fleet.coordinator.node,
    addresses: network.addresses(),
    rootVersion: 1,
    rootDigest: fleet.root.digest,
    secret: new Uint8Array(32).fill(3),
  }
  const options = (change: Partial<JoinToken> = {}): JoinOptions => ({
    token: encodeJoinToken({ ...token, ...change }),
    stateFolder,
    seed: false,
    clock: systemClock,
    random: seededRandom(1),
    log: silentLog,
  })
  t.teardown(async () => {
    await network.close()
    await rm(stateFolder, { recursive: true })
  })
  return { stateFolder, requests, options, network }
}

test('a joined node trusts root and roster, and starts from its folder alone', async t => {
  const fleet = await makeFleet()
  const { stateFolder, requests, options } = await setUp(t, fleet)
  const joined = await join({ ...options(), listen: ['/ip4/127.0.0.1/tcp/0'], root: '/srv/root' })
  t.like(joined, { site: 'office', fleet: fleet.id, wasMember: false })
  t.is(requests[0]?.node, joined.node)
  t.like(await readPin(stateFolder), { fleet: fleet.id, site: 'office', coordinator: { node: fleet.coordinator.node } })
  t.regex(await readFile(joinPath(stateFolder, 'agent.yaml'), 'utf8'), /\/srv\/root/)
  const database = await openDatabase(joinPath(stateFolder, 'db'))
  t.teardown(() => database.close())
  const table = database.bytes(envelopeTable)
  const trust = await openTrust({
    folder: stateFolder,
    fleet: fleet.id,
    site: 'office',
    table,
    alarms: new AlarmBook({ clock: systemClock, log: silentLog }),
    clock: systemClock,
    log: silentLog,
  })
  t.is(trust.roster()?.members[0]?.node, joined.node)
  await trust.close()
})

test('joining twice says so, asks nobody and changes nothing', async t => {
  const fleet = await makeFleet()
  const { stateFolder, requests, options } = await setUp(t, fleet)
  const first = await join(options())
  const files = await readdir(stateFolder)
  t.deepEqual(await join(options()), { ...first, wasMember: true })
  t.is(requests.length, 1)
  t.deepEqual(await readdir(stateFolder), files)
  const other = await makeFleet({ seed: 'other' })
  await t.throwsAsync(join(options({ fleet: other.id })), { code: 'wrong-fleet' })
})

test('a join that was interrupted is repeated with the same key, whatever it left behind', async t => {
  const fleet = await makeFleet()
  const { stateFolder, requests, options } = await setUp(t, fleet)
  await join(options())
  for (const name of ['pin.json', 'pin.json.copy']) await rm(joinPath(stateFolder, name))
  for (const slot of [0, 1]) await writeFile(joinPath(stateFolder, `trusted.${slot}`), 'half written')
  t.false((await join(options())).wasMember)
  t.is(requests[0]!.node, requests[1]!.node)
})

test('joining again on a damaged folder heals what has a copy, and never makes another node of this one by itself', async t => {
  const fleet = await makeFleet()
  const { stateFolder, requests, options } = await setUp(t, fleet)
  const first = await join(options())
  const damage = (name: string) => writeFile(joinPath(stateFolder, name), 'damaged', { mode: 0o600 })
  for (const name of ['pin.json', 'pin.json.copy', 'node.key.copy', 'trusted.0']) {
    await damage(name)
    t.deepEqual(await join(options()), { ...first, wasMember: true }, name)
  }
  const key = await readFile(joinPath(stateFolder, 'node.key'))
  for (const name of ['pin.json', 'pin.json.copy']) await damage(name)
  await t.throwsAsync(join(options()), { code: 'wrong-state', message: /backup.*join again/ })
  t.deepEqual(await readFile(joinPath(stateFolder, 'node.key')), key)
  for (const name of ['pin.json', 'pin.json.copy']) await rm(joinPath(stateFolder, name))
  for (const name of ['node.key', 'node.key.copy']) await damage(name)
  await t.throwsAsync(join(options()), { code: 'bad-key-file', message: /backup.*join again as a new node/ })
  t.is(await readFile(joinPath(stateFolder, 'node.key'), 'utf8'), 'damaged')
  t.is(requests.length, 1)
})

test('a refusal is told with its own code, and leaves no member behind', async t => {
  const fleet = await makeFleet()
  for (const [refused, code] of [
    ['expired', 'expired'],
    ['bad-token', 'bad-token'],
    ['something-new', 'refused'],
  ] as const) {
    const { stateFolder, options } = await setUp(t, fleet, {
      answer: async () => ({ refused, message: 'used\u001b[2J up' }),
    })
    const error = await t.throwsAsync(join(options()), { code })
    t.false(error!.message.includes('\u001b'), 'nothing that moves the cursor')
    t.is(await readPin(stateFolder), undefined)
  }
})

test('a mistyped token is refused before anybody is asked', async t => {
  const fleet = await makeFleet()
  const { requests, options } = await setUp(t, fleet)
  const token = options().token.replace(/.$/, last => (last === 'A' ? 'B' : 'A'))
  await t.throwsAsync(join({ ...options(), token }), { code: 'bad-token' })
  t.is(requests.length, 0)
})

test('nobody at the address and another key at the address are told apart', async t => {
  const fleet = await makeFleet()
  const { options, network } = await setUp(t, fleet, { keys: fleet.nodes.office![0]! })
  await t.throwsAsync(join(options()), { code: 'wrong-coordinator' })
  await network.close()
  await t.throwsAsync(join(options()), { code: 'not-reachable' })
})

test('what the token does not vouch for is not believed', async t => {
  const fleet = await makeFleet()
  const other = await makeFleet({ seed: 'other' })
  const lie = async (change: Encodable<'JoinAnswer'>, code: string, token: Partial<JoinToken> = {}) => {
    const answer: Answer = async (request, node) => ({ ...(await welcome(fleet)(request, node)), ...change })
    const { stateFolder, options } = await setUp(t, fleet, { answer })
    await t.throwsAsync(join(options(token)), { code })
    t.is(await readPin(stateFolder), undefined)
  }
  await lie({ roots: [other.root.bytes] }, 'wrong-fleet')
  await lie({ roots: [] }, 'bad-object')
  await lie({}, 'wrong-fleet', { rootDigest: other.id })
  await lie({}, 'wrong-fleet', { rootVersion: 2 })
  await lie({ roster: (await fleet.roster('office')).bytes }, 'not-a-member')
  await lie({ roster: (await other.roster('office')).bytes }, 'bad-signature')
  await lie({ site: 'branch' }, 'not-a-member')
  const unnamed = await fleet.nextRoot(fleet.root, root => {
    root.coordinators = []
  })
  await lie({ roots: [fleet.root.bytes, unnamed.bytes] }, 'wrong-coordinator')
})

test('a node that an admin is to let in says so; with --wait it asks by its key alone until it is in', async t => {
  const fleet = await makeFleet()
  let asked = 0
  const answer: Answer = async (request, node) => {
    const mayIn = ++asked > 3
    return mayIn ? await welcome(fleet)(request, node) : { refused: 'pending-approval', message: 'an admin lets it in' }
  }
  const { options, requests, stateFolder } = await setUp(t, fleet, { answer })
  await t.throwsAsync(join(options()), { code: 'pending-approval', message: /repeat this command/ })
  t.is(await readPin(stateFolder), undefined)
  const clock = { ...systemClock, after: (_: number, run: () => void) => systemClock.after(1, run) }
  const told: string[] = []
  const joined = await join({ ...options(), clock, wait: { onPending: words => void told.push(words) } })
  t.is(joined.site, 'office')
  t.deepEqual(told, ['an admin lets it in'])
  t.deepEqual(
    requests.map(({ request }) => request.secret.length),
    [32, 32, 0, 0],
  )
  t.is(new Set(requests.map(({ node }) => node)).size, 1)
})
