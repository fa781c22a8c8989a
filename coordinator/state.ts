// The coordinator's trusted state: root chain, last signed versions, join tokens, nodes that wait to be let in. Two checksummed slots in its home;
// everything else it knows can be rebuilt.

import { join } from 'node:path'
import { checkOneOf } from '../core/check.ts'
import type { Digest } from '../core/digest.ts'
import { openEnvelope } from '../core/envelope.ts'
import { CodedError } from '../core/errors.ts'
import type { Head } from '../core/header.ts'
import type { Kind } from '../core/kinds.ts'
import { limits } from '../core/limits.ts'
import { type MemberClass, memberClasses } from '../core/roster.ts'
import { type TrustAnchor, verifyRoot, verifyRoots } from '../core/verify.ts'
import { openSlots, type Slots } from '../keys/slots.ts'
import { decode, encode } from '../proto/codec.ts'

export interface TokenRecord {
  /** SHA-256 of the token's secret. */
  secretDigest: Digest
  site: string
  groups: string[]
  /** CIDR prefixes that joining with it adds to the site. */
  prefixes: string[]
  usesLeft: number
  /** Seconds since 1970. */
  expiresAt: number
  /** An admin lets each node in. */
  needsApproval: boolean
  /** Node that the newcomer takes the place of; empty: none. */
  replaces: string
}

/** Came with a token whose nodes an admin lets in one by one. */
export interface PendingNode {
  node: string
  site: string
  groups: string[]
  prefixes: string[]
  class: MemberClass
  hostName: string
  /** Seconds since 1970. */
  askedAt: number
  replaces: string
}

export class CoordinatorState {
  readonly #slots: Slots
  /** The chain, version 1 first. */
  #roots: Uint8Array[]
  #anchors: TrustAnchor[]
  #rootHeads: Head[]
  readonly #versions = new Map<string, { kind: Kind; name: string; version: number }>()
  #tokens: TokenRecord[]
  #pending: PendingNode[]

  /** Use `openState` or `createState`. */
  constructor(slots: Slots, bytes: Uint8Array) {
    const wire = decode('CoordinatorState', bytes)
    this.#slots = slots
    this.#roots = wire.roots
    const first = wire.roots[0]
    if (!first) throw new CodedError('wrong-state', 'the coordinator state holds no root: restore a backup')
    this.#anchors = verifyRoots(wire.roots, openEnvelope(first).digest)
    this.#rootHeads = wire.roots.map(rootHead)
    for (const item of wire.versions) {
      this.#versions.set(`${item.kind}/${item.name}`, {
        kind: item.kind as Kind,
        name: item.name,
        version: item.version,
      })
    }
    this.#tokens = wire.tokens.map(token => ({
      ...token,
      secretDigest: Buffer.from(token.secretDigest).toString('hex'),
    }))
    this.#pending = wire.pending.map(item => ({ ...item, class: checkOneOf(item.class, memberClasses, 'class') }))
  }

  get roots(): readonly Uint8Array[] {
    return this.#roots
  }

  /** The newest root. */
  get anchor(): TrustAnchor {
    return this.#anchors.at(-1)!
  }

  /** Of each version of the root, the oldest first. */
  get anchors(): readonly TrustAnchor[] {
    return this.#anchors
  }

  get rootHeads(): readonly Head[] {
    return this.#rootHeads
  }

  /** Takes the next version of the root; it counts when it is durable. Throws as `verifyRoot`, or `limit-exceeded`. */
  async takeRoot(bytes: Uint8Array): Promise<TrustAnchor> {
    if (this.#roots.length >= limits.roots)
      throw new CodedError('limit-exceeded', `a root chain has at most ${limits.roots} versions`)
    const { body } = verifyRoot(bytes, this.anchor)
    const anchor = { fleet: this.anchor.fleet, root: body }
    const before = [this.#roots, this.#anchors, this.#rootHeads] as const
    this.#roots = [...this.#roots, bytes]
    this.#anchors = [...this.#anchors, anchor]
    this.#rootHeads = this.#roots.map(rootHead)
    try {
      await this.#save()
    } catch (error) {
      ;[this.#roots, this.#anchors, this.#rootHeads] = before
      throw error
    }
    return anchor
  }

  get tokens(): readonly TokenRecord[] {
    return this.#tokens
  }

  get pending(): readonly PendingNode[] {
    return this.#pending
  }

  /** Takes the next version of an online object and makes that durable before it is used. */
  async takeVersion(kind: Kind, name: string, nowSeconds: number): Promise<number> {
    const last = this.#versions.get(`${kind}/${name}`)?.version ?? 0
    const version = Math.max(last + 1, nowSeconds)
    this.#versions.set(`${kind}/${name}`, { kind, name, version })
    await this.#save()
    return version
  }

  async replaceTokens(tokens: TokenRecord[]): Promise<void> {
    this.#tokens = tokens
    await this.#save()
  }

  async replacePending(pending: PendingNode[]): Promise<void> {
    this.#pending = pending
    await this.#save()
  }

  #save(): Promise<void> {
    return this.#slots.save(
      encodeState({
        roots: this.#roots,
        versions: [...this.#versions.values()],
        tokens: this.#tokens,
        pending: this.#pending,
      }),
    )
  }
}

function encodeState({
  roots,
  versions,
  tokens,
  pending,
}: {
  roots: Uint8Array[]
  versions: { kind: Kind; name: string; version: number }[]
  tokens: readonly TokenRecord[]
  pending: readonly PendingNode[]
}): Uint8Array {
  const wireTokens = tokens.map(token => ({ ...token, secretDigest: Buffer.from(token.secretDigest, 'hex') }))
  return encode('CoordinatorState', { roots, versions, tokens: wireTokens, pending: [...pending] })
}

function rootHead(bytes: Uint8Array, index: number): Head {
  return { kind: 'root', name: '', epoch: 0, version: index + 1, digest: openEnvelope(bytes).digest }
}

function slotPath(home: string): string {
  return join(home, 'state')
}

/** A new home's first state. */
export async function createState(home: string, rootEnvelope: Uint8Array): Promise<void> {
  const slots = await openSlots(slotPath(home))
  if (slots.initial) throw new CodedError('already-exists', `${home} is the home of a coordinator already`)
  await slots.save(encodeState({ roots: [rootEnvelope], versions: [], tokens: [], pending: [] }))
}

/** Throws `not-found` when the folder is no coordinator's home. */
export async function openState(home: string): Promise<CoordinatorState> {
  const slots = await openSlots(slotPath(home))
  if (!slots.initial) {
    throw new CodedError(
      'not-found',
      `${home} is not the home of a coordinator: run "patchmesh init", or give --home DIR`,
    )
  }
  return new CoordinatorState(slots, slots.initial)
}
