import test from 'ava'
import fc from 'fast-check'
import { isNewer } from '../../../agent/swarm/announce.ts'
import { isClaimable } from '../../../agent/swarm/leases.ts'
import { isStalled } from '../../../agent/swarm/live.ts'
import { rankMembers } from '../../../agent/swarm/rank.ts'
import { noteCopy } from '../../../agent/swarm/relays.ts'
import { step } from '../../../agent/swarm/step.ts'
import { swarmNumbers } from '../../../agent/swarm/swarm-numbers.ts'
import { createSwarmState, type SwarmEffect, type SwarmState } from '../../../agent/swarm/swarm-state.ts'
import type { Announcement } from '../../../core/announcement.ts'
import { PieceSet } from '../../../core/pieces.ts'

const start = 1_000_000
const digest = 'a'.repeat(64)
const names = ['a', 'b', 'c', 'd']
const random = () => 0.5

/** `a` ranks last. */
function newState(): SwarmState {
  const ranking = rankMembers(
    'site',
    names.map(node => ({ node, class: node === 'a' ? 'wireless' : 'wired' })),
  )
  const state = createSwarmState({ node: 'a', ranking, slots: 2 }, start)
  for (const node of ['b', 'c']) step(state, { type: 'neighbour-joined', node }, start, random)
  return state
}

function said(node: string, more: Partial<Announcement> = {}): Announcement {
  const base = { fleet: 'f'.repeat(64), site: 'site', boot: 1, sequence: 1, doing: 'idle', until: 0 } as const
  return { ...base, node, leases: [], holdings: [], class: 'wired', ...more }
}

function hear(state: SwarmState, body: Announcement, { from = 'b', at = start } = {}): SwarmEffect[] {
  const event = { type: 'announcement-heard', from, body, envelope: new Uint8Array([body.sequence]) } as const
  return step(state, event, at, random)
}

const relays = (effects: SwarmEffect[]) => effects.filter(effect => effect.type === 'relay')

/** What is passed on once the moment of waiting is over. */
const relayed = (state: SwarmState, at = state.relaying.at) => relays(step(state, { type: 'tick' }, at, random))

test('an announcement is relayed once, to everyone but who sent it and who made it', t => {
  const state = newState()
  t.deepEqual(relays(hear(state, said('d'))), [])
  t.deepEqual(relayed(state), [{ type: 'relay', envelope: new Uint8Array([1]), to: ['c'] }])
  hear(state, said('d'), { from: 'c' })
  t.deepEqual(relayed(state), [])
  hear(state, said('c'), { from: 'b' })
  t.deepEqual(relayed(state), [])
})

test('a sign of life waits for others to go with, news does not, and takes along what waits', t => {
  const state = newState()
  hear(state, said('d'))
  relayed(state)
  hear(state, said('d', { sequence: 2 }), { at: start + 1000 })
  t.is(state.relaying.at, start + 1000 + swarmNumbers.relayLifeMs)
  hear(state, said('c', { sequence: 3, doing: 'fetching' }), { from: 'c', at: start + 1010 })
  t.is(state.relaying.at, start + 1010 + swarmNumbers.relayMs)
  t.deepEqual(relayed(state).length, 2)
})

test('who joins the work with nothing does not put off its beginning, who holds some of it does', t => {
  const artifact = { digest, sizeBytes: 128 * 1024, priority: 1, deadline: 0, held: new PieceSet(2) }
  const settles = (pieces: number) => {
    const state = newState()
    step(state, { type: 'artifact-wanted', artifact }, start + 5000, random)
    hear(state, said('d', { holdings: [{ artifact: digest, pieces }] }), { at: start + 5400 })
    step(state, { type: 'tick' }, start + 5000 + swarmNumbers.settleMs, random)
    return state.artifacts.get(digest)!.status
  }
  t.is(settles(0), 'working')
  t.is(settles(1), 'learning')
})

