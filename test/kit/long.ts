// How much of a test's random or exhaustive work is done: `npm test` does the short variant, `npm run attack`
// (attack tests alone) and `npm run test:long` (all) the long one.

/** True under `npm run attack` and `npm run test:long`. */
export const isLong = process.env.PATCHMESH_LONG === '1'

export function shortOrLong<T>(short: T, long: T): T {
  return isLong ? long : short
}
