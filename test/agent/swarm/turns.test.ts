// Whose turn it is to fetch, when it begins and how much of the work it takes: the decisions of one node on a clock of numbers.

import test from 'ava'
import { rankMembers } from '../../../agent/swarm/rank.ts'
import { step } from '../../../agent/swarm/step.ts'
import { swarmNumbers } from '../../../agent/swarm/swarm-numbers.ts'
import { createSwarmState, type SwarmEffect, type SwarmEvent } from '../../../agent/swarm/swarm-state.ts'
import { limits, MIB } from '../../../core/limits.ts'
import { PieceSet, pieceBytes, pieceCount } from '../../../core/pieces.ts'
import { seededRandom } from '../../../core/random.ts'

const A = 'a'.repeat(64)
const start = 1_000_000
const { order } = rankMembers(
  'site',
  ['a', 'b', 'c'].map(node => ({ node, class: 'wired' as const })),
)

/** The node of that place in the roster, which has run for so long; it hears nobody, and its source answers in so many ms. */
function setUp(place: number, { ranForMs = 60_000, neighbours = 1, answerMs = 100 } = {}) {
  const { node } = order[place]!
  const ranking = rankMembers('site', order)
  const state = createSwarmState({ node, ranking, slots: swarmNumbers.slots }, start - ranForMs)
  const random = seededRandom(1)
  const asked: { afterMs: number; first: number; count: number }[] = []
  const later: { at: number; event: SwarmEvent }[] = []
  let now = start
  const give = (event: SwarmEvent) => {
    for (const effect of step(state, event, now, random)) act(effect)
  }
  const act = (effect: SwarmEffect) => {
    if (effect.type !== 'fetch-outside') return
    const { request, first, count } = effect
    asked.push({ afterMs: now - start, first, count })
    for (let piece = first; piece < first + count; piece++)
      later.push({ at: now + answerMs, event: { type: 'piece-held', artifact: A, piece, from: undefined } })
    later.push({ at: now + answerMs, event: { type: 'outside-ended', request, end: { kind: 'done' } } })
  }
  const run = (ms: number, each: () => void = () => undefined) => {
    for (const end = now + ms; now < end; now += 10) {
      for (let i = 0; i < later.length; ) later[i]!.at <= now ? give(later.splice(i, 1)[0]!.event) : i++
      give({ type: 'tick' })
      each()
    }
  }
  for (const { node: other } of order.filter(other => other.node !== node).slice(0, neighbours))
    give({ type: 'neighbour-joined', node: other })
  const want = (sizeBytes: number) => {
    const held = new PieceSet(pieceCount(sizeBytes))
    give({ type: 'artifact-wanted', artifact: { digest: A, sizeBytes, priority: 1, deadline: 0, held } })
  }
  return { state, asked, give, run, want }
}

test('the first two of the roster begin soon, whoever else is there; who comes behind them looks for longer', t => {
  const firstAsked = (node: ReturnType<typeof setUp>) => {
    node.want(4 * MIB)
    node.run(3000)
    return node.asked[0]!.afterMs
  }
  const { settleFirstMs, settleMs } = swarmNumbers
  for (const place of [0, 1]) {
    const afterMs = firstAsked(setUp(place))
    t.true(afterMs >= settleFirstMs && afterMs < settleMs, `${afterMs}`)
    t.true(firstAsked(setUp(place, { ranForMs: 1000 })) >= settleMs, 'it has just started, and others may be there')
    t.true(firstAsked(setUp(place, { neighbours: 0 })) >= settleMs, 'nobody could have told it anything')
  }
  t.true(firstAsked(setUp(2)) >= settleMs)
})

test('a piece that a neighbour turns out to have is not fetched by the first of the roster either', t => {
  const node = setUp(0)
  node.want(MIB)
  const all = PieceSet.full(pieceCount(MIB)).toBytes()
  node.run(100)
  node.give({ type: 'have-heard', from: order[1]!.node, artifact: A, all, pieces: [] })
  node.run(limits.uploadWaitMs)
  t.deepEqual(node.asked, [])
})

test('the first two begin on parts of their own before they have heard of each other', t => {
  const of = (place: number) => {
    const node = setUp(place)
    node.want(16 * MIB)
    node.run(swarmNumbers.settleMs)
    return new Set(node.asked.flatMap(({ first, count }) => Array.from({ length: count }, (_, i) => first + i)))
  }
  const [best, second] = [of(0), of(1)]
  t.true(best.size > 0 && second.size > 0)
  t.deepEqual(
    [...best].filter(piece => second.has(piece)),
    [],
  )
})

test('a node leases what comes in two seconds: who has little of the line leases little, and does not end alone with it', t => {
  const leasedBy = (answerMs: number) => {
    const node = setUp(0, { answerMs })
    const sizeBytes = 64 * MIB
    node.want(sizeBytes)
    node.run(10_000)
    let most = 0
    node.run(2000, () => {
      most = Math.max(most, node.state.artifacts.get(A)!.leased.size * pieceBytes(sizeBytes))
    })
    return most
  }
  const running = swarmNumbers.outsideRequests * swarmNumbers.outsideRequestBytes
  const quick = leasedBy(200)
  t.true(quick >= 2.5 * MIB, `${quick}: 2.5 MiB a second come`)
  const slow = leasedBy(2000)
  t.true(slow <= 2 * running + swarmNumbers.outsideRequestBytes, `${slow}: a quarter of a MiB comes in a second`)
})

test('as many requests run beside each other as the line is said to need', t => {
  const atOnce = (requests: number) => {
    const node = setUp(0)
    node.give({ type: 'paced', pace: { bytesPerSecond: Number.POSITIVE_INFINITY, because: 'nothing', requests } })
    node.want(16 * MIB)
    let most = 0
    node.run(2000, () => {
      most = Math.max(most, node.state.outside.size)
    })
    return most
  }
  t.is(atOnce(1), 1)
  t.is(atOnce(2), 2)
  t.is(atOnce(5), 5)
})
