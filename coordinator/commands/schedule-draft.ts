// What a schedule is drafted from, or judged against before it is signed. What the coordinator sends is believed only with the fleet's
// signatures, and only if it is what was asked for.

import { CodedError } from '../../core/errors.ts'
import { type Signed, verifyObject } from '../../core/verify.ts'
import type { VerifiedParts } from '../schedule/plan-schedule.ts'
import type { DraftRequest, ScheduleDraft } from '../schedule/schedule-handlers.ts'
import { askCoordinator, type HomeOptions } from './coordinator-command.ts'
import { fromBase64, verifyFleet } from './verify-fleet.ts'

/** `needed` is the coordinator's estimate of bytes: it orders nothing. */
export async function askDraft(
  options: HomeOptions,
  asked: DraftRequest,
  { keyPath, now }: { keyPath: string | undefined; now: number },
): Promise<{ parts: VerifiedParts; needed: ScheduleDraft['needed'] }> {
  const draft = await askCoordinator<ScheduleDraft>(options, 'schedule-draft', asked)
  const { anchor, protection, recall } = await verifyFleet(draft, { keyPath, now })
  const verified = <K extends 'manifest' | 'approval' | 'roster'>(kind: K, list: string[]) =>
    list.map(text => verifyObject(fromBase64(text), { anchor, now, allowed: [kind] }) as Signed<K>)
  const approvals = verified('approval', draft.approvals)
  const manifests = verified('manifest', draft.manifests)
  const patches = asked.patches.map((patch, index) => {
    const [manifest, approval] = [manifests[index], approvals[index]]
    if (manifest?.header.name !== patch || !approval)
      throw new CodedError('bad-proof', `the coordinator did not send manifest and approval of patch ${patch}`)
    return { manifest, approval }
  })
  const rosters = verified('roster', draft.rosters)
  return { parts: { anchor, patches, protection, recall, rosters }, needed: draft.needed }
}
