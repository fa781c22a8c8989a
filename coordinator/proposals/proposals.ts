// What admins proposed and too few of them have signed. It is visible and does nothing; when the last signature comes it is published.
// Kept is only what an admin key of now has signed, so much of each key, for a time; the table can be lost: admins propose again.

import { Audit } from '../../core/audit.ts'
import type { Clock } from '../../core/clock.ts'
import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import { oneAtATime } from '../../core/one-at-a-time.ts'
import type { Table } from '../../core/table.ts'
import type { Signed, TrustAnchor } from '../../core/verify.ts'
import { auditOrder } from './audit-order.ts'
import {
  mergeProposals,
  type OrderKind,
  openProposal,
  orderKinds,
  type Proposal,
  shortDigest,
  whyOutdated,
} from './proposal.ts'

/** As it rests in the table, by digest. */
export interface ProposalRecord {
  /** Base64. */
  envelope: string
  /** Milliseconds since 1970. */
  proposedAt: number
  /** Key id of who signed first: their share of the table is used. */
  owner: string
  /** Digest of what was current then, or empty. */
  base: Digest | ''
}

export interface ProposalsDeps {
  table: Table<ProposalRecord>
  /** The root of now, and the keys recalled by now. */
  anchor(): TrustAnchor
  current(kind: OrderKind, name: string): Signed<OrderKind> | undefined
  /** Puts what is signed by enough into force. Throws as `Published.put`. */
  publish(envelope: Uint8Array): Promise<unknown>
  clock: Clock
  log: Log
}

/** What became of an envelope that was handed in. */
export interface HandedIn {
  kind: OrderKind
  name: string
  digest: Digest
  version: number
  /** It is in force; else it waits for more signatures. */
  published: boolean
  /** This envelope brought a signature that was not there. */
  changed: boolean
  /** Key ids of who has signed. */
  signers: string[]
  needed: number
  /** Other proposals about the same that wait too. */
  others: Digest[]
}

/** One that waits. */
export interface WaitingProposal extends Proposal {
  proposedAt: number
  /** When it is dropped, in ms. */
  endsAt: number
  /** Why it cannot come into force any more. */
  outdated: string | undefined
}

export class Proposals {
  readonly #deps: ProposalsDeps
  readonly #records: Map<Digest, ProposalRecord>
  /** What was verified of a record, and against what: it is not verified again before that changes. */
  readonly #opened = new Map<Digest, { proposal: Proposal; envelope: string; anchor: TrustAnchor }>()
  readonly #inTurn = oneAtATime()
  readonly #audit: Audit

  private constructor(deps: ProposalsDeps, records: Map<Digest, ProposalRecord>) {
    this.#deps = deps
    this.#audit = new Audit(deps.log)
    this.#records = records
  }

  static async open(deps: ProposalsDeps): Promise<Proposals> {
    const records = new Map<Digest, ProposalRecord>()
    for await (const [digest, record] of deps.table.entries()) records.set(digest, record)
    const proposals = new Proposals(deps, records)
    await proposals.#inTurn(() => proposals.#prune())
    return proposals
  }

  /** Throws what `openProposal` and `publish` throw, `not-current` for what is outdated, `limit-exceeded`. */
  submit(bytes: Uint8Array): Promise<HandedIn> {
    return this.#inTurn(() => this.#submit(bytes))
  }

