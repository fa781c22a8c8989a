// A queue of one: each piece of work begins when the one before has ended, however that ended. Its failure is its caller's.

/** Carries out what it is given in the order of the calls. */
export function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return work => {
    const next = last.then(work)
    last = next.catch(() => undefined) // its caller hears of it; the next one goes on
    return next
  }
}
