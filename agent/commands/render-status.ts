// `status` as one screen that explains itself. Pure: it gets the view and what the terminal can do.

import { styleText } from 'node:util'
import { formatAgo, formatBytes, formatTime, renderTable, type Style } from '../../core/present.ts'
import { reasonWords } from '../../core/reasons.ts'
import type { PatchState } from '../../core/report.ts'
import type { AlarmView, BytesView, PatchView, StatusView, TransferView } from '../view.ts'

export interface Screen {
  /** Columns; infinite where nothing is cut. */
  width: number
  colour: boolean
  now: number
  /** IANA name, UTC or local. */
  zone?: string
}

export function renderStatus(status: StatusView, screen: Screen): string {
  const { now } = screen
  const strong = (text: string) => (screen.colour ? styleText('bold', text, { validateStream: false }) : text)
  const facts: [string, string][] = [
    ['node', `${strong(status.hostName)}  ${status.node}`],
    ['site', `${status.site}, fleet ${status.fleetName}${roleOf(status)}`],
    ['coordinator', coordinatorLine(status, now)],
    ['peers', `${status.peers.connected} connected of ${status.peers.members} other members`],
    ...(status.place.kind === 'home' ? [] : [['place', placeLine(status, screen)] as [string, string]]),
    ['doing', doingLine(status)],
    ...fetchingLine(status, screen),
    ['reports', reportLine(status, now)],
    [
      'looked',
      `${formatAgo(timeOf(status.scannedAt), now)}; files take ${formatBytes(status.store.usedBytes)} of ${formatBytes(status.store.quotaBytes)}`,
    ],
  ]
  const head = facts.map(([name, text]) => `${`${name}:`.padEnd(13)}${text}`).join('\n')
  const transfers = status.transfers.map(transfer => renderTransfer(transfer)).join('\n')
  const alarms = status.alarms.map(alarm => renderAlarm(alarm, screen)).join('\n')
  return [head, alarms, transfers, renderPatches(status.patches, screen)].filter(part => part !== '').join('\n\n')
}

function roleOf({ class: memberClass, groups, notAMember }: StatusView): string {
  if (notAMember !== null) return `  NO MEMBER: ${notAMember}`
  if (memberClass === null) return '  (no roster is here yet)'
  const names = groups.length > 0 ? `, groups ${groups.join(' ')}` : ''
  return `, ${memberClass}${names}`
}

function coordinatorLine({ coordinator, stale }: StatusView, now: number): string {
  const seen = coordinator.connected ? 'connected now' : `last heard ${formatAgo(timeOf(coordinator.lastSeen), now)}`
  return stale ? `${seen}  (what is current is not known: new orders are not taken)` : seen
}

function placeLine({ place }: StatusView, { zone }: Screen): string {
  const waits =
    place.waitsUntil === null ? '' : `; fetches for itself from ${formatTime(timeOf(place.waitsUntil), zone)}`
  const rate = place.rateBytesPerSecond === null ? '' : `, at most ${formatBytes(place.rateBytesPerSecond)}/s`
  return `${place.kind}: ${place.words}${waits}${rate}`
}

function doingLine({ doing, patches, transfers, rateBytesPerSecond }: StatusView): string {
  const named = (state: PatchState) =>
    patches
      .filter(patch => patch.state === state)
      .map(patch => patch.id)
      .join(', ')
  switch (doing) {
    case 'installing':
      return `installing ${named('installing')}`
    case 'fetching':
      return `fetching ${transfers.length === 1 ? '1 file' : `${transfers.length} files`} at ${formatBytes(total(rateBytesPerSecond))}/s (${bySource(rateBytesPerSecond, '/s')})`
    case 'waiting':
      return 'waiting for the time of an order'
    case 'idle':
      return 'nothing to do'
  }
}

function fetchingLine({ fetching, pinned }: StatusView, { now, zone }: Screen): [string, string][] {
  const until = timeOf(fetching.until)
  const end = until > 0 ? `, until ${formatTime(until, zone)} (${formatAgo(until, now)})` : ''
  const budget = fetching.budgetBytesPerSecond
  const facts: [string, string][] = []
  if (fetching.closed !== null) facts.push(['outside', `closed (${fetching.closed}): ${fetching.words}${end}`])
  else if (budget !== null) facts.push(['outside', `at most ${formatBytes(budget)}/s for the whole site`])
  if (pinned.length > 0) facts.push(['pinned', pinned.join(', ')])
  return facts
}