  async #submit(bytes: Uint8Array): Promise<HandedIn> {
    const { anchor, clock, current } = this.#deps
    const added = openProposal(bytes, { anchor: anchor(), now: clock.now() })
    const { kind, header, digest } = added.object
    const inForce = current(kind, header.name)
    const found = this.#records.get(digest)
    const held = found && this.#waitingOf(digest, found)
    const record = held && found
    const merged = openProposal(mergeProposals(held, added), { anchor: anchor(), now: clock.now() })
    const { signers, needed } = merged
    const others = this.#othersThan(added.object)
    const told = { kind, name: header.name, digest, version: header.version, signers, needed, others }
    if (inForce?.digest === digest) return { ...told, published: true, changed: false }
    const changed = signers.length > (held?.signers.length ?? 0)
    if (held && !changed) return { ...told, published: false, changed }
    const why = whyOutdated(added.object, inForce, { now: clock.now(), ...(record && { base: record.base }) })
    if (why !== undefined) throw new CodedError('not-current', `${why}: propose it again`)
    if (signers.length < needed) {
      await this.#keep(merged, record)
      return { ...told, published: false, changed }
    }
    await this.#deps.publish(merged.envelope.bytes)
    auditOrder(this.#audit, merged, inForce)
    await this.#drop([digest])
    return { ...told, published: true, changed }
  }

