// Which of the heads that another node claims to have are worth fetching from it: what would be taken, as far as a claim tells. Pure.

import { type Head, headKey } from '../../core/header.ts'
import { limits } from '../../core/limits.ts'
import type { Steps } from '../../core/steps.ts'
import { currencyOf, type Knowledge, knowledgeOf } from './freshness.ts'
import { acceptedKinds, judge } from './judge.ts'
import type { Trusted } from './take.ts'

/**
 * Root and recall first, and alone: what else is worth fetching is decided under them. A newer heartbeat comes together with what it may name,
 * and before it: one that shows it tells of little else, and each is judged when it has come. `now` in ms, not before the clock's floor;
 * `isRefused` tells what came from there in vain.
 */
export function* wantedSteps(
  claims: readonly Head[],
  trusted: Trusted,
  { now, isRefused }: { now: number; isRefused: (head: Head) => boolean },
): Steps<Head[]> {
  const knowledge = knowledgeOf(trusted, now)
  const heartbeat = trusted.held.get('heartbeat', trusted.site)
  const isNewer = (claim: Head) =>
    claim.kind === 'heartbeat' && isWanted(claim, trusted, { knowledge, agrees: false }) && !isRefused(claim)
  const agrees = heartbeat !== undefined && claims.some(claim => claim.digest === heartbeat.digest || isNewer(claim))
  const wanted: Head[] = []
  for (const [index, claim] of claims.entries()) {
    if (isWanted(claim, trusted, { knowledge, agrees }) && !isRefused(claim)) wanted.push(claim)
    if (index % limits.turnEntries === limits.turnEntries - 1) yield
  }
  const isStep = ({ kind, version }: Head) => kind === 'root' && version > trusted.roots.length
  const first = wanted.filter(claim => isStep(claim) || claim.kind === 'recall')
  return first.length > 0 ? first : wanted
}

function isWanted(claim: Head, trusted: Trusted, { knowledge, agrees }: { knowledge: Knowledge; agrees: boolean }) {
  if (claim.kind === 'root') return claim.version > trusted.roots.length || isSecondRoot(claim, trusted)
  if (!(acceptedKinds as readonly string[]).includes(claim.kind) || trusted.held.digests.has(claim.digest)) return false
  if (claim.kind === 'pause' && !isOrdered(claim.name, trusted)) return false
  switch (judge(trusted.heads, claim, trusted.site).type) {
    case 'refuse':
      return false
    case 'same':
      return true // accepted once, and lost
    case 'equivocation':
      return isEvidence(claim, trusted)
    case 'accept':
      return currencyOf({ head: claim }, knowledge) === 'current' && (agrees || !isUnnamed(claim, knowledge))
  }
}

/** Of the newest version only: the next one settles what it was about. The first root is the fleet's id, and has no second. */
function isSecondRoot(claim: Head, { roots, held, frozen }: Trusted): boolean {
  if (roots.length < 2 || claim.version !== roots.length || claim.digest === roots.at(-1)!.head.digest) return false
  return !held.digests.has(claim.digest) && (frozen.get(headKey(claim))?.otherDigest ?? claim.digest) === claim.digest
}

/** The second content of a version, once: two that were shown different things find out on first contact. */
function isEvidence(claim: Head, { held, frozen }: Trusted): boolean {
  const known = frozen.get(headKey(claim))
  if (known) return known.otherDigest === claim.digest
  return held.get(claim.kind as (typeof acceptedKinds)[number] & 'policy', claim.name) !== undefined
}

/** From who holds an older heartbeat it may be what is no longer ordered: ours goes there first. */
function isUnnamed(claim: Head, { named, isFresh }: Knowledge): boolean {
  const isOther = claim.kind !== 'recall' && claim.kind !== 'pause' && claim.kind !== 'heartbeat'
  return isOther && isFresh && named !== undefined && !named.has(headKey(claim))
}

/** One admin key signs pauses: they get no more room than there are schedules. */
export function isOrdered(schedule: string, { heads }: Pick<Trusted, 'heads'>): boolean {
  return heads.has(headKey({ kind: 'schedule', name: schedule }))
}
