// A clock that stands still until a test moves it. Between two steps it lets pending promises settle.

import type { Clock } from '../../core/clock.ts'

export interface ManualClock extends Clock {
  /** Runs everything due within `ms`, in order. */
  advance(ms: number): Promise<void>
  /** Sets the wall time forward or back; what was set to run runs when it would have. */
  shift(ms: number): void
}

export function manualClock(startMs: number): ManualClock {
  let now = startMs
  let shiftedMs = 0
  let timers: { at: number; run: () => void }[] = []
  return {
    now: () => now + shiftedMs,
    monotonic: () => now - startMs,
    after(delayMs, run) {
      const timer = { at: now + delayMs, run }
      timers.push(timer)
      return () => {
        timers = timers.filter(each => each !== timer)
      }
    },
    shift(ms) {
      shiftedMs += ms
    },
    async advance(ms) {
      const end = now + ms
      await settle()
      for (;;) {
        const next = timers.filter(timer => timer.at <= end).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        timers = timers.filter(timer => timer !== next)
        now = Math.max(now, next.at)
        next.run()
        await settle()
      }
      now = end
    },
  }
}

/** Lets what runs without waiting for anything outside come to rest. */
async function settle(rounds = 50): Promise<void> {
  for (let round = 0; round < rounds; round++) await new Promise(resolve => setImmediate(resolve))
}
