// How far a neighbour's word that it has a piece is relied on: the decisions of one node on a clock of numbers, with a source outside that
// answers at once and neighbours that give what the test lets them give.

import test from 'ava'
import { rankMembers } from '../../../agent/swarm/rank.ts'
import { step } from '../../../agent/swarm/step.ts'
import { swarmNumbers } from '../../../agent/swarm/swarm-numbers.ts'
import { createSwarmState, type SwarmEffect, type SwarmEvent } from '../../../agent/swarm/swarm-state.ts'
import { viewPeers } from '../../../agent/swarm/swarm-view.ts'
import type { Announcement } from '../../../core/announcement.ts'
import { limits, MIB } from '../../../core/limits.ts'
import { PieceSet, pieceBytes, pieceCount } from '../../../core/pieces.ts'

const A = 'a'.repeat(64)
const sizeBytes = 16 * MIB
const pieces = pieceCount(sizeBytes)
const start = 1_000_000
const random = () => 0.5
/** How long who has given nothing is waited for: its slots may be full, and the piece takes its time. */
const answerMs =
  limits.uploadWaitMs + swarmNumbers.answerSlackMs + (pieceBytes(sizeBytes) * 1000) / swarmNumbers.usualRate

type Asked = Extract<SwarmEffect, { type: 'request-piece' }>

/** The best-ranked of three, at work; requests outside take `outsideMs`. The third is a neighbour unless `isThirdFar`. */
function setUp({ outsideMs = 100, isThirdFar = false } = {}) {
  const { order } = rankMembers(
    'site',
    ['a', 'b', 'c'].map(node => ({ node, class: 'wired' as const })),
  )
  const [first, second, third] = order.map(({ node }) => node) as [string, string, string]
  const state = createSwarmState({ node: first, ranking: rankMembers('site', order), slots: 2 }, start - 60_000)
  const asked: Asked[] = []
  const aborted: SwarmEffect[] = []
  const later: { at: number; event: SwarmEvent }[] = []
  let now = start
  let fetchedAt = Number.POSITIVE_INFINITY
  const give = (event: SwarmEvent) => {
    for (const effect of step(state, event, now, random)) {
      if (effect.type === 'request-piece') asked.push(effect)
      if (effect.type === 'abort-outside') aborted.push(effect)
      if (effect.type !== 'fetch-outside') continue
      fetchedAt = Math.min(fetchedAt, now)
      for (let piece = effect.first; piece < effect.first + effect.count; piece++)
        later.push({ at: now + outsideMs, event: { type: 'piece-held', artifact: A, piece, from: undefined } })
      later.push({
        at: now + outsideMs,
        event: { type: 'outside-ended', request: effect.request, end: { kind: 'done' } },
      })
    }
  }
  const run = (ms: number) => {
    for (const end = now + ms; now < end; now += 10) {
      for (let i = 0; i < later.length; ) later[i]!.at <= now ? give(later.splice(i, 1)[0]!.event) : i++
      give({ type: 'tick' })
    }
  }
  const boast = (from: string) =>
    give({ type: 'have-heard', from, artifact: A, all: PieceSet.full(pieces).toBytes(), pieces: [] })
  for (const node of isThirdFar ? [second] : [second, third]) give({ type: 'neighbour-joined', node })
  give({
    type: 'artifact-wanted',
    artifact: { digest: A, sizeBytes, priority: 1, deadline: 0, held: new PieceSet(pieces) },
  })
  return {
    ...{ state, second, third, asked, aborted, give, run, boast },
    /** As `peers` shows it, in the order of rank. */
    heldBack: () => viewPeers(state, now).map(({ heldBack }) => heldBack),
    /** Since the beginning (ms). */
    fetchedAfter: () => fetchedAt - start,
    /** So much time passes, and this process sees nothing of it. */
    standStill(ms: number) {
      now += ms
    },
    say(from: string, said: Pick<Announcement, 'doing' | 'leases' | 'holdings'>) {
      const body = {
        ...{ fleet: 'f'.repeat(64), site: 'site', node: from, class: 'wired' as const, boot: 1, until: 0 },
        ...said,
      }
      give({ type: 'announcement-heard', from, body: { ...body, sequence: now }, envelope: new Uint8Array() })
    },
    heldPieces: () => state.artifacts.get(A)!.held.size,
    /** Its answer to the oldest request that it has not answered. */
    answer(from: string, how: 'gives' | 'busy' | 'silent') {
      const at = asked.findIndex(request => request.from === from)
      if (at < 0) throw new Error(`${from} was asked for nothing`)
      const [{ piece }] = asked.splice(at, 1) as [Asked]
      if (how === 'gives') give({ type: 'piece-held', artifact: A, piece, from })
      else give({ type: 'piece-refused', artifact: A, piece, from, why: how })
    },
  }
}

