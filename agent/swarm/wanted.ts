// One artifact as the plan wants it, and what a user is told about its way here.

import type { Digest } from '../../core/digest.ts'
import type { ArtifactFile } from '../store/partial-file.ts'

export interface Wanted {
  artifact: Digest
  sizeBytes: number
  /** SHA-256 of each piece. */
  hashes: readonly Digest[]
  /** URLs outside the site, best first. */
  sources: readonly string[]
  /** Smaller is fetched first. */
  priority: number
  /** Seconds since 1970; 0: none. */
  deadline: number
  /** False: held for others only (a seed). */
  needed: boolean
}

export type WantedStatus =
  | 'opening' // what the store has of it is being checked
  | 'settling' // the neighbours were asked who has or fetches it
  | 'fetching' // pieces are missing and asked for as they can be had
  | 'disk-full' // the store's disk has no room; tried again by itself
  | 'over-quota' // what else is wanted fills the store's quota; tried again by itself
  | 'wrong-piece-list' // its pieces made another file; it is fetched again when a new piece list comes
  | 'io-failed' // the store could not read or write; tried again by itself
  | 'complete' // the whole file is in the store, its SHA-256 checked

export interface WantedProgress {
  artifact: Digest
  sizeBytes: number
  heldBytes: number
  needed: boolean
  status: WantedStatus
  /** What it waits for, if for anything but bytes: empty, or one code. */
  waitsFor:
    | ''
    | 'source'
    | 'failing-sources'
    | 'site-paused'
    | 'budget-hours'
    | 'node-paused'
    | 'nobody-reachable'
    | 'isolated'
    | 'roaming'
    | 'left-to-others'
    | 'neighbours'
    | 'line-in-use'
  /** When that ends (ms), as far as it is known; 0: it is not. */
  waitsUntil: number
  /** What the sources answered, or is known of the neighbours, in words. */
  found?: string
}

export function fileOf(wanted: Wanted): ArtifactFile {
  return { digest: wanted.artifact, sizeBytes: wanted.sizeBytes, hashes: wanted.hashes }
}
