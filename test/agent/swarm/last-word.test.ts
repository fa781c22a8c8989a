import test from 'ava'
import { rankMembers } from '../../../agent/swarm/rank.ts'
import { step } from '../../../agent/swarm/step.ts'
import { swarmNumbers } from '../../../agent/swarm/swarm-numbers.ts'
import { createSwarmState } from '../../../agent/swarm/swarm-state.ts'
import { PieceSet } from '../../../core/pieces.ts'

const start = 1_000_000
const random = () => 0.5

test('that a file is whole is said at once when it was the last one, and with the next word otherwise', t => {
  const members = ['a', 'b'].map(node => ({ node, class: 'wired' as const }))
  const state = createSwarmState({ node: 'a', ranking: rankMembers('site', members), slots: 2 }, start)
  step(state, { type: 'neighbour-joined', node: 'b' }, start, random)
  const files = ['1', '2'].map(name => name.repeat(64))
  const at = start + 10_000
  for (const each of files) {
    const artifact = { digest: each, sizeBytes: 1000, priority: 1, deadline: 0, held: new PieceSet(1) }
    step(state, { type: 'artifact-wanted', artifact }, start + 5000, random)
  }
  for (let now = start + 5000; now <= at; now += 100) step(state, { type: 'tick' }, now, random)
  const saidAfter = (artifact: string, now: number) => {
    const effects = step(state, { type: 'piece-held', artifact, piece: 0, from: undefined }, now, random)
    return effects.filter(({ type }) => type === 'announce').length
  }
  const { announceGapMs } = swarmNumbers
  t.true(at - state.announcedAt < announceGapMs * 10)
  t.is(saidAfter(files[0]!, state.announcedAt + announceGapMs), 0)
  t.is(saidAfter(files[1]!, state.announcedAt + announceGapMs), 1)
})