test('who says that it has all and gives nothing is waited for as long as an honest one takes', t => {
  const node = setUp()
  node.boast(node.second)
  node.run(answerMs - 20)
  t.is(node.fetchedAfter(), Number.POSITIVE_INFINITY)
  node.run(200)
  t.true(node.fetchedAfter() < answerMs + 150, `${node.fetchedAfter()} ms`)
  node.run(2400)
  t.deepEqual(node.heldBack(), ['silent', 'nothing'])
  node.run(2000)
  t.true(node.state.artifacts.get(A)!.held.isComplete, 'also while the request to it still runs')
  node.answer(node.second, 'silent')
  t.is(node.state.neighbours.get(node.second)!.conduct.unanswered, 1, 'though nobody waits for it any more')
})

test('neither silence nor a new connection makes it believed again, a piece does', t => {
  const node = setUp()
  node.boast(node.second)
  node.run(answerMs + 200)
  node.answer(node.second, 'silent')
  node.give({ type: 'neighbour-left', node: node.second })
  node.give({ type: 'neighbour-joined', node: node.second })
  node.boast(node.second)
  const held = node.state.artifacts.get(A)!.held.size
  node.run(500)
  t.true(node.state.artifacts.get(A)!.held.size > held)
  node.answer(node.second, 'gives')
  node.run(200) // what runs ends
  const then = node.state.artifacts.get(A)!.held.size
  node.run(500)
  t.is(node.state.artifacts.get(A)!.held.size, then, 'all of it is on the LAN now')
})

test('who says in time that it is busy is waited for', t => {
  const node = setUp()
  node.boast(node.second)
  for (let i = 0; i < 10; i++) {
    node.run(limits.uploadWaitMs)
    node.answer(node.second, 'busy')
    node.run(200)
  }
  t.is(node.fetchedAfter(), Number.POSITIVE_INFINITY)
})

test('who fetches goes on until the neighbour has given a piece; then what it fetches of that is given up', t => {
  const node = setUp({ outsideMs: 400 })
  node.run(700)
  t.true(node.state.outside.size > 0)
  node.boast(node.second)
  const held = node.state.artifacts.get(A)!.held.size
  node.run(500)
  t.true(node.state.artifacts.get(A)!.held.size > held)
  t.deepEqual(node.aborted, [])
  node.answer(node.second, 'gives')
  t.true(node.aborted.length > 0)
  t.is(node.state.outside.size, 0)
})

test('who has given a piece since there is work is waited for as long as a fetcher that stalls', t => {
  const node = setUp()
  node.boast(node.second)
  node.run(100)
  node.answer(node.second, 'gives')
  node.run(swarmNumbers.stallMs - 200)
  t.is(node.fetchedAfter(), Number.POSITIVE_INFINITY)
  node.run(400)
  t.true(node.fetchedAfter() < swarmNumbers.stallMs + 300)
})

test('what it was asked for and does not give is asked of the next that has it, at once', t => {
  const node = setUp()
  node.boast(node.second)
  node.run(answerMs - 20)
  const [{ piece }] = node.asked as [Asked]
  t.deepEqual(
    node.asked.map(({ from }) => from),
    [node.second],
  )
  node.give({ type: 'have-heard', from: node.third, artifact: A, pieces: [piece] })
  node.run(10)
  t.is(node.asked.length, 1, 'it may still come')
  node.run(60)
  t.deepEqual(
    node.asked.map(({ from, piece }) => ({ from, piece })),
    [
      { from: node.second, piece },
      { from: node.third, piece },
    ],
  )
})

