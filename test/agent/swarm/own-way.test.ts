// What a node does outside when it is on its own way: isolated, away, on a line that costs. The decisions of one node on a virtual clock.

import test from 'ava'
import { isSelfStalled } from '../../../agent/swarm/live.ts'
import { atHome, type OwnWay } from '../../../agent/swarm/place.ts'
import { rankMembers } from '../../../agent/swarm/rank.ts'
import { nextTick, step } from '../../../agent/swarm/step.ts'
import { swarmNumbers } from '../../../agent/swarm/swarm-numbers.ts'
import { createSwarmState, type SwarmEvent } from '../../../agent/swarm/swarm-state.ts'
import type { Announcement } from '../../../core/announcement.ts'
import { limits, MIB } from '../../../core/limits.ts'
import { PieceSet, pieceBytes, pieceCount } from '../../../core/pieces.ts'
import { seededRandom } from '../../../core/random.ts'
import type { MemberClass } from '../../../core/roster.ts'

const start = 1_800_000_000_000
const digest = 'ab'.repeat(32)
const sizeBytes = 8 * MIB

/** A node whose source answers at once, and a neighbour `other` that says what it is told to say. */
function setUp({ own, memberClass = 'wired' }: { own: OwnWay; memberClass?: MemberClass }) {
  const members = [
    { node: 'self', class: memberClass },
    { node: 'other', class: 'wired' as const },
  ]
  const ranking = rankMembers('office', members)
  const state = createSwarmState({ node: 'self', ranking, slots: swarmNumbers.slots }, start - 60_000)
  const random = seededRandom(1)
  const fetched: { at: number; bytes: number; reason: string }[] = []
  let now = start
  const send = (event: SwarmEvent) => {
    for (const effect of step(state, event, now, random)) {
      if (effect.type !== 'fetch-outside') continue
      fetched.push({ at: now - start, bytes: effect.count * pieceBytes(sizeBytes), reason: effect.reason })
      for (let piece = effect.first; piece < effect.first + effect.count; piece++)
        queue.push({ type: 'piece-held', artifact: digest, piece, from: undefined })
      queue.push({ type: 'outside-ended', request: effect.request, end: { kind: 'done' } })
    }
  }
  const queue: SwarmEvent[] = []
  const advance = (ms: number, each: () => void = () => undefined) => {
    for (const end = now + ms; now < end; ) {
      now = Math.min(end, Math.max(now + 1, Math.min(nextTick(state, now), now + 500)))
      each()
      for (let event = queue.shift(); event; event = queue.shift()) send(event)
      send({ type: 'tick' })
    }
  }
  let sequence = 0
  /** The neighbour has so many pieces. */
  const hearOther = (pieces: number) => {
    const body: Announcement = {
      fleet: '00'.repeat(32),
      site: 'office',
      node: 'other',
      boot: 1,
      sequence: ++sequence,
      doing: 'idle',
      until: 0,
      leases: [],
      holdings: [{ artifact: digest, pieces }],
      class: 'wired',
    }
    send({ type: 'announcement-heard', from: 'other', body, envelope: new Uint8Array([sequence]) })
  }
  const want = (more: { deadline?: number; priority?: number } = {}) =>
    send({
      type: 'artifact-wanted',
      artifact: { digest, sizeBytes, priority: 0, deadline: 0, held: new PieceSet(pieceCount(sizeBytes)), ...more },
    })
  send({ type: 'place-changed', own })
  return {
    state,
    fetched,
    advance,
    want,
    send,
    hearOther,
    sum: () => fetched.reduce((all, { bytes }) => all + bytes, 0),
  }
}

const isolated = { place: { kind: 'isolated' }, rateBytesPerSecond: 128 * 1024, part: 0.5 } as const

test('an isolated node waits its part of the time, then fetches all for itself, and says why', t => {
  const { fetched, advance, want, sum, state } = setUp({ own: isolated })
  const leftS = 600
  want({ deadline: start / 1000 + leftS })
  const waitMs = 0.5 * (leftS * 1000 - (sizeBytes / isolated.rateBytesPerSecond) * 1000)
  advance(waitMs - 1000)
  t.is(sum(), 0)
  advance(20_000)
  t.true(sum() > 0)
  t.true(state.artifacts.get(digest)!.held.isComplete)
  t.deepEqual([...new Set(fetched.map(({ reason }) => reason))], ['isolated'])
})

