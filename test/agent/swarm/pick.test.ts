import test from 'ava'
import fc from 'fast-check'
import { hasRoom, isAskable } from '../../../agent/swarm/blame.ts'
import { rankMembers } from '../../../agent/swarm/rank.ts'
import { nextTick, step } from '../../../agent/swarm/step.ts'
import { swarmNumbers } from '../../../agent/swarm/swarm-numbers.ts'
import {
  createSwarmState,
  type SwarmEffect,
  type SwarmEvent,
  type SwarmState,
} from '../../../agent/swarm/swarm-state.ts'
import { viewPeers } from '../../../agent/swarm/swarm-view.ts'
import { PieceSet } from '../../../core/pieces.ts'
import { seededRandom } from '../../../core/random.ts'

const start = 1_000_000
const digest = 'a'.repeat(64)
const names = ['b', 'c', 'd', 'e']
const pieceSize = 64 * 1024

function newState(count: number): SwarmState {
  const ranking = rankMembers(
    'site',
    ['a', ...names].map(node => ({ node, class: 'wired' })),
  )
  const state = createSwarmState({ node: 'a', ranking, slots: 2 }, start)
  for (const node of names) step(state, { type: 'neighbour-joined', node }, start, Math.random)
  const held = new PieceSet(count)
  const artifact = { digest, sizeBytes: count * pieceSize, priority: 1, deadline: 0, held }
  step(state, { type: 'artifact-wanted', artifact }, start, () => 0)
  return state
}

const requests = (effects: SwarmEffect[]) => effects.filter(effect => effect.type === 'request-piece')

/** The neighbour has given good pieces before. */
function trust(state: SwarmState, node: string): void {
  state.neighbours.get(node)!.conduct.good = 10
}

test('the rarest piece is asked first', t => {
  const state = newState(4)
  // Nobody may be asked until everyone has said what they hold.
  for (const { conduct } of state.neighbours.values()) conduct.notBefore = start + 10
  for (const node of ['b', 'c', 'd'])
    step(state, { type: 'have-heard', from: node, artifact: digest, pieces: [0, 1, 3] }, start, () => 0)
  step(state, { type: 'have-heard', from: 'e', artifact: digest, pieces: [0, 1, 2, 3] }, start, () => 0)
  const [first] = requests(step(state, { type: 'tick' }, start + 10, () => 0))
  t.like(first, { piece: 2, from: 'e' })
})

test('the holder with the least outstanding for us is asked', t => {
  const state = newState(12)
  for (const node of names) trust(state, node)
  const all = Array.from({ length: 12 }, (_, piece) => piece)
  for (const { conduct } of state.neighbours.values()) conduct.notBefore = start + 10
  for (const node of names)
    step(state, { type: 'have-heard', from: node, artifact: digest, pieces: all }, start, () => 0)
  const asked = requests(step(state, { type: 'tick' }, start + 10, seededRandom(1)))
  t.is(asked.length, 12)
  for (const node of names) t.is(state.neighbours.get(node)!.requests, 3)
})

test('while more is to come from outside, a piece that is late is not asked twice', t => {
  const state = newState(4)
  state.outsideNotBefore = Number.POSITIVE_INFINITY // others fetch
  const at = (ms: number, event: SwarmEvent = { type: 'tick' }) =>
    requests(step(state, event, start + ms, () => 0)).map(({ from, piece }) => `${from} ${piece}`)
  for (const node of names) trust(state, node)
  t.deepEqual(at(0, { type: 'have-heard', from: 'b', artifact: digest, pieces: [0, 1] }), ['b 0', 'b 1'])
  at(50, { type: 'have-heard', from: 'c', artifact: digest, pieces: [1] })
  at(100, { type: 'piece-held', artifact: digest, piece: 0, from: 'b' })
  t.deepEqual(at(swarmNumbers.endGameMs + 100), [])
  t.deepEqual(at(2000, { type: 'have-heard', from: 'd', artifact: digest, pieces: [2] }), ['d 2'])
  t.deepEqual(at(2100), [])
  t.deepEqual(at(2200, { type: 'have-heard', from: 'e', artifact: digest, pieces: [3] }), ['e 3', 'c 1'])
})

