// Waiting for something to become true in other processes, with a limit and a sentence about what did not come.

import { setTimeout as pause } from 'node:timers/promises'
import { CodedError } from '../../core/errors.ts'

/** Asks every 200 ms until `isSo`; throws `not-reachable` with what was last seen after `limitMs`. */
export async function until(
  what: string,
  limitMs: number,
  isSo: () => Promise<boolean>,
  seen: () => string = () => '',
): Promise<void> {
  const end = performance.now() + limitMs
  for (;;) {
    if (await isSo()) return
    if (performance.now() > end) {
      throw new CodedError('not-reachable', `expected within ${limitMs / 1000} s: ${what}. ${seen()}`)
    }
    await pause(200)
  }
}
