// How much is done: `npm test` does the short variant of random or exhaustive work, and leaves out the few tests that drive whole fleets of
// processes for half a minute each. `npm run test:processes` runs these; `npm run attack` (attack tests alone) and `npm run test:long`
// (all) do everything in its long variant.

import test from 'ava'

/** True under `npm run attack` and `npm run test:long`. */
export const isLong = process.env.PATCHMESH_LONG === '1'

/** True where tests that start many processes run. */
export const isProcessRun = isLong || process.env.PATCHMESH_PROCESSES === '1'

/** Of a test that drives a fleet of processes. */
export const processTest = isProcessRun ? test : test.skip

/** The same, one after the other: they share what their file's hook started. */
export const serialProcessTest = isProcessRun ? test.serial : test.skip

export function shortOrLong<T>(short: T, long: T): T {
  return isLong ? long : short
}
