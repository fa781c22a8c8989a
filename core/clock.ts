// The only way a shell reads the time or waits. Tests and simulators pass a virtual clock.

export interface Clock {
  /** Milliseconds since the epoch, wall time. */
  now(): number
  /** Milliseconds since an arbitrary start; never goes back, unaffected by a change of the wall time. */
  monotonic(): number
  /** Calls `run` once after `delayMs`; the returned function takes it back. */
  after(delayMs: number, run: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, Math.min(Math.max(delayMs, 0), 2 ** 31 - 1))
    return () => clearTimeout(timer)
  },
}

/** Resolves after `delayMs`, or at once when `signal` is aborted. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve()
  return new Promise(resolve => {
    const finish = () => {
      cancel()
      signal?.removeEventListener('abort', finish)
      resolve()
    }
    const cancel = clock.after(delayMs, finish)
    signal?.addEventListener('abort', finish, { once: true })
  })
}

/** Milliseconds to the unsigned whole seconds that signed objects carry. */
export function toSeconds(ms: number): number {
  return Math.floor(ms / 1000)
}
