// A schedule in one line: what it orders, where, when, and how far it is. Pure.

import type { Signed } from '../../core/verify.ts'
import { windowText } from '../../core/window.ts'
import { complianceRows } from '../reports/compliance.ts'
import { addedLater, type FleetView, holdOf, targetsOf } from '../reports/fleet-view.ts'

export interface ScheduleRow {
  id: string
  patches: string[]
  sites: string[]
  /** How many targets. */
  nodes: number
  /** ISO 8601, UTC. */
  startAt: string
  /** Null: at any time. */
  window: string | null
  deadline: string | null
  reboot: string
  priority: number
  /**
   * `recalled` when the admins have withdrawn it, `paused` while they hold it back; else `upcoming` before its start, `done` when every
   * target has every patch or needs it not, else `running`.
   */
  state: 'upcoming' | 'running' | 'done' | 'paused' | 'recalled'
  /** Takes precedence on nodes that know little else, and ends within 72 hours. */
  emergency: boolean
  /** Nodes that its selectors mean by now, but not it: they joined after it was signed. */
  addedLater: number
  /** How many (patch, node) pairs are in which state. */
  states: Record<string, number>
}

export function scheduleRow(view: FleetView, schedule: Signed<'schedule'>): ScheduleRow {
  const { body, header } = schedule
  const targets = targetsOf(view, schedule)
  const later = new Set(addedLater(view, schedule).map(({ node }) => node))
  const rows = complianceRows({ ...view, schedules: [schedule] }).filter(({ node }) => !later.has(node))
  const states: Record<string, number> = {}
  for (const { state } of rows) states[state] = (states[state] ?? 0) + 1
  const isDone = rows.length > 0 && rows.every(row => row.compliant)
  return {
    id: header.name,
    patches: body.patches.map(item => item.patch),
    sites: [...new Set(targets.map(place => place.site))].filter(site => site !== '').sort(),
    nodes: targets.length,
    startAt: new Date(body.startAt * 1000).toISOString(),
    window: body.window ? windowText(body.window) : null,
    deadline: body.deadline > 0 ? new Date(body.deadline * 1000).toISOString() : null,
    reboot: body.reboot,
    priority: body.priority,
    emergency: body.emergency,
    addedLater: later.size,
    state: holdOf(view, header.name) || (isDone ? 'done' : body.startAt * 1000 > view.now ? 'upcoming' : 'running'),
    states,
  }
}
