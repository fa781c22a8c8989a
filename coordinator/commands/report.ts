// `patchmesh report compliance|missing|versions|bytes|alarms`: as a table, JSON or CSV.

import { type Command, Option } from 'commander'
import { addGroup, exitCodes, exitWith, type Help, printResult } from '../../core/command-line.ts'
import { CodedError } from '../../core/errors.ts'
import { MIB } from '../../core/limits.ts'
import {
  type Column,
  formatBytes,
  formatTime,
  renderTable,
  type Style,
  someOf,
  terminal,
  toCsv,
} from '../../core/present.ts'
import { lanWasteWords, wanReasonWords } from '../../core/reasons.ts'
import { type ByteReason, sumReasons } from '../../core/report.ts'
import { type AlarmRow, coordinatorName } from '../reports/alarm-rows.ts'
import type { ComplianceRow } from '../reports/compliance.ts'
import { type BytesRow, bytesBy } from '../reports/site-bytes.ts'
import type { VersionRow } from '../reports/versions.ts'
import { addHomeCommand, askCoordinator, type HomeOptions } from './coordinator-command.ts'
import { reasonLegend } from './reason-legend.ts'

interface ReportOptions extends HomeOptions {
  csv?: boolean
  site?: string
  schedule?: string
  patch?: string
  node?: string
}

export function registerReport(program: Command): void {
  const report = addGroup(program, 'report', {
    description: 'see what is installed, what is missing and what crossed the WAN',
    example: 'patchmesh report compliance',
  })
  const add = (name: string, help: Help) =>
    addHomeCommand(report, name, help)
      .option('--csv', 'comma-separated values on stdout')
      .option('--site <name>', 'only this site')
  add('compliance', {
    description: 'Each ordered patch on each of its targets: the state, and why it is not installed.',
    example: 'patchmesh report compliance --site berlin',
  })
    .option('--schedule <id>', 'only this schedule')
    .option('--patch <id>', 'only this patch')
    .option('--node <node>', 'only this node: its id, the end of it, or its host name')
    .action(reportCompliance)
  add('missing', {
    description: 'What is not installed where it should be.',
    exits: { [exitCodes.done]: 'nothing is missing', [exitCodes.somethingToDo]: 'something is' },
    example: 'patchmesh report missing --json',
  })
    .option('--schedule <id>', 'only this schedule')
    .option('--patch <id>', 'only this patch')
    .option('--node <node>', 'only this node: its id, the end of it, or its host name')
    .action(reportMissing)
  add('versions', {
    description: 'Installed versions of the packages and products that current schedules name, or of those given.',
    example: 'patchmesh report versions --package openssl libssl3',
  })
    .option('--package <name...>', 'packages, source packages or products')
    .option('--all', 'every package of every node')
    .option('--node <node>', 'only this node: its id, the end of it, or its host name')
    .action(reportVersions)
  add('bytes', {
    description:
      'Bytes by source for each site, patch or node, how often the payload crossed the WAN, why, and what sharing saved.',
    example: 'patchmesh report bytes --schedule S20261128 --by node',
  })
    .addOption(new Option('--by <what>', 'a row for each of these').choices(bytesBy).default('site'))
    .option('--schedule <id>', 'only what this schedule caused')
    .action(reportBytes)
  add('alarms', {
    description: 'What should not be, on nodes and at the coordinator.',
    exits: { [exitCodes.done]: 'there is no alarm', [exitCodes.somethingToDo]: 'there is one' },
    example: 'patchmesh report alarms',
  })
    .option('--node <node>', 'only this node: its id, the end of it, or its host name')
    .action(reportAlarms)
}

const alarmColumns: Column<AlarmRow>[] = [
  { title: 'code', value: row => row.code },
  { title: 'site', value: row => row.site },
  { title: 'host', value: row => row.host, shrinks: true },
  { title: 'node', value: row => row.node },
  { title: 'subject', value: row => row.subject, shrinks: true },
  { title: 'detail', value: row => row.detail, shrinks: true },
  { title: 'since', value: row => row.since },
  { title: 'last', value: row => row.last },
  { title: 'count', value: row => row.count, align: 'right' },
]

async function reportAlarms(options: ReportOptions): Promise<void> {
  const rows = await askCoordinator<AlarmRow[]>(options, 'report-alarms', filterOf(options))
  const shown = forPeople(alarmColumns).map((column): Column<AlarmRow> => {
    if (column.title === 'since') return { ...column, value: row => formatTime(Date.parse(row.since)) }
    if (column.title === 'last') return { ...column, value: row => formatTime(Date.parse(row.last)) }
    return column
  })
  const words = [...new Map(rows.map(row => [row.code, `${row.code}: ${row.words}`])).values()]
  printRows(rows, { options, columns: alarmColumns, shown, summary: words.join('\n') || 'There is no alarm.' })
  if (rows.length > 0) exitWith(exitCodes.somethingToDo)
}

