// The verified objects a node holds, by kind and name, as one value that an update replaces whole. Pure; what may come in is
// judge.ts's and freshness.ts's decision, and where it rests is trust.ts's business.

import { type Head, type Header, headKey } from '../../core/header.ts'
import type { Kind } from '../../core/kinds.ts'
import { isEmergency } from '../../core/schedule.ts'
import type { Signed, SignedKind } from '../../core/verify.ts'

export type HeldObject = Signed<Exclude<SignedKind, 'root'>>

/**
 * Kinds that stay in force until a newer one comes: a site whose coordinator is away longer than a roster is valid stays a site,
 * its budget stays its budget, and what was stopped stays stopped.
 */
export function isStanding(kind: Kind): boolean {
  return kind === 'roster' || kind === 'policy' || kind === 'heartbeat' || kind === 'recall' || kind === 'pause'
}

export function headOf({ kind, header, digest }: Signed): Head {
  return { kind, name: header.name, epoch: header.epoch, version: header.version, digest }
}

export class Held {
  #byKey = new Map<string, HeldObject>()
  /** Of what is frozen, root too: the second content of the same version. */
  #others = new Map<string, Signed>()
  #byDigest = new Map<string, Signed>()
  /** Of `#byKey`, by key: they are asked for with every object that comes. */
  #emergencies = new Map<string, Signed<'schedule'>>()

  copy(): Held {
    const copy = new Held()
    copy.#byKey = new Map(this.#byKey)
    copy.#others = new Map(this.#others)
    copy.#byDigest = new Map(this.#byDigest)
    copy.#emergencies = new Map(this.#emergencies)
    return copy
  }

  /** Digests of everything held, second contents too. */
  get digests(): ReadonlyMap<string, Signed> {
    return this.#byDigest
  }

  get<K extends Exclude<SignedKind, 'root'>>(kind: K, name: string): Signed<K> | undefined {
    return this.#byKey.get(headKey({ kind, name })) as Signed<K> | undefined
  }

  other<K extends Exclude<SignedKind, 'root'>>(kind: K, name: string): Signed<K> | undefined {
    return this.#others.get(headKey({ kind, name })) as Signed<K> | undefined
  }

  all(): Iterable<HeldObject> {
    return this.#byKey.values()
  }

  others(): Iterable<Signed> {
    return this.#others.values()
  }

  /** Emergency schedules, expired ones too. */
  emergencies(): Iterable<Signed<'schedule'>> {
    return this.#emergencies.values()
  }

  hold(signed: HeldObject): void {
    this.drop(signed)
    add(this.#byKey, this.#byDigest, signed)
    if (signed.kind === 'schedule' && isEmergency(signed.body)) this.#emergencies.set(headKey(signed.header), signed)
  }

  holdOther(signed: Signed): void {
    this.dropOther(signed)
    add(this.#others, this.#byDigest, signed)
  }

  /** Drops what is held under the object's kind and name. */
  drop({ header }: { header: Header }): void {
    remove(this.#byKey, this.#byDigest, headKey(header))
    this.#emergencies.delete(headKey(header))
  }

  dropOther({ header }: { header: Header }): void {
    remove(this.#others, this.#byDigest, headKey(header))
  }

  /** A pause outlives its date while its schedule is held. */
  expired(now: number): HeldObject[] {
    return [...this.all()].filter(({ kind, header }) => {
      if (header.notAfter * 1000 > now) return false
      return !isStanding(kind) || (kind === 'pause' && !this.get('schedule', header.name))
    })
  }
}

function add<T extends Signed>(table: Map<string, T>, byDigest: Map<string, Signed>, signed: T): void {
  table.set(headKey(signed.header), signed)
  byDigest.set(signed.digest, signed)
}

function remove(table: Map<string, Signed>, byDigest: Map<string, Signed>, key: string): void {
  const before = table.get(key)
  if (!before) return
  table.delete(key)
  byDigest.delete(before.digest)
}
