// The driver around the plan: wakes, alarms, installs one after the other, rescans, and a close that lets the running install end.
// Objects are signed and the machine is a real folder; the swarm, the installer's work and the time are the test's. Long: all share one setting.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import test, { type ExecutionContext } from 'ava'
import type { InstallKey } from '../../../agent/installer/journal.ts'
import type { InterruptedKey } from '../../../agent/installer/journal-folder.ts'
import type { InstallOutcome } from '../../../agent/installer/outcome.ts'
import { Driver } from '../../../agent/plan/driver.ts'
import type { Stops } from '../../../agent/plan/install-rule.ts'
import { installedProducts } from '../../../agent/plan/installed-products.ts'
import { NodeMemory } from '../../../agent/plan/node-memory.ts'
import type { Wanted } from '../../../agent/swarm/wanted.ts'
import type { Digest } from '../../../core/digest.ts'
import { limits } from '../../../core/limits.ts'
import { silentLog } from '../../../core/log.ts'
import type { Outcome } from '../../../core/report.ts'
import type { Bodies, Signed, SignedKind } from '../../../core/verify.ts'
import { type Made, makeFleet } from '../../kit/fleet.ts'
import { type ManualClock, manualClock } from '../../kit/manual-clock.ts'
import { memoryTable } from '../../kit/memory-table.ts'
import { stopsOf } from '../../kit/stops.ts'

const start = Date.UTC(2026, 10, 22, 12)
const content = Buffer.from('the new file')

interface Running {
  key: InstallKey
  end: (outcome: InstallOutcome) => void
  lacks: () => readonly string[]
}

async function setUp(t: ExecutionContext, { interrupted = [] as InterruptedKey[] } = {}) {
  const root = await mkdtemp(join(tmpdir(), 'pm-driver-'))
  t.teardown(() => rm(root, { recursive: true }))
  const clock: ManualClock = manualClock(start)
  const fleet = await makeFleet({ now: start })
  const objects = new Map<string, Made>()
  const held = new Set<Digest>()
  const wanted: Wanted[][] = []
  const running: Running[] = []
  const outcomes: Outcome[][] = []
  let scans = 0
  /** How long a thought takes. */
  const thought = { ms: 0 }
  /** What stops installs. */
  const stops: Partial<Stops> = {}
  const tables = {
    life: memoryTable<never>(),
    seen: memoryTable<number>(),
    installs: memoryTable<never>(),
  }
  const trust = {
    now: () => clock.now(),
    roster: () => objects.get('roster/office')?.body as Bodies['roster'] | undefined,
    all: <K extends Exclude<SignedKind, 'root'>>(kind: K) =>
      [...objects.values()]
        .filter(made => made.head.kind === kind)
        .map(made => ({
          kind,
          header: made.body.header,
          body: made.body,
          digest: made.digest,
          bytes: made.bytes,
        })) as unknown as Signed<K>[],
    restrictions: () => stopsOf(stops),
  }
  const installed = installedProducts(join(root, 'installed.json'))
  const memory = await NodeMemory.open(tables, installed, start - 10 * limits.offlineMs)
  const driver = new Driver({
    node: fleet.nodes.office![0]!.node,
    root,
    localZone: 'UTC',
    bootedAt: start - 3_600_000,
    trust,
    store: { has: digest => held.has(digest), discard: async digest => void held.delete(digest) },
    swarm: { want: list => void wanted.push([...list]), traffic: () => [], status: () => ({ artifacts: [] }) },
    installer: {
      install: ({ key, lacks }) => new Promise(end => running.push({ key, end, lacks })),
      recorded: async () => undefined,
      interrupted: async () => interrupted,
      close: async () => undefined,
    },
    memory,
    report: async news => {
      outcomes.push(news.orders)
      if (thought.ms > 0) await clock.advance(thought.ms)
    },
    onFacts: () => void scans++,
    clock,
    log: silentLog,
  })
  const add = (...made: Made[]) => {
    for (const each of made) objects.set(`${each.head.kind}/${each.head.name}`, each)
  }
  const order = async (id: string, patch: string, startAt = fleet.seconds) => {
    const manifest = await fleet.manifest(patch, content)
    const approval = await fleet.approval(patch, [manifest.digest])
    const schedule = await fleet.schedule(id, [{ patch, manifest: manifest.digest }], { startAt })
    add(manifest as Made, approval as Made, schedule as Made, (await fleet.pieceList(content)) as Made)
    return manifest.body.artifacts[0]!.digest
  }
  add((await fleet.roster('office')) as Made)
  /** Lets the driver think and waits until it has. */
  const think = async () => {
    driver.wake()
    await clock.advance(limits.planCoalesceMs)
    await driver.scan()
  }
  const stateOf = (patch: string) => driver.picture.plan.patches.find(each => each.patch === patch)?.state
  return {
    driver,
    memory,
    clock,
    fleet,
    root,
    order,
    add,
    held,
    wanted,
    running,
    outcomes,
    think,
    stateOf,
    scans: () => scans,
    stops,
    thought,
  }
}

