// Decisions of a swarm that may not fetch, or only slowly, and of those that hear it say so.

import test from 'ava'
import { isFetcher, isStalled } from '../../../agent/swarm/live.ts'
import { rankMembers } from '../../../agent/swarm/rank.ts'
import { step } from '../../../agent/swarm/step.ts'
import { swarmNumbers } from '../../../agent/swarm/swarm-numbers.ts'
import { createSwarmState, type SwarmEffect, type SwarmState } from '../../../agent/swarm/swarm-state.ts'
import type { Announcement } from '../../../core/announcement.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../core/limits.ts'
import { PieceSet } from '../../../core/pieces.ts'
import type { MemberClass } from '../../../core/roster.ts'

const MIB = 1024 * 1024
const A = 'a'.repeat(64)
const start = 1_000_000
const random = () => 0.5

function newState(own: MemberClass = 'wireless'): SwarmState {
  const ranking = rankMembers('site', [
    { node: 'me', class: own },
    { node: 'first', class: 'wired' },
    { node: 'second', class: 'wired' },
  ])
  const state = createSwarmState({ node: 'me', ranking, slots: 2 }, start - 10_000)
  for (const node of ['first', 'second']) step(state, { type: 'neighbour-joined', node }, start, random)
  const artifact = { digest: A, sizeBytes: 2 * MIB, priority: 1, deadline: 0, held: new PieceSet(32) }
  step(state, { type: 'artifact-wanted', artifact }, start, random)
  return state
}

let sequence = 0
function hear(state: SwarmState, node: string, said: Partial<Announcement>, now: number): SwarmEffect[] {
  const base = { fleet: 'f', site: 'site', node, boot: 1, class: 'wired' as const, doing: 'idle' as const, until: 0 }
  const body = { ...base, sequence: ++sequence, leases: [], holdings: [{ artifact: A, pieces: 0 }], ...said }
  return step(state, { type: 'announcement-heard', from: node, body, envelope: new Uint8Array() }, now, random)
}

function run(state: SwarmState, from: number, forMs: number, each: (now: number) => SwarmEffect[] = () => []) {
  const effects: SwarmEffect[] = []
  for (let now = from; now < from + forMs; now += 100) {
    effects.push(...each(now), ...step(state, { type: 'tick' }, now, random))
  }
  return effects
}

const fetches = (effects: SwarmEffect[]) => effects.filter(({ type }) => type === 'fetch-outside')

test('better-ranked members that may not fetch keep no slot: the next one fetches without waiting for their silence', t => {
  const state = newState()
  const closed = { doing: 'budget' as const, until: start + HOUR_MS }
  const say = (now: number) => ['first', 'second'].flatMap(node => hear(state, node, closed, now))
  const effects = run(state, start, 1500, say)
  t.true(fetches(effects).length > 0)
})

test('when it closes, what runs is given up and nothing is asked; it says until when, and goes on at the opening', t => {
  const state = newState()
  t.true(fetches(run(state, start, 6000)).length > 0)
  const at = start + 6000
  const ended = step(state, { type: 'closed', until: Number.POSITIVE_INFINITY }, at, random)
  t.true(ended.some(({ type }) => type === 'abort-outside'))
  t.is(state.outside.size, 0)
  const during = run(state, at, 20_000)
  t.deepEqual(fetches(during), [])
  const said = during.flatMap(effect => (effect.type === 'announce' ? [effect.said] : []))
  t.like(said.at(-1), { doing: 'budget', leases: [] })
  t.true(said.at(-1)!.until <= at + 20_000 + DAY_MS, 'an endless pause is a time all the same')
  step(state, { type: 'closed', until: 0 }, at + 20_000, random)
  t.deepEqual(fetches(run(state, at + 20_000, 400)), [], 'it looks first who is there')
  t.true(fetches(run(state, at + 20_400, 6000)).length > 0)
})

test('a holder that says why it is slow is not stalled before its time, and never for long', t => {
  const state = newState()
  const leases = [{ artifact: A, first: 0, count: 4 }]
  hear(state, 'first', { doing: 'fetching', leases }, start)
  hear(state, 'second', { doing: 'budget', until: start + DAY_MS, leases }, start)
  const [first, second] = ['first', 'second'].map(node => state.peers.get(node)!)
  t.true(isFetcher(state, second!, start + 1000))
  const patience = [first!, second!].map(peer => {
    let ms = 0
    while (!isStalled(peer, start + ms)) ms += 100
    return ms
  })
  t.true(patience[0]! < patience[1]!)
  t.true(patience[1]! <= MINUTE_MS, `${patience[1]} ms`)
})

