// The state of a patch in the catalogue, from its entry and the admins' last word. Pure.

import type { Approval } from '../../core/approval.ts'
import type { Digest } from '../../core/digest.ts'
import type { CatalogueEntry } from './catalogue-entry.ts'

export type CatalogueState =
  | 'new' // nobody decided about it as it is now
  | 'approved' // an unexpired approval names what it installs now
  | 'declined' // the admins said no
  | 'superseded' // nobody decided, and the feed has a newer version of the product
  | 'withdrawn' // nobody decided, and the feed no longer has it

export interface Judged {
  state: CatalogueState
  /** Why an earlier decision does not count any more, or what speaks against a decision that counts. */
  remark: '' | 'approval-expired' | 'changed-since-approval' | 'superseded' | 'withdrawn'
}

export interface PatchFacts {
  entry: CatalogueEntry
  approval: Approval | undefined
  /** The current manifest, and whether it installs what the feed states now. */
  manifest: { digest: Digest; isCurrent: boolean } | undefined
  /** The feed has a newer version of the product. */
  hasNewer: boolean
  /** Milliseconds since 1970. */
  now: number
}

export function judgePatch({ entry, approval, manifest, hasNewer, now }: PatchFacts): Judged {
  const overtaken = entry.goneAt !== undefined ? 'withdrawn' : hasNewer ? 'superseded' : ''
  const lost = faultOfApproval(approval, { manifest, now })
  if (approval !== undefined && lost === '')
    return { state: approval.decision === 'approve' ? 'approved' : 'declined', remark: overtaken }
  return { state: overtaken || 'new', remark: lost === 'none' ? '' : lost }
}

function faultOfApproval(
  approval: Approval | undefined,
  { manifest, now }: Pick<PatchFacts, 'manifest' | 'now'>,
): '' | 'none' | 'approval-expired' | 'changed-since-approval' {
  if (approval === undefined) return 'none'
  if (approval.header.notAfter * 1000 <= now) return 'approval-expired'
  if (manifest === undefined || !approval.manifests.includes(manifest.digest) || !manifest.isCurrent)
    return 'changed-since-approval'
  return ''
}