const done: InstallOutcome = { state: 'installed', reason: 'applied', detail: '', final: true }

/** What an install would do to the machine. */
async function place(root: string, patch: string): Promise<void> {
  await mkdir(join(root, 'opt'), { recursive: true })
  await writeFile(join(root, 'opt', patch), content)
}

test('an order is fetched, installed when its files are here, seen by the rescan, and reported', async t => {
  const it = await setUp(t)
  const artifact = await it.order('s1', 'app')
  await it.driver.start()
  await it.think()
  t.is(it.stateOf('app'), 'fetching')
  t.deepEqual(
    it.wanted.at(-1)!.map(each => each.artifact),
    [artifact],
  )
  t.is(it.running.length, 0)

  it.held.add(artifact)
  await it.think()
  t.is(it.running.length, 1)
  t.is(it.stateOf('app'), 'installing')
  t.is(it.outcomes.at(-1)![0]!.state, 'installing')

  await place(it.root, 'app')
  it.running[0]!.end(done)
  await it.think()
  t.is(it.stateOf('app'), 'installed')
  t.is(it.outcomes.at(-1)![0]!.state, 'installed')
  await it.driver.close()
})

test('installs run one after the other', async t => {
  const it = await setUp(t)
  it.held.add(await it.order('s1', 'first'))
  it.held.add(await it.order('s2', 'second'))
  await it.driver.start()
  await it.think()
  await it.think()
  t.is(it.running.length, 1)
  await place(it.root, it.driver.picture.plan.patches.find(each => each.state === 'installing')!.patch)
  it.running[0]!.end(done)
  await it.think()
  await it.think()
  t.is(it.running.length, 2)
  it.running[1]!.end(done)
  await it.driver.close()
})

test('of installs that follow one another each is looked at for itself, the whole machine when nothing is left to install', async t => {
  const it = await setUp(t)
  for (const patch of ['first', 'second', 'third']) it.held.add(await it.order(patch, patch))
  await it.driver.start()
  await it.think()
  const scans = it.scans()
  const installing = () => it.driver.picture.plan.patches.find(each => each.state === 'installing')!.patch
  const end = async (index: number) => {
    const patch = installing()
    await place(it.root, patch)
    it.running[index]!.end(done)
    while (it.stateOf(patch) !== 'installed') await setImmediate()
    return patch
  }
  await end(0)
  const gone = await end(1)
  t.is(it.scans(), scans)
  t.is(it.running.length, 3)
  await rm(join(it.root, 'opt'), { recursive: true })
  await end(2)
  await it.clock.advance(limits.planCoalesceMs)
  await it.driver.idle()
  t.is(it.scans(), scans + 1)
  t.is(it.stateOf(gone), 'missing')
  await it.driver.close()
})

