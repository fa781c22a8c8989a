// What a coordinator takes from a member that holds newer things than it does, and what it makes of that.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { createLearner, raiseToHeld } from '../../../coordinator/backup/learn.ts'
import { Rosters } from '../../../coordinator/enrol/rosters.ts'
import { createTakeRoot } from '../../../coordinator/root/take-root.ts'
import { createOnlineSigner, type OnlineRole, type OnlineSigners } from '../../../coordinator/sign/online-signer.ts'
import { createState, openState } from '../../../coordinator/state.ts'
import { Published } from '../../../coordinator/sync/published.ts'
import { createKeyPair } from '../../../core/ed25519.ts'
import type { CodedError } from '../../../core/errors.ts'
import { limits } from '../../../core/limits.ts'
import { type Log, silentLog } from '../../../core/log.ts'
import type { Root } from '../../../core/root.ts'
import { boxKeyPair } from '../../../keys/box.ts'
import { keySigner } from '../../../keys/sign.ts'
import { makeCoordinator } from '../../kit/coordinator-kit.ts'
import { makeFleet } from '../../kit/fleet.ts'
import { manualClock } from '../../kit/manual-clock.ts'
import { memoryTable } from '../../kit/memory-table.ts'

async function setUp(t: ExecutionContext) {
  const now = Date.now()
  const fleet = await makeFleet({ sites: { berlin: 2, paris: 1 }, now })
  const { objects: published } = await makeCoordinator(fleet, now)
  const home = await mkdtemp(join(tmpdir(), 'patchmesh-learn-'))
  t.teardown(() => rm(home, { recursive: true }))
  await createState(home, fleet.root.bytes)
  const state = await openState(home)
  const raised: string[] = []
  const alarms = { raise: (code: string, subject: string) => void raised.push(`${code} ${subject}`) }
  const learn = createLearner({ state, published, takeRoot: async () => undefined, alarms, log: silentLog })
  return { fleet, state, published, raised, learn }
}

test('a restored coordinator takes what a member holds, and signs above it', async t => {
  const { fleet, state, published, raised, learn } = await setUp(t)
  await state.replaceUnheardSites(['berlin'])
  const made = [await fleet.roster('berlin'), await fleet.manifest('vpn', undefined)]
  const lesson = learn('node', 'berlin')
  t.is(lesson.wants(made.map(({ head }) => head)).length, 2)
  await lesson.deliver(made.map(({ bytes }) => bytes))
  t.true(lesson.isWhole())
  const version = published.current('roster', 'berlin')!.header.version
  t.is(state.lastVersion('roster', 'berlin'), version)
  t.true((await state.takeVersion('roster', 'berlin', 1)) > version)
  t.deepEqual(raised, [])
  t.deepEqual(lesson.wants(made.map(({ head }) => head)), [])
})

test('what our keys signed without our knowing raises an alarm, is taken, and is no reason to sign again', async t => {
  const { fleet, state, published, raised, learn } = await setUp(t)
  const roster = await fleet.roster('berlin')
  const lesson = learn('node', 'berlin')
  t.is(lesson.wants([roster.head]).length, 1)
  await lesson.deliver([roster.bytes])
  t.deepEqual(raised, ['coordinator-copied roster/berlin'])
  t.is(published.current('roster', 'berlin')!.digest, roster.digest)
  t.is(state.lastVersion('roster', 'berlin'), roster.head.version)
})

test('other sites’ rosters, what was dropped here, forged and unasked objects are not learnt', async t => {
  const { fleet, state, published, learn } = await setUp(t)
  const [paris, old] = [await fleet.roster('paris'), await fleet.manifest('old', undefined)]
  await state.raiseVersion('manifest', 'old', old.head.version)
  t.deepEqual(learn('node', 'berlin').wants([paris.head, old.head]), [])

  const real = await fleet.roster('berlin')
  const other = await makeFleet({ sites: { berlin: 1 }, now: Date.now(), seed: 'other' })
  const forged = await other.roster('berlin')
  const lesson = learn('node', 'berlin')
  t.is(lesson.wants([forged.head]).length, 1)
  await lesson.deliver([forged.bytes, real.bytes])
  t.is(published.current('roster', 'berlin'), undefined)
  t.false(lesson.isWhole(), 'its roster could not be taken: the site is not heard yet')
  t.deepEqual(learn('node', 'berlin').wants([forged.head]), [], 'not fetched again')
})

test('a member that claims endless news is asked for a bounded part of it', async t => {
  const { fleet, learn } = await setUp(t)
  const { head } = await fleet.manifest('x', undefined)
  const heads = Array.from({ length: limits.learnedPerExchange + 100 }, (_, index) => ({
    ...head,
    name: `x-${index}`,
    digest: index.toString(16).padStart(64, '0'),
  }))
  const lesson = learn('node', 'berlin')
  t.is(lesson.wants(heads).length, limits.learnedPerExchange)
  t.is(lesson.wants(heads).length, 0)
})

