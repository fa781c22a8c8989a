// The kinds of signed objects: which role signs each, which message it carries, and how large it may be.

import type { MessageName } from '../proto/codec.ts'
import { KIB, MIB } from './limits.ts'

export type RoleName = 'root' | 'admin' | 'release' | 'enrol' | 'heartbeat'
export const roleNames: readonly RoleName[] = ['root', 'admin', 'release', 'enrol', 'heartbeat']

interface KindFacts {
  /** `node`: signed by the node that `name` names, not by a role of the root. */
  role: RoleName | 'node'
  message: MessageName
  /** Bytes of the whole envelope. */
  maxBytes: number
}

export const kinds = {
  root: { role: 'root', message: 'Root', maxBytes: 256 * KIB },
  roster: { role: 'enrol', message: 'Roster', maxBytes: 4 * MIB },
  manifest: { role: 'release', message: 'Manifest', maxBytes: 2 * MIB },
  'piece-list': { role: 'release', message: 'PieceList', maxBytes: 256 * KIB },
  approval: { role: 'admin', message: 'Approval', maxBytes: 256 * KIB },
  schedule: { role: 'admin', message: 'Schedule', maxBytes: 512 * KIB },
  policy: { role: 'admin', message: 'Policy', maxBytes: 256 * KIB },
  group: { role: 'admin', message: 'Group', maxBytes: MIB },
  recall: { role: 'admin', message: 'Recall', maxBytes: 4 * MIB },
  pause: { role: 'admin', message: 'Pause', maxBytes: 64 * KIB },
  heartbeat: { role: 'heartbeat', message: 'Heartbeat', maxBytes: 4 * MIB },
  'fresh-heads': { role: 'heartbeat', message: 'FreshHeads', maxBytes: 16 * KIB },
  receipt: { role: 'heartbeat', message: 'Receipt', maxBytes: 64 * KIB },
  report: { role: 'node', message: 'Report', maxBytes: 2 * MIB },
  announcement: { role: 'node', message: 'Announcement', maxBytes: 64 * KIB },
} as const satisfies Record<string, KindFacts>

export type Kind = keyof typeof kinds

const prefix = 'application/vnd.patchmesh.'
const suffix = '.v1+protobuf'

export function payloadType(kind: Kind): string {
  return `${prefix}${kind}${suffix}`
}

export function kindOfPayloadType(type: string): Kind | undefined {
  if (!type.startsWith(prefix) || !type.endsWith(suffix)) return undefined
  const kind = type.slice(prefix.length, type.length - suffix.length)
  return Object.hasOwn(kinds, kind) ? (kind as Kind) : undefined
}
