// A site: its members, their classes and groups, and the address prefixes of its LAN.

import { decodeParts, encode, type Message } from '../proto/codec.ts'
import { checkId, checkInteger, checkLine, checkList, checkOneOf, refuseRepeated } from './check.ts'
import { encodeHeader, type Header, parseHeader } from './header.ts'
import { limits } from './limits.ts'
import { atOnce, type Steps } from './steps.ts'

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
  return atOnce(rosterSteps(payload))
}

/** Ten thousand members are more than one turn's work. */
export function* rosterSteps(payload: Uint8Array): Steps<Roster> {
  let wire: Message<'Header'> | null = null
  const prefixes: string[] = []
  const members: Member[] = []
  const nodes = new Set<string>()
  for (const part of decodeParts('Roster', payload, limits.turnBytes)) {
    wire ??= part.header
    prefixes.push(...checkList(part.prefixes, 'prefixes', limits.prefixes, checkPrefix, prefixes.length))
    for (const member of checkList(part.members, 'members', limits.members, parseMember, members.length)) {
      members.push(member)
      nodes.add(member.node)
    }
    yield
  }
  if (nodes.size !== members.length) refuseRepeated('members')
  const header = parseHeader(wire, 'roster')
  checkId(header.name, 'header.name')
  return { header, prefixes, members }
}

function parseMember(wire: Message<'Member'>, field: string): Member {
  return {
    node: checkId(wire.node, `${field}.node`),
    class: checkOneOf(wire.class, memberClasses, `${field}.class`),
    groups: checkList(wire.groups, `${field}.groups`, limits.groups, checkId),
    hostName: checkLine(wire.hostName, `${field}.host_name`, 255),
    sinceVersion: checkInteger(wire.sinceVersion, `${field}.since_version`),
  }
}

function checkPrefix(text: string, field: string): string {
  return checkLine(text, field, 64)
}

export function encodeRoster(roster: Roster): Uint8Array {
  return encode('Roster', { ...roster, header: encodeHeader(roster.header) })
}
