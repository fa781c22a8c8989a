// Sources that say Retry-After: what waits is the artifact, not the node and not the site's slots.

import { randomBytes } from 'node:crypto'
import test from 'ava'
import { rankMembers } from '../../../agent/swarm/rank.ts'
import { step } from '../../../agent/swarm/step.ts'
import {
  createSwarmState,
  type OutsideEnd,
  type Said,
  type SwarmEffect,
  type SwarmState,
} from '../../../agent/swarm/swarm-state.ts'
import type { Announcement } from '../../../core/announcement.ts'
import { limits } from '../../../core/limits.ts'
import { PieceSet } from '../../../core/pieces.ts'
import type { SiteOptions } from '../../../scripts/sim/site-options.ts'
import { SiteSim } from '../../../scripts/sim/site-sim.ts'
import { MemoryOrigin, openOffice, wantedFile } from '../../kit/swarm-office.ts'

const MIB = 1024 * 1024
const hourMs = 3_600_000
const start = 1_000_000
const [A, B] = ['a'.repeat(64), 'b'.repeat(64)]
const random = () => 0.5

/** Ranked last; it has run for a while. */
function newState(others: string[] = []): SwarmState {
  const wired = others.map(node => ({ node, class: 'wired' as const }))
  const ranking = rankMembers('site', [{ node: 'me', class: 'wireless' }, ...wired])
  const state = createSwarmState({ node: 'me', ranking, slots: 2 }, start - 10_000)
  for (const node of others) step(state, { type: 'neighbour-joined', node }, start, random)
  return state
}

function want(state: SwarmState, digest: string): void {
  const artifact = { digest, sizeBytes: 2 * MIB, priority: 1, deadline: 0, held: new PieceSet(32) }
  step(state, { type: 'artifact-wanted', artifact }, start, random)
}

interface Run {
  from: number
  forMs: number
  waiting: string[]
  answer?: (now: number) => OutsideEnd
}

const waitAnHour = (now: number): OutsideEnd => ({ kind: 'wait', until: now + hourMs })

/** Ticks; requests for `waiting` are answered so, by default with a wait of an hour, others bring what they asked for. */
function runAlone(state: SwarmState, { from, forMs, waiting, answer = waitAnHour }: Run) {
  const asked: { artifact: string; at: number }[] = []
  const said: Said[] = []
  for (let now = from; now < from + forMs; now += 100) {
    const queue: SwarmEffect[] = step(state, { type: 'tick' }, now, random)
    for (let effect = queue.shift(); effect; effect = queue.shift()) {
      if (effect.type === 'announce') said.push(effect.said)
      if (effect.type !== 'fetch-outside') continue
      const { artifact, request, first, count } = effect
      asked.push({ artifact, at: now })
      const waits = waiting.includes(artifact)
      for (let piece = first; piece < first + count && !waits; piece++)
        queue.push(...step(state, { type: 'piece-held', artifact, piece, from: undefined }, now, random))
      const end: OutsideEnd = waits ? answer(now) : { kind: 'done' }
      queue.push(...step(state, { type: 'outside-ended', request, end }, now, random))
    }
  }
  return { asked, said }
}

test('a file whose source asked to wait holds up no other file', t => {
  const state = newState()
  want(state, A)
  want(state, B)
  const { asked, said } = runAlone(state, { from: start, forMs: 5000, waiting: [A] })
  t.is(state.artifacts.get(B)!.status, 'complete')
  t.is(state.artifacts.get(A)!.held.size, 0)
  t.is(state.artifacts.get(A)!.leased.size, 0, 'its leases are given back')
  const toldAt = asked.find(({ artifact }) => artifact === A)!.at
  t.false(asked.some(({ artifact, at }) => artifact === A && at > toldAt))
  const mixed = said.filter(({ holdings }) => holdings.some(({ artifact, pieces }) => artifact === B && pieces < 32))
  t.true(mixed.length > 0)
  t.true(mixed.every(({ doing, until }) => doing !== 'source-wait' && until === 0))
  t.like(said.at(-1), { doing: 'source-wait', leases: [] }, 'now all that is lacking waits')
})

test('a file whose source is gone holds up no other file, and is asked for again after a minute', t => {
  const state = newState()
  want(state, A)
  want(state, B)
  const gone = (now: number): OutsideEnd => ({ kind: 'failed', found: 'gone', until: now + hourMs })
  const { asked } = runAlone(state, { from: start, forMs: 5000, waiting: [A], answer: gone })
  t.is(state.artifacts.get(B)!.status, 'complete')
  const tries = asked.filter(({ artifact }) => artifact === A)
  t.is(tries.at(-1)!.at - tries[0]!.at, 0, 'then no more')
  runAlone(state, { from: tries[0]!.at + 60_000, forMs: 3000, waiting: [] })
  t.is(state.artifacts.get(A)!.status, 'complete')
})

test('a file that failed lets others come without a pause', t => {
  const state = newState()
  want(state, A)
  want(state, B)
  const dead = (now: number): OutsideEnd => ({ kind: 'failed', found: 'unreachable', until: now + 30_000 })
  const { asked } = runAlone(state, { from: start, forMs: 10_000, waiting: [A], answer: dead })
  t.is(state.artifacts.get(B)!.status, 'complete')
  const tries = asked.filter(({ artifact }) => artifact === A).map(({ at }) => at)
  t.is(tries.at(-1), tries[0])
})

