import { randomBytes } from 'node:crypto'
import test from 'ava'
import { Keeper } from '../../../agent/swarm/keeper.ts'
import type { SwarmEvent } from '../../../agent/swarm/swarm-state.ts'
import { CodedError } from '../../../core/errors.ts'
import { limits } from '../../../core/limits.ts'
import { silentLog } from '../../../core/log.ts'
import { PieceSet, pieceCount } from '../../../core/pieces.ts'
import { manualClock } from '../../kit/manual-clock.ts'
import { pieceOf, wantedFile } from '../../kit/swarm-office.ts'

test('when a file was held up by the store and is no longer, it is looked at anew: its pieces may all be here', async t => {
  const clock = manualClock(0)
  const content = randomBytes(3000)
  const events: SwarmEvent['type'][] = []
  const keeper = new Keeper({
    store: {
      has: () => false,
      begin: async () => new PieceSet(pieceCount(content.length)),
      writePiece: async () => {
        throw new CodedError('disk-full', 'no room')
      },
      readPiece: async () => undefined,
      complete: async () => undefined,
      keep: () => undefined,
    },
    clock,
    log: silentLog,
    dispatch: ({ type }) => events.push(type),
    onLocal: () => undefined,
    onComplete: () => undefined,
    now: () => clock.monotonic(),
  })
  t.teardown(() => keeper.close())
  const wanted = wantedFile(content)
  keeper.want([wanted])
  await clock.advance(0)
  t.is(await keeper.keepPiece(wanted.artifact, 0, pieceOf(content, 0)), 'unkept')
  t.is(keeper.get(wanted.artifact)?.status, 'disk-full')
  await clock.advance(limits.storeRetryMs - 1)
  t.deepEqual(events, ['artifact-wanted', 'artifact-held-up'])
  await clock.advance(1)
  t.is(keeper.get(wanted.artifact)?.status, 'fetching')
  t.deepEqual(events, ['artifact-wanted', 'artifact-held-up', 'tick'])
})
