// What the swarm is told while a request outside goes on.

import test from 'ava'
import { Keeper } from '../../../agent/swarm/keeper.ts'
import type { OriginClient, OriginJob } from '../../../agent/swarm/origin-client.ts'
import { OutsideFetches } from '../../../agent/swarm/outside-fetches.ts'
import { rankMembers } from '../../../agent/swarm/rank.ts'
import { step } from '../../../agent/swarm/step.ts'
import { createSwarmState, type SwarmEvent } from '../../../agent/swarm/swarm-state.ts'
import { TrafficBook } from '../../../agent/swarm/traffic.ts'
import { limits, MIB } from '../../../core/limits.ts'
import { silentLog } from '../../../core/log.ts'
import { PieceSet, pieceCount } from '../../../core/pieces.ts'
import { seededRandom } from '../../../core/random.ts'
import { manualClock } from '../../kit/manual-clock.ts'
import { memoryTable } from '../../kit/memory-table.ts'
import { wantedFile } from '../../kit/swarm-office.ts'

/** A request for one piece of a file of four, whose source the test plays. */
async function setUp() {
  const clock = manualClock(1_000_000)
  const state = createSwarmState({ node: 'self', ranking: rankMembers('office', []), slots: 2 }, clock.now())
  const told: SwarmEvent[] = []
  const dispatch = (event: SwarmEvent) => {
    told.push(event)
    step(state, event, clock.now(), seededRandom(1))
  }
  const wanted = wantedFile(Buffer.alloc(MIB, 7))
  const store = {
    has: () => false,
    begin: async () => new PieceSet(pieceCount(wanted.sizeBytes)),
    writePiece: async () => undefined,
    readPiece: async () => undefined,
    complete: async () => undefined,
    keep: () => undefined,
  }
  const on = { onLocal: () => undefined, onComplete: () => undefined }
  const keeper = new Keeper({ store, clock, log: silentLog, dispatch, now: clock.now, ...on })
  keeper.want([wanted])
  await clock.advance(0)
  const [job, end] = [Promise.withResolvers<OriginJob>(), Promise.withResolvers<{ kind: 'done' }>()]
  const origin: OriginClient = {
    fetch: asked => {
      job.resolve(asked)
      return end.promise
    },
    close: async () => undefined,
  }
  const book = new TrafficBook(memoryTable())
  const fetches = new OutsideFetches({ state, keeper, origin, book, log: silentLog, now: clock.now, dispatch })
  const effect = { type: 'fetch-outside', request: 7, artifact: wanted.artifact, first: 0, count: 1 } as const
  state.outside.set(7, { artifact: wanted.artifact, first: 0, count: 1, reason: 'first-copy', since: clock.now() })
  const fetching = fetches.fetch({ ...effect, reason: 'first-copy' })
  const finish = async () => {
    end.resolve({ kind: 'done' })
    await fetching
  }
  return { clock, told, book, job: await job.promise, finish }
}

test('that bytes of a request come is told once a second, so that a slow line is not taken for a silent one', async t => {
  const { clock, told, job, finish } = await setUp()
  const { onMoving } = job
  const moved = () => told.filter(({ type }) => type === 'outside-moved')
  for (let chunk = 0; chunk < 100; chunk++) onMoving!()
  t.deepEqual(moved(), [{ type: 'outside-moved', request: 7 }])
  await clock.advance(limits.movedMs)
  for (let chunk = 0; chunk < 100; chunk++) onMoving!()
  t.is(moved().length, 2)
  await finish()
})

test('a piece that a neighbour gave while it was being kept was fetched twice, and is counted so', async t => {
  const { book, job, finish } = await setUp()
  await job.onPiece(0, Buffer.alloc(10))
  await job.onPiece(0, Buffer.alloc(20)) // as if a neighbour had given it while this one was being kept
  await finish()
  t.deepEqual(book.list()[0]!.reasons, [
    { reason: 'first-copy', bytes: 10 },
    { reason: 'lease-conflict', bytes: 20 },
  ])
})