function reportLine({ reports }: StatusView, now: number): string {
  if (reports.pending === 0) return 'all delivered'
  const problem = reports.problem === '' ? '' : ` (${reports.problem})`
  return `${reports.pending} waiting, last delivered ${formatAgo(timeOf(reports.acknowledgedAt), now)}${problem}`
}

/** `ALARM clock-wrong: the clock of the machine differs from the coordinator's (local clock: 3 h ahead; since 2 h ago)` */
function renderAlarm({ code, words, subject, detail, firstAt, count }: AlarmView, { now, colour }: Screen): string {
  const mark = colour ? styleText('red', 'ALARM', { validateStream: false }) : 'ALARM'
  const often = count === 1 ? '' : `, ${count} times`
  return `${mark} ${code}: ${words}\n      ${subject}: ${detail} (${formatAgo(timeOf(firstAt), now)}${often})`
}

/** `[########------------]  40 %  12.8 MiB of 32 MiB  app.bin  from lan 9 MiB, origin 3.8 MiB` */
function renderTransfer({ fileName, sizeBytes, haveBytes, bytes, needed }: TransferView): string {
  const part = sizeBytes === 0 ? 1 : haveBytes / sizeBytes
  const filled = Math.floor(part * 20)
  const bar = `[${'#'.repeat(filled)}${'-'.repeat(20 - filled)}]`
  const percent = `${Math.floor(part * 100)}`.padStart(3)
  const whom = needed ? '' : ' for others'
  return `${bar} ${percent} %  ${formatBytes(haveBytes)} of ${formatBytes(sizeBytes)}  ${fileName}${whom}  from ${bySource(bytes)}`
}

export function bySource(bytes: BytesView, per = ''): string {
  const parts = Object.entries(bytes).filter(([, count]) => count > 0)
  if (parts.length === 0) return 'nowhere yet'
  return parts.map(([source, count]) => `${source} ${formatBytes(count)}${per}`).join(', ')
}

function total(bytes: BytesView): number {
  return bytes.local + bytes.lan + bytes.seed + bytes.origin
}

export function renderPatches(patches: readonly PatchView[], screen: Screen): string {
  if (patches.length === 0) return 'No patch is ordered for this node.'
  return renderTable(
    patches,
    [
      { title: 'patch', value: patch => patch.id },
      { title: 'state', value: patch => patch.state, style: patch => styleOf(patch.state) },
      { title: 'reason', value: patch => patch.reason },
      { title: 'have', value: patch => progressOf(patch), align: 'right' },
      { title: 'waits for / why', value: patch => waitsFor(patch, screen), shrinks: true },
      { title: 'schedule', value: patch => patch.schedule },
    ],
    screen,
  )
}

function progressOf({ sizeBytes, haveBytes }: PatchView): string {
  return sizeBytes === 0 ? '' : `${Math.floor((haveBytes / sizeBytes) * 100)} %`
}

function waitsFor(patch: PatchView, { now, zone }: Screen): string {
  const due = timeOf(patch.dueAt)
  const when = due > now ? `${formatTime(due, zone)} (${formatAgo(due, now)})` : ''
  const late = patch.overdue ? 'OVERDUE; ' : ''
  switch (patch.state) {
    case 'waiting':
      return when === '' ? late + patch.detail : `${late}${patch.detail.replace(/: \S+Z$/, '')}: ${when}`
    case 'fetching':
      if (patch.reason !== 'fetching') return late + (patch.detail || reasonWords(patch.reason))
      return `${late}its files${when === '' ? '' : `, then ${when}`}`
    case 'installed':
      return ''
    default:
      return late + patch.detail
  }
}

function styleOf(state: PatchState): Style | undefined {
  if (state === 'installed') return 'green'
  if (state === 'failed' || state === 'unknown') return 'red'
  return ['fetching', 'installing', 'ready'].includes(state) ? 'cyan' : undefined
}

function timeOf(iso: string | null): number {
  return iso === null ? 0 : Date.parse(iso)
}