test('nothing is signed for a site that was not heard', async t => {
  const { published, fleet } = await setUp(t)
  await published.put((await fleet.roster('berlin')).bytes)
  const signer = { sign: async () => Promise.reject(new Error('signed')) }
  const rosters = new Rosters(published, signer, site => site === 'berlin')
  const error = await t.throwsAsync<CodedError>(rosters.renew('berlin'), { code: 'wrong-state' })
  t.regex(error.message, /accept-restored/)
})

/** A restored home whose fleet went on under newer roots: real state, published objects and taking of roots. */
async function setUpRoots(t: ExecutionContext) {
  const now = Date.now()
  const fleet = await makeFleet({ sites: { berlin: 2 }, now })
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-learn-'))
  t.teardown(() => rm(folder, { recursive: true }))
  await createState(folder, fleet.root.bytes)
  const state = await openState(folder)
  await state.replaceUnheardSites(['berlin'])
  const clock = manualClock(now)
  const table = memoryTable<Uint8Array>()
  const published = await Published.open({ table, anchor: () => state.anchor, clock, log: silentLog })
  const at = (root: Root, role: OnlineRole) =>
    fleet.keys[role]
      .filter(({ publicKey }) => root.roles[role].publicKeys.some(each => Buffer.from(each).equals(publicKey)))
      .map(pair => keySigner(pair))
  const readSigners = async (root: Root): Promise<OnlineSigners> => ({
    release: at(root, 'release'),
    enrol: at(root, 'enrol'),
    heartbeat: at(root, 'heartbeat'),
  })
  let signers = await readSigners(fleet.root.body)
  const signer = createOnlineSigner({ state, signers: () => signers, clock })
  const rosters = new Rosters(published, signer, site => state.unheardSites.has(site))
  const useSigners = (next: OnlineSigners) => {
    signers = next
  }
  const { node, secretKey } = fleet.coordinator
  const self = { node, boxKey: boxKeyPair(secretKey).publicKey }
  const shared = { state, published, rosters, readSigners, useSigners, self, log: silentLog }
  const take = createTakeRoot({ ...shared, refresh: () => undefined })
  const told: string[] = []
  const log: Log = {
    ...silentLog,
    warn: (details: unknown) => void told.push(String((details as { reason: string }).reason)),
  }
  const takeRoot = (bytes: Uint8Array) => take(bytes, { anyway: false })
  const learn = createLearner({ state, published, takeRoot, alarms: { raise: () => undefined }, log })
  return { fleet, folder, state, published, learn, told }
}

test('roots that came after the backup are learnt from a member, and what was signed under them', async t => {
  const { fleet, folder, state, published, learn, told } = await setUpRoots(t)
  const second = await fleet.nextRoot(fleet.root, root => {
    root.operators = [{ peerId: fleet.nodes.berlin![0]!.node, name: 'alice' }]
  })
  const third = await fleet.nextRoot(second, root => {
    root.roles.enrol.epoch = 1
  })
  const roster = await fleet.roster('berlin', { header: { epoch: 1 } })
  const lesson = learn('node', 'berlin')
  const made = [second, third, roster]
  t.is(lesson.wants(made.map(({ head }) => head)).length, 3)
  await lesson.deliver(made.map(({ bytes }) => bytes))
  t.deepEqual(told, [])
  t.true(lesson.isWhole())
  t.is(state.anchor.root.header.version, 3)
  t.is((await openState(folder)).anchor.root.header.version, 3, 'and kept')
  t.is(published.current('roster', 'berlin')?.digest, roster.digest)
  t.deepEqual(learn('other', 'berlin').wants(made.map(({ head }) => head)), [])
})

test('a root under which the restored keys sign nothing is not taken, and the log says what to put where', async t => {
  const { fleet, state, learn, told } = await setUpRoots(t)
  const stolen = await fleet.nextRoot(fleet.root, root => {
    root.roles.release.publicKeys = [createKeyPair(Buffer.alloc(32, 77)).publicKey]
  })
  const lesson = learn('node', 'berlin')
  lesson.wants([stolen.head])
  await lesson.deliver([stolen.bytes])
  t.false(lesson.isWhole(), 'nothing is signed for the site under the old root')
  t.is(state.anchor.root.header.version, 1)
  t.is(told.length, 1)
  t.regex(told[0]!, /0 of the 1 release key\(s\) that root version 2 asks for .*put the key file back.*root publish/)
})

test('a state that was copied before the objects beside it was, signs above them', async t => {
  const { fleet, state, published } = await setUp(t)
  const roster = await fleet.roster('berlin', { version: 7 })
  await published.put(roster.bytes)
  t.is(state.lastVersion('roster', 'berlin'), 0)
  await raiseToHeld(state, published)
  t.is(await state.takeVersion('roster', 'berlin', 1), 8)
})
