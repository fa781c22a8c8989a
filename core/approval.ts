// The admins' signed yes or no to manifests, by digest. A newer version for the same patch replaces the older one.

import { decode, encode } from '../proto/codec.ts'
import { checkDigest, checkId, checkLine, checkList, checkOneOf } from './check.ts'
import type { Digest } from './digest.ts'
import { encodeHeader, type Header, parseHeader } from './header.ts'
import { limits } from './limits.ts'
import { type Severity, severities } from './manifest.ts'

export interface Approval {
  /** `header.name` is the patch id. */
  header: Header<'approval'>
  decision: 'approve' | 'decline'
  /** Digests of manifests. */
  manifests: Digest[]
  /** Empty: as the feed states. */
  severity: Severity | ''
  reason: string
  /** Where it holds: a node of one of these sites or in one of these groups; both empty: everywhere. */
  scope: { sites: string[]; groups: string[] }
}

export function parseApproval(payload: Uint8Array): Approval {
  const wire = decode('Approval', payload)
  const approval: Approval = {
    header: parseHeader(wire.header, 'approval'),
    decision: checkOneOf(wire.decision, ['approve', 'decline'], 'decision'),
    manifests: checkList(wire.manifests, 'manifests', limits.schedulePatches, checkDigest),
    severity: checkOneOf(wire.severity, ['', ...severities], 'severity'),
    reason: checkLine(wire.reason, 'reason'),
    scope: {
      sites: checkList(wire.sites, 'sites', limits.targets, checkId),
      groups: checkList(wire.groups, 'groups', limits.targets, checkId),
    },
  }
  checkId(approval.header.name, 'header.name')
  return approval
}

export function encodeApproval(approval: Approval): Uint8Array {
  return encode('Approval', {
    ...approval,
    header: encodeHeader(approval.header),
    manifests: approval.manifests.map(digest => Buffer.from(digest, 'hex')),
    ...approval.scope,
  })
}

/** Whether a node's site and groups lie within the approval's scope. */
export function isInScope(
  { sites, groups }: Approval['scope'],
  node: { site: string; groups: readonly string[] },
): boolean {
  if (sites.length === 0 && groups.length === 0) return true
  return sites.includes(node.site) || groups.some(group => node.groups.includes(group))
}
