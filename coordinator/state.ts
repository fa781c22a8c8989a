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
import { decodeState, openSlots, type Slots } from '../keys/slots.ts'
import { encode } from '../proto/codec.ts'

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
  /** Id of the token it came with. */
  token: string
}

export class CoordinatorState {
  readonly #slots: Slots
  /** One of the two slots was damaged or missing when it was opened, and was written again. */
  readonly wasHealed: boolean
  /** The chain, version 1 first. */
  #roots: Uint8Array[]
  #anchors: TrustAnchor[]
  #rootHeads: Head[]
  readonly #versions = new Map<string, { kind: Kind; name: string; version: number }>()
  #tokens: TokenRecord[]
  #pending: PendingNode[]
  #unheardSites: Set<string>

  /** Use `openState` or `createState`. */
  constructor(slots: Slots, bytes: Uint8Array) {
    const wire = decodeState('CoordinatorState', bytes, "the coordinator's state")
    this.#slots = slots
    this.wasHealed = slots.healed
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
    this.#unheardSites = new Set(wire.unheardSites)
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
    await this.#saveOr(() => {
      ;[this.#roots, this.#anchors, this.#rootHeads] = before
    })
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

  /** A version that was signed with our keys and is not in our memory: what we sign from now on goes above it. */
  async raiseVersion(kind: Kind, name: string, version: number): Promise<void> {
    if (version <= this.lastVersion(kind, name)) return
    this.#versions.set(`${kind}/${name}`, { kind, name, version })
    await this.#save()
  }

  /** 0: none was ever signed. */
  lastVersion(kind: Kind, name: string): number {
    return this.#versions.get(`${kind}/${name}`)?.version ?? 0
  }

  /** Sites of a restored home of which no member was heard yet: what the fleet holds may be newer than what is held here. */
  get unheardSites(): ReadonlySet<string> {
    return this.#unheardSites
  }

  async replaceUnheardSites(sites: Iterable<string>): Promise<void> {
    const [before, next] = [this.#unheardSites, new Set(sites)]
    this.#unheardSites = next
    await this.#saveOr(() => {
      if (this.#unheardSites === next) this.#unheardSites = before
    })
  }

  async replaceTokens(tokens: TokenRecord[]): Promise<void> {
    const before = this.#tokens
    this.#tokens = tokens
    await this.#saveOr(() => {
      if (this.#tokens === tokens) this.#tokens = before
    })
  }

  async replacePending(pending: PendingNode[]): Promise<void> {
    const before = this.#pending
    this.#pending = pending
    await this.#saveOr(() => {
      if (this.#pending === pending) this.#pending = before
    })
  }

  /** As it rests in the slots. */
  encoded(): Uint8Array {
    return encodeState({
      roots: this.#roots,
      versions: [...this.#versions.values()],
      tokens: this.#tokens,
      pending: this.#pending,
      unheardSites: [...this.#unheardSites],
    })
  }

  /** What could not be kept, on a full disk, was not done: the next save must not bring it back. */
  async #saveOr(undo: () => void): Promise<void> {
    try {
      await this.#save()
    } catch (error) {
      undo()
      throw error
    }
  }

  #save(): Promise<void> {
    return this.#slots.save(this.encoded())
  }
}

function encodeState({
  roots,
  versions,
  tokens,
  pending,
  unheardSites,
}: {
  roots: Uint8Array[]
  versions: { kind: Kind; name: string; version: number }[]
  tokens: readonly TokenRecord[]
  pending: readonly PendingNode[]
  unheardSites: string[]
}): Uint8Array {
  const wireTokens = tokens.map(token => ({ ...token, secretDigest: Buffer.from(token.secretDigest, 'hex') }))
  return encode('CoordinatorState', { roots, versions, tokens: wireTokens, pending: [...pending], unheardSites })
}

function rootHead(bytes: Uint8Array, index: number): Head {
  return { kind: 'root', name: '', epoch: 0, version: index + 1, digest: openEnvelope(bytes).digest }
}

/** Of its slots, without `.0` and `.1`. */
export function statePath(home: string): string {
  return join(home, 'state')
}

/** State of a backup, for a home in the making. Throws what a broken one throws. */
export async function restoreState(home: string, bytes: Uint8Array): Promise<CoordinatorState> {
  const slots = await openSlots(statePath(home))
  const state = new CoordinatorState(slots, bytes)
  await slots.save(bytes)
  return state
}

/** A new home's first state. */
export async function createState(home: string, rootEnvelope: Uint8Array): Promise<void> {
  const slots = await openSlots(statePath(home))
  if (slots.initial) throw new CodedError('already-exists', `${home} is the home of a coordinator already`)
  await slots.save(encodeState({ roots: [rootEnvelope], versions: [], tokens: [], pending: [], unheardSites: [] }))
}

/** Throws `not-found` when the folder is no coordinator's home. */
export async function openState(home: string): Promise<CoordinatorState> {
  const slots = await openSlots(statePath(home))
  if (!slots.initial) {
    throw new CodedError(
      'not-found',
      `${home} is not the home of a coordinator: run "patchmesh init", or give --home DIR`,
    )
  }
  return new CoordinatorState(slots, slots.initial)
}
