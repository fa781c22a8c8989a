// Which part of the work a fetcher begins with, so that two do not meet, and what it says when there is nothing left for it.

import test from 'ava'
import { rankMembers } from '../../../agent/swarm/rank.ts'
import { step } from '../../../agent/swarm/step.ts'
import { swarmNumbers } from '../../../agent/swarm/swarm-numbers.ts'
import { createSwarmState, type SwarmEffect, type SwarmEvent } from '../../../agent/swarm/swarm-state.ts'
import type { Announcement, Lease } from '../../../core/announcement.ts'
import { PieceSet, pieceBytes, pieceCount } from '../../../core/pieces.ts'

const start = 1_000_000
const digest = '0'.repeat(64)
const random = () => 0.5

interface Fetcher {
  /** Of the file, in requests. */
  size: number
  /** What a better-ranked neighbour says that it leases. */
  beside?: readonly Omit<Lease, 'artifact'>[]
  /** It may not fetch. */
  isClosed?: boolean
  forMs: number
}

/** What a node asks for, each request answered at once, and what it says: with when. */
function run({ size, beside = [], isClosed = false, forMs }: Fetcher): { at: number; effect: SwarmEffect }[] {
  const isSecond = beside.length > 0 || isClosed
  const names = ['first', 'second'] as const
  const [other, node] = isSecond ? names : names.toReversed()
  const ranking = rankMembers('site', [
    { node: 'first', class: 'wired' },
    { node: 'second', class: 'wireless' },
  ])
  const state = createSwarmState({ node: node!, ranking, slots: 2 }, start)
  step(state, { type: 'neighbour-joined', node: other! }, start, random)
  const sizeBytes = size * swarmNumbers.outsideRequestBytes
  const artifact = { digest, sizeBytes, priority: 1, deadline: 0, held: new PieceSet(pieceCount(sizeBytes)) }
  step(state, { type: 'artifact-wanted', artifact }, start, random)
  const said: Omit<Announcement, 'sequence'> = {
    ...{ fleet: 'f'.repeat(64), site: 'site', node: other!, class: 'wired', boot: 1 },
    ...{ doing: isClosed ? 'budget' : 'fetching', until: isClosed ? start + 3_600_000 : 0 },
    leases: beside.map(lease => ({ artifact: digest, ...lease })),
    holdings: [{ artifact: digest, pieces: 0 }],
  }
  const seen: { at: number; effect: SwarmEffect }[] = []
  for (let at = start; at < start + forMs; at += 10) {
    const body = { ...said, sequence: at }
    const events: SwarmEvent[] = [{ type: 'tick' }]
    if (isSecond && at % 500 === 0)
      events.unshift({ type: 'announcement-heard', from: other!, body, envelope: new Uint8Array() })
    for (let event = events.shift(); event; event = events.shift())
      for (const effect of step(state, event, at, random)) {
        seen.push({ at, effect })
        if (effect.type !== 'fetch-outside') continue
        for (let piece = effect.first; piece < effect.first + effect.count; piece++)
          events.push({ type: 'piece-held', artifact: digest, piece, from: undefined })
        events.push({ type: 'outside-ended', request: effect.request, end: { kind: 'done' } })
      }
  }
  return seen
}

/** Its first requests, as numbers of requests' worth of the file. */
function firstRequests(count: number, fetcher: Omit<Fetcher, 'forMs'>): number[] {
  const piecesEach = swarmNumbers.outsideRequestBytes / pieceBytes(fetcher.size * swarmNumbers.outsideRequestBytes)
  const fetches = run({ ...fetcher, forMs: 2500 }).flatMap(({ effect }) =>
    effect.type === 'fetch-outside' ? [effect.first / piecesEach] : [],
  )
  return fetches.slice(0, count)
}

test('a large file is fetched from its beginning, and by the second of two from its end', t => {
  t.deepEqual(firstRequests(4, { size: 64 }), [0, 1, 2, 3])
  t.deepEqual(firstRequests(4, { size: 64, beside: [{ first: 0, count: 1 }] }), [63, 62, 61, 60])
})

test('beside a better-ranked one that may not fetch a node goes on from the beginning', t => {
  // its first leases, at the end, are those of its place in the roster
  const requests = firstRequests(64, { size: 64, isClosed: true })
  t.is(requests.length, 64)
  t.true(requests.indexOf(0) < 32, `${requests}`)
})

test('of a small file the second of two takes every other request', t => {
  const size = swarmNumbers.bothEndsRequests - 1
  const second = firstRequests(4, { size, beside: [{ first: 0, count: 1 }] })
  t.is(second.length, 4)
  t.is(new Set(second.map(request => request % 2)).size, 1, `${second}`)
})

test('who has nothing more to fetch says so at once: who fetches the rest may have all of the line', t => {
  const seen = run({ size: 4, beside: [{ first: 8, count: 8 }], forMs: 3000 })
  const ended = seen.findLast(({ effect }) => effect.type === 'fetch-outside')!.at
  const idle = seen.find(
    ({ at, effect }) => at > ended && effect.type === 'announce' && effect.said.leases.length === 0,
  )!.at
  t.true(idle <= ended + swarmNumbers.announceGapMs + 10, `${idle - ended} ms`)
})
