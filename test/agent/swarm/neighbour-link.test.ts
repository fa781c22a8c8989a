import { streamPair } from '@libp2p/utils'
import test from 'ava'
import { NeighbourLink } from '../../../agent/swarm/neighbour-link.ts'
import { limits } from '../../../core/limits.ts'
import { encode } from '../../../proto/codec.ts'

const membership = { fleet: 'f1'.repeat(32), site: 'office' }

test('a neighbour that floods us with messages leaves everything else its turn', async t => {
  const [mine, theirs] = await streamPair({ delay: 0 })
  const signal = AbortSignal.timeout(10_000)
  const [link] = await Promise.all([
    NeighbourLink.greet(mine, { node: 'them', membership, signal }),
    NeighbourLink.greet(theirs, { node: 'me', membership, signal }),
  ])
  const total = 5000
  let handled = 0
  const over = link.run(() => {
    if (++handled === total) link.close()
  })
  over.catch(() => undefined) // awaited below
  const ask = encode('SwarmMessage', { ask: { artifacts: [] } })
  theirs.send(Buffer.concat(Array.from({ length: total }, () => Buffer.from([ask.length, ...ask]))))
  let most = 0
  while (handled < total) {
    const before = handled
    await new Promise(setImmediate)
    most = Math.max(most, handled - before)
  }
  t.true(most <= 2 * limits.swarmMessagesPerTurn, `${most} messages in one turn`)
  await over.catch(() => undefined) // it was closed while it read
})
