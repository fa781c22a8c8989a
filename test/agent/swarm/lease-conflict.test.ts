// Two that lease one piece: who hears of whom.

import test from 'ava'
import { rankMembers } from '../../../agent/swarm/rank.ts'
import { step } from '../../../agent/swarm/step.ts'
import { createSwarmState, type SwarmEffect } from '../../../agent/swarm/swarm-state.ts'
import type { Announcement } from '../../../core/announcement.ts'
import { PieceSet } from '../../../core/pieces.ts'

const start = 1_000_000
const digest = 'a'.repeat(64)
const random = () => 0.5
const others = Array.from({ length: 18 }, (_, index) => `n${index}`)
const leases = [{ artifact: digest, first: 0, count: 1 }]

/** One piece to fetch; `self` fetches it, since nobody else was heard, and nothing comes. */
function setUp() {
  const members = others.map(node => ({ node, class: 'wired' as const }))
  const ranking = rankMembers('site', [...members, { node: 'self', class: 'wireless' }])
  const state = createSwarmState({ node: 'self', ranking, slots: 2 }, start - 60_000)
  step(state, { type: 'neighbour-joined', node: 'n0' }, start, random)
  const artifact = { digest, sizeBytes: 64 * 1024, priority: 1, deadline: 0, held: new PieceSet(1) }
  step(state, { type: 'artifact-wanted', artifact }, start, random)
  let now = start
  const run = (untilMs: number): SwarmEffect[] => {
    const effects: SwarmEffect[] = []
    for (; now < start + untilMs; now += 50) effects.push(...step(state, { type: 'tick' }, now, random))
    return effects
  }
  const hear = (node: string, more: Partial<Announcement> = {}): SwarmEffect[] => {
    const base = { fleet: 'f'.repeat(64), site: 'site', boot: 1, sequence: now, doing: 'idle', until: 0 } as const
    const body: Announcement = {
      ...base,
      node,
      class: 'wired',
      leases: [],
      holdings: [{ artifact: digest, pieces: 0 }],
      ...more,
    }
    return step(state, { type: 'announcement-heard', from: 'n0', body, envelope: new Uint8Array() }, now, random)
  }
  /** Runs until it has asked outside. */
  const fetching = (): number => {
    while (state.outside.size === 0) run(now - start + 50)
    return now - start
  }
  return { state, run, hear, fetching }
}

const spoken = (effects: SwarmEffect[]) =>
  effects.flatMap(effect => (effect.type === 'announce' ? [effect.said.leases] : []))
const givesUp = (effects: SwarmEffect[]) => effects.some(({ type }) => type === 'abort-outside')

test('who is no candidate any more says what it still fetches, and gives way to the better rank', t => {
  const { state, run, hear, fetching } = setUp()
  const at = fetching()
  for (const node of others) hear(node)
  const heard = spoken(run(at + 1500))
  t.false(state.isCandidate)
  t.true(heard.length >= 2)
  for (const each of heard) t.deepEqual(each, leases)
  t.true(givesUp(hear('n3', { doing: 'fetching', leases })))
  t.is(spoken(run(at + 4000)).flat().length, 0)
})
