// `patchmesh node approve|refuse|move|retire`: who is a member, and of which site.

import type { Command } from 'commander'
import { systemClock } from '../../core/clock.ts'
import { printResult } from '../../core/command-line.ts'
import { CodedError } from '../../core/errors.ts'
import { formatAgo, renderTable, terminal } from '../../core/present.ts'
import type { MemberChange, MoveRequest, PendingRow } from '../enrol/member-handlers.ts'
import { addHomeCommand, askCoordinator, type HomeOptions } from './coordinator-command.ts'

export function registerNodeChanges(node: Command): void {
  addHomeCommand(node, 'approve <node>', {
    description:
      'Lets a machine in that joined with a token made with --approve: its id, the end of it, or its host name.',
    args: { node: 'its id, the last 6 or more characters of it, or its host name' },
    example: 'patchmesh node approve pc-017',
  }).action(approveNode)
  addHomeCommand(node, 'refuse <node>', {
    description: 'Does not let such a machine in. It may ask again as long as its token has uses left.',
    args: { node: 'its id, the last 6 or more characters of it, or its host name' },
    example: 'patchmesh node refuse pc-017',
  }).action(refuseNode)
  addHomeCommand(node, 'move <node>', {
    description: 'Puts a machine into another site, or into other groups. Its agent learns of it by itself.',
    args: { node: 'its id, the last 6 or more characters of it, or its host name' },
    example: 'patchmesh node move pc-017 --site lyon',
  })
    .option('--site <name>', 'the site it goes to')
    .option('--new-site', 'there is no such site yet: make it')
    .option('--group <name...>', 'the groups it is in from now on, instead of those it was in')
    .option('--no-groups', 'it is in no group from now on')
    .action(moveNode)
  addHomeCommand(node, 'retire <node>', {
    description:
      'Takes a machine out of the fleet: nothing reaches it any more. A copied key is withdrawn for good with "patchmesh recall".',
    args: { node: 'its id, the last 6 or more characters of it, or its host name' },
    example: 'patchmesh node retire pc-017',
  }).action(retireNode)
}

export async function listPending(options: HomeOptions & { site?: string }): Promise<void> {
  const all = await askCoordinator<PendingRow[]>(options, 'node-pending')
  const rows = all.filter(row => options.site === undefined || row.site === options.site)
  const now = systemClock.now()
  const render = () =>
    renderTable(
      rows,
      [
        { title: 'node', value: row => `…${row.node.slice(-8)}` },
        { title: 'host', value: row => row.host, shrinks: true },
        { title: 'site', value: row => row.site },
        { title: 'class', value: row => row.class },
        { title: 'groups', value: row => row.groups.join(' '), shrinks: true },
        { title: 'asked', value: row => formatAgo(Date.parse(row.askedAt), now) },
        { title: 'replaces', value: row => (row.replaces ? `…${row.replaces.slice(-8)}` : '') },
      ],
      terminal(),
    )
  printResult(rows, { json: options.json, render: () => (rows.length > 0 ? render() : 'no machine waits\n') })
}

async function approveNode(name: string, options: HomeOptions): Promise<void> {
  const change = await askCoordinator<MemberChange>(options, 'node-approve', { node: name })
  printResult(change, {
    json: options.json,
    render: ({ node, host, site }) =>
      `${host || node} (${node}) is a member of site ${site}; its join goes on by itself when it waits, or when it is repeated`,
  })
}

async function refuseNode(name: string, options: HomeOptions): Promise<void> {
  const row = await askCoordinator<PendingRow>(options, 'node-refuse', { node: name })
  printResult(row, { json: options.json, render: ({ node, host }) => `${host || node} (${node}) is not let in` })
}

interface MoveOptions extends HomeOptions {
  site?: string
  newSite?: boolean
  group?: string[]
  /** False with --no-groups. */
  groups: boolean
}

async function moveNode(name: string, options: MoveOptions): Promise<void> {
  if (options.group && !options.groups)
    throw new CodedError('bad-argument', 'expected --group or --no-groups, found both')
  if (options.site === undefined && !options.group && options.groups)
    throw new CodedError('bad-argument', 'expected --site, --group or --no-groups: where is the machine to go?')
  const groups = options.groups ? options.group : []
  const request: MoveRequest = { node: name, site: options.site, groups, isNewSite: options.newSite === true }
  const change = await askCoordinator<MemberChange>(options, 'node-move', request)
  printResult(change, { json: options.json, render: renderMove })
}

function renderMove({ node, host, site, from, groups }: MemberChange): string {
  const where = from === site ? `stays at site ${site}` : `moves from site ${from} to ${site}`
  return `${host || node} (${node}) ${where}; groups: ${groups.join(' ') || 'none'}`
}

async function retireNode(name: string, options: HomeOptions): Promise<void> {
  const change = await askCoordinator<MemberChange>(options, 'node-retire', { node: name })
  printResult(change, {
    json: options.json,
    render: ({ node, host, from }) => `${host || node} (${node}) is retired; it was at site ${from}`,
  })
}