const stateStyles: Partial<Record<string, Style>> = {
  installed: 'green',
  failed: 'red',
  unknown: 'yellow',
  missing: 'yellow',
  'rolled-back': 'red',
}

export function styleOfState(state: string): Style | undefined {
  return stateStyles[state]
}

const complianceColumns: Column<ComplianceRow>[] = [
  { title: 'patch', value: row => row.patch, shrinks: true },
  { title: 'site', value: row => row.site },
  { title: 'host', value: row => row.host, shrinks: true },
  { title: 'node', value: row => row.node },
  { title: 'state', value: row => row.state, style: row => styleOfState(row.state) },
  { title: 'reason', value: row => (row.stale ? `${row.reason} (stale)`.trim() : row.reason) },
  { title: 'cves', value: row => row.cves.join(' '), shrinks: true },
]

async function reportCompliance(options: ReportOptions): Promise<void> {
  const rows = await askCoordinator<ComplianceRow[]>(options, 'report-compliance', filterOf(options))
  const compliant = rows.filter(row => row.compliant).length
  const unknown = rows.filter(row => row.state === 'unknown').length
  const summary =
    rows.length === 0
      ? 'No current schedule has a target here.'
      : `${compliant} of ${rows.length} compliant (${Math.floor((100 * compliant) / rows.length)} %)${unknown > 0 ? `, ${unknown} unknown` : ''}`
  printRows(rows, {
    options,
    columns: complianceColumns,
    shown: forPeople(complianceColumns),
    summary: withReasons(summary, rows),
  })
}

async function reportMissing(options: ReportOptions): Promise<void> {
  const rows = await askCoordinator<ComplianceRow[]>(options, 'report-missing', filterOf(options))
  const summary = rows.length === 0 ? 'Nothing is missing.' : `${rows.length} missing`
  printRows(rows, {
    options,
    columns: complianceColumns,
    shown: forPeople(complianceColumns),
    summary: withReasons(summary, rows),
  })
  if (rows.length > 0) exitWith(exitCodes.somethingToDo)
}

/** Codes are for the table, words for who reads it; stale rows say so themselves. */
function withReasons(summary: string, rows: readonly ComplianceRow[]): string {
  const stale = rows.some(row => row.stale) ? ['stale: the machine has not reported for four days, or never'] : []
  return [summary, reasonLegend(rows), ...stale].filter(line => line !== '').join('\n')
}

const versionColumns: Column<VersionRow>[] = [
  { title: 'package', value: row => row.package },
  { title: 'version', value: row => row.version },
  { title: 'architecture', value: row => row.architecture },
  { title: 'site', value: row => row.site },
  { title: 'host', value: row => row.host, shrinks: true },
  { title: 'node', value: row => row.node },
]

async function reportVersions(options: ReportOptions & { package?: string[]; all?: boolean }): Promise<void> {
  if (options.all && options.package) throw new CodedError('bad-argument', 'expected --all or --package, found both')
  const filter = { ...filterOf(options), packages: options.package, all: options.all }
  const rows = await askCoordinator<VersionRow[]>(options, 'report-versions', filter)
  printRows(rows, { options, columns: versionColumns, shown: forPeople(versionColumns) })
}

const byteColumns: Column<BytesRow>[] = [
  { title: 'local', value: row => row.local, align: 'right' },
  { title: 'lan', value: row => row.lan, align: 'right' },
  { title: 'seed', value: row => row.seed, align: 'right' },
  { title: 'origin', value: row => row.origin, align: 'right' },
  { title: 'payloadBytes', value: row => row.payloadBytes, align: 'right' },
  { title: 'wanBytes', value: row => row.wanBytes, align: 'right' },
  { title: 'wanRatio', value: row => row.wanRatio, align: 'right' },
]
const pairs = (list: readonly ByteReason[]) => list.map(({ reason, bytes }) => `${reason}=${bytes}`).join(' ')

/** Besides those, in CSV. */
const moreByteColumns: Column<BytesRow>[] = [
  { title: 'originWireBytes', value: row => row.originWireBytes },
  { title: 'controlBytes', value: row => row.controlBytes },
  { title: 'aloneBytes', value: row => row.aloneBytes },
  { title: 'savedBytes', value: row => row.savedBytes },
  { title: 'reasons', value: row => pairs(row.reasons) },
  { title: 'lanWasted', value: row => pairs(row.lanWasted) },
]
const byteTitles: Record<string, string> = { payloadBytes: 'payload', wanBytes: 'WAN', wanRatio: 'WAN ÷ payload' }

