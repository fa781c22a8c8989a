// An order of the admins that came into force, as the audit log tells it.

import type { Audit, AuditedOrder } from '../../core/audit.ts'
import type { Signed } from '../../core/verify.ts'
import type { OrderKind, Proposal } from './proposal.ts'

/** A line of the log holds no more; what was withdrawn in all, `patchmesh recall list` says. */
const listed = 50

export function auditOrder(
  audit: Audit,
  { object, signers }: Pick<Proposal, 'object' | 'signers'>,
  before: Signed<OrderKind> | undefined,
): void {
  const { header, digest } = object
  const order: AuditedOrder = { name: header.name, version: header.version, digest, signers }
  switch (object.kind) {
    case 'approval': {
      const { decision, reason } = object.body
      if (decision === 'approve') audit.approved({ ...order, patch: header.name, reason })
      else audit.declined({ ...order, patch: header.name, reason })
      return
    }
    case 'schedule': {
      const { patches, startAt, emergency } = object.body
      const start = new Date(startAt * 1000).toISOString()
      audit.scheduled({
        ...order,
        patches: patches.map(each => each.patch).slice(0, listed),
        startAt: start,
        emergency,
      })
      return
    }
    case 'pause': {
      const { paused, reason } = object.body
      if (paused) audit.paused({ ...order, reason })
      else audit.resumed({ ...order, reason })
      return
    }
    case 'recall': {
      const known = new Set(before?.kind === 'recall' ? before.body.entries.map(each => each.subject) : [])
      const added = object.body.entries.filter(each => !known.has(each.subject))
      audit.recalled({ ...order, added: added.slice(0, listed).map(({ type, subject }) => `${type} ${subject}`) })
      return
    }
    case 'policy':
      audit.policySet(order)
      return
    case 'group':
      audit.groupSet({ ...order, nodes: object.body.nodes.length })
      return
  }
}
