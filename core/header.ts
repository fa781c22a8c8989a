// What every signed object starts with (proto/README.md §3: fleet, kind, name, epoch, version, validity), and how two versions compare.

import type { Encodable, Message } from '../proto/codec.ts'
import { checkDigest, checkInteger, checkOneOf, checkPresent, isId } from './check.ts'
import type { Digest } from './digest.ts'
import { CodedError } from './errors.ts'
import { type Kind, kinds } from './kinds.ts'

/** The specification this code implements; an object whose `min_spec` is higher is refused. */
export const specVersion = 1

export interface Header<K extends Kind = Kind> {
  /** Empty only in root version 1. */
  fleet: Digest | ''
  kind: K
  name: string
  epoch: number
  version: number
  /** Seconds since 1970. */
  issuedAt: number
  /** Seconds since 1970. */
  notAfter: number
  minSpec: number
}

export type Head = Pick<Header, 'kind' | 'name' | 'epoch' | 'version'> & { digest: Digest }

export function parseHeader<K extends Kind>(wire: Message<'Header'> | null, kind: K): Header<K> {
  const header = checkPresent(wire, 'header')
  if (header.kind !== kind)
    throw new CodedError(
      'bad-header',
      `header.kind: expected ${kind}, found ${JSON.stringify(header.kind.slice(0, 40))}`,
    )
  const minSpec = checkInteger(header.minSpec, 'header.min_spec', { max: 2 ** 31 })
  if (minSpec > specVersion) {
    throw new CodedError(
      'bad-header',
      `the ${kind} needs specification ${minSpec}, this program knows ${specVersion}: update patchmesh`,
    )
  }
  return {
    fleet: header.fleet.length === 0 ? '' : checkDigest(header.fleet, 'header.fleet'),
    kind,
    name: header.name === '' || isId(header.name) ? header.name : checkOneOf(header.name, [], 'header.name'),
    epoch: checkInteger(header.epoch, 'header.epoch'),
    version: checkInteger(header.version, 'header.version', { min: 1 }),
    issuedAt: checkInteger(header.issuedAt, 'header.issued_at'),
    notAfter: checkInteger(header.notAfter, 'header.not_after'),
    minSpec,
  }
}

export function encodeHeader(header: Header): Encodable<'Header'> {
  return { ...header, fleet: Buffer.from(header.fleet, 'hex') }
}

const kindNames = Object.keys(kinds) as Kind[]

export function parseHead(wire: Message<'Head'>, field: string): Head {
  return {
    kind: checkOneOf(wire.kind, kindNames, `${field}.kind`),
    name: wire.name === '' || isId(wire.name) ? wire.name : checkOneOf(wire.name, [], `${field}.name`),
    epoch: checkInteger(wire.epoch, `${field}.epoch`),
    version: checkInteger(wire.version, `${field}.version`, { min: 1 }),
    digest: checkDigest(wire.digest, `${field}.digest`),
  }
}

export function encodeHead(head: Head): Encodable<'Head'> {
  return { ...head, digest: Buffer.from(head.digest, 'hex') }
}

/** Negative when `a` is older than `b`: order is (epoch, version). */
export function compareVersions(a: Pick<Header, 'epoch' | 'version'>, b: Pick<Header, 'epoch' | 'version'>): number {
  return a.epoch - b.epoch || a.version - b.version
}

/** Key of tables that hold one object per kind and name; a kind contains no slash. */
export function headKey(head: Pick<Header, 'kind' | 'name'>): string {
  return `${head.kind}/${head.name}`
}
