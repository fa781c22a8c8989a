// `patchmesh node list|show`: the machines of the fleet, as their reports tell. Changes of membership are in node-change.ts.

import type { Command } from 'commander'
import { systemClock } from '../../core/clock.ts'
import { addGroup, printNote, printResult } from '../../core/command-line.ts'
import {
  type Column,
  formatAgo,
  formatBytes,
  formatTime,
  renderTable,
  someOf,
  terminal,
  toCsv,
} from '../../core/present.ts'
import type { CoordinatorStatus } from '../backup/backup-handlers.ts'
import type { NodeDetails, NodeRow } from '../reports/node-handlers.ts'
import { addHomeCommand, askCoordinator, type HomeOptions } from './coordinator-command.ts'
import { countStates } from './count-states.ts'
import { listPending, registerNodeChanges } from './node-change.ts'
import { reasonLegend } from './reason-legend.ts'
import { styleOfState } from './report.ts'

export function registerNode(program: Command): void {
  const node = addGroup(program, 'node', {
    description: 'see and change the machines of the fleet',
    example: 'patchmesh node list',
  })
  addHomeCommand(node, 'list', {
    description: 'Lists the members of all sites, with what they last reported.',
    example: 'patchmesh node list --site berlin',
  })
    .option('--site <name>', 'only this site')
    .option('--pending', 'instead: machines that wait for an admin to let them in')
    .option('--csv', 'comma-separated values on stdout')
    .action(listNodes)
  addHomeCommand(node, 'show <node>', {
    description: 'Shows one machine. It is named by its id, the last characters of it, or its host name.',
    args: { node: 'its id, the last 6 or more characters of it, or its host name' },
    example: 'patchmesh node show pc-017',
  }).action(showNode)
  registerNodeChanges(node)
}

const columns: Column<NodeRow>[] = [
  { title: 'node', value: row => row.node },
  { title: 'host', value: row => (row.replacedBy ? `${row.host} (replaced?)` : row.host), shrinks: true },
  { title: 'site', value: row => row.site },
  { title: 'class', value: row => row.class },
  { title: 'groups', value: row => row.groups.join(' '), shrinks: true },
  { title: 'os', value: row => row.os, shrinks: true },
  { title: 'agent', value: row => row.agentVersion },
  { title: 'last report', value: row => row.lastReport },
  { title: 'patches', value: row => countStates(row.states), shrinks: true },
  { title: 'alarms', value: row => [...(row.saysStale ? ['stale'] : []), ...row.alarms].join(' '), shrinks: true },
]

async function listNodes(options: HomeOptions & { site?: string; pending?: boolean; csv?: boolean }): Promise<void> {
  if (options.pending) return await listPending(options)
  const rows = await askCoordinator<NodeRow[]>(options, 'node-list', { site: options.site })
  if (options.csv && !options.json) return void process.stdout.write(toCsv(rows, columns))
  const now = systemClock.now()
  const shown = columns.map((column): Column<NodeRow> => {
    if (column.title === 'node') return { ...column, value: row => `…${row.node.slice(-8)}` }
    if (column.title !== 'last report') return column
    const ago = (row: NodeRow) => (row.lastReport ? formatAgo(Date.parse(row.lastReport), now) : 'never')
    return { ...column, value: row => (row.recalled ? 'recalled' : ago(row)) }
  })
  const style = {
    ...shown[7]!,
    style: (row: NodeRow) => (row.recalled || row.stale || !row.lastReport ? ('yellow' as const) : undefined),
  }
  printResult(rows, {
    json: options.json,
    render: () => renderTable(rows, shown.with(7, style), terminal()),
  })
  if (options.json) return
  const status = await askCoordinator<CoordinatorStatus>(options, 'coordinator-status')
  if (status.copied.length > 0)
    printNote(
      `the fleet holds what this coordinator's keys signed and it did not know (${status.copied.map(({ subject }) => subject).join(', ')}): its home was an old copy, which has learnt it by now, or a second coordinator has its keys. See "patchmesh report alarms"`,
    )
  if (status.heard.length === 0) return
  const sites = status.heard.map(({ site, heard, members }) => `${site} (heard ${heard} of ${members} members)`)
  printNote(`restored from a backup: nothing is signed yet for ${sites.join(', ')}; it waits for two members of each`)
}

async function showNode(node: string, options: HomeOptions): Promise<void> {
  const details = await askCoordinator<NodeDetails>(options, 'node-show', { node })
  printResult(details, { json: options.json, render: renderDetails })
}

function renderDetails(node: NodeDetails): string {
  const { system } = node
  const facts: [string, string][] = [
    ['node', node.node],
    ['host', node.host],
    ['site', node.recalled ? `${node.site}; recalled: nobody talks to it` : node.site],
    ['class', node.class],
    ['groups', node.groups.join(', ') || '-'],
    ['last report', node.lastReport ? formatTime(Date.parse(node.lastReport)) : 'never'],
    ['agent', node.agentVersion || '-'],
  ]
  if (node.saysStale) facts.push(['stale', 'it has seen no fresh statement of the coordinator: it takes no new orders'])
  for (const { code, words, subject, detail } of node.alarms)
    facts.push(['alarm', `${code}: ${words} (${subject}: ${detail})`])
  if (node.replacedBy)
    facts.push([
      'replaced?',
      `${node.replacedBy} came later with the same host name: "patchmesh node retire" ends this one`,
    ])
  if (system) {
    const { hardware } = system
    facts.push(
      ['system', [system.osName || 'unknown', `kernel ${system.kernel}`, system.architecture].join(', ')],
      ['hardware', `${hardware.vendor} ${hardware.model}, ${hardware.cores} × ${hardware.cpu}`.trim()],
      ['memory, disk', `${formatBytes(hardware.memoryBytes)}, ${formatBytes(hardware.diskBytes)}`],
      ['addresses', system.addresses.join(', ') || '-'],
      ['packages', String(node.packages ?? 0)],
    )
  }
  const head = facts.map(([name, value]) => `${name.padEnd(14)}${value}`).join('\n')
  const patches = renderTable(
    node.patches,
    [
      { title: 'patch', value: row => row.patch },
      { title: 'state', value: row => row.state, style: row => styleOfState(row.state) },
      { title: 'reason', value: row => row.reason },
      { title: 'schedule', value: row => row.schedule },
      { title: 'cves', value: row => someOf(row.cves), shrinks: true },
    ],
    terminal(),
  )
  if (node.patches.length === 0) return `${head}\n\nno patch is ordered for it`
  return [head, patches.trimEnd(), reasonLegend(node.patches)].filter(part => part !== '').join('\n\n')
}
