import test, { type ExecutionContext } from 'ava'
import { holdsLeases } from '../../../agent/swarm/leases.ts'
import { rankMembers } from '../../../agent/swarm/rank.ts'
import { step } from '../../../agent/swarm/step.ts'
import { swarmNumbers } from '../../../agent/swarm/swarm-numbers.ts'
import { createSwarmState } from '../../../agent/swarm/swarm-state.ts'
import { PieceSet } from '../../../core/pieces.ts'

const start = 1_000_000
const random = () => 0.5

const files = ['1', '2'].map(name => name.repeat(64))

/** Whether this node speaks at once when each of two files is whole; `fetches`: it has leased the second. */
function saysAt(t: ExecutionContext, { fetches }: { fetches: boolean }): boolean[] {
  const members = ['a', 'b'].map(node => ({ node, class: 'wired' as const }))
  const state = createSwarmState({ node: 'a', ranking: rankMembers('site', members), slots: 2 }, start)
  step(state, { type: 'neighbour-joined', node: 'b' }, start, random)
  for (const digest of files) {
    const artifact = { digest, sizeBytes: 1000, priority: 1, deadline: 0, held: new PieceSet(1) }
    step(state, { type: 'artifact-wanted', artifact }, start + 5000, random)
  }
  const untilMs = fetches ? 0 : Number.MAX_SAFE_INTEGER
  step(state, { type: 'closed', until: untilMs }, start + 5000, random)
  for (let now = start + 5000; now <= start + 10_000; now += 100) step(state, { type: 'tick' }, now, random)
  t.is(holdsLeases(state), fetches)
  return files.map(artifact => {
    const now = state.announcedAt + swarmNumbers.announceGapMs
    const effects = step(state, { type: 'piece-held', artifact, piece: 0, from: undefined }, now, random)
    return effects.some(({ type }) => type === 'announce')
  })
}

test('that a file is whole is said at once by who fetches, and by others when it was the last one', t => {
  t.deepEqual(saysAt(t, { fetches: true }), [true, true])
  t.deepEqual(saysAt(t, { fetches: false }), [false, true])
})
