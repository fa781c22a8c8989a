// Long work on what others sent, cut into steps: the caller chooses whether it is done at once, or in as many turns of the event loop
// as it has steps, so that twenty thousand entries keep nothing else waiting. What the steps are is their makers' business.

import { setImmediate } from 'node:timers/promises'

/** Stops after each piece of work that is worth a turn of its own. */
export type Steps<T> = Generator<undefined, T>

export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** The event loop goes round after each step. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await setImmediate()
  }
}
