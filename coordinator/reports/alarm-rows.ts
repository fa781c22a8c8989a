// What should not be, over the whole fleet: what members say of themselves in their newest reports, and what the coordinator noticed. Pure.

import { type Alarm, alarmWords } from '../../core/alarms.ts'
import { compareText } from './compare-text.ts'
import { type FleetView, hostOf, placesOf } from './fleet-view.ts'

export interface AlarmRow {
  /** Who tells: a node id, or `coordinator`. */
  node: string
  host: string
  site: string
  code: string
  words: string
  subject: string
  detail: string
  /** ISO 8601, UTC. */
  since: string
  last: string
  count: number
}

export interface AlarmFilter {
  site?: string
  node?: string
}

/** In the column of node ids. */
export const coordinatorName = 'coordinator'

/** Oldest first. With a filter, those that a node tells and those that the coordinator tells of it. */
export function alarmRows(view: FleetView, own: readonly Alarm[], { site, node }: AlarmFilter = {}): AlarmRow[] {
  const places = new Map(placesOf(view).map(place => [place.node, place]))
  const told = [...places.values()].flatMap(place =>
    (view.records.nodes.get(place.node)?.alarms ?? []).map(alarm => rowOf(place.node, alarm)),
  )
  return [...own.map(alarm => rowOf(coordinatorName, alarm)), ...told]
    .map(row => {
      const place = places.get(alarmedNode(row))
      return { ...row, host: place ? hostOf(view, place) : '', site: place?.site ?? '' }
    })
    .filter(row => (!site || row.site === site) && (!node || alarmedNode(row) === node))
    .sort((a, b) => compareText(a.since, b.since) || compareText(a.node, b.node))
}

/** The node that an alarm is about. */
export function alarmedNode({ node, subject }: Pick<AlarmRow, 'node' | 'subject'>): string {
  return node === coordinatorName ? subject : node
}

function rowOf(node: string, { code, subject, detail, firstAt, lastAt, count }: Alarm): AlarmRow {
  const words = Object.hasOwn(alarmWords, code) ? alarmWords[code as keyof typeof alarmWords] : code
  const [since, last] = [firstAt, lastAt].map(seconds => new Date(seconds * 1000).toISOString()) as [string, string]
  return { node, host: '', site: '', code, words, subject, detail, since, last, count }
}
