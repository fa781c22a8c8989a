// What the running coordinator answers to `patchmesh node approve|refuse|move|retire` and to `node list --pending`: changes of who is
// a member, and where. Each is a roster signed anew; what the admins' own signatures protect is not changed here.

import { Audit } from '../../core/audit.ts'
import { checkId, checkList } from '../../core/check.ts'
import type { ControlCall, ControlHandlers } from '../../core/control.ts'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import type { PendingNode } from '../state.ts'
import type { Pending } from './pending.ts'
import type { Rosters } from './rosters.ts'

export interface MemberDeps {
  rosters: Pick<Rosters, 'find' | 'all' | 'admit' | 'move' | 'retire'>
  pending: Pending
  /** The member that a person means. Throws `not-found` or `bad-argument`. */
  findNode(name: string): Promise<{ node: string; host: string }>
  protectedGroups(): readonly string[]
  /** Ends the connections of a node. */
  cut(node: string): void
  log: Log
}

export interface PendingRow {
  node: string
  host: string
  site: string
  class: string
  groups: string[]
  /** ISO 8601, UTC. */
  askedAt: string
  replaces: string | null
}

export interface MoveRequest {
  node: string
  /** Absent: the site stays. */
  site?: string | undefined
  /** Absent: the groups stay. */
  groups?: string[] | undefined
  isNewSite: boolean
}

export interface MemberChange {
  node: string
  host: string
  site: string
  /** Where it was; null: nowhere. */
  from: string | null
  groups: string[]
}

/** `node-pending`, `node-approve`, `node-refuse`, `node-move`, `node-retire`. */
export function memberHandlers(deps: MemberDeps): ControlHandlers {
  const { rosters, pending } = deps
  const audit = new Audit(deps.log)
  return {
    'node-pending': async (): Promise<PendingRow[]> => pending.all().map(rowOf),

    'node-approve': async ({ node: name }: { node: string }, { by }: ControlCall): Promise<MemberChange> => {
      const { askedAt: _, token: _token, site, prefixes, replaces, ...newcomer } = pending.find(name)
      await rosters.admit(site, newcomer, { prefixes, replaces })
      // Only then: cut off in between, it is let in once more.
      await pending.drop(newcomer.node)
      audit.letIn({ node: newcomer.node, host: newcomer.hostName, site, by })
      return { node: newcomer.node, host: newcomer.hostName, site, from: null, groups: newcomer.groups }
    },

    'node-refuse': async ({ node: name }: { node: string }, { by }: ControlCall): Promise<PendingRow> => {
      const refused = pending.find(name)
      await pending.drop(refused.node)
      audit.refused({ node: refused.node, host: refused.hostName, site: refused.site, by })
      return rowOf(refused)
    },

    'node-move': async (request: MoveRequest, { by }: ControlCall): Promise<MemberChange> => {
      const { node, host } = await deps.findNode(request.node)
      const { site, groups } = checkMove(request, node, deps)
      const from = await rosters.move(node, { site, groups })
      if (from !== site) deps.cut(node)
      audit.moved({ node, host, from, site, by })
      return { node, host, site, from, groups: rosters.find(node)?.member.groups ?? [] }
    },

    'node-retire': async ({ node: name }: { node: string }, { by }: ControlCall): Promise<MemberChange> => {
      const { node, host } = await deps.findNode(name)
      const groups = rosters.find(node)?.member.groups ?? []
      const from = await rosters.retire(node)
      audit.retired({ node, host, site: from, by })
      return { node, host, site: '', from, groups }
    },
  }
}

function checkMove(request: MoveRequest, node: string, deps: MemberDeps): { site: string; groups?: string[] } {
  const before = deps.rosters.find(node)?.site ?? ''
  const site = request.site === undefined ? before : readArgument(() => checkId(request.site!, '--site'))
  const sites = deps.rosters.all().map(({ header }) => header.name)
  if (!request.isNewSite && !sites.includes(site))
    throw new CodedError('not-found', `there is no site ${site}: check its name, or add --new-site to make it one`)
  if (request.groups === undefined) {
    if (site === before)
      throw new CodedError('bad-argument', `the node is at site ${site} already: give another --site, or --group`)
    return { site }
  }
  const groups = readArgument(() => checkList(request.groups ?? [], '--group', limits.groups, checkId))
  refuseProtected(groups, deps.protectedGroups())
  return { site, groups: [...new Set(groups)] }
}

/** Throws `refused` for a group that only the admins' signatures give. */
export function refuseProtected(groups: readonly string[], protectedGroups: readonly string[]): void {
  const group = groups.find(each => protectedGroups.includes(each))
  if (group === undefined) return
  throw new CodedError(
    'refused',
    `the policy protects the group ${group}: admins put machines into it with their signatures (patchmesh group), no token and no move does`,
  )
}

/** What an option cannot mean is a usage error. */
export function readArgument<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (!(cause instanceof CodedError)) throw cause
    throw new CodedError('bad-argument', cause.message, { cause })
  }
}

function rowOf({ node, hostName, site, class: memberClass, groups, askedAt, replaces }: PendingNode): PendingRow {
  return {
    node,
    host: hostName,
    site,
    class: memberClass,
    groups,
    askedAt: new Date(askedAt * 1000).toISOString(),
    replaces: replaces || null,
  }
}