test('who stands behind ten that are heard speaks every other second', t => {
  const spoken = (others: number) => {
    const crowd = Array.from({ length: others }, (_, index) => ({ node: `n${index}`, class: 'wired' as const }))
    const ranking = rankMembers('site', [...crowd, { node: 'a', class: 'wireless' }])
    const state = createSwarmState({ node: 'a', ranking, slots: 2 }, start)
    step(state, { type: 'neighbour-joined', node: 'n0' }, start, random)
    const artifact = { digest, sizeBytes: 128 * 1024, priority: 1, deadline: 0, held: new PieceSet(2) }
    const from = start + 5000
    step(state, { type: 'artifact-wanted', artifact }, from, random)
    step(state, { type: 'artifact-held-up', artifact: digest, until: Number.MAX_SAFE_INTEGER }, from, random)
    let count = 0
    for (let at = from; at < from + 20_000; at += 50) {
      const holdings = [{ artifact: digest, pieces: 0 }]
      const effects = step(state, { type: 'tick' }, at, random)
      if (at % 1000 === 0)
        for (const { node } of crowd)
          effects.push(...hear(state, said(node, { sequence: at / 1000, holdings }), { from: 'n0', at }))
      count += effects.filter(effect => effect.type === 'announce').length
    }
    return count
  }
  t.true(spoken(9) >= 19)
  t.true(spoken(11) <= 12)
})

test('what a fetcher had brought when its link broke is waited for a second, not until it counts as gone', t => {
  const state = newState()
  const artifact = { digest, sizeBytes: 128 * 1024, priority: 1, deadline: 0, held: new PieceSet(2) }
  step(state, { type: 'artifact-wanted', artifact }, start + 5000, random)
  step(state, { type: 'tick' }, start + 5100, random)
  const fetching = { doing: 'fetching', leases: [{ artifact: digest, first: 0, count: 1 }] } as const
  hear(state, said('b', { ...fetching, leases: [...fetching.leases] }), { at: start + 5200 })
  hear(state, said('b', { sequence: 2 }), { at: start + 5300 })
  const isFree = (at: number) => isClaimable(state, state.artifacts.get(digest)!, 0, at)
  step(state, { type: 'neighbour-left', node: 'b' }, start + 5400, random)
  t.false(isFree(start + 5400 + swarmNumbers.silenceMs - 1))
  t.true(isFree(start + 5400 + swarmNumbers.silenceMs))
})

test('where the tick comes late, copies are waited for as long again, once', t => {
  const state = newState()
  hear(state, said('d'))
  const late = state.relaying.at + 80
  t.deepEqual(relayed(state, late), [])
  t.is(state.relaying.at, late + 80)
  step(state, { type: 'have-heard', from: 'b', artifact: digest, pieces: [] }, late + 90, random)
  t.is(relayed(state, late + 500).length, 1)
})

test('who asks who holds something is told what this node said last, not the whole office', t => {
  const state = newState()
  const artifact = { digest, sizeBytes: 64 * 1024, priority: 1, deadline: 0, held: new PieceSet(1) }
  step(state, { type: 'artifact-wanted', artifact }, start + 5000, random)
  for (let at = start + 5000; at < start + 6000; at += 50) step(state, { type: 'tick' }, at, random)
  const answer = step(state, { type: 'ask-heard', from: 'b', artifacts: [digest] }, start + 6000, random)
  t.deepEqual(answer, [{ type: 'repeat', to: 'b' }])
})

const crowd = ['a', ...Array.from({ length: 8 }, (_, index) => `n${index}`)]

/** All but `n0` are neighbours of `a`. */
function crowdedOffice(): SwarmState {
  const ranking = rankMembers(
    'site',
    crowd.map(node => ({ node, class: 'wired' as const })),
  )
  const state = createSwarmState({ node: 'a', ranking, slots: 2 }, start)
  for (const node of crowd.slice(2)) step(state, { type: 'neighbour-joined', node }, start, random)
  return state
}

