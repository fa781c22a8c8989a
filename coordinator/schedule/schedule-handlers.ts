// What the running coordinator answers to `patchmesh schedule`: the signed objects a schedule is drafted from, and lists. It can
// sign no schedule: that takes admins' keys, and what they signed comes in through proposals/.

import { checkId, checkList } from '../../core/check.ts'
import type { ControlHandlers } from '../../core/control.ts'
import type { Digest } from '../../core/digest.ts'
import { openEnvelope } from '../../core/envelope.ts'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Manifest } from '../../core/manifest.ts'
import type { Inventory } from '../../core/report.ts'
import type { Roster } from '../../core/roster.ts'
import { isSelected, isTarget, parseSchedule, type Schedule } from '../../core/schedule.ts'
import type { Signed } from '../../core/verify.ts'
import { base64, type FleetSettings, fleetSettings } from '../proposals/fleet-settings.ts'
import { type ComplianceRow, complianceRows } from '../reports/compliance.ts'
import { currentRosters, gatherView, type ReportDeps } from '../reports/gather-view.ts'
import { type ScheduleRow, scheduleRow } from './schedule-rows.ts'
import { nameNodes, type Selection } from './selection.ts'

export interface DraftRequest {
  patches: string[]
  selection: Selection
  /** Empty: the command line makes one up. */
  id: string
}

/** Envelopes in base64: the command line verifies them itself. */
export interface ScheduleDraft extends FleetSettings {
  /** In the order asked. */
  manifests: string[]
  approvals: string[]
  /** Of all sites, or of those that have a selected node. */
  rosters: string[]
  /** Bytes that each site's nodes need, by inventories; everything for a node that sent none. */
  needed: { site: string; bytes: number }[]
}

export interface ScheduleDetails extends ScheduleRow {
  /** In the words of the admin who paused it; empty: it is not paused. */
  pausedBecause: string
  rows: ComplianceRow[]
}

export interface ScheduleDeps extends ReportDeps {
  /** Root envelopes, version 1 first. */
  roots(): readonly Uint8Array[]
  /** Throws `not-found` for an unknown patch, `wrong-state` for one that is not approved. */
  approved(patch: string): { manifest: Signed<'manifest'>; approval: Signed<'approval'> }
  /** The files of a manifest that a node with this inventory fetches. */
  artifactsFor(manifest: Manifest, inventory: Inventory): { digest: Digest; sizeBytes: number }[]
}

/** `schedule-draft`, `schedule-list`, `schedule-show`. */
export function scheduleHandlers(deps: ScheduleDeps): ControlHandlers {
  return {
    'schedule-draft': (request: DraftRequest) => draft(request, deps),
    'schedule-list': async (): Promise<ScheduleRow[]> => {
      const view = await gatherView(deps)
      return view.schedules.map(schedule => scheduleRow(view, schedule)).sort(byStart)
    },
    'schedule-show': async ({ id }: { id: string }): Promise<ScheduleDetails> => {
      const view = await gatherView(deps)
      const schedule = view.schedules.find(({ header }) => header.name === id)
      if (!schedule)
        throw new CodedError('not-found', `there is no current schedule ${id}: see "patchmesh schedule list"`)
      const row = scheduleRow(view, schedule)
      const pausedBecause = row.state === 'paused' ? (view.pauses.get(id)?.reason ?? '') : ''
      return { ...row, pausedBecause, rows: complianceRows(view, { schedule: id }) }
    },
  }
}

async function draft(asked: DraftRequest, deps: ScheduleDeps): Promise<ScheduleDraft> {
  if (asked.id !== '') refuseUsedId(asked.id, deps)
  const patches = checkList(asked.patches, '--patch', limits.schedulePatches, checkId).map(deps.approved)
  const rosters = deps.objects.all('roster')
  const counted = new Map(currentRosters(deps.objects).map(roster => [roster.header.name, roster]))
  const request = { ...asked, selection: nameNodes(asked.selection, [...counted.values()]) }
  const chosen = rosters.filter(({ header }) =>
    counted.get(header.name)!.members.some(member => isSelected(request.selection, { ...member, site: header.name })),
  )
  // When nothing is selected the command line says which name was wrong; it needs them all for that.
  const sent = chosen.length > 0 ? chosen : rosters
  return {
    ...fleetSettings(deps),
    manifests: patches.map(({ manifest }) => base64(manifest.bytes)),
    approvals: patches.map(({ approval }) => base64(approval.bytes)),
    rosters: sent.map(roster => base64(roster.bytes)),
    needed: await Promise.all(
      chosen.map(async roster => ({
        site: roster.header.name,
        bytes: await neededBytes(counted.get(roster.header.name)!, request.selection, {
          deps,
          manifests: patches.map(each => each.manifest),
        }),
      })),
    ),
  }
}

function refuseUsedId(id: string, { objects }: ScheduleDeps): void {
  if (objects.current('schedule', id))
    throw new CodedError('already-exists', `there is a schedule ${id} already: choose another --id, or give none`)
}

async function neededBytes(
  roster: Roster,
  selection: Selection,
  { deps, manifests }: { deps: ScheduleDeps; manifests: Signed<'manifest'>[] },
): Promise<number> {
  const sizes = new Map<Digest, number>()
  const site = roster.header.name
  for (const member of roster.members.filter(each => isSelected(selection, { ...each, site }))) {
    const inventory = await deps.store.inventory(member.node)
    for (const { body: manifest } of manifests) {
      const artifacts = inventory ? deps.artifactsFor(manifest, inventory) : manifest.artifacts
      for (const { digest, sizeBytes } of artifacts) sizes.set(digest, sizeBytes)
    }
  }
  return [...sizes.values()].reduce((total, size) => total + size, 0)
}

/** Puts a schedule into force that has its signatures. The sites' counters are read before it can reach anyone. */
export async function publishSchedule(
  envelope: Uint8Array,
  { objects, meter, put }: Pick<ScheduleDeps, 'objects' | 'meter'> & { put(envelope: Uint8Array): Promise<unknown> },
): Promise<void> {
  const schedule = parseSchedule(openEnvelope(envelope).payload)
  const handOver = meter.prepareHandOver(schedule.header.name, sitesOf(schedule, { objects }))
  await put(envelope)
  await handOver()
}

function sitesOf({ targets }: Schedule, { objects }: Pick<ScheduleDeps, 'objects'>): string[] {
  return currentRosters(objects)
    .filter(({ members, header }) => members.some(member => isTarget(targets, { ...member, site: header.name })))
    .map(({ header }) => header.name)
}

function byStart(a: ScheduleRow, b: ScheduleRow): number {
  return a.startAt < b.startAt ? 1 : a.startAt > b.startAt ? -1 : a.id < b.id ? -1 : 1
}
