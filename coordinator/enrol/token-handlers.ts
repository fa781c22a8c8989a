// What the running coordinator answers to `patchmesh token`: checks the terms, makes a token and writes it as text.

import { checkId, checkInteger, checkLine, checkList } from '../../core/check.ts'
import type { ControlHandlers } from '../../core/control.ts'
import { CodedError } from '../../core/errors.ts'
import { encodeJoinToken, type JoinToken } from '../../core/join-token.ts'
import { DAY_MS, limits, MINUTE_MS } from '../../core/limits.ts'
import { formatDuration } from '../../core/present.ts'
import type { TokenTerms } from './tokens.ts'

export type TokenRequest = TokenTerms

export interface CreatedToken {
  token: string
  site: string
  groups: string[]
  prefixes: string[]
  uses: number
  /** ISO 8601, UTC. */
  expiresAt: string
}

export interface TokenDeps {
  tokens: { create(terms: TokenTerms): Promise<{ secret: Uint8Array; expiresAt: number }> }
  /** What a token says of this fleet and its coordinator. */
  invitation(): Omit<JoinToken, 'secret'>
}

/** `token-create`. Throws `bad-argument` for terms that no token can have, and what `create` throws. */
export function tokenHandlers({ tokens, invitation }: TokenDeps): ControlHandlers {
  return {
    'token-create': async (request: TokenRequest): Promise<CreatedToken> => {
      const terms = checkTerms(request)
      const { secret, expiresAt } = await tokens.create(terms)
      const { site, groups, prefixes, uses } = terms
      const token = encodeJoinToken({ ...invitation(), secret })
      return { token, site, groups, prefixes, uses, expiresAt: new Date(expiresAt * 1000).toISOString() }
    },
  }
}

function checkTerms(request: TokenRequest): TokenTerms {
  try {
    return {
      site: checkId(request.site, '--site'),
      groups: [...new Set(checkList(request.groups, '--group', limits.groups, checkId))],
      prefixes: checkList(request.prefixes, '--prefix', limits.prefixes, (text, at) => checkLine(text, at, 64)),
      uses: checkInteger(request.uses, '--uses', { min: 1, max: limits.members }),
      ttlMs: checkTtl(request.ttlMs),
    }
  } catch (cause) {
    if (!(cause instanceof CodedError)) throw cause
    throw new CodedError('bad-argument', cause.message, { cause })
  }
}

function checkTtl(ttlMs: number): number {
  if (Number.isSafeInteger(ttlMs) && ttlMs >= MINUTE_MS && ttlMs <= 365 * DAY_MS) return ttlMs
  throw new CodedError('bad-argument', `--ttl: expected 1m to 365d, found ${formatDuration(ttlMs)}`)
}