const bytesOfWhat: Record<(typeof bytesBy)[number], Column<BytesRow>[]> = {
  site: [{ title: 'site', value: row => ('site' in row ? row.site : '') }],
  patch: [{ title: 'patch', value: row => ('patch' in row ? row.patch : ''), shrinks: true }],
  node: [
    { title: 'site', value: row => ('site' in row ? row.site : '') },
    { title: 'host', value: row => ('host' in row ? row.host : ''), shrinks: true },
    { title: 'node', value: row => ('node' in row ? row.node : '') },
  ],
}

async function reportBytes(options: ReportOptions & { by: (typeof bytesBy)[number] }): Promise<void> {
  const rows = await askCoordinator<BytesRow[]>(options, 'report-bytes', { ...filterOf(options), by: options.by })
  const what = bytesOfWhat[options.by]
  const shown = [...what, ...byteColumns].map((column): Column<BytesRow> => {
    const title = byteTitles[column.title] ?? column.title
    if (column.title === 'node') return { ...column, value: row => shortNode(String(column.value(row))) }
    if (what.includes(column)) return column
    if (column.title === 'wanRatio') return { ...column, title, value: row => row.wanRatio?.toFixed(3) ?? null }
    return { ...column, title, value: row => formatBytes(Number(column.value(row))) }
  })
  const columns = [...what, ...byteColumns, ...moreByteColumns]
  printRows(rows, { options, columns, shown, summary: bytesSummary(rows, options.by) })
}

/** Why bytes crossed, and what was saved, over all rows. */
function bytesSummary(rows: readonly BytesRow[], by: string): string {
  const total = (of: (row: BytesRow) => number) => rows.reduce((sum, row) => sum + of(row), 0)
  const line = (bytes: number, words: string) => `  ${formatBytes(bytes).padStart(9)}  ${words}`
  const crossed = sumReasons(rows.flatMap(row => row.reasons))
  const wasted = sumReasons(rows.flatMap(row => row.lanWasted))
  const [alone, saved, wan] = [total(row => row.aloneBytes), total(row => row.savedBytes), total(row => row.wanBytes)]
  const percent = alone > 0 ? Math.round((100 * saved) / alone) : 0
  const lines = [
    ...(crossed.length > 0 ? [`${formatBytes(wan)} crossed the WAN because:`] : []),
    ...crossed.map(({ reason, bytes }) => line(bytes, wanReasonWords(reason))),
    ...(wasted.length > 0 ? ['Of what neighbours gave was of no use:'] : []),
    ...wasted.map(({ reason, bytes }) => line(bytes, lanWasteWords(reason))),
    ...(alone > 0
      ? [
          saved > 0
            ? `Every node fetching alone: ${formatBytes(alone)}. Saved: ${formatBytes(saved)} (${percent} %).`
            : `Every node fetching alone: ${formatBytes(alone)}. Nothing was saved.`,
        ]
      : []),
    ...(by === 'site' ? [] : ['Control traffic is counted for a site as a whole: see --by site.']),
    ...(rows.some(row => row.payloadBytes > 0 && row.payloadBytes < MIB)
      ? ['WAN holds control traffic too: for a few bytes of files the ratio says nothing.']
      : []),
  ]
  return lines.join('\n')
}

function filterOf({ site, schedule, patch, node }: ReportOptions) {
  return { site, schedule, patch, node }
}

/** Whole ids and lists are for CSV and JSON. People recognise the end of a node's id; its beginning is the same in all. */
function forPeople<Row extends { node: string; cves?: string[] }>(columns: readonly Column<Row>[]): Column<Row>[] {
  return columns.map(column => {
    if (column.title === 'node') return { ...column, value: (row: Row) => shortNode(row.node) }
    if (column.title === 'cves') return { ...column, value: (row: Row) => someOf(row.cves ?? []) }
    return column
  })
}

function shortNode(node: string): string {
  return node === coordinatorName ? node : `…${node.slice(-8)}`
}

function printRows<Row>(
  rows: Row[],
  {
    options,
    columns,
    shown,
    summary,
  }: { options: ReportOptions; columns: Column<Row>[]; shown: Column<Row>[]; summary?: string },
): void {
  if (options.csv && options.json) throw new CodedError('bad-argument', 'expected --json or --csv, found both')
  if (options.csv) return void process.stdout.write(toCsv(rows, columns))
  const table = () => (rows.length > 0 ? renderTable(rows, shown, terminal()) : '')
  printResult(rows, { json: options.json, render: () => `${table()}${summary ? `\n${summary}` : ''}`.trimStart() })
}
