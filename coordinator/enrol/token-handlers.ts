// What the running coordinator answers to `patchmesh token`: checks the terms, makes a token and writes it as text; lists and ends tokens.

import { Audit } from '../../core/audit.ts'
import { checkId, checkInteger, checkLine, checkList } from '../../core/check.ts'
import type { ControlCall, ControlHandlers } from '../../core/control.ts'
import { CodedError } from '../../core/errors.ts'
import { encodeJoinToken, type JoinToken } from '../../core/join-token.ts'
import { DAY_MS, limits, MINUTE_MS } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import { formatDuration } from '../../core/present.ts'
import { readArgument, refuseProtected } from './member-handlers.ts'
import type { Pending } from './pending.ts'
import type { Tokens, TokenTerms } from './tokens.ts'

/** With `replaces` (a node as a person names it) site and groups may be absent: they are the replaced node's. */
export type TokenRequest = Omit<TokenTerms, 'site' | 'groups'> & {
  site?: string | undefined
  groups?: string[] | undefined
}

export interface CreatedToken {
  id: string
  token: string
  site: string
  groups: string[]
  prefixes: string[]
  uses: number
  needsApproval: boolean
  /** Node id. */
  replaces: string | null
  /** ISO 8601, UTC. */
  expiresAt: string
}

export interface TokenRow {
  id: string
  site: string
  groups: string[]
  prefixes: string[]
  usesLeft: number
  needsApproval: boolean
  replaces: string | null
  expiresAt: string
  isOpen: boolean
}

export interface RevokedToken {
  id: string
  /** How many machines waited by it to be let in, and do no longer. */
  dropped: number
}

export interface TokenDeps {
  tokens: Pick<Tokens, 'create' | 'list' | 'revoke'>
  pending: Pick<Pending, 'dropOf'>
  /** What a token says of this fleet and its coordinator. */
  invitation(): Omit<JoinToken, 'secret'>
  /** The member that a person means. Throws `not-found` or `bad-argument`. */
  findNode(name: string): Promise<{ node: string; site: string; groups: string[] }>
  protectedGroups(): readonly string[]
  log: Log
}

/** `token-create`, `token-list`, `token-revoke`. Throws `bad-argument` for terms that no token can have, `refused` for protected groups. */
export function tokenHandlers(deps: TokenDeps): ControlHandlers {
  const { tokens, invitation } = deps
  const audit = new Audit(deps.log)
  return {
    'token-create': async (request: TokenRequest, { by }: ControlCall): Promise<CreatedToken> => {
      const terms = await checkTerms(request, deps)
      refuseProtected(terms.groups, deps.protectedGroups())
      const { id, secret, expiresAt } = await tokens.create(terms)
      const { site, groups, prefixes, uses, needsApproval } = terms
      const token = encodeJoinToken({ ...invitation(), secret })
      const replaces = terms.replaces || null
      audit.tokenCreated({ token: id, site, uses, expiresAt: isoOf(expiresAt), by })
      return { id, token, site, groups, prefixes, uses, needsApproval, replaces, expiresAt: isoOf(expiresAt) }
    },
    'token-list': async (): Promise<TokenRow[]> =>
      tokens.list().map(({ expiresAt, replaces, ...token }) => ({
        ...token,
        replaces: replaces || null,
        expiresAt: isoOf(expiresAt),
      })),
    'token-revoke': async ({ id }: { id: string }, { by }: ControlCall): Promise<RevokedToken> => {
      await tokens.revoke(id)
      audit.tokenRevoked({ token: id, by })
      return { id, dropped: await deps.pending.dropOf(id) }
    },
  }
}

async function checkTerms(request: TokenRequest, { findNode, protectedGroups }: TokenDeps): Promise<TokenTerms> {
  const old = request.replaces === '' ? undefined : await findNode(request.replaces)
  if (old && request.uses !== 1)
    throw new CodedError('bad-argument', '--replaces: one machine takes the place of one: expected --uses 1')
  if (old && request.site !== undefined && request.site !== old.site)
    throw new CodedError('bad-argument', `--site: the machine that is replaced is at site ${old.site}`)
  const inherited = old?.groups.filter(group => !protectedGroups().includes(group))
  return readArgument(() => ({
    site: checkId(request.site ?? old?.site ?? '', '--site'),
    groups: [...new Set(checkList(request.groups ?? inherited ?? [], '--group', limits.groups, checkId))],
    prefixes: checkList(request.prefixes, '--prefix', limits.prefixes, (text, at) => checkLine(text, at, 64)),
    uses: checkInteger(request.uses, '--uses', { min: 1, max: limits.members }),
    ttlMs: checkTtl(request.ttlMs),
    needsApproval: request.needsApproval,
    replaces: old?.node ?? '',
  }))
}

function checkTtl(ttlMs: number): number {
  if (Number.isSafeInteger(ttlMs) && ttlMs >= MINUTE_MS && ttlMs <= 365 * DAY_MS) return ttlMs
  throw new CodedError('bad-argument', `--ttl: expected 1m to 365d, found ${formatDuration(ttlMs)}`)
}

function isoOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
