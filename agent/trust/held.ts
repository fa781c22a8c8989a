// The verified objects a node holds, by kind and name, as one value that an update replaces whole. Pure; what may come in is
// judge.ts's decision, and where it rests is trust.ts's business.

import { type Head, headKey } from '../../core/header.ts'
import type { Kind } from '../../core/kinds.ts'
import type { Signed, SignedKind } from '../../core/verify.ts'

export type HeldObject = Signed<Exclude<SignedKind, 'root'>>

interface Entry {
  signed: HeldObject
  /** Came after the heartbeat in force, which therefore cannot name it. */
  isYoung: boolean
}

/**
 * Kinds that stay in force until a newer one comes: a site whose coordinator is away longer than a roster is valid stays a site,
 * and its budget stays its budget.
 */
export function isStanding(kind: Kind): boolean {
  return kind === 'roster' || kind === 'policy' || kind === 'heartbeat'
}

export function headOf({ kind, header, digest }: Signed): Head {
  return { kind, name: header.name, epoch: header.epoch, version: header.version, digest }
}

export class Held {
  #byKey = new Map<string, Entry>()
  #byDigest = new Map<string, HeldObject>()

  copy(): Held {
    const copy = new Held()
    copy.#byKey = new Map(this.#byKey)
    copy.#byDigest = new Map(this.#byDigest)
    return copy
  }

  /** Digests of everything held. */
  get digests(): ReadonlyMap<string, HeldObject> {
    return this.#byDigest
  }

  get(kind: SignedKind, name: string): HeldObject | undefined {
    return this.#byKey.get(headKey({ kind, name }))?.signed
  }

  *all(): Iterable<HeldObject> {
    for (const { signed } of this.#byKey.values()) yield signed
  }

  hold(signed: HeldObject): void {
    this.drop(signed)
    if (signed.kind === 'heartbeat')
      for (const [key, entry] of this.#byKey) this.#byKey.set(key, { ...entry, isYoung: false })
    this.#byKey.set(headKey(signed.header), { signed, isYoung: true })
    this.#byDigest.set(signed.digest, signed)
  }

  /** Drops what is held under the object's kind and name. */
  drop({ header }: Pick<HeldObject, 'header'>): void {
    const key = headKey(header)
    const entry = this.#byKey.get(key)
    if (!entry) return
    this.#byKey.delete(key)
    this.#byDigest.delete(entry.signed.digest)
  }

  /**
   * What to tell other nodes of: unexpired, and named by the heartbeat or younger than it. What the coordinator no longer names is
   * kept for our own use until it expires, but spreading it would make two nodes differ for ever.
   */
  current(site: string, now: number): Head[] {
    const heartbeat = this.get('heartbeat', site)
    const named = heartbeat?.kind === 'heartbeat' ? new Set(heartbeat.body.heads.map(headKey)) : undefined
    const heads: Head[] = []
    for (const { signed, isYoung } of this.#byKey.values()) {
      if (signed.header.notAfter * 1000 <= now) continue
      if (isYoung || isStanding(signed.kind) || !named || named.has(headKey(signed.header))) heads.push(headOf(signed))
    }
    return heads
  }

  expired(now: number): HeldObject[] {
    return [...this.all()].filter(({ kind, header }) => !isStanding(kind) && header.notAfter * 1000 <= now)
  }
}
