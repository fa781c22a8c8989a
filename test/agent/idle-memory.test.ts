// When an agent gives memory back.

import test from 'ava'
import { watchIdleMemory } from '../../agent/idle-memory.ts'
import { limits, MIB } from '../../core/limits.ts'
import { manualClock } from '../kit/manual-clock.ts'

function setUp() {
  const it = { clock: manualClock(0), bytes: 100 * MIB, busy: false, released: 0 }
  const stop = watchIdleMemory({
    isBusy: () => it.busy,
    residentBytes: () => it.bytes,
    release: () => {
      it.released++
      it.bytes = Math.min(it.bytes, 90 * MIB)
    },
    clock: it.clock,
  })
  return { it, stop }
}

test('memory is given back once after the start, and again only when much more is taken', async t => {
  const { it, stop } = setUp()
  await it.clock.advance(10 * limits.idleMemoryMs)
  t.is(it.released, 1)
  it.bytes = 90 * MIB + limits.idleMemoryBytes
  await it.clock.advance(10 * limits.idleMemoryMs)
  t.is(it.released, 1)
  it.bytes++
  await it.clock.advance(limits.idleMemoryMs)
  t.is(it.released, 2)
  stop()
})

test('nothing is collected while there is work, and nothing after the end', async t => {
  const { it, stop } = setUp()
  it.busy = true
  await it.clock.advance(10 * limits.idleMemoryMs)
  t.is(it.released, 0)
  stop()
  it.busy = false
  await it.clock.advance(10 * limits.idleMemoryMs)
  t.is(it.released, 0)
})

test('the real collection runs', async t => {
  const clock = manualClock(0)
  const stop = watchIdleMemory({ isBusy: () => false, clock })
  await clock.advance(limits.idleMemoryMs)
  stop()
  t.is((globalThis as { gc?: unknown }).gc, undefined)
})