test('whose turn it is to fetch, everyone is told, however many copies there are; of the others enough are enough', t => {
  const state = crowdedOffice()
  const best = state.ranking.order.map(({ node }) => node).filter(node => node !== 'a')
  const told = (node: string, more: Partial<Announcement>) => {
    hear(state, said(node, more), { from: 'n1', at: start + 10_000 })
    const { boot, sequence } = state.peers.get(node)!.announced!.body
    for (const from of ['n2', 'n3']) noteCopy(state, from, { node, boot, sequence })
    return relayed(state).length > 0
  }
  const isNews = () => state.relaying.at <= start + 10_000 + swarmNumbers.relayMs
  const unknown = [{ artifact: digest, pieces: 0 }]
  t.false(told(best[0]!, {}), 'it has no work')
  t.true(told(best[0]!, { sequence: 2, holdings: unknown }), 'the first has some now')
  t.false(told(best[0]!, { sequence: 3, holdings: unknown }), 'that is known by now')
  t.true(told(best[1]!, { holdings: unknown }), 'the second')
  t.false(told(best[2]!, { holdings: unknown }), 'two come before the third')
  const artifact = { digest, sizeBytes: 64 * 1024, priority: 1, deadline: 0, held: new PieceSet(1) }
  step(state, { type: 'artifact-wanted', artifact }, start + 10_000, random)
  t.false(told(best[0]!, { sequence: 4, holdings: [{ artifact: digest, pieces: 1 }] }), 'it has all of it')
  hear(state, said(best[0]!, { sequence: 5, holdings: unknown }), { from: 'n1', at: start + 10_000 })
  t.true(isNews(), 'more work is told soon')
})

test('what everybody is to be told is not lost when its node speaks again before it has gone out', t => {
  const state = crowdedOffice()
  const best = state.ranking.order.find(({ node }) => node !== 'a')!.node
  const unknown = [{ artifact: digest, pieces: 0 }]
  for (const sequence of [1, 2])
    hear(state, said(best, { sequence, holdings: unknown }), { from: 'n1', at: start + 10_000 })
  for (const from of ['n2', 'n3']) noteCopy(state, from, { node: best, boot: 1, sequence: 2 })
  t.is(relayed(state).length, 1)
})

test('who says again and again that it has work now is passed on to everybody once in a while, and liars take no one that right', t => {
  const state = crowdedOffice()
  const best = state.ranking.order.map(({ node }) => node).filter(node => node !== 'a')
  const isTold = (node: string, sequence: number, at: number) => {
    const holdings = [{ artifact: sequence.toString(16).padStart(64, '0'), pieces: 0 }]
    hear(state, said(node, { sequence, holdings: sequence % 2 === 0 ? holdings : [] }), { from: 'n1', at })
    for (const from of ['n2', 'n3']) noteCopy(state, from, { node, boot: 1, sequence })
    return relayed(state).length > 0
  }
  const told = Array.from({ length: 20 }, (_, i) => isTold(best[0]!, i + 1, start + 10_000 + i * 200))
  t.is(told.filter(Boolean).length, 1)
  isTold(best[0]!, 29, start + 14_500)
  t.true(isTold(best[0]!, 30, start + 10_000 + 2 * swarmNumbers.liveMs))
  const at = start + 20_000 + 2 * swarmNumbers.liveMs
  for (const node of best.slice(0, 2)) {
    isTold(node, 40, at)
    state.peers.get(node)!.isDoubted = true
  }
  t.true(isTold(best[2]!, 2, at), 'the first two are doubted')
})

test('who sent a copy meanwhile is left out, and enough copies end it, but for a chance', t => {
  const office = (chance: number) => {
    const state = crowdedOffice()
    const body = said('n0')
    step(state, { type: 'announcement-heard', from: 'n1', body, envelope: new Uint8Array([1]) }, start, () => chance)
    return state
  }
  const copy = (state: SwarmState, from: string, sequence = 1) =>
    noteCopy(state, from, { node: 'n0', boot: 1, sequence })
  const to = (state: SwarmState) => relayed(state).flatMap(effect => (effect.type === 'relay' ? effect.to : []))

  const one = office(0.5)
  copy(one, 'n2')
  copy(one, 'n3', 7) // of another announcement
  t.deepEqual(to(one).sort(), ['n3', 'n4', 'n5', 'n6', 'n7'])
  const enough = office(0.5)
  copy(enough, 'n2')
  copy(enough, 'n3')
  t.deepEqual(to(enough), [])
  const league = office(0.01)
  copy(league, 'n2')
  copy(league, 'n3')
  t.deepEqual(to(league).sort(), ['n4', 'n5', 'n6', 'n7'])
})

test('an older or repeated one changes nothing, whichever way it comes', t => {
  const state = newState()
  hear(state, said('d', { sequence: 5, doing: 'fetching' }))
  for (const old of [{ sequence: 5 }, { sequence: 4 }, { boot: 0, sequence: 99 }])
    hear(state, said('d', old), { from: 'c' })
  t.is(state.peers.get('d')!.announced!.body.doing, 'fetching')
  hear(state, said('d', { boot: 2, sequence: 1 }))
  t.is(state.peers.get('d')!.announced!.body.doing, 'idle')
})