  #othersThan({ kind, header, digest }: Signed<OrderKind>): Digest[] {
    const isOther = ({ object }: Proposal) =>
      object.digest !== digest && object.kind === kind && object.header.name === header.name
    return this.#opens()
      .filter(isOther)
      .map(({ object }) => object.digest)
  }

  async #keep({ object, envelope, signers }: Proposal, before: ProposalRecord | undefined): Promise<void> {
    const { anchor, clock, current, table } = this.#deps
    const { kind, header, digest } = object
    if (!before) await this.#makeRoom(signers[0]!, envelope.bytes.length)
    const record: ProposalRecord = {
      proposedAt: clock.now(),
      owner: signers[0]!,
      base: current(kind, header.name)?.digest ?? '',
      ...before,
      envelope: Buffer.from(envelope.bytes).toString('base64'),
    }
    await table.put(digest, record)
    this.#records.set(digest, record)
    const needed = anchor().root.roles.admin.threshold
    this.#audit.proposed({ kind, name: header.name, version: header.version, digest, signers, needed })
  }

  /** What no longer waits by the clock goes only here, the oldest first: a clock that is wrong for a day deletes nothing. */
  async #makeRoom(owner: string, sizeBytes: number): Promise<void> {
    await this.#prune()
    const own = [...this.#records].filter(([, record]) => record.owner === owner)
    const waits = ([digest, record]: (typeof own)[number]) => !this.#isOver(this.#verified(digest, record), record)
    const over = own.filter(each => !waits(each)).sort(([, a], [, b]) => a.proposedAt - b.proposedAt)
    let [count, bytes] = [own.length, own.reduce((sum, [, record]) => sum + sizeOf(record), sizeBytes)]
    while (count >= limits.proposalsPerKey || bytes > limits.proposalBytesPerKey) {
      const oldest = over.shift()
      if (!oldest) throw tooMany(owner, count)
      await this.#drop([oldest[0]])
      count--
      bytes -= sizeOf(oldest[1])
    }
  }

  /** The waiting ones, the newest first, without those that waited too long. Those that no current key signs any more are dropped. */
  list(): Promise<WaitingProposal[]> {
    return this.#inTurn(async () => {
      const waiting = await this.#prune()
      return waiting.sort((a, b) => b.proposedAt - a.proposedAt || (a.object.digest < b.object.digest ? -1 : 1))
    })
  }

  /** By the first characters of its digest, by `kind/name`, or by its name. Throws `not-found`, or `bad-argument` when it means several. */
  async find(asked: string): Promise<WaitingProposal> {
    const waiting = await this.list()
    const alike = waiting.filter(({ object: { kind, header, digest } }) => {
      const isDigest = asked.length >= 4 && digest.startsWith(asked)
      return isDigest || asked === `${kind}/${header.name}` || asked === (header.name === '' ? kind : header.name)
    })
    if (alike.length > 1) {
      const names = alike.map(({ object }) => `${shortDigest(object.digest)} (${object.kind})`).join(', ')
      throw new CodedError('bad-argument', `${asked} means ${alike.length} proposals: give one of ${names}`)
    }
    if (alike[0]) return alike[0]
    throw new CodedError('not-found', `no proposal ${asked} waits here: see "patchmesh proposal list"`)
  }

  /** It can be proposed again: what was signed stays signed. */
  async withdraw(asked: string, by: string): Promise<WaitingProposal> {
    const found = await this.find(asked)
    await this.#inTurn(() => this.#drop([found.object.digest]))
    const { kind, header, digest } = found.object
    this.#audit.proposalWithdrawn({ kind, name: header.name, digest, by })
    return found
  }

  /** Whether an approval of the manifest waits. */
  isProposed(manifest: Digest): boolean {
    return this.#opens().some(({ object }) => object.kind === 'approval' && object.body.manifests.includes(manifest))
  }

  /** Of those verified so far the ones that wait. */
  #opens(): Proposal[] {
    return [...this.#opened].flatMap(([digest, { proposal }]) => {
      const record = this.#records.get(digest)
      return record && !this.#isOver(proposal, record) ? [proposal] : []
    })
  }

  #waitingOf(digest: Digest, record: ProposalRecord): Proposal | undefined {
    const proposal = this.#open(digest, record)
    return proposal && !this.#isOver(proposal, record) ? proposal : undefined
  }

  /** Drops what cannot come into force any more whatever the time is; returns what waits. */
  async #prune(): Promise<WaitingProposal[]> {
    const waiting: WaitingProposal[] = []
    const ended: Digest[] = []
    for (const [digest, record] of this.#records) {
      const proposal = this.#open(digest, record)
      if (!proposal) ended.push(digest)
      else if (!this.#isOver(proposal, record)) waiting.push(this.#describe(proposal, record))
    }
    await this.#drop(ended)
    return waiting
  }

  /** Whether it has waited too long, by the clock. */
  #isOver({ object }: Proposal, { proposedAt }: ProposalRecord): boolean {
    const now = this.#deps.clock.now()
    return proposedAt + limits.proposalMs <= now || object.header.notAfter * 1000 <= now
  }

  /** Undefined when it has come into force, or is of keys, epochs or a fleet that count no more. */
  #open(digest: Digest, record: ProposalRecord): Proposal | undefined {
    const { current, log } = this.#deps
    try {
      const proposal = this.#verified(digest, record)
      const { kind, header } = proposal.object
      return current(kind, header.name)?.digest === digest ? undefined : proposal
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
      log.warn({ digest, code: error.code, reason: error.message }, 'proposal dropped')
      return undefined
    }
  }

  #verified(digest: Digest, { envelope }: ProposalRecord): Proposal {
    const anchor = this.#deps.anchor()
    const known = this.#opened.get(digest)
    if (known?.envelope === envelope && known.anchor === anchor) return known.proposal
    const bytes = Buffer.from(envelope, 'base64')
    const proposal = openProposal(bytes, { anchor, now: 0 })
    this.#opened.set(digest, { proposal, envelope, anchor })
    return proposal
  }

  #describe(proposal: Proposal, { proposedAt, base }: ProposalRecord): WaitingProposal {
    const { clock, current } = this.#deps
    const { kind, header } = proposal.object
    return {
      ...proposal,
      proposedAt,
      endsAt: Math.min(proposedAt + limits.proposalMs, header.notAfter * 1000),
      outdated: whyOutdated(proposal.object, current(kind, header.name), { now: clock.now(), base }),
    }
  }

  async #drop(digests: readonly Digest[]): Promise<void> {
    for (const digest of digests) {
      await this.#deps.table.delete(digest)
      this.#records.delete(digest)
      this.#opened.delete(digest)
    }
  }
}

function sizeOf({ envelope }: ProposalRecord): number {
  return envelope.length * 0.75
}

function tooMany(owner: string, count: number): CodedError {
  return new CodedError(
    'limit-exceeded',
    `${count} proposals of the key ${owner} wait already, more are not kept: withdraw some with "patchmesh proposal withdraw ID"`,
  )
}

/** Whether admins sign objects of the kind. */
export function isOrderKind(kind: string): kind is OrderKind {
  return (orderKinds as readonly string[]).includes(kind)
}
