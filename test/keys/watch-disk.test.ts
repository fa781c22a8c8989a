// What is said of a disk that fills up.

import test from 'ava'
import { limits, MIB } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { watchDisk } from '../../keys/watch-disk.ts'
import { manualClock } from '../kit/manual-clock.ts'

test('a disk is told at each look while it is full, and when it has room again; nothing after the end', async t => {
  const clock = manualClock(0)
  const disk = { freeBytes: 100 * MIB, sizeBytes: 1000 * MIB }
  const said: string[] = []
  const end = watchDisk({
    folder: '/somewhere',
    roomBytes: () => 8 * MIB,
    onFull: detail => said.push(detail),
    onRoom: () => said.push('room'),
    clock,
    log: silentLog,
    spaceOf: async () => disk,
  })
  const next = async (freeBytes: number) => {
    disk.freeBytes = freeBytes
    await clock.advance(limits.diskLookMs)
    return said.at(-1)
  }
  await clock.advance(0)
  t.deepEqual(said, ['room'])
  t.is(await next(3 * MIB), '3 MiB are free, 8 MiB are needed: free some space there')
  await next(3 * MIB)
  t.is(said.length, 3)
  t.is(await next(8 * MIB), 'room')
  end()
  await next(0)
  t.is(said.length, 4)
})
