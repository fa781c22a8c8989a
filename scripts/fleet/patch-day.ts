// One schedule from its signature to the last acknowledged report, and what it cost: the part that demo and lab have in common.

import { formatBytes } from '../../core/present.ts'
import type { Fleet } from './fleet.ts'
import { type Arrival, followSchedule } from './progress.ts'
import { type BytesRow, type ComplianceRow, type OfficeResult, officeResult } from './results.ts'
import type { Sites } from './sites.ts'
import { until } from './until.ts'

export interface PatchDay {
  fleet: Fleet
  sites: Sites
  /** Approved; the first is the one whose arrival is timed. */
  patches: string[]
  limitMs: number
  say: (text: string) => void
}

export interface PatchDayResult {
  /** Every target of every office has every patch installed and reported. */
  ok: boolean
  arrival: Arrival
  rows: (ComplianceRow & { cves: string[] })[]
  offices: OfficeResult[]
}

/** Orders all patches onto all machines now, follows, and prints the reports as an admin sees them. */
export async function runPatchDay({ fleet, sites, patches, limitMs, say }: PatchDay): Promise<PatchDayResult> {
  const wan = () => Promise.all(sites.offices.map(office => office.wanBytes()))
  const before = await wan()
  const chosen = patches.flatMap(patch => ['--patch', patch])
  const { id } = await fleet.signing<{ id: string }>(
    'schedule',
    'create',
    ...chosen,
    '--all',
    '--start',
    'now',
    '--yes',
  )
  const arrival = await followSchedule({ agents: fleet.agents, schedule: id, patch: patches[0]! }, limitMs)
  const compliance = () => fleet.ask<PatchDayResult['rows']>('report-compliance', { schedule: id })
  await until('every install is reported', limitMs, async () =>
    (await compliance()).every(row => row.state === 'installed'),
  )
  const after = await wan()

  say(`\n${await fleet.text('report', 'compliance')}\n${await fleet.text('report', 'bytes')}`)
  const rows = await compliance()
  const bytes = await fleet.command<BytesRow[]>('report', 'bytes', '--schedule', id)
  const offices = sites.offices.map(({ site }, index) =>
    officeResult(site, { rows, bytes, wanBytes: after[index]! - before[index]! }),
  )
  for (const { site, wanRatio, wanBytes, payloadBytes } of offices) {
    const crossed = `${formatBytes(wanBytes)} crossed its WAN for ${formatBytes(payloadBytes)} of files`
    say(`${site}: ${crossed}, ratio ${wanRatio?.toFixed(3)} (both directions, ${sites.measured} counters)`)
  }
  const ok = offices.every((office, index) => office.installed === sites.offices[index]!.places.length * patches.length)
  return { ok, arrival, rows, offices }
}
