// What is worth knowing after years, one method an event: who let whom in, who approved, ordered, paused and withdrew what, and what became of it.
// Each is a line of the log with the field `audit`, written whatever the log's level is; docs/audit.md lists them. The proof of an order
// is its signatures, not these lines.

import type { Log } from './log.ts'

/** An order of admins that came into force. `signers`: ids of the keys. */
export interface AuditedOrder {
  name: string
  version: number
  digest: string
  signers: readonly string[]
}

/** Who asked for it: the peer id of an operator elsewhere, or `local` for the coordinator's own machine. */
export type Actor = string

export class Audit {
  readonly #log: Log

  constructor(log: Log) {
    // A child has a level of its own; a log that is silent stays so.
    this.#log = log.level === 'silent' ? log : log.child({}, { level: 'info' })
  }

  // what admins signed

  approved(order: AuditedOrder & { patch: string; reason: string }): void {
    this.#write('approved', order, 'patch approved')
  }

  declined(order: AuditedOrder & { patch: string; reason: string }): void {
    this.#write('declined', order, 'patch declined')
  }

  scheduled(order: AuditedOrder & { patches: readonly string[]; startAt: string; emergency: boolean }): void {
    this.#write('scheduled', order, 'schedule in force')
  }

  paused(order: AuditedOrder & { reason: string }): void {
    this.#write('paused', order, 'schedule paused')
  }

  resumed(order: AuditedOrder & { reason: string }): void {
    this.#write('resumed', order, 'schedule resumed')
  }

  recalled(order: AuditedOrder & { added: readonly string[] }): void {
    this.#write('recalled', order, 'recall in force')
  }

  policySet(order: AuditedOrder): void {
    this.#write('policy-set', order, 'policy in force')
  }

  groupSet(order: AuditedOrder & { nodes: number }): void {
    this.#write('group-set', order, 'group in force')
  }

  proposed(order: AuditedOrder & { kind: string; needed: number }): void {
    this.#write('proposed', order, 'order waits for signatures')
  }

  proposalWithdrawn(event: { kind: string; name: string; digest: string; by: Actor }): void {
    this.#write('proposal-withdrawn', event, 'proposal withdrawn')
  }

  rootTaken(event: { version: number; digest: string; roles: object }): void {
    this.#write('root-taken', event, 'root in force')
  }

  // who is a member

  tokenCreated(event: { token: string; site: string; uses: number; expiresAt: string; by: Actor }): void {
    this.#write('token-created', event, 'join token made')
  }

  tokenRevoked(event: { token: string; by: Actor }): void {
    this.#write('token-revoked', event, 'join token revoked')
  }

  joined(event: { node: string; host: string; site: string; token: string }): void {
    this.#write('joined', event, 'node joined')
  }

  letIn(event: { node: string; host: string; site: string; by: Actor }): void {
    this.#write('let-in', event, 'node let in')
  }

  refused(event: { node: string; host: string; site: string; by: Actor }): void {
    this.#write('refused', event, 'node not let in')
  }

  moved(event: { node: string; host: string; from: string; site: string; by: Actor }): void {
    this.#write('moved', event, 'node moved')
  }

  retired(event: { node: string; host: string; site: string; by: Actor }): void {
    this.#write('retired', event, 'node retired')
  }

  feedAdded(event: { feed: string; isNew: boolean; by: Actor }): void {
    this.#write('feed-added', event, 'feed added or changed')
  }

  // on a machine

  installBegun(event: { patch: string; schedule: string; manifest: string }): void {
    this.#write('install-begun', event, 'install begun')
  }

  installEnded(event: {
    patch: string
    schedule: string
    manifest: string
    state: string
    reason: string
    detail: string
  }): void {
    this.#write('install-ended', event, 'install ended')
  }

  #write(audit: string, facts: object, message: string): void {
    this.#log.info({ audit, ...facts }, message)
  }
}