test('a file that becomes wanted later is fetched while an earlier one waits', t => {
  const state = newState()
  want(state, A)
  runAlone(state, { from: start, forMs: 3000, waiting: [A] })
  want(state, B)
  runAlone(state, { from: start + 3000, forMs: 3000, waiting: [A] })
  t.is(state.artifacts.get(B)!.status, 'complete')
})

test('after the wait, which is bounded whatever the source said, the file is fetched', t => {
  const state = newState()
  want(state, A)
  const { asked } = runAlone(state, { from: start, forMs: 3000, waiting: [A] })
  const end = asked[0]!.at + limits.retryAfterMs
  t.is(state.artifacts.get(A)!.sourceWaitUntil, end)
  t.is(runAlone(state, { from: end - 2000, forMs: 1900, waiting: [] }).asked.length, 0)
  runAlone(state, { from: end, forMs: 2000, waiting: [] })
  t.is(state.artifacts.get(A)!.status, 'complete')
})

function simulate(seed: number, options: Partial<SiteOptions>, waitMs: number): SiteSim {
  const sim = new SiteSim({ seed, agents: 6, artifacts: [4 * MIB, 4 * MIB], wanBytesPerSecond: 2.5e6, ...options })
  sim.wan.source(sim.digests[0]!).waitUntil = sim.startedAt + sim.options.idleMs + waitMs
  return sim
}

test('two holders that were told to wait for one file fetch the other for the whole site, then the first', async t => {
  for (const seed of [1, 2, 3]) {
    const sim = simulate(seed, {}, 5 * 60_000)
    await sim.run(10_000)
    const [waiting, free] = sim.digests as [string, string]
    for (const node of sim.nodes.values()) {
      t.is(node.state.artifacts.get(free)!.status, 'complete', `seed ${seed}`)
      t.is(node.state.artifacts.get(waiting)!.held.size, 0, `seed ${seed}`)
    }
    await sim.run(4.9 * 60_000)
    const asked = sim.requests.filter(({ artifact }) => artifact === waiting)
    t.true(asked.length <= 8, `seed ${seed}: a source that asked to wait was asked ${asked.length} times`)
    await sim.run(6 * 60_000)
    t.true(sim.isDone, `seed ${seed}`)
    t.true(sim.wanBytes / sim.payload <= 1.02, `seed ${seed}: ${sim.wanBytes / sim.payload}`)
  }
})

test('holders that wait for their file keep no slot from who needs another one', async t => {
  for (const seed of [1, 2, 3]) {
    let best: string[] = []
    const sim = simulate(seed, { wants: (node, artifact) => artifact === 0 || !best.includes(node) }, 5 * 60_000)
    best = sim.ranked.slice(0, 2).map(node => node.id)
    await sim.run(15_000)
    for (const node of sim.ranked.slice(2))
      t.is(node.state.artifacts.get(sim.digests[1]!)!.status, 'complete', `seed ${seed}`)
  }
})

test('a peer that says it waits for ever is believed for a bounded time', t => {
  const state = newState(['b', 'c'])
  want(state, A)
  let sequence = 0
  const base = {
    fleet: 'f'.repeat(64),
    site: 'site',
    boot: 1,
    leases: [] as Announcement['leases'],
    class: 'wired' as const,
  }
  const hearBoth = (at: number): SwarmEffect[] => {
    sequence++
    return ['b', 'c'].flatMap(node => {
      const holdings = [{ artifact: A, pieces: 0 }]
      const until = Number.MAX_SAFE_INTEGER
      const body: Announcement = { ...base, node, sequence, doing: 'source-wait', until, holdings }
      return step(state, { type: 'announcement-heard', from: node, body, envelope: new Uint8Array() }, at, random)
    })
  }
  let fetchedAt = 0
  for (let at = start; at < start + hourMs && fetchedAt === 0; at += 500)
    if (hearBoth(at).some(effect => effect.type === 'fetch-outside')) fetchedAt = at
  t.true(fetchedAt >= start + limits.believedWaitMs, `${fetchedAt - start}`)
  t.true(fetchedAt <= start + limits.believedWaitMs + 5000, `${fetchedAt - start}`)
})

test('the status names a wait only at the file that waits', async t => {
  const [waiting, coming] = [wantedFile(randomBytes(100_000)), wantedFile(randomBytes(100_000))]
  const origin = new MemoryOrigin()
  const until = Date.now() + hourMs
  const ends = new Map([[waiting.artifact, { kind: 'wait', until } as const]])
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  origin.fetch = async ({ artifact }) => {
    const end = ends.get(artifact)
    if (!end) await held
    return end ?? { kind: 'failed' }
  }
  const office = await openOffice(1, { origin })
  t.teardown(() => office.close())
  const { swarm } = office.nodes[0]!
  swarm.want([waiting, coming])
  const waitsFor = () => new Map(swarm.status().artifacts.map(({ artifact, waitsFor }) => [artifact, waitsFor]))
  while (waitsFor().get(waiting.artifact) !== 'source') await new Promise(setImmediate)
  t.is(waitsFor().get(coming.artifact), '')
  t.is(swarm.status().sourceWaitUntil, 0)
  release()
})
