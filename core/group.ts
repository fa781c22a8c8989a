// The admins' list of the nodes of a protected group (policy names which groups are): what rosters say of it does not count, so
// that whoever holds the enrol key moves no machine into or out of it.

import { decode, encode } from '../proto/codec.ts'
import { checkId, checkList, checkUnique } from './check.ts'
import { encodeHeader, type Header, parseHeader } from './header.ts'
import { limits } from './limits.ts'

export interface Group {
  /** `header.name` is the group. */
  header: Header<'group'>
  /** Node ids. */
  nodes: string[]
}

export function parseGroup(payload: Uint8Array): Group {
  const wire = decode('Group', payload)
  const group: Group = {
    header: parseHeader(wire.header, 'group'),
    nodes: checkList(wire.nodes, 'nodes', limits.members, checkId),
  }
  checkId(group.header.name, 'header.name')
  checkUnique(group.nodes, 'nodes')
  return group
}

export function encodeGroup(group: Group): Uint8Array {
  return encode('Group', { ...group, header: encodeHeader(group.header) })
}

/** Which groups policy protects, and whom the admins put into groups. */
export interface Protection {
  protectedGroups: readonly string[]
  groups: readonly Group[]
}

/** The groups that count for a node: the roster's that are not protected, and the protected ones that the admins put it in. */
export function effectiveGroups(
  member: { node: string; groups: readonly string[] },
  { protectedGroups, groups }: Protection,
): string[] {
  const open = member.groups.filter(group => !protectedGroups.includes(group))
  const signed = groups
    .filter(group => protectedGroups.includes(group.header.name) && group.nodes.includes(member.node))
    .map(group => group.header.name)
  return [...open, ...signed]
}