test('what a node says is ordered by its restarts, then by number', t => {
  const moment = fc.record({ boot: fc.nat(5), sequence: fc.nat(5) })
  fc.assert(
    fc.property(moment, moment, (a, b) => {
      const same = a.boot === b.boot && a.sequence === b.sequence
      return same ? !isNewer(a, b) : isNewer(a, b) !== isNewer(b, a)
    }),
  )
  t.pass()
})

test('who is not in the roster, and who claims to be us, is not heard', t => {
  const state = newState()
  hear(state, said('stranger'))
  hear(state, said('a'))
  t.deepEqual(relayed(state), [])
  t.false(state.peers.has('stranger'))
  t.false(state.peers.has('a'))
})

test('a member that announces without end is relayed only so often', t => {
  const state = newState()
  let heard = 0
  for (let sequence = 1; sequence <= 1000; sequence++) {
    hear(state, said('d', { sequence }), { at: start + sequence })
    if (state.peers.get('d')!.announced!.body.sequence === sequence) heard++
    relayed(state)
  }
  t.true(heard <= swarmNumbers.announcementBurst + swarmNumbers.announcementsPerSecond)
  hear(state, said('d', { sequence: 2000 }), { at: start + 5000 })
  t.is(relayed(state).length, 1)
})

test('a node cannot raise its own class', t => {
  const state = newState()
  hear(state, said('d', { class: 'seed' }))
  t.is(state.peers.get('d')!.member.class, 'wired')
  hear(state, said('d', { sequence: 2, class: 'battery' }))
  t.is(state.peers.get('d')!.member.class, 'battery')
})

test('while there is work a candidate speaks once a second, and not at all without work', t => {
  const state = newState()
  let spoken = 0
  for (let at = start; at < start + 10_000; at += 10)
    spoken += step(state, { type: 'tick' }, at, random).filter(effect => effect.type === 'announce').length
  t.is(spoken, 0)
  const artifact = { digest, sizeBytes: 100_000, priority: 1, deadline: 0, held: new PieceSet(2) }
  const from = start + 10_000
  step(state, { type: 'artifact-wanted', artifact }, from, random)
  step(state, { type: 'artifact-held-up', artifact: digest, until: Number.MAX_SAFE_INTEGER }, from, random)
  for (let at = from; at < from + 10_000; at += 10)
    spoken += step(state, { type: 'tick' }, at, random).filter(effect => effect.type === 'announce').length
  t.true(spoken >= 9 && spoken <= 11, `${spoken}`)
})

test('nothing is leased or requested before it was announced', t => {
  const state = newState()
  const artifact = { digest, sizeBytes: 1_000_000, priority: 1, deadline: 0, held: new PieceSet(16) }
  step(state, { type: 'artifact-wanted', artifact }, start + 5000, random)
  const announced = new Set<number>()
  let fetched = 0
  for (let at = start + 5000; at < start + 20_000; at += 50)
    for (const effect of step(state, { type: 'tick' }, at, random)) {
      if (effect.type === 'announce')
        for (const { first, count } of effect.said.leases)
          for (let piece = first; piece < first + count; piece++) announced.add(piece)
      if (effect.type !== 'fetch-outside') continue
      for (let piece = effect.first; piece < effect.first + effect.count; piece++) t.true(announced.has(piece))
      fetched++
    }
  t.is(fetched, 2)
})

test('of two claims to a piece the better rank keeps it and the other stops at once', t => {
  const state = newState()
  const sizeBytes = 64 * 1024
  const artifact = { digest, sizeBytes, priority: 1, deadline: 0, held: new PieceSet(1) }
  step(state, { type: 'artifact-wanted', artifact }, start + 5000, random)
  const effects: SwarmEffect[] = []
  for (let at = start + 5000; at < start + 9000; at += 50) effects.push(...step(state, { type: 'tick' }, at, random))
  t.is(effects.filter(effect => effect.type === 'fetch-outside').length, 1)
  const leases = [{ artifact: digest, first: 0, count: 1 }]
  const lost = hear(state, said('d', { doing: 'fetching', leases }), { at: start + 9000 })
  t.true(lost.some(effect => effect.type === 'abort-outside' && effect.reason === 'lease-conflict'))
  t.is(state.artifacts.get(digest)!.leased.size, 0)
})