test('a holder that yields says so, and for ten seconds after, because what it asked for meanwhile comes late', t => {
  const state = newState()
  run(state, start, 6000)
  const said = (from: number, forMs: number) =>
    run(state, from, forMs).flatMap(effect => (effect.type === 'announce' ? [effect.said.doing] : []))
  const paced = (because: 'yielding' | 'nothing', now: number) =>
    step(
      state,
      { type: 'paced', pace: { bytesPerSecond: because === 'nothing' ? Infinity : 32_768, because, requests: 2 } },
      now,
      random,
    )
  t.is(said(start + 6000, 600).at(-1), 'fetching')
  paced('yielding', start + 6600)
  paced('nothing', start + 6700)
  t.deepEqual([...new Set(said(start + 7300, 1500))], ['yielding'])
})

test('a holder that begins to yield keeps what it is fetching and one request more: the rest is for who has the line', t => {
  const state = newState()
  run(state, start, 6000)
  const leased = () => [...state.artifacts.get(A)!.leased.values()]
  const running = leased().filter(status => typeof status === 'number').length
  t.true(leased().length > running + 4)
  const pace = { bytesPerSecond: 32_768, because: 'yielding', requests: 1 } as const
  const effects = step(state, { type: 'paced', pace }, start + 6050, random)
  const unit = swarmNumbers.outsideRequestBytes / state.artifacts.get(A)!.pieceBytes
  t.is(leased().length, running + unit)
  effects.push(...run(state, start + 6050, 300))
  const slower = step(state, { type: 'paced', pace: { ...pace, bytesPerSecond: 65_536 } }, start + 6400, random)
  t.false(
    slower.some(({ type }) => type === 'announce'),
    'another rate is no reason to give that back, too',
  )
  const said = effects.flatMap(effect => (effect.type === 'announce' ? [effect.said] : []))[0]!
  t.is(said.doing, 'yielding')
  t.is(
    said.leases.reduce((sum, { count }) => sum + count, 0),
    running + unit,
  )
})

test('what another gave back without beginning it is the first copy; of who fell silent over it a lease is taken over', t => {
  const reasons = (givesBack: boolean) => {
    const state = newState()
    const all = [{ artifact: A, first: 0, count: 32 }]
    const effects = hear(state, 'first', { doing: 'fetching', leases: all }, start)
    if (givesBack) effects.push(...hear(state, 'first', { doing: 'idle' }, start + 200))
    effects.push(...run(state, start + 300, 12_000))
    return new Set(effects.flatMap(effect => (effect.type === 'fetch-outside' ? [effect.reason] : [])))
  }
  t.deepEqual([...reasons(true)], ['first-copy'])
  t.deepEqual([...reasons(false)], ['lease-taken-over'])
})

test('the best-ranked one leaves a piece to who took it over, once nothing has come for the shortest patience less two looks; not before', t => {
  const conflictAfter = (silentMs: number, bytesPerSecond = Number.POSITIVE_INFINITY) => {
    const state = newState('seed')
    run(state, start, 4000)
    const because = bytesPerSecond === Number.POSITIVE_INFINITY ? 'nothing' : 'budget'
    step(state, { type: 'paced', pace: { bytesPerSecond, because, requests: 2 } }, start + 4000, random)
    const [running] = [...state.outside.values()]
    const at = start + 4000
    step(state, { type: 'outside-moved', request: [...state.outside.keys()][0]! }, at, random)
    const leases = [{ artifact: A, first: running!.first, count: running!.count }]
    return hear(state, 'first', { doing: 'fetching', leases }, at + silentMs)
  }
  const patienceMs = swarmNumbers.stallMs - 2 * swarmNumbers.candidateTickMs // words and looks come late: all is over in the shortest patience
  const given = conflictAfter(patienceMs)
  t.like(
    given.find(({ type }) => type === 'abort-outside'),
    { reason: 'lease-conflict' },
  )
  t.false(conflictAfter(patienceMs - 1).some(({ type }) => type === 'abort-outside'))
  t.false(
    conflictAfter(swarmNumbers.stallMs, 32_768).some(({ type }) => type === 'abort-outside'),
    'a budget makes it slow, and it says so',
  )
})

test('what is wanted no longer is taken back from every neighbour that asked for it', t => {
  const state = newState()
  step(state, { type: 'ask-heard', from: 'first', artifacts: [A] }, start, random)
  step(state, { type: 'piece-held', artifact: A, piece: 3, from: undefined }, start, random)
  const told = step(state, { type: 'artifact-dropped', artifact: A }, start + 10, random)
  const haves = told.flatMap(effect => (effect.type === 'tell-have' ? [effect] : []))
  t.deepEqual(
    haves.map(({ to, all, pieces }) => ({ to, all: [...(all ?? [])], pieces })),
    [{ to: 'first', all: [0, 0, 0, 0], pieces: [] }],
  )
})