test('a piece that comes when another has given it already counts all the same', t => {
  const node = setUp({ outsideMs: 400 })
  node.boast(node.second)
  node.run(answerMs + 200)
  const { piece } = node.asked[0]!
  node.give({ type: 'piece-held', artifact: A, piece, from: undefined })
  t.true(node.state.outside.size > 0)
  node.answer(node.second, 'gives')
  t.is(node.state.outside.size, 0, 'it is believed now')
  t.true(node.aborted.length > 0)
  t.is(node.state.neighbours.get(node.second)!.conduct.good, 1)
  node.run(500)
  t.deepEqual(node.heldBack(), ['nothing', 'nothing'])
})

test('of what is fetched outside one piece is asked of who says it has it and has given nothing yet', t => {
  const node = setUp({ outsideMs: 400 })
  node.run(600)
  const [running] = [...node.state.outside.values()]
  const { first } = running!
  node.give({ type: 'have-heard', from: node.second, artifact: A, pieces: [first, first + 1] })
  t.is(node.asked.length, 1, 'the other only when it has proven itself, and then it comes anyway')
  node.answer(node.second, 'gives')
  t.true(node.aborted.length > 0, 'it has them: the request that runs for both is given up')
})

test('a suspended one stops nobody by one right piece', t => {
  const node = setUp({ outsideMs: 400 })
  node.boast(node.second)
  node.run(answerMs + 200)
  t.true(node.state.outside.size > 0)
  const { conduct } = node.state.neighbours.get(node.second)!
  Object.assign(conduct, { because: 'suspended', notBefore: Number.POSITIVE_INFINITY })
  node.answer(node.second, 'gives')
  t.true(node.state.outside.size > 0)
})

test('a wrong piece is an answer; what fails with a connection that is gone is not the new one’s silence', t => {
  const node = setUp()
  node.boast(node.second)
  node.run(300)
  const { piece } = node.asked[0]!
  node.give({ type: 'piece-bad', artifact: A, piece, from: node.second })
  const { conduct } = node.state.neighbours.get(node.second)!
  t.is(conduct.awaitedSince, 0)
  const other = setUp()
  other.boast(other.second)
  other.run(300)
  other.give({ type: 'neighbour-left', node: other.second })
  other.give({ type: 'neighbour-joined', node: other.second })
  other.answer(other.second, 'silent')
  t.is(other.state.neighbours.get(other.second)!.conduct.unanswered, 0)
})

test('what this process did not see for having stood still is held against nobody', t => {
  const node = setUp()
  node.boast(node.second)
  node.run(300)
  node.standStill(5000)
  node.run(200)
  t.is(node.fetchedAfter(), Number.POSITIVE_INFINITY)
  node.run(answerMs)
  t.true(node.fetchedAfter() < Number.POSITIVE_INFINITY)
})

test('new work begins without old debts', t => {
  const node = setUp()
  node.boast(node.second)
  node.run(3000)
  node.give({ type: 'artifact-dropped', artifact: A })
  t.true(node.state.neighbours.get(node.second)!.conduct.awaitedSince > 0)
  const artifact = { digest: 'b'.repeat(64), sizeBytes, priority: 1, deadline: 0, held: new PieceSet(pieces) }
  node.give({ type: 'artifact-wanted', artifact })
  t.is(node.state.neighbours.get(node.second)!.conduct.awaitedSince, 0)
})