test('while installs follow one another the whole machine is still looked at from time to time', async t => {
  const it = await setUp(t)
  for (const patch of ['first', 'second']) it.held.add(await it.order(patch, patch))
  await it.driver.start()
  await it.think()
  const scans = it.scans()
  await it.clock.advance(limits.lookWhileInstallingMs)
  await it.driver.idle()
  it.running[0]!.end(done)
  while (it.running.length < 2) await setImmediate()
  t.is(it.scans(), scans + 1)
  it.running[1]!.end(done)
  await it.driver.close()
})

test('a later start fires by the alarm alone, with nobody waking the node', async t => {
  const it = await setUp(t)
  it.held.add(await it.order('s1', 'app', Math.floor(start / 1000) + 45))
  await it.driver.start()
  await it.think()
  t.is(it.stateOf('app'), 'waiting')
  await it.clock.advance(44_000)
  t.is(it.running.length, 0)
  await it.clock.advance(1_000)
  t.is(it.running.length, 1)
  it.running[0]!.end(done)
  await it.driver.close()
})

test('a failure that may pass is tried again after its wait', async t => {
  const it = await setUp(t)
  it.held.add(await it.order('s1', 'app'))
  await it.driver.start()
  await it.think()
  it.running[0]!.end({ state: 'failed', reason: 'lock-timeout', detail: 'busy', final: false })
  await it.think()
  t.is(it.stateOf('app'), 'waiting')
  await it.clock.advance(limits.installRetryMs)
  await it.think()
  t.is(it.running.length, 2)
  it.running[1]!.end(done)
  await it.driver.close()
})

test('what a kill interrupted is taken up before anything else', async t => {
  const fleet = await makeFleet({ now: start })
  const second = await fleet.manifest('second', content)
  const it = await setUp(t, { interrupted: [{ schedule: 's2', manifest: second.digest, halfDone: false }] })
  it.held.add(await it.order('s1', 'first'))
  it.held.add(await it.order('s2', 'second'))
  await it.driver.start()
  await it.think()
  t.is(it.running[0]!.key.schedule, 's2')
  it.running[0]!.end(done)
  await it.driver.close()
})

test('what a kill cut off in the middle is carried out again, though the rules find all that they look at', async t => {
  const { digest: manifest } = await (await makeFleet({ now: start })).manifest('app', content)
  for (const [schedule, halfDone, again] of [
    ['s1', true, true],
    ['s1', false, false], // it had not touched the machine, or had come to its end
    ['another', true, false],
  ] as const) {
    const it = await setUp(t, { interrupted: [{ schedule, manifest, halfDone }] })
    it.held.add(await it.order('s1', 'app'))
    await place(it.root, 'app')
    await it.driver.start()
    await it.think()
    t.is(it.stateOf('app'), again ? 'installing' : 'installed')
    t.is(it.running.length, again ? 1 : 0)
    it.running[0]?.end(done)
    await it.think()
    t.is(it.stateOf('app'), 'installed')
    await it.driver.close()
  }
})

test('what was cut off is not called installed because it was not permitted, or failed, the second time', async t => {
  const { digest: manifest } = await (await makeFleet({ now: start })).manifest('app', content)
  const it = await setUp(t, { interrupted: [{ schedule: 's1', manifest, halfDone: true }] })
  it.held.add(await it.order('s1', 'app'))
  await place(it.root, 'app')
  await it.driver.start()
  await it.think()
  it.running[0]!.end({ state: 'failed', reason: 'no-space', detail: 'full', final: true })
  await it.think()
  t.is(it.stateOf('app'), 'failed')
  await it.driver.close()
})

test('an install that is remembered to have come to its end is not carried out again for a journal that was damaged since', async t => {
  const { digest: manifest } = await (await makeFleet({ now: start })).manifest('app', content)
  const key = { schedule: 's1', manifest }
  const it = await setUp(t, { interrupted: [{ ...key, halfDone: true }] })
  await it.memory.noteInstall(key, done, start)
  it.held.add(await it.order('s1', 'app'))
  await place(it.root, 'app')
  await it.driver.start()
  await it.think()
  t.is(it.stateOf('app'), 'installed')
  t.is(it.running.length, 0)
  await it.driver.close()
})

