// Which nodes an admin selects on the command line. Pure.

import { CodedError } from '../../core/errors.ts'
import type { Roster } from '../../core/roster.ts'

export interface Selection {
  all: boolean
  sites: string[]
  groups: string[]
  nodes: string[]
}

/** Whole ids for nodes named by host or by the last 6 or more characters of their id. Throws `not-found` or `bad-argument`, naming `option`. */
export function nameNodes(selection: Selection, rosters: readonly Roster[], option = '--node'): Selection {
  const members = rosters.flatMap(roster => roster.members)
  const nodes = selection.nodes.map(name => {
    if (members.some(member => member.node === name)) return name
    const end = name.replace(/^…/, '')
    const alike = members.filter(({ node, hostName }) => hostName === name || (end.length >= 6 && node.endsWith(end)))
    if (alike.length === 1) return alike[0]!.node
    if (alike.length === 0)
      throw new CodedError('not-found', `${option}: there is no node ${name}: see "patchmesh node list"`)
    const such = `give the id of one, such as ${alike[0]!.node}`
    throw new CodedError('bad-argument', `${option}: ${name} means ${alike.length} nodes: ${such}`)
  })
  return { ...selection, nodes: [...new Set(nodes)] }
}

/** Throws `not-found` for a site, group or node that is on none of the rosters, or when nobody is selected. */
export function checkSelection({ sites, groups, nodes }: Selection, rosters: readonly Roster[]): void {
  const members = rosters.flatMap(roster => roster.members)
  if (members.length === 0)
    throw new CodedError('not-found', 'no machine has joined yet: "patchmesh token create" makes a token to join with')
  const known = {
    site: new Set(rosters.map(roster => roster.header.name)),
    group: new Set(members.flatMap(member => member.groups)),
    node: new Set(members.map(member => member.node)),
  }
  const asked = { site: sites, group: groups, node: nodes }
  for (const kind of ['site', 'group', 'node'] as const) {
    const unknown = asked[kind].find(name => !known[kind].has(name))
    if (unknown === undefined) continue
    const names = kind === 'node' ? '' : `; there is ${[...known[kind]].sort().slice(0, 10).join(', ') || 'none yet'}`
    throw new CodedError('not-found', `--${kind}: there is no ${kind} ${unknown}${names}: see "patchmesh node list"`)
  }
}
