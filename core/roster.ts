// A site: its members, their classes and groups, and the address prefixes of its LAN.

import { decode, encode } from '../proto/codec.ts'
import { checkId, checkInteger, checkLine, checkList, checkOneOf, checkUnique } from './check.ts'
import { encodeHeader, type Header, parseHeader } from './header.ts'
import { limits } from './limits.ts'

/** Best candidate first. */
export const memberClasses = ['seed', 'wired', 'wireless', 'battery', 'vpn', 'metered'] as const
export type MemberClass = (typeof memberClasses)[number]

/** Of whom each byte from outside costs more than of others: they never fetch for others, for themselves only when nobody else can. */
export function isSparing(memberClass: MemberClass): boolean {
  return memberClass === 'vpn' || memberClass === 'metered'
}

export interface Member {
  /** libp2p peer id; it contains the node's Ed25519 key. */
  node: string
  class: MemberClass
  groups: string[]
  hostName: string
  sinceVersion: number
}

export interface Roster {
  /** `header.name` is the site. */
  header: Header<'roster'>
  /** CIDR notation. */
  prefixes: string[]
  members: Member[]
}

export function parseRoster(payload: Uint8Array): Roster {
  const wire = decode('Roster', payload)
  const members = checkList(wire.members, 'members', limits.members, (item, field) => ({
    node: checkId(item.node, `${field}.node`),
    class: checkOneOf(item.class, memberClasses, `${field}.class`),
    groups: checkList(item.groups, `${field}.groups`, limits.groups, checkId),
    hostName: checkLine(item.hostName, `${field}.host_name`, 255),
    sinceVersion: checkInteger(item.sinceVersion, `${field}.since_version`),
  }))
  checkUnique(
    members.map(member => member.node),
    'members',
  )
  const header = parseHeader(wire.header, 'roster')
  checkId(header.name, 'header.name')
  return {
    header,
    prefixes: checkList(wire.prefixes, 'prefixes', limits.prefixes, (text, at) => checkLine(text, at, 64)),
    members,
  }
}

export function encodeRoster(roster: Roster): Uint8Array {
  return encode('Roster', { ...roster, header: encodeHeader(roster.header) })
}
