// A schedule in words, as an admin sees it before signing. Pure but for the terminal's width.

import { formatBytes, formatTime, renderTable, someOf, terminal } from '../../core/present.ts'
import type { PlannedSchedule } from '../schedule/plan-schedule.ts'

export function renderPlan(planned: PlannedSchedule): string {
  const { width, colour } = terminal(process.stderr)
  const patches = renderTable(
    planned.patches,
    [
      { title: 'patch', value: row => row.patch },
      { title: 'version', value: row => row.version },
      { title: 'severity', value: row => row.severity },
      { title: 'size', value: row => formatBytes(row.sizeBytes), align: 'right' },
      { title: 'cves', value: row => someOf(row.cves), shrinks: true },
      { title: 'title', value: row => row.title, shrinks: true },
    ],
    { width, colour },
  )
  const sites = renderTable(
    planned.sites,
    [
      { title: 'site', value: row => row.site },
      { title: 'nodes', value: row => row.nodes, align: 'right' },
      { title: 'over its WAN', value: row => (row.bytes === null ? null : formatBytes(row.bytes)), align: 'right' },
    ],
    { width, colour },
  )
  const lines = renderFacts(factsOf(planned))
  const warnings = warningsOf(planned)
    .map(line => `${line}\n`)
    .join('')
  return `Schedule ${planned.id}\n\n${patches}\n${sites}\n${lines}\n${warnings === '' ? '' : `\n${warnings}`}`
}

function factsOf(planned: PlannedSchedule): [string, string][] {
  const inWindow = planned.window
    ? `${bothTimes(planned.firstInstall)}, in the window "${planned.window}"`
    : bothTimes(planned.firstInstall)
  const { firstInstallEnds } = planned
  return [
    ...(planned.emergency
      ? [['emergency', 'goes before everything else; ends within 72 hours'] as [string, string]]
      : []),
    ['start', bothTimes(planned.startAt)],
    ['first install', inWindow],
    ...(firstInstallEnds ? [['window ends', bothTimes(firstInstallEnds)] as [string, string]] : []),
    ['deadline', planned.deadline ? bothTimes(planned.deadline) : 'none'],
    ['restart', planned.reboot],
    ['priority', String(planned.priority)],
    ['joining later', planned.includesLater ? 'machines that join the selected sites or groups get it too' : 'nobody'],
    ['holds until', bothTimes(planned.expiresAt)],
  ]
}

function warningsOf({ outOfScope, nodes, addedLater, emergency }: PlannedSchedule): string[] {
  return [
    ...(outOfScope > 0
      ? [`${outOfScope} of ${nodes} nodes are outside the scope of an approval: they will not install that patch`]
      : []),
    ...(addedLater > 0 ? [`${addedLater} nodes joined since it was drafted: it does not mean them`] : []),
    ...(emergency ? ['also machines that are stale, and may miss that something was withdrawn, will take it'] : []),
  ]
}

/** A time in this machine's zone, and in UTC where that differs. */
export function bothTimes(time: string): string {
  const [local, utc] = [formatTime(Date.parse(time)), formatTime(Date.parse(time), 'UTC')]
  return local === utc ? utc : `${local} (${utc})`
}

/** Names and values in two columns. */
export function renderFacts(facts: readonly (readonly [string, string])[]): string {
  return facts.map(([name, value]) => `${name.padEnd(15)}${value}`).join('\n')
}
