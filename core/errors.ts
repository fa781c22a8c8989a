// The error type of both programs. A code is API: it is listed in proto/README.md and tests assert it;
// the sentence is for people: what was expected, what was found, what to do.

export type ErrorCode =
  | 'already-exists'
  | 'already-running'
  | 'bad-argument'
  | 'bad-deb'
  | 'bad-envelope'
  | 'bad-feed'
  | 'bad-header'
  | 'bad-key-file'
  | 'bad-message'
  | 'bad-object'
  | 'bad-passphrase'
  | 'bad-proof'
  | 'bad-signature'
  | 'bad-token'
  | 'bad-version'
  | 'disk-full'
  | 'equivocation'
  | 'expired'
  | 'http-status'
  | 'internal'
  | 'interrupted'
  | 'io-failed'
  | 'limit-exceeded'
  | 'not-a-member'
  | 'not-current'
  | 'not-found'
  | 'not-reachable'
  | 'not-running'
  | 'over-quota'
  | 'pending-approval'
  | 'recalled'
  | 'redirect-refused'
  | 'refused'
  | 'rollback'
  | 'signer-failed'
  | 'stale'
  | 'timed-out'
  | 'truncated'
  | 'unknown-kind'
  | 'wrong-coordinator'
  | 'wrong-fleet'
  | 'wrong-hash'
  | 'wrong-size'
  | 'wrong-state'
  | 'wrong-suite'

/** An expected failure: hostile or broken input, a missing file, a refused request. Bugs are plain assertion errors. */
export class CodedError extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'CodedError'
    this.code = code
  }
}

/** The system's error code of anything thrown (`ENOENT`, …), or undefined. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || error instanceof CodedError) return undefined
  const code = (error as NodeJS.ErrnoException).code
  return typeof code === 'string' ? code : undefined
}
