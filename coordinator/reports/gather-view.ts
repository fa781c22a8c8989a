// Collects what reports are views of, and takes reports of members in. The only file here that reads a clock.

import { type Clock, toSeconds } from '../../core/clock.ts'
import { CodedError } from '../../core/errors.ts'
import { type Inventory, type Report, unpackInventory } from '../../core/report.ts'
import type { Roster } from '../../core/roster.ts'
import type { VerifiedReport } from '../../core/verify.ts'
import { effectiveRosters, protectionOf } from '../schedule/effective-rosters.ts'
import type { Published } from '../sync/published.ts'
import type { AlarmBook } from './alarm-book.ts'
import type { FleetView } from './fleet-view.ts'
import type { ReportStore, Taken } from './report-store.ts'
import { artifactsOf } from './site-bytes.ts'
import type { ControlMeter } from './wan-meter.ts'

/** The current signed objects. */
export type SignedObjects = Pick<Published, 'all' | 'current' | 'recall'>

export interface ReportDeps {
  objects: SignedObjects
  store: ReportStore
  meter: ControlMeter
  clock: Clock
  /** Opens what was sealed to this coordinator. Throws `bad-object`. */
  unseal: (sealed: Uint8Array) => Uint8Array
  alarms: Pick<AlarmBook, 'raise' | 'all'>
}

export async function gatherView({ objects, store, meter, clock }: ReportDeps): Promise<FleetView> {
  return {
    rosters: effectiveRosters(bodiesOf(objects), { protection: protectionOf(objects) }),
    recall: objects.recall,
    pauses: new Map(objects.all('pause').map(({ header, body }) => [header.name, body])),
    schedules: objects.all('schedule'),
    manifests: manifestsByDigest(objects),
    records: await store.records(),
    spans: await meter.spans(),
    now: clock.now(),
  }
}

/** As they count for what is ordered: without recalled members. */
export function currentRosters(objects: SignedObjects): Roster[] {
  return effectiveRosters(bodiesOf(objects), { protection: protectionOf(objects), recall: objects.recall })
}

function bodiesOf(objects: SignedObjects): Roster[] {
  return objects.all('roster').map(({ body }) => body)
}

function manifestsByDigest(objects: SignedObjects): FleetView['manifests'] {
  return new Map(objects.all('manifest').map(manifest => [manifest.digest, manifest.body]))
}

/**
 * Takes in a verified report; resolves when it may be acknowledged. Throws `not-a-member`, or `bad-object` for an inventory that was
 * sealed to another coordinator: its node sends it again under the root it has by then.
 */
export async function takeInReport(
  { body, digest }: VerifiedReport,
  deps: ReportDeps,
): Promise<Pick<Taken, 'isNew' | 'forgot'>> {
  const { objects, store, meter, alarms, clock } = deps
  const node = body.header.name
  const roster = objects.all('roster').find(({ body }) => body.members.some(member => member.node === node))
  if (!roster) throw new CodedError('not-a-member', `${node} is on no roster: it was retired, or joined another fleet`)
  const site = roster.header.name
  const { inventory: sealed, ...rest } = body
  const inventory = sealed && openInventory(deps.unseal(sealed))
  const opened = { ...rest, digest, ...(inventory && { inventory }) }
  const { isNew, forgot, duplicate } = await store.intake(opened, { site, nowSeconds: toSeconds(clock.now()) })
  if (duplicate) alarms.raise('duplicate-node', node, duplicate)
  if (isNew) await meter.reported(site, schedulesAbout(body, objects))
  return { isNew, forgot }
}

function openInventory(packed: Uint8Array): Inventory {
  try {
    return unpackInventory(packed)
  } catch (cause) {
    if (cause instanceof CodedError) throw cause
    throw new CodedError('bad-object', 'what was sealed is no inventory', { cause })
  }
}

/** Schedules that the report says something of: an outcome, or the bytes of one of its artifacts. */
function schedulesAbout({ outcomes, traffic }: Pick<Report, 'outcomes' | 'traffic'>, objects: SignedObjects): string[] {
  const named = new Set(outcomes.map(outcome => outcome.schedule).filter(schedule => schedule !== ''))
  const manifests = manifestsByDigest(objects)
  for (const schedule of objects.all('schedule')) {
    const artifacts = artifactsOf({ manifests }, schedule)
    if (traffic.some(item => artifacts.has(item.artifact))) named.add(schedule.header.name)
  }
  return [...named]
}
