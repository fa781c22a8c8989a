// Whether an object is current: what the coordinator's heartbeat says of it, and what may come while no fresh heartbeat is held.
// So nobody mixes old objects with new ones, or keeps a node at yesterday's for ever. Pure (proto/README.md §3.10).

import type { Digest } from '../../core/digest.ts'
import { compareVersions, type Head, headKey } from '../../core/header.ts'
import { namedBy } from '../../core/heartbeat.ts'
import { limits } from '../../core/limits.ts'
import { isEmergency } from '../../core/schedule.ts'
import type { Signed, TrustAnchor } from '../../core/verify.ts'
import type { Held, HeldObject } from './held.ts'

export interface Knowledge {
  /** The heartbeat held is confirmed and has not expired, and neither has the root. */
  isFresh: boolean
  /** What the heartbeat held names, expired or not; undefined without one. */
  named: ReadonlyMap<string, Head> | undefined
  /** Seconds since 1970; 0 without a heartbeat. */
  heartbeatAt: number
  /** What the emergency schedules held order. */
  emergency: { manifests: ReadonlySet<Digest>; patches: ReadonlySet<string>; artifacts: ReadonlySet<Digest> }
}

export type Currency =
  | 'current'
  /** Older than what the heartbeat names, or named no more. */
  | 'not-current'
  /** No fresh heartbeat tells whether it is current. */
  | 'stale'

/** `now` in ms, not before the clock's floor. */
export function knowledgeOf(
  { held, site, anchor, isUnconfirmed }: { held: Held; site: string; anchor: TrustAnchor; isUnconfirmed: boolean },
  now: number,
): Knowledge {
  const heartbeat = held.get('heartbeat', site)
  return {
    isFresh:
      !isUnconfirmed && (heartbeat?.header.notAfter ?? 0) * 1000 > now && anchor.root.header.notAfter * 1000 > now,
    named: heartbeat && namedBy(heartbeat.body),
    heartbeatAt: heartbeat?.header.issuedAt ?? 0,
    emergency: emergencyOf(held, now),
  }
}

/** A claim tells no more than the head; what was verified tells all. */
export type Subject = { head: Head; object?: HeldObject }

/**
 * A claim is judged as generously as any object with that head could be: what it names is judged again when it has come.
 * Recall and pause are always current: they only ever forbid, but for a resumption, which takes the admins' threshold.
 */
export function currencyOf({ head, object }: Subject, knowledge: Knowledge): Currency {
  if (alwaysCurrent.has(head.kind)) return 'current'
  const named = knowledge.named?.get(headKey(head))
  const order = named ? compareVersions(head, named) : 0
  if (order < 0 || (named && order === 0 && named.digest !== head.digest)) return 'not-current'
  if (knowledge.isFresh && (named || !object || isYoung(object, knowledge))) return 'current'
  if (isForEmergency({ head, ...(object && { object }) }, knowledge)) return 'current'
  return knowledge.isFresh ? 'not-current' : 'stale'
}

/** Whether to tell others of it: they hold the same heartbeat, or soon will, and would take it. */
export function isTold(object: Signed, head: Head, { named, heartbeatAt }: Knowledge): boolean {
  if (!named || alwaysCurrent.has(head.kind) || (object.kind === 'schedule' && isEmergency(object.body))) return true
  const known = named.get(headKey(head))
  return known ? compareVersions(head, known) >= 0 : isYoung(object, { heartbeatAt })
}

const alwaysCurrent: ReadonlySet<string> = new Set(['root', 'recall', 'pause', 'heartbeat'])

/** Came after the heartbeat, which therefore cannot name it; two clocks may differ a little. */
function isYoung({ header }: Pick<Signed, 'header'>, { heartbeatAt }: Pick<Knowledge, 'heartbeatAt'>): boolean {
  return header.issuedAt + limits.youngSlackMs / 1000 >= heartbeatAt
}

function isForEmergency({ head, object }: Subject, { emergency }: Knowledge): boolean {
  switch (head.kind) {
    case 'schedule':
      return !object || (object.kind === 'schedule' && isEmergency(object.body))
    case 'manifest':
      return emergency.manifests.has(head.digest)
    case 'approval':
      if (object?.kind === 'approval' && !object.body.manifests.some(each => emergency.manifests.has(each)))
        return false
      return emergency.patches.has(head.name)
    case 'piece-list':
      return emergency.artifacts.has(head.name)
    default:
      return false
  }
}

function emergencyOf(held: Held, now: number): Knowledge['emergency'] {
  const manifests = new Set<Digest>()
  const patches = new Set<string>()
  const artifacts = new Set<Digest>()
  for (const { header, body } of held.emergencies()) {
    if (header.notAfter * 1000 <= now) continue
    for (const { patch, manifest } of body.patches) {
      manifests.add(manifest)
      patches.add(patch)
      const named = held.digests.get(manifest)
      if (named?.kind === 'manifest') for (const { digest } of named.body.artifacts) artifacts.add(digest)
    }
  }
  return { manifests, patches, artifacts }
}