test('of those that give nothing a piece is asked twice, and of a third only after five seconds', t => {
  const members = ['self', 'n1', 'n2', 'n3'].map(node => ({ node, class: 'wired' as const }))
  const state = createSwarmState({ node: 'self', ranking: rankMembers('site', members), slots: 2 }, start - 60_000)
  state.closedUntil = Number.POSITIVE_INFINITY // the LAN alone
  const askedAt: number[] = []
  const give = (event: SwarmEvent, now: number) => {
    for (const effect of step(state, event, now, random)) if (effect.type === 'request-piece') askedAt.push(now - start)
  }
  for (const { node } of members.slice(1)) give({ type: 'neighbour-joined', node }, start)
  const one = pieceBytes(sizeBytes)
  give(
    {
      type: 'artifact-wanted',
      artifact: { digest: A, sizeBytes: one, priority: 1, deadline: 0, held: new PieceSet(1) },
    },
    start,
  )
  for (const node of ['n1', 'n2', 'n3']) give({ type: 'have-heard', from: node, artifact: A, pieces: [0] }, start)
  for (let now = start; now < start + 10_000; now += 100) give({ type: 'tick' }, now)
  t.is(askedAt.length, 3)
  t.true(askedAt[1]! >= answerMs - 100 && askedAt[1]! <= swarmNumbers.endGameMs, `${askedAt}`)
  t.true(askedAt[2]! >= askedAt[1]! + swarmNumbers.endGameLostMs, `${askedAt}`)
})

test('bytes asked of those that keep a node waiting leave room for what others give', t => {
  const large = 1024 * MIB
  const count = pieceCount(large)
  const members = ['self', 'n1', 'n2', 'n3', 'n4', 'honest'].map(node => ({ node, class: 'wired' as const }))
  const state = createSwarmState({ node: 'self', ranking: rankMembers('site', members), slots: 2 }, start - 60_000)
  state.closedUntil = Number.POSITIVE_INFINITY // the LAN alone
  const asked: string[] = []
  const give = (event: SwarmEvent, now: number) => {
    for (const effect of step(state, event, now, random)) if (effect.type === 'request-piece') asked.push(effect.from)
  }
  for (const { node } of members.slice(1)) give({ type: 'neighbour-joined', node }, start)
  const held = new PieceSet(count)
  give({ type: 'artifact-wanted', artifact: { digest: A, sizeBytes: large, priority: 1, deadline: 0, held } }, start)
  const all = PieceSet.full(count).toBytes()
  for (const node of ['n1', 'n2', 'n3', 'n4'])
    give({ type: 'have-heard', from: node, artifact: A, all, pieces: [] }, start)
  t.is(asked.length, 4)
  give({ type: 'have-heard', from: 'honest', artifact: A, all, pieces: [] }, start + 10)
  for (let now = start; now < start + 4000; now += 100) give({ type: 'tick' }, now)
  t.deepEqual(asked.slice(4), ['honest'])
})

test('the word of a member that is no neighbour stops nobody who fetches, and nobody for long', t => {
  const holdings = [{ artifact: A, pieces }]
  const fetching = setUp({ isThirdFar: true, outsideMs: 400 })
  fetching.run(600)
  fetching.say(fetching.third, { doing: 'idle', leases: [], holdings })
  fetching.run(2000)
  t.true(fetching.heldPieces() > 32, `${fetching.heldPieces()}, 24 are leased ahead`)
  const waiting = setUp({ isThirdFar: true })
  waiting.say(waiting.third, { doing: 'idle', leases: [], holdings })
  for (let i = 0; i < 10; i++) {
    waiting.run(500)
    waiting.say(waiting.third, { doing: 'idle', leases: [], holdings })
  }
  t.true(waiting.fetchedAfter() >= 2000 && waiting.fetchedAfter() <= swarmNumbers.stallMs + 200)
})

test('leases that a member far away takes and gives back again and again keep nobody from fetching', t => {
  const node = setUp({ isThirdFar: true })
  const holdings = [{ artifact: A, pieces: 0 }]
  for (let i = 0; i < 4; i++) {
    node.say(node.third, { doing: 'fetching', leases: [{ artifact: A, first: 0, count: pieces }], holdings })
    node.run(100)
    node.say(node.third, { doing: 'idle', leases: [], holdings })
    node.run(4000)
  }
  t.true(node.state.artifacts.get(A)!.held.isComplete)
})