test('a claim of a worse rank is not given way to', t => {
  const names2 = names.map(node => ({ node, class: node === 'a' ? ('seed' as const) : ('wired' as const) }))
  const state = createSwarmState({ node: 'a', ranking: rankMembers('site', names2), slots: 2 }, start)
  const artifact = { digest, sizeBytes: 64 * 1024, priority: 1, deadline: 0, held: new PieceSet(1) }
  step(state, { type: 'artifact-wanted', artifact }, start + 5000, random)
  for (let at = start + 5000; at < start + 8000; at += 50) step(state, { type: 'tick' }, at, random)
  const leases = [{ artifact: digest, first: 0, count: 1 }]
  const effects = hear(state, said('d', { doing: 'fetching', leases }), { at: start + 8000 })
  t.false(effects.some(effect => effect.type === 'abort-outside'))
})

test('a lease that ended is not heard of before the piece it brought', t => {
  const state = newState()
  const artifact = { digest, sizeBytes: 3 * 1024 * 1024, priority: 1, deadline: 0, held: new PieceSet(48) }
  step(state, { type: 'artifact-wanted', artifact }, start + 5000, random)
  step(state, { type: 'ask-heard', from: 'b', artifacts: [digest] }, start + 5000, random)
  const gained = new Set<number>()
  const told = new Set<number>()
  let announced = 0
  for (let at = start + 5000; at < start + 9000; at += 3) {
    const effects = step(state, { type: 'tick' }, at, random)
    const piece = [...state.artifacts.get(digest)!.leased].find(([, status]) => typeof status === 'number')?.[0]
    if (piece !== undefined && at % 2 === 0) {
      gained.add(piece)
      effects.push(...step(state, { type: 'piece-held', artifact: digest, piece, from: undefined }, at, random))
    }
    for (const effect of effects) {
      if (effect.type === 'tell-have' && effect.to === 'b') for (const one of effect.pieces) told.add(one)
      if (effect.type !== 'announce') continue
      announced++
      const leased = new Set(
        effect.said.leases.flatMap(({ first, count }) => Array.from({ length: count }, (_, index) => first + index)),
      )
      for (const one of gained) t.true(told.has(one) || leased.has(one), `piece ${one}`)
    }
    for (const [request] of [...state.outside]) {
      const running = state.outside.get(request)!
      let isOver = true
      for (let one = running.first; one < running.first + running.count; one++) isOver &&= gained.has(one)
      if (isOver) step(state, { type: 'outside-ended', request, end: { kind: 'done' } }, at, random)
    }
  }
  t.true(announced > 3)
  t.true(gained.size > 10)
})

test('who is no candidate keeps no account of claims: when it becomes one, it takes no fetcher for stalled', t => {
  const others = Array.from({ length: 18 }, (_, index) => `n${index}`)
  const members = others.map(node => ({ node, class: 'wired' as const }))
  const ranking = rankMembers('site', [...members, { node: 'a', class: 'wireless' }])
  const state = createSwarmState({ node: 'a', ranking, slots: 2 }, start)
  step(state, { type: 'neighbour-joined', node: 'n1' }, start, random)
  const artifact = { digest, sizeBytes: 64 * 1024, priority: 1, deadline: 0, held: new PieceSet(1) }
  step(state, { type: 'artifact-wanted', artifact }, start, random)
  const leases = [{ artifact: digest, first: 0, count: 1 }]
  const holdings = [{ artifact: digest, pieces: 0 }]
  let at = start
  for (let sequence = 1; at < start + 40_000; at += 1000, sequence++)
    for (const node of others) {
      const more = node === 'n0' ? { doing: 'fetching' as const, leases } : {}
      hear(state, said(node, { ...more, holdings, sequence }), { from: 'n1', at })
      step(state, { type: 'tick' }, at, random)
    }
  t.false(state.isCandidate)
  t.false(isStalled(state.peers.get('n0')!, at))
  t.true(isStalled(state.peers.get('n0')!, at + swarmNumbers.stallMaxMs))
})
