// `patchmesh schedule list|show`: what is ordered and how far it is. Creating is in schedule-create.ts.

import type { Command } from 'commander'
import { systemClock } from '../../core/clock.ts'
import { addGroup, printResult } from '../../core/command-line.ts'
import { formatAgo, formatTime, renderTable, type Style, terminal } from '../../core/present.ts'
import type { ScheduleDetails } from '../schedule/schedule-handlers.ts'
import type { ScheduleRow } from '../schedule/schedule-rows.ts'
import { addHomeCommand, askCoordinator, type HomeOptions } from './coordinator-command.ts'
import { countStates } from './count-states.ts'
import { addSignCommand } from './proposal.ts'
import { reasonLegend } from './reason-legend.ts'
import { styleOfState } from './report.ts'
import { registerCreate } from './schedule-create.ts'
import { registerPause } from './schedule-pause.ts'
import { bothTimes } from './schedule-words.ts'

export function registerSchedule(program: Command): void {
  const schedule = addGroup(program, 'schedule', {
    description: 'order approved patches onto machines',
    example: 'patchmesh schedule list',
  })
  registerCreate(schedule)
  addSignCommand(schedule, {
    description: "Adds your signature to another admin's schedule, after showing what it orders.",
    example: 'patchmesh schedule sign S20261128-3f9a1c --key admin2.key',
    kind: 'schedule',
  })
  registerPause(schedule)
  addHomeCommand(schedule, 'list', {
    description: 'Lists the current schedules, the latest start first.',
    example: 'patchmesh schedule list',
  }).action(listSchedules)
  addHomeCommand(schedule, 'show <id>', {
    description: 'Shows one schedule, and the state of each patch on each of its targets.',
    args: { id: 'of the schedule' },
    example: 'patchmesh schedule show S20261128-3f9a1c',
  }).action(showSchedule)
}

async function listSchedules(options: HomeOptions): Promise<void> {
  const rows = await askCoordinator<ScheduleRow[]>(options, 'schedule-list')
  printResult(rows, {
    json: options.json,
    render: () => (rows.length > 0 ? renderRows(rows) : 'no schedule yet: "patchmesh schedule create" makes one'),
  })
}

function renderRows(rows: ScheduleRow[]): string {
  return renderTable(
    rows,
    [
      { title: 'id', value: row => row.id },
      { title: 'state', value: row => row.state, style: row => styleOfRow(row.state) },
      { title: 'start', value: row => formatTime(Date.parse(row.startAt)) },
      { title: 'sites', value: row => row.sites.join(' '), shrinks: true },
      { title: 'nodes', value: row => row.nodes, align: 'right' },
      { title: 'progress', value: row => countStates(row.states), shrinks: true },
      { title: 'patches', value: row => row.patches.join(' '), shrinks: true },
    ],
    terminal(),
  )
}

function styleOfRow(state: ScheduleRow['state']): Style | undefined {
  if (state === 'recalled') return 'red'
  return state === 'paused' ? 'yellow' : state === 'done' ? 'green' : undefined
}

async function showSchedule(id: string, options: HomeOptions): Promise<void> {
  const details = await askCoordinator<ScheduleDetails>(options, 'schedule-show', { id })
  printResult(details, { json: options.json, render: each => renderDetails(each, systemClock.now()) })
}

function renderDetails(schedule: ScheduleDetails, now: number): string {
  const time = (text: string | null) => (text ? `${bothTimes(text)}, ${formatAgo(Date.parse(text), now)}` : 'none')
  const facts = [
    ['schedule', schedule.id],
    ['state', `${schedule.state}: ${countStates(schedule.states)}`],
    ...(schedule.pausedBecause === '' ? [] : [['paused', schedule.pausedBecause]]),
    ['start', time(schedule.startAt)],
    ['window', schedule.window ?? 'any time'],
    ['deadline', time(schedule.deadline)],
    ['restart', schedule.reboot],
    ['priority', schedule.emergency ? 'emergency' : String(schedule.priority)],
    ...(schedule.addedLater > 0
      ? [['joined', `${schedule.addedLater} nodes after it was signed: it does not mean them`]]
      : []),
  ]
  const rows = renderTable(
    schedule.rows,
    [
      { title: 'patch', value: row => row.patch, shrinks: true },
      { title: 'site', value: row => row.site },
      { title: 'host', value: row => row.host, shrinks: true },
      { title: 'node', value: row => `…${row.node.slice(-8)}` },
      { title: 'state', value: row => row.state, style: row => styleOfState(row.state) },
      { title: 'reason', value: row => row.reason },
    ],
    terminal(),
  )
  const head = facts.map(([name, value]) => `${name!.padEnd(10)}${value}`).join('\n')
  return [head, rows.trimEnd(), reasonLegend(schedule.rows)].filter(part => part !== '').join('\n\n')
}