test('what is worked on later, or fetched by nobody now, puts the end of a file off no longer', t => {
  const other = { digest: 'b'.repeat(64), sizeBytes: pieceSize, deadline: 0, held: new PieceSet(1) }
  const askedAt = (priority: number, change: (state: SwarmState) => void = () => undefined) => {
    const state = newState(1)
    state.outsideNotBefore = Number.POSITIVE_INFINITY // others fetch
    for (const node of names) trust(state, node)
    step(state, { type: 'artifact-wanted', artifact: { ...other, priority } }, start, () => 0)
    change(state)
    for (const node of ['b', 'c']) state.neighbours.get(node)!.conduct.gaveAt = start
    for (const from of ['b', 'c'])
      step(state, { type: 'have-heard', from, artifact: digest, pieces: [0] }, start, () => 0)
    for (let ms = 100; ms < 4000; ms += 100)
      if (requests(step(state, { type: 'tick' }, start + ms, () => 0)).length > 0) return ms
    return undefined
  }
  t.is(askedAt(1), swarmNumbers.stallMs) // it gives nothing at all
  t.is(askedAt(2), swarmNumbers.endGameMs)
  const putOff = (state: SwarmState) => {
    state.artifacts.get(other.digest)!.sourceWaitUntil = start + 60_000
  }
  t.is(askedAt(1, putOff), swarmNumbers.endGameMs)
  const closed = (state: SwarmState) => {
    state.closedUntil = Number.POSITIVE_INFINITY
  }
  t.is(askedAt(1, closed), swarmNumbers.endGameMs)
})

test('of one that gives others, a piece that is very late is asked of another all the same', t => {
  const state = newState(40)
  state.outsideNotBefore = Number.POSITIVE_INFINITY // others fetch
  for (const node of names) trust(state, node)
  step(state, { type: 'have-heard', from: 'b', artifact: digest, pieces: [38, 39] }, start, () => 0)
  step(state, { type: 'piece-held', artifact: digest, piece: 38, from: 'b' }, start + 10, () => 0)
  step(state, { type: 'have-heard', from: 'c', artifact: digest, pieces: [39] }, start, () => 0)
  const asked: number[] = []
  for (let ms = 100; ms < 8000; ms += 100) {
    const events: SwarmEvent[] = [{ type: 'tick' }]
    const piece = Math.floor(ms / 1000)
    if (ms % 1000 === 0) events.push({ type: 'have-heard', from: 'b', artifact: digest, pieces: [piece] })
    if (ms % 1000 === 100 && piece > 0) events.push({ type: 'piece-held', artifact: digest, piece, from: 'b' })
    for (const event of events)
      for (const { from } of requests(step(state, event, start + ms, () => 0))) if (from === 'c') asked.push(ms)
  }
  t.deepEqual(asked, [swarmNumbers.endGameLostMs])
})

/** A missing piece that no request is out for, though a neighbour has it and may be asked for more. */
function leftUnasked(state: SwarmState, now: number): { piece: number; from: string } | undefined {
  const artifact = state.artifacts.get(digest)!
  if (artifact.status === 'held-up') return undefined
  for (const { node, conduct, has, requests: outstanding, requestBytes } of state.neighbours.values()) {
    if (!isAskable(conduct, now) || !hasRoom({ conduct, requests: outstanding, requestBytes }, pieceSize)) continue
    for (let piece = 0; piece < artifact.count; piece++) {
      const isAsked = artifact.lan.has(piece) || typeof artifact.leased.get(piece) === 'number'
      if (has.get(digest)?.has(piece) && !artifact.held.has(piece) && !isAsked) return { piece, from: node }
    }
  }
  return undefined
}

