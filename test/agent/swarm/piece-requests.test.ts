// What becomes of a piece that a neighbour gave: in the counters, and for the decisions.

import test from 'ava'
import { BufferPool } from '../../../agent/buffer-pool.ts'
import { BreachLog } from '../../../agent/swarm/breach-log.ts'
import type { Keeper } from '../../../agent/swarm/keeper.ts'
import { PieceRequests } from '../../../agent/swarm/piece-requests.ts'
import { servePieces } from '../../../agent/swarm/piece-server.ts'
import { rankMembers } from '../../../agent/swarm/rank.ts'
import { step } from '../../../agent/swarm/step.ts'
import type { SwarmNetwork } from '../../../agent/swarm/swarm-network.ts'
import { createSwarmState, type SwarmEvent } from '../../../agent/swarm/swarm-state.ts'
import { TrafficBook } from '../../../agent/swarm/traffic.ts'
import { UploadSlots } from '../../../agent/swarm/upload-slots.ts'
import { systemClock } from '../../../core/clock.ts'
import { KIB } from '../../../core/limits.ts'
import { silentLog } from '../../../core/log.ts'
import { PieceSet } from '../../../core/pieces.ts'
import { copiedStreams } from '../../kit/copied-streams.ts'
import { memoryTable } from '../../kit/memory-table.ts'

const membership = { fleet: 'f1'.repeat(32), site: 'office' }
const digest = 'a'.repeat(64)
const pieceSize = 64 * KIB

test('what neighbours gave for nothing is counted by why: it was here, it was wrong, it was not kept', async t => {
  const log = silentLog
  const ranking = rankMembers('office', [
    { node: 'self', class: 'wired' },
    { node: 'other', class: 'wired' },
  ])
  const state = createSwarmState({ node: 'self', ranking, slots: 2 }, 1000)
  const artifact = { digest, sizeBytes: 5 * pieceSize, priority: 1, deadline: 0, held: new PieceSet(5) }
  step(state, { type: 'artifact-wanted', artifact }, 1000, () => 0)
  const [mine, theirs] = await copiedStreams()
  const stop = new AbortController()
  const served = t.throwsAsync(
    servePieces(theirs, {
      membership,
      source: { readPiece: async (_, piece, buffers) => buffers.take(pieceSize).fill(piece) },
      slots: new UploadSlots({ slots: 8, maxWaiting: 10, clock: systemClock }),
      buffers: new BufferPool(),
      clock: systemClock,
      onSent: () => undefined,
      signal: stop.signal,
    }),
  )
  const book = new TrafficBook(memoryTable())
  const events: SwarmEvent[] = []
  const ends = ['held', 'held', 'bad', 'unkept', 'unkept'] as const
  const requests = new PieceRequests({
    breaches: new BreachLog({ clock: systemClock, log }),
    membership,
    state,
    keeper: { keepPiece: async (_: string, piece: number) => ends[piece] } as unknown as Keeper,
    network: { openStream: async () => mine } as unknown as SwarmNetwork,
    book,
    clock: systemClock,
    log,
    dispatch: event => events.push(event),
  })
  t.teardown(() => requests.close())
  for (const piece of [1, 4]) state.artifacts.get(digest)!.held.add(piece) // from another, while it was under way
  for (const piece of ends.keys())
    await requests.request({ type: 'request-piece', from: 'other', artifact: digest, piece })
  t.deepEqual(
    events.map(({ type }) => type),
    ['piece-held', 'piece-held', 'piece-bad', 'piece-refused', 'piece-refused'],
  )
  t.like(book.list()[0], {
    lanBytes: 5 * pieceSize,
    lanWasted: [
      { reason: 'came-twice', bytes: 2 * pieceSize },
      { reason: 'bad-pieces', bytes: pieceSize },
      { reason: 'not-kept', bytes: pieceSize },
    ],
  })
  t.deepEqual([...book.totals().lanWasted.keys()], ['came-twice', 'bad-pieces', 'not-kept'])
  const ending = new Error('the test ends')
  stop.abort(ending)
  t.is(await served, ending)
})
