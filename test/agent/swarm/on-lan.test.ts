// How far a neighbour's word that it has a piece is relied on: the decisions of one node on a clock of numbers, with a source outside that
// answers at once and neighbours that give what the test lets them give.

import test from 'ava'
import { rankMembers } from '../../../agent/swarm/rank.ts'
import { step } from '../../../agent/swarm/step.ts'
import { swarmNumbers } from '../../../agent/swarm/swarm-numbers.ts'
import { createSwarmState, type SwarmEffect, type SwarmEvent } from '../../../agent/swarm/swarm-state.ts'
import { viewPeers } from '../../../agent/swarm/swarm-view.ts'
import { limits, MIB } from '../../../core/limits.ts'
import { PieceSet, pieceBytes, pieceCount } from '../../../core/pieces.ts'

const A = 'a'.repeat(64)
const sizeBytes = 16 * MIB
const pieces = pieceCount(sizeBytes)
const start = 1_000_000
const random = () => 0.5
/** How long who has given nothing is waited for: its slots may be full, and the piece takes its time. */
const answerMs = limits.uploadWaitMs + (pieceBytes(sizeBytes) * 1000) / swarmNumbers.usualRate

type Asked = Extract<SwarmEffect, { type: 'request-piece' }>

/** The best-ranked of three, at work; requests outside take `outsideMs`. */
function setUp({ outsideMs = 100 } = {}) {
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
  for (const node of [second, third]) give({ type: 'neighbour-joined', node })
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
  node.run(4000)
  t.true(node.state.artifacts.get(A)!.held.isComplete, 'also while the request to it still runs')
  t.deepEqual(node.heldBack(), ['silent', 'nothing'])
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
