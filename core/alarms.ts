// The one table of alarms: what should not be, in words. A node tells them in its status, its log and its reports; the coordinator
// adds its own. Codes are API (docs/states.md lists them).

import type { Message } from '../proto/codec.ts'
import { checkId, checkInteger, checkLine } from './check.ts'
import { limits } from './limits.ts'

export const alarmWords = {
  equivocation:
    'two signed objects of one version have different content: whoever signed them shows different things to different nodes',
  'clock-wrong': 'the clock of the machine differs from the coordinator’s',
  'state-healed': 'a file of the trusted state was damaged or missing and was healed',
  'state-lost':
    'both copies of the trusted state were lost: nothing new is taken until the coordinator has confirmed what is current',
  'duplicate-node': 'one node id speaks from two places: a copied disk, or a stolen key',
  'token-guessing': 'wrong join tokens came in such numbers that they are refused without looking',
  'heartbeat-behind':
    'the coordinator names an older heartbeat than this node holds: it was set back, or the heartbeat’s key is in other hands',
  'coordinator-copied':
    'the fleet holds what this coordinator’s keys signed and it did not: a second coordinator has them, or this home is an old copy',
  'roster-not-renewed': 'the coordinator cannot sign the roster of a site anew: as a rule its enrol key was recalled',
  'root-mismatch':
    'the root in force does not describe this coordinator: nodes do not talk to it, or seal inventories to another key',
  'crash-loop':
    'the agent ended by itself again and again soon after its start: its log says why, each start now waits longer',
  'disk-full':
    'the disk of the state folder, or of the coordinator’s home, is full: nothing new is taken, fetched or noted until there is room',
  'descriptors-used-up':
    'the program may hardly open any more files or connections: what needs one fails until others are closed',
  'heads-withheld': 'the coordinator names objects that nobody delivers',
} as const

export type AlarmCode = keyof typeof alarmWords

export interface Alarm {
  /** One of `alarmWords`, or of a newer program's. */
  code: string
  /** What it is about: kind/name of an object, a node id, a file. */
  subject: string
  /** One line. */
  detail: string
  /** Seconds since 1970. */
  firstAt: number
  lastAt: number
  count: number
}

export function parseAlarm(wire: Message<'Alarm'>, field: string): Alarm {
  return {
    code: checkId(wire.code, `${field}.code`),
    subject: checkLine(wire.subject, `${field}.subject`),
    detail: checkLine(wire.detail, `${field}.detail`),
    firstAt: checkInteger(wire.firstAt, `${field}.first_at`, { max: limits.timeSeconds }),
    lastAt: checkInteger(wire.lastAt, `${field}.last_at`, { max: limits.timeSeconds }),
    count: checkInteger(wire.count, `${field}.count`),
  }
}
