// Join tokens: made once, kept as a hash, bound to a site and groups, with expiry and a use limit.

import { randomBytes } from 'node:crypto'
import { type Clock, toSeconds } from '../../core/clock.ts'
import { sha256 } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { DAY_MS, limits } from '../../core/limits.ts'
import type { CoordinatorState, TokenRecord } from '../state.ts'

export interface TokenTerms {
  site: string
  groups: string[]
  prefixes: string[]
  uses: number
  ttlMs: number
}

const rememberSeconds = (7 * DAY_MS) / 1000

export class Tokens {
  readonly #state: CoordinatorState
  readonly #clock: Clock

  constructor(state: CoordinatorState, clock: Clock) {
    this.#state = state
    this.#clock = clock
  }

  /** The secret is returned and never kept. Throws `limit-exceeded`. */
  async create({ ttlMs, uses, ...terms }: TokenTerms): Promise<{ secret: Uint8Array; expiresAt: number }> {
    const now = toSeconds(this.#clock.now())
    // Spent ones are remembered for a while, so that who comes with one is told what is wrong with it.
    const [live, spent] = [[] as TokenRecord[], [] as TokenRecord[]]
    for (const token of this.#state.tokens) (token.expiresAt > now && token.usesLeft > 0 ? live : spent).push(token)
    const remembered = spent.filter(token => token.expiresAt > now - rememberSeconds).slice(-limits.spentTokens)
    if (live.length >= limits.tokens) {
      throw new CodedError(
        'limit-exceeded',
        `${limits.tokens} join tokens are open already: wait until some expire, or use one of them`,
      )
    }
    const secret = randomBytes(32)
    const expiresAt = toSeconds(this.#clock.now() + ttlMs)
    const record: TokenRecord = { ...terms, secretDigest: sha256(secret), usesLeft: uses, expiresAt }
    await this.#state.replaceTokens([...remembered, ...live, record])
    return { secret, expiresAt }
  }

  /** The terms a secret stands for, without using it up. Throws `bad-token` (unknown, used up) or `expired`. */
  look(secret: Uint8Array): TokenRecord {
    const record = this.#state.tokens.find(token => token.secretDigest === sha256(secret))
    if (!record)
      throw new CodedError(
        'bad-token',
        'the token is unknown here: it was mistyped, is long expired, or is of another coordinator',
      )
    if (record.expiresAt <= toSeconds(this.#clock.now())) {
      throw new CodedError(
        'expired',
        `the token expired ${new Date(record.expiresAt * 1000).toISOString()}: ask for a new one`,
      )
    }
    if (record.usesLeft < 1) throw new CodedError('bad-token', 'the token is used up: ask for a new one')
    return record
  }

  /** Counts one use, durably. */
  async use(secret: Uint8Array): Promise<TokenRecord> {
    const record = this.look(secret)
    const digest = record.secretDigest
    await this.#state.replaceTokens(
      this.#state.tokens.map(token =>
        token.secretDigest === digest ? { ...token, usesLeft: token.usesLeft - 1 } : token,
      ),
    )
    return record
  }
}