test('a member that answers ends the waiting: what it has comes over the LAN', t => {
  const { advance, want, send, sum, state } = setUp({ own: isolated })
  want()
  advance(10_000)
  send({ type: 'place-changed', own: atHome })
  send({ type: 'neighbour-joined', node: 'other' })
  const all = PieceSet.full(pieceCount(sizeBytes)).toBytes()
  send({ type: 'have-heard', from: 'other', artifact: digest, all, pieces: [] })
  advance(500)
  t.is(sum(), 0)
  t.true(state.artifacts.get(digest)!.lan.size > 0)
})

test('while a node does not know why nobody answers it fetches nothing outside, and gives back what it had claimed', t => {
  const { advance, want, send, sum, state } = setUp({ own: atHome })
  want()
  advance(swarmNumbers.settleMs + 50)
  const before = sum()
  t.true(before > 0)
  send({
    type: 'place-changed',
    own: { place: { kind: 'unknown' }, rateBytesPerSecond: Number.POSITIVE_INFINITY, part: 0 },
  })
  advance(5000)
  t.true(sum() - before <= swarmNumbers.outsideRequests * swarmNumbers.outsideRequestBytes)
  t.is(state.artifacts.get(digest)!.leased.size, 0)
})

test('a node alone fetches for itself once its view has settled', t => {
  const { fetched, advance, want } = setUp({ own: { ...atHome, place: { kind: 'alone' } } })
  want()
  advance(swarmNumbers.settleMs + 200)
  t.true(fetched.length > 0 && fetched[0]!.at >= swarmNumbers.settleMs)
  t.is(fetched[0]!.reason, 'first-copy')
})

test('away from its site a node fetches for itself', t => {
  const own: OwnWay = {
    place: { kind: 'roaming', isCertain: true },
    rateBytesPerSecond: limits.roamingRateBytes,
    part: 0,
  }
  const { fetched, advance, want, sum } = setUp({ own })
  want()
  advance(10_000)
  t.is(sum(), sizeBytes)
  t.deepEqual([...new Set(fetched.map(({ reason }) => reason))], ['roaming'])
})

test('a node on a line that costs leaves fetching to others while they work, and fetches when nobody else has for long', t => {
  for (const memberClass of ['vpn', 'metered'] as const) {
    const { advance, want, send, sum, hearOther } = setUp({ own: atHome, memberClass })
    send({ type: 'neighbour-joined', node: 'other' })
    want()
    advance(90_000, () => hearOther(0))
    t.is(sum(), 0, `${memberClass}: the other says that it lacks it, too`)
    advance(swarmNumbers.sparingMs - 1000)
    t.is(sum(), 0)
    advance(5000)
    t.true(sum() > 0, 'nobody else can')
  }
})

test('a node on a line that costs and without anybody fetches what it needs at once', t => {
  const { advance, want, sum } = setUp({ own: { ...atHome, place: { kind: 'alone' } }, memberClass: 'metered' })
  want()
  advance(3000)
  t.true(sum() > 0)
})

test('in half a site what the other half fetches as well is said to be fetched because of the split', t => {
  for (const isBetterHalf of [true, false]) {
    const { advance, want, fetched } = setUp({ own: { ...atHome, place: { kind: 'split', isBetterHalf } } })
    want()
    advance(3000)
    t.deepEqual([...new Set(fetched.map(({ reason }) => reason))], [isBetterHalf ? 'first-copy' : 'site-split'])
  }
})

test('a fetcher to which bytes come without a whole piece is not stalled, and is when they cease', t => {
  const state = createSwarmState({ node: 'self', ranking: rankMembers('office', []), slots: 2 }, start)
  state.outside.set(1, { artifact: digest, first: 0, count: 1, reason: 'first-copy', since: start })
  state.outsideProgress.at = start
  const now = start + swarmNumbers.stallMs
  t.true(isSelfStalled(state, now))
  step(state, { type: 'outside-moved', request: 1 }, now, seededRandom(1))
  t.false(isSelfStalled(state, now + swarmNumbers.stallMs / 2))
  t.true(isSelfStalled(state, now + 100 * swarmNumbers.stallMs))
})
