// What a command that signs believes of the fleet: the root chain against the pinned fleet, then recall, policy and groups, each with
// the admins' signatures. Nothing the coordinator says beside is used.

import { systemClock } from '../../core/clock.ts'
import { openEnvelope } from '../../core/envelope.ts'
import { CodedError } from '../../core/errors.ts'
import type { Protection } from '../../core/group.ts'
import { keysOf } from '../../core/recall.ts'
import { type Signed, type SignedKind, type TrustAnchor, verifyObject } from '../../core/verify.ts'
import type { FleetSettings } from '../proposals/fleet-settings.ts'
import type { AskedKind, FleetObjects } from '../proposals/proposal-handlers.ts'
import { trustRoots } from './admin-key.ts'
import { askCoordinator, type HomeOptions } from './coordinator-command.ts'
import { checkSeen } from './seen-settings.ts'

export interface VerifiedFleet {
  /** Without what recalled keys sign. */
  anchor: TrustAnchor
  recall: Signed<'recall'> | undefined
  policy: Signed<'policy'> | undefined
  groups: Signed<'group'>[]
  protection: Protection
}

/** Throws what verifying throws, and `rollback` when the coordinator shows less than this key has seen before. */
export async function verifyFleet(
  { roots, settings }: FleetSettings,
  { keyPath, now }: { keyPath: string | undefined; now: number },
): Promise<VerifiedFleet> {
  const anchor = await trustRoots(roots.map(fromBase64), keyPath)
  const bytes = settings.map(fromBase64)
  const [recall] = ofKind('recall', bytes, { anchor, now })
  const trusted = recall ? { ...anchor, recalledKeys: keysOf(recall.body) } : anchor
  const [policy] = ofKind('policy', bytes, { anchor: trusted, now })
  const groups = ofKind('group', bytes, { anchor: trusted, now })
  if (keyPath !== undefined)
    await checkSeen(keyPath, [...(recall ? [recall] : []), ...(policy ? [policy] : []), ...groups], { anchor, now })
  const protectedGroups = policy?.body.protectedGroups ?? []
  const protection = { protectedGroups, groups: groups.map(({ body }) => body) }
  return { anchor: trusted, recall, policy, groups, protection }
}

/** Those of one kind; each name once. */
function ofKind<K extends 'recall' | 'policy' | 'group'>(
  kind: K,
  list: readonly Uint8Array[],
  { anchor, now }: { anchor: TrustAnchor; now: number },
): Signed<K>[] {
  const found = list.flatMap(bytes => {
    try {
      return [verifyObject(bytes, { anchor, now, allowed: [kind] })]
    } catch (error) {
      if (error instanceof CodedError && error.code === 'refused') return [] // another kind
      throw error
    }
  })
  if (new Set(found.map(({ header }) => header.name)).size < found.length)
    throw new CodedError('bad-object', `the coordinator sent two of a ${kind} of one name: nothing was signed`)
  return found
}

/** The settings, and the current objects of some kinds, verified. */
export async function askFleet<K extends AskedKind>(
  options: HomeOptions,
  { keyPath, kinds, name }: { keyPath: string | undefined; kinds: readonly K[]; name?: string },
): Promise<VerifiedFleet & { objects: Signed<K>[] }> {
  const now = systemClock.now()
  const answer = await askCoordinator<FleetObjects>(options, 'fleet-objects', { kinds, ...(name && { name }) })
  const fleet = await verifyFleet(answer, { keyPath, now })
  const objects = answer.objects.flatMap(text => verifiedObject(fromBase64(text), { anchor: fleet.anchor, now, kinds }))
  return { ...fleet, objects }
}

/** Rosters of a recalled enrol key are still relayed, and say nothing here. */
function verifiedObject<K extends AskedKind>(
  bytes: Uint8Array,
  { anchor, now, kinds }: { anchor: TrustAnchor; now: number; kinds: readonly K[] },
): Signed<K>[] {
  try {
    return [verifyObject(bytes, { anchor, now, allowed: kinds as readonly Exclude<SignedKind, 'root'>[] }) as Signed<K>]
  } catch (error) {
    const isRoster = openEnvelope(bytes).kind === 'roster'
    if (error instanceof CodedError && error.code === 'bad-signature' && isRoster) return []
    throw error
  }
}

export function fromBase64(text: string): Uint8Array {
  return Buffer.from(text, 'base64')
}