test('a file whose deadline or priority becomes another while it comes is asked for as before', t => {
  const state = newState(96)
  const all = PieceSet.full(96).toBytes()
  for (const node of names)
    step(state, { type: 'have-heard', from: node, artifact: digest, all, pieces: [] }, start, () => 0)
  const first = [...state.artifacts.get(digest)!.lan].map(([piece, [{ from } = { from: '' }]]) => ({ piece, from }))
  t.is(first.length, names.length) // one of each: nobody has given a good one yet
  const artifact = { digest, sizeBytes: 96 * pieceSize, priority: 0, deadline: 5, held: new PieceSet(96) }
  step(state, { type: 'artifact-wanted', artifact }, start + 10, () => 0)
  for (const { piece, from } of first) {
    const next = requests(step(state, { type: 'piece-held', artifact: digest, piece, from }, start + 20, () => 0))
    t.true(next.length > 0, `nothing more was asked of ${from}`)
  }
})

test('no piece is asked twice, none is left unasked that a neighbour would give, no limit is passed, and counters match, whatever happens', t => {
  const event = fc.oneof(
    fc.record({ kind: fc.constant('have' as const), node: fc.nat(3), piece: fc.nat(29) }),
    fc.record({ kind: fc.constant('answer' as const), how: fc.nat(5), which: fc.nat(50) }),
    fc.record({ kind: fc.constant('leave' as const), node: fc.nat(3) }),
    fc.record({ kind: fc.constant('tick' as const), ms: fc.nat(400) }),
    fc.record({ kind: fc.constant('moved' as const), deadline: fc.nat(2) }),
    fc.record({ kind: fc.constant('held-up' as const), ms: fc.nat(400) }),
    fc.record({ kind: fc.constant('lost' as const), piece: fc.nat(29) }),
  )
  fc.assert(
    fc.property(fc.array(event, { maxLength: 150 }), fc.nat(), (events, seed) => {
      const state = newState(30)
      const random = seededRandom(seed)
      const open: { from: string; piece: number; at: number }[] = []
      let now = start
      const take = (effects: SwarmEffect[]) => {
        for (const effect of effects) {
          if (effect.type === 'cancel-piece') {
            const index = open.findIndex(one => one.from === effect.from && one.piece === effect.piece)
            open.splice(index, 1)
          }
          if (effect.type !== 'request-piece') continue
          const earlier = open.find(one => one.piece === effect.piece)
          if (earlier && (earlier.from === effect.from || now - earlier.at < swarmNumbers.endGameMs))
            throw new Error(`piece ${effect.piece} asked twice`)
          if (state.artifacts.get(digest)!.held.has(effect.piece)) throw new Error('a held piece asked')
          open.push({ from: effect.from, piece: effect.piece, at: now })
        }
      }
      for (const one of events) {
        if (one.kind === 'have') {
          const from = names[one.node]!
          take(step(state, { type: 'have-heard', from, artifact: digest, pieces: [one.piece] }, now, random))
        } else if (one.kind === 'leave') {
          const node = names[one.node]!
          for (let at = open.length - 1; at >= 0; at--) if (open[at]!.from === node) open.splice(at, 1)
          take(step(state, { type: 'neighbour-left', node }, now, random))
          take(step(state, { type: 'neighbour-joined', node }, now, random))
        } else if (one.kind === 'tick') {
          now += one.ms
          take(step(state, { type: 'tick' }, now, random))
        } else if (one.kind === 'moved') {
          const { held } = state.artifacts.get(digest)!
          const artifact = { digest, sizeBytes: 30 * pieceSize, priority: 1, deadline: one.deadline, held }
          take(step(state, { type: 'artifact-wanted', artifact }, now, random))
        } else if (one.kind === 'held-up') {
          take(step(state, { type: 'artifact-held-up', artifact: digest, until: now + one.ms }, now, random))
        } else if (one.kind === 'lost') {
          take(step(state, { type: 'piece-lost', artifact: digest, piece: one.piece }, now, random))
        } else if (open.length > 0) {
          const { from, piece } = open.splice(one.which % open.length, 1)[0]!
          const base = { artifact: digest, piece, from }
          if (one.how < 3) take(step(state, { type: 'piece-held', ...base }, now, random))
          else if (one.how === 3) take(step(state, { type: 'piece-bad', ...base }, now, random))
          else {
            const why = one.how === 4 ? ('busy' as const) : ('silent' as const)
            take(step(state, { type: 'piece-refused', ...base, why }, now, random))
          }
        }
        for (const { node, requests: outstanding, requestBytes } of state.neighbours.values()) {
          const mine = open.filter(other => other.from === node).length
          if (outstanding !== mine || requestBytes !== mine * pieceSize) return false
          if (outstanding > swarmNumbers.neighbourRequestsMax) return false
        }
        if (state.lanBytes !== open.length * pieceSize) return false
        const idle = leftUnasked(state, now)
        if (idle) throw new Error(`nothing asks for piece ${idle.piece}, which ${idle.from} would give`)
      }
      return true
    }),
    { numRuns: 200 },
  )
  t.pass()
})