test('closing waits for the running install and starts no other', async t => {
  const it = await setUp(t)
  it.held.add(await it.order('s1', 'first'))
  it.held.add(await it.order('s2', 'second'))
  await it.driver.start()
  await it.think()
  let closed = false
  const closing = it.driver.close().then(() => {
    closed = true
  })
  await it.clock.advance(10_000)
  t.false(closed)
  it.running[0]!.end(done)
  await closing
  await it.clock.advance(10_000)
  t.is(it.running.length, 1)
})

test('a node that its roster no longer names wants and installs nothing', async t => {
  const it = await setUp(t)
  it.held.add(await it.order('s1', 'app'))
  it.add((await it.fleet.roster('office', { members: [] })) as Made)
  await it.driver.start()
  await it.think()
  t.deepEqual(it.driver.picture.plan.patches, [])
  t.deepEqual(it.wanted.at(-1), [])
  t.is(it.running.length, 0)
  await it.driver.close()
})

test('the machine is looked at again only with a cause, or after the rescan time', async t => {
  const it = await setUp(t)
  await it.order('s1', 'app')
  await it.driver.start()
  await it.think()
  const before = it.scans()
  it.driver.wake()
  const pass = async (ms: number) => {
    await it.clock.advance(ms)
    await it.driver.idle()
  }
  for (let minute = 0; minute < limits.rescanMs / limits.aliveMs - 1; minute++) await pass(limits.aliveMs)
  t.is(it.scans(), before)
  await pass(limits.aliveMs)
  await pass(limits.aliveMs)
  t.is(it.scans(), before + 1)
  await it.driver.close()
})

test('a file that the installer finds damaged leaves the store, and is fetched again while the order waits', async t => {
  const it = await setUp(t)
  const artifact = await it.order('s1', 'app')
  it.held.add(artifact)
  await it.driver.start()
  await it.think()
  it.running[0]!.end({ state: 'failed', reason: 'wrong-hash', detail: 'it rotted', final: false, artifact })
  await it.think()
  await it.think()
  t.false(it.held.has(artifact))
  t.is(it.stateOf('app'), 'waiting')
  t.deepEqual(
    it.wanted.at(-1)!.map(each => each.artifact),
    [artifact],
  )
  await it.driver.close()
})

test('who asks for orders is answered when it has thought for the first time, and not before', async t => {
  const { driver, order, clock, stateOf } = await setUp(t)
  await order('order', 'first-patch')
  await driver.start()
  let isPlanned = false
  const planned = driver.planned().then(() => {
    isPlanned = true
  })
  await Promise.resolve()
  t.false(isPlanned)
  await clock.advance(limits.planCoalesceMs)
  await planned
  t.not(stateOf('first-patch'), undefined)
})

test('a driver that is closed before it thought keeps nobody waiting', async t => {
  const { driver } = await setUp(t)
  await driver.start()
  await driver.close()
  await t.notThrowsAsync(driver.planned())
})

test('after a thought that took long the next one begins three times as long later, but not for ever', async t => {
  const it = await setUp(t)
  await it.driver.start()
  for (const [tookMs, sinceMs, pauseMs] of [
    [0, 0, limits.planCoalesceMs],
    [100, 0, 300],
    [100, 200, 100],
    [10_000, 0, limits.planPauseMs],
    [10_000, 60_000, limits.planCoalesceMs],
  ] as const) {
    it.thought.ms = tookMs
    await it.driver.scan()
    it.thought.ms = 0
    await it.clock.advance(sinceMs)
    await it.driver.idle()
    const before = it.outcomes.length
    it.driver.wake()
    await it.clock.advance(pauseMs - 1)
    await it.driver.idle()
    t.is(it.outcomes.length, before, `${tookMs}, ${sinceMs}`)
    await it.clock.advance(1)
    await it.driver.idle()
    t.is(it.outcomes.length, before + 1, `${tookMs}, ${sinceMs}`)
  }
  await it.driver.close()
})
