// What kind of refusal it was that came while an object was judged. Pure.

import type { Digest } from '../../core/digest.ts'
import { openEnvelope } from '../../core/envelope.ts'
import { CodedError, type ErrorCode } from '../../core/errors.ts'

/** Genuine, and a later heartbeat may say otherwise. */
export function isUntimely(code: ErrorCode): boolean {
  return code === 'not-current' || code === 'stale'
}

export function digestOf(bytes: Uint8Array): Digest | undefined {
  try {
    return openEnvelope(bytes).digest
  } catch (error) {
    codeOf(error)
    return undefined
  }
}

/** Only what verification throws is a refusal; anything else is a bug and goes up. */
export function codeOf(error: unknown): ErrorCode {
  if (error instanceof CodedError) return error.code
  throw error
}