test('a bit field that does not fit the artifact is refused and changes nothing', t => {
  const state = newState(9)
  const all = new Uint8Array([255, 255])
  t.throws(() => step(state, { type: 'have-heard', from: 'b', artifact: digest, all, pieces: [] }, start, () => 0), {
    code: 'bad-message',
  })
  t.false(state.neighbours.get('b')!.has.has(digest))
  t.true(state.artifacts.get(digest)!.rarity.every(count => count === 0))
})

test('after a wrong hash the piece is asked from another neighbour', t => {
  const state = newState(1)
  for (const node of ['b', 'c'])
    step(state, { type: 'have-heard', from: node, artifact: digest, pieces: [0] }, start, () => 0)
  const [first] = [...state.artifacts.get(digest)!.lan.get(0)!]
  const next = requests(
    step(state, { type: 'piece-bad', artifact: digest, piece: 0, from: first!.from }, start + 5, () => 0),
  )
  t.is(next.length, 1)
  t.not(next[0]!.from, first!.from)
})

test('a banned neighbour that connects anew stays banned', t => {
  const state = newState(4)
  const give = (event: Parameters<typeof step>[1]) => step(state, event, start, () => 0)
  give({ type: 'have-heard', from: 'b', artifact: digest, pieces: [0, 1, 2, 3] })
  for (const piece of [0, 1]) give({ type: 'piece-bad', artifact: digest, piece, from: 'b' })
  give({ type: 'neighbour-left', node: 'b' })
  give({ type: 'neighbour-joined', node: 'b' })
  t.deepEqual(requests(give({ type: 'have-heard', from: 'b', artifact: digest, pieces: [0, 1, 2, 3] })), [])
  t.is(state.neighbours.get('b')!.conduct.because, 'banned')
})

test('however often neighbours say something, a candidate looks ten times a second at what to do outside', t => {
  const state = newState(200)
  let looks = 0
  let tickAt = Number.POSITIVE_INFINITY
  for (let now = start; now < start + 5000; now += 20) {
    if (now >= tickAt) {
      looks++
      step(state, { type: 'tick' }, now, () => 0)
    }
    const pieces = [(now / 20) % 200]
    step(state, { type: 'have-heard', from: 'b', artifact: digest, pieces }, now, () => 0)
    tickAt = nextTick(state, now)
  }
  t.true(looks >= 40, `${looks}`)
})

test('a bad piece is held against its sender though it hung up before the piece was found bad, and `peers` says so', t => {
  const state = newState(4)
  const give = (event: Parameters<typeof step>[1]) => step(state, event, start + 5, () => 0)
  const [asked] = requests(give({ type: 'have-heard', from: 'b', artifact: digest, pieces: [0, 1, 2, 3] }))
  give({ type: 'neighbour-left', node: 'b' })
  give({ type: 'piece-bad', artifact: digest, piece: asked!.piece, from: 'b' })
  const told = () => viewPeers(state, start + 6).find(({ node }) => node === 'b')
  t.like(told(), { isNeighbour: false, badPieces: 1, heldBack: 'suspended' })
  give({ type: 'neighbour-joined', node: 'b' })
  t.like(told(), { isNeighbour: true, badPieces: 1, heldBack: 'suspended' })
  t.deepEqual(requests(give({ type: 'have-heard', from: 'b', artifact: digest, pieces: [0, 1, 2, 3] })), [])
})
