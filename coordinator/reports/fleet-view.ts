// The plain data that reports are views of, and what they have in common: which nodes a schedule means, who is stale.
// Pure; it reads no table and knows no command.

import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Manifest } from '../../core/manifest.ts'
import type { Pause } from '../../core/pause.ts'
import type { RecallIndex } from '../../core/recall.ts'
import type { Member, Roster } from '../../core/roster.ts'
import { isAddedLater, isTarget } from '../../core/schedule.ts'
import type { Signed } from '../../core/verify.ts'
import type { Records } from './report-store.ts'
import type { ReasonedSpan } from './wan-meter.ts'

export interface FleetView {
  /** Groups as they count: see `effectiveRosters`. Recalled members are in them, and are no targets. */
  rosters: readonly Roster[]
  recall: RecallIndex
  /** The last word of the admins about pausing, by schedule. */
  pauses: ReadonlyMap<string, Pause>
  /** The current ones. */
  schedules: readonly Signed<'schedule'>[]
  /** By digest; those that schedules name, as far as they are held. */
  manifests: ReadonlyMap<Digest, Manifest>
  records: Records
  spans: readonly ReasonedSpan[]
  /** Milliseconds since 1970. */
  now: number
}

export interface Place extends Member {
  site: string
}

export function placesOf({ rosters }: Pick<FleetView, 'rosters'>): Place[] {
  return rosters.flatMap(roster => roster.members.map(member => ({ ...member, site: roster.header.name })))
}

/** The members a schedule means, and nodes it names that are members no more (their site is empty). Recalled ones are none. */
export function targetsOf(view: Pick<FleetView, 'rosters' | 'recall'>, { body }: Signed<'schedule'>): Place[] {
  const places = placesOf(view)
  const known = new Set(places.map(place => place.node))
  const gone = body.targets.nodes.filter(node => !known.has(node))
  return [
    ...places.filter(place => isTarget(body.targets, place) && !view.recall.hasMember(place.node)),
    ...gone.map(node => ({ node, site: '', class: 'wired' as const, groups: [], hostName: '', sinceVersion: 0 })),
  ]
}

/** Members that the selectors mean by now, who were not there when the schedule was signed. */
export function addedLater(view: Pick<FleetView, 'rosters' | 'recall'>, { body }: Signed<'schedule'>): Place[] {
  return placesOf(view).filter(place => isAddedLater(body.targets, place) && !view.recall.hasMember(place.node))
}

/** Whether the admins have withdrawn a schedule, or hold it back. */
export function holdOf(
  { recall, pauses }: Pick<FleetView, 'recall' | 'pauses'>,
  id: string,
): 'recalled' | 'paused' | '' {
  if (recall.hasSchedule(id)) return 'recalled'
  return pauses.get(id)?.paused ? 'paused' : ''
}

/** Not heard from for so long that what it last said says little. */
export function isStale({ records, now }: Pick<FleetView, 'records' | 'now'>, node: string): boolean {
  const record = records.nodes.get(node)
  return record !== undefined && now - record.lastReport * 1000 > limits.staleMs
}

/** The name the machine has by its inventory, else by the roster. */
export function hostOf({ records }: Pick<FleetView, 'records'>, place: Place): string {
  return records.nodes.get(place.node)?.system?.hostName || place.hostName
}

/**
 * A later member of the same site with the same host name, when this node has not been heard since that one came: as a rule the
 * same machine, set up anew. (Versions of rosters are seconds since 1970, or more.)
 */
export function replacementOf(view: FleetView, place: Place): string | undefined {
  const host = hostOf(view, place)
  const lastReport = view.records.nodes.get(place.node)?.lastReport ?? 0
  const later = placesOf(view).find(
    other =>
      other.site === place.site &&
      host !== '' &&
      hostOf(view, other) === host &&
      other.sinceVersion > place.sinceVersion &&
      lastReport < other.sinceVersion,
  )
  return later?.node
}

/**
 * The node that a person means: by id, the end of one (tables show 8 characters), or host name.
 * Throws `not-found`, or `bad-argument` when it means several.
 */
export function findPlace(view: FleetView, name: string): Place {
  const places = placesOf(view)
  const exact = places.find(place => place.node === name)
  if (exact) return exact
  const end = name.replace(/^…/, '')
  const alike = places.filter(place => hostOf(view, place) === name || (end.length >= 6 && place.node.endsWith(end)))
  if (alike.length > 1)
    throw new CodedError(
      'bad-argument',
      `${name} means ${alike.length} nodes: give the id of one, such as ${alike[0]!.node}`,
    )
  if (!alike[0]) throw new CodedError('not-found', `there is no node ${name}: see "patchmesh node list"`)
  return alike[0]
}
