// What an install can end as, and why. The reason codes are what reports and `why` show (docs/states.md); how a failure
// is found out is the business of the file that throws it.

/** Why an install ended as it did. */
export type InstallReason =
  // installed
  | 'applied'
  | 'already-installed'
  // pending-reboot
  | 'reboot-required'
  // failed
  | 'apt-failed'
  | 'apt-refused'
  | 'archive-refused'
  | 'artifact-missing'
  | 'artifact-unsafe'
  | 'artifacts-changed'
  | 'facts-unreadable'
  | 'io-failed'
  | 'lock-timeout'
  | 'no-proc'
  | 'no-space'
  | 'not-applicable'
  | 'not-detected'
  | 'package-held'
  | 'packages-broken'
  | 'path-refused'
  | 'too-many-runs'
  | 'would-downgrade'
  | 'would-install-other'
  | 'would-remove'
  | 'wrong-hash'

export interface InstallOutcome {
  state: 'installed' | 'pending-reboot' | 'failed'
  reason: InstallReason
  /** A sentence or the last lines of a program, for people. */
  detail: string
  /** False: the cause may pass (a lock, a full disk), so the same key may be run again. */
  final: boolean
  /** The file that the store does not hold as it should: damaged, gone, or within others' reach. */
  artifact?: string
}

/** Causes that pass by themselves or by someone else's doing (another patch of the schedule, an admin who ends a hold). */
const passing: ReadonlySet<InstallReason> = new Set([
  'apt-refused',
  'artifact-missing',
  'artifact-unsafe',
  'artifacts-changed',
  'facts-unreadable',
  'io-failed',
  'lock-timeout',
  'no-proc',
  'no-space',
  'package-held',
  'would-install-other',
  'would-remove',
  'wrong-hash',
])

/** Thrown inside the installer; install() turns it into an outcome. */
export class InstallFailure extends Error {
  readonly reason: InstallReason
  /** As in the outcome. */
  readonly artifact: string | undefined
  constructor(reason: InstallReason, detail: string, options?: { cause?: unknown; artifact?: string }) {
    super(detail, options)
    this.name = 'InstallFailure'
    this.reason = reason
    this.artifact = options?.artifact
  }
}

export function failedOutcome(reason: InstallReason, detail: string): InstallOutcome {
  return { state: 'failed', reason, detail, final: !passing.has(reason) }
}
