// Join tokens: made once, kept as a hash, bound to a site and groups, with expiry and a use limit. Whoever guesses is soon refused
// without looking: 256 bits cannot be guessed, and nobody who was given a token comes with a wrong one (its text has a checksum).

import { randomBytes, timingSafeEqual } from 'node:crypto'
import { type Clock, toSeconds } from '../../core/clock.ts'
import { sha256 } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { DAY_MS, limits, MINUTE_MS } from '../../core/limits.ts'
import type { CoordinatorState, TokenRecord } from '../state.ts'
import { networkOf } from '../strangers.ts'

export interface TokenTerms {
  site: string
  groups: string[]
  prefixes: string[]
  uses: number
  ttlMs: number
  /** An admin lets each node in. */
  needsApproval: boolean
  /** Node that the newcomer takes the place of; empty: none. */
  replaces: string
}

export interface TokenStatus extends Omit<TokenRecord, 'secretDigest'> {
  id: string
  isOpen: boolean
}

export interface TokensDeps {
  state: CoordinatorState
  clock: Clock
  /** Told each time that somebody is refused without looking, with where from. */
  onGuessing: (network: string) => void
}

/** How long after its end a token is listed. */
const shownSeconds = (7 * DAY_MS) / 1000
const idLength = 12

/** Names a token in lists and to end it; it says nothing of the secret. */
export function tokenId({ secretDigest }: Pick<TokenRecord, 'secretDigest'>): string {
  return secretDigest.slice(0, idLength)
}

export class Tokens {
  readonly #deps: TokensDeps
  /** Of the last minute, on the monotonic clock. No more than `limits.wrongSecrets`: then nothing is looked at. */
  #wrong: { at: number; network: string }[] = []

  constructor(deps: TokensDeps) {
    this.#deps = deps
  }

  /** The secret is returned and never kept. Throws `limit-exceeded`. */
  async create({ ttlMs, uses, ...terms }: TokenTerms): Promise<{ id: string; secret: Uint8Array; expiresAt: number }> {
    const { state, clock } = this.#deps
    const now = toSeconds(clock.now())
    // The last spent ones are remembered, so that who comes with one is told what is wrong with it; and expired ones, as many as may
    // be open: by a clock that is wrong for a day all of them have expired.
    const [live, expired, spent] = [[] as TokenRecord[], [] as TokenRecord[], [] as TokenRecord[]]
    for (const token of state.tokens) (isOpen(token, now) ? live : token.usesLeft > 0 ? expired : spent).push(token)
    const remembered = [...spent.slice(-limits.spentTokens), ...expired.slice(-limits.tokens)]
    if (live.length >= limits.tokens) {
      throw new CodedError(
        'limit-exceeded',
        `${limits.tokens} join tokens are open already: revoke some, or wait until some expire`,
      )
    }
    const secret = randomBytes(32)
    const expiresAt = toSeconds(clock.now() + ttlMs)
    const record: TokenRecord = { ...terms, secretDigest: sha256(secret), usesLeft: uses, expiresAt }
    await state.replaceTokens([...remembered, ...live, record])
    return { id: tokenId(record), secret, expiresAt }
  }

  /** The terms a secret stands for, spent or not. Throws `bad-token` (unknown), or `limit-exceeded` without looking. */
  find(secret: Uint8Array, address: string): TokenRecord {
    const network = networkOf(address)
    this.#refuseGuessing(network)
    const record = findRecord(this.#deps.state.tokens, secret)
    if (record) return record
    this.#wrong.push({ at: this.#deps.clock.monotonic(), network })
    throw new CodedError(
      'bad-token',
      'the token is unknown here: it expired long ago, or is of another coordinator: ask for a new one',
    )
  }

  /** Counts one use, durably. Throws `bad-token` (used up, revoked) or `expired`. */
  async use({ secretDigest: digest }: TokenRecord): Promise<void> {
    const { state, clock } = this.#deps
    const record = state.tokens.find(token => token.secretDigest === digest)
    if (!record || record.usesLeft < 1)
      throw new CodedError('bad-token', 'the token is used up, or was revoked: ask for a new one')
    if (!isOpen(record, toSeconds(clock.now()))) {
      throw new CodedError(
        'expired',
        `the token expired ${new Date(record.expiresAt * 1000).toISOString()}: ask for a new one`,
      )
    }
    await this.#change(digest, record.usesLeft - 1)
  }

  list(): TokenStatus[] {
    const { state, clock } = this.#deps
    const now = toSeconds(clock.now())
    const shown = state.tokens.filter(({ expiresAt }) => expiresAt > now - shownSeconds)
    return shown.map(token => {
      const { secretDigest: _, ...terms } = token
      return { id: tokenId(token), ...terms, isOpen: isOpen(token, now) }
    })
  }

  /** Ends a token; the nodes that joined with it stay. Throws `not-found`. */
  async revoke(id: string): Promise<void> {
    const record = this.#deps.state.tokens.find(token => tokenId(token) === id)
    if (!record) throw new CodedError('not-found', `there is no token ${id}: see "patchmesh token list"`)
    await this.#change(record.secretDigest, 0)
  }

  async #change(digest: string, usesLeft: number): Promise<void> {
    const { state } = this.#deps
    await state.replaceTokens(
      state.tokens.map(token => (token.secretDigest === digest ? { ...token, usesLeft } : token)),
    )
  }

  #refuseGuessing(network: string): void {
    const since = this.#deps.clock.monotonic() - MINUTE_MS
    this.#wrong = this.#wrong.filter(({ at }) => at > since)
    const alike = this.#wrong.filter(each => each.network === network).length
    if (alike < limits.wrongSecretsPerAddress && this.#wrong.length < limits.wrongSecrets) return
    this.#deps.onGuessing(network)
    throw new CodedError('limit-exceeded', 'too many wrong tokens came in the last minute: wait a minute and try again')
  }
}

/** The same work whichever it is, and if it is none. */
function findRecord(tokens: readonly TokenRecord[], secret: Uint8Array): TokenRecord | undefined {
  const digest = Buffer.from(sha256(secret))
  let found: TokenRecord | undefined
  for (const token of tokens) if (timingSafeEqual(Buffer.from(token.secretDigest), digest)) found = token
  return found
}

function isOpen({ expiresAt, usesLeft }: TokenRecord, nowSeconds: number): boolean {
  return expiresAt > nowSeconds && usesLeft > 0
}
