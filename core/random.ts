// The only source of chance. Decisions take a `Random`; the system's one is for shells, the seeded one for tests and simulators.

import { randomBytes } from 'node:crypto'

/** A number in [0, 1). */
export type Random = () => number

const drawBytes = 6
let drawn = Buffer.alloc(0)

/** 48 random bits of the system's generator, which is asked for a few hundred at a time. */
export const systemRandom: Random = () => {
  if (drawn.length === 0) drawn = randomBytes(256 * drawBytes)
  const value = drawn.readUIntBE(0, drawBytes) / 2 ** 48
  drawn = drawn.subarray(drawBytes)
  return value
}

/** Deterministic generator (mulberry32, public domain); not for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const copy = [...list]
  for (let last = copy.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    ;[copy[last], copy[other]] = [copy[other]!, copy[last]!]
  }
  return copy
}
