// What admins proposed and too few of them have signed. It is visible and does nothing; when the last signature comes it is published.
// Kept is only what an admin key of now has signed, so much of each key, for a time; the table can be lost: admins propose again.

import type { Clock } from '../../core/clock.ts'
import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import { oneAtATime } from '../../core/one-at-a-time.ts'
import type { Table } from '../../core/table.ts'
import type { Signed, TrustAnchor } from '../../core/verify.ts'
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

  private constructor(deps: ProposalsDeps, records: Map<Digest, ProposalRecord>) {
    this.#deps = deps
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
    const record = this.#records.get(digest)
    const held = record && this.#open(digest, record)
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
    await this.#drop([digest])
    return { ...told, published: true, changed }
  }

  #othersThan({ kind, header, digest }: Signed<OrderKind>): Digest[] {
    return [...this.#opened]
      .filter(([other, { proposal }]) => {
        const { object } = proposal
        return other !== digest && object.kind === kind && object.header.name === header.name
      })
      .map(([other]) => other)
  }

  async #keep({ object, envelope, signers }: Proposal, before: ProposalRecord | undefined): Promise<void> {
    const { clock, current, table, log } = this.#deps
    const { kind, header, digest } = object
    if (!before) {
      await this.#prune()
      this.#refuseSurplus(signers[0]!, envelope.bytes.length)
    }
    const record: ProposalRecord = {
      proposedAt: clock.now(),
      owner: signers[0]!,
      base: current(kind, header.name)?.digest ?? '',
      ...before,
      envelope: Buffer.from(envelope.bytes).toString('base64'),
    }
    await table.put(digest, record)
    this.#records.set(digest, record)
    log.info({ kind, name: header.name, digest, signers }, 'proposal kept')
  }

  #refuseSurplus(owner: string, sizeBytes: number): void {
    const own = [...this.#records.values()].filter(record => record.owner === owner)
    const bytes = own.reduce((sum, record) => sum + record.envelope.length * 0.75, sizeBytes)
    if (own.length < limits.proposalsPerKey && bytes <= limits.proposalBytesPerKey) return
    throw new CodedError(
      'limit-exceeded',
      `${own.length} proposals of the key ${owner} wait already, more are not kept: withdraw some with "patchmesh proposal withdraw ID"`,
    )
  }

  /** The waiting ones, the newest first. Those that no current key signs any more, or that waited too long, are dropped. */
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
  async withdraw(asked: string): Promise<WaitingProposal> {
    const found = await this.find(asked)
    await this.#inTurn(() => this.#drop([found.object.digest]))
    this.#deps.log.info({ kind: found.object.kind, digest: found.object.digest }, 'proposal withdrawn')
    return found
  }

  /** Whether an approval of the manifest waits. */
  isProposed(manifest: Digest): boolean {
    return [...this.#opened.values()].some(
      ({ proposal: { object } }) => object.kind === 'approval' && object.body.manifests.includes(manifest),
    )
  }

  async #prune(): Promise<WaitingProposal[]> {
    const waiting: WaitingProposal[] = []
    const ended: Digest[] = []
    for (const [digest, record] of this.#records) {
      const proposal = this.#open(digest, record)
      if (proposal) waiting.push(this.#describe(proposal, record))
      else ended.push(digest)
    }
    await this.#drop(ended)
    return waiting
  }

  /** Undefined when it is over: expired, or of keys, epochs or a fleet that count no more. */
  #open(digest: Digest, record: ProposalRecord): Proposal | undefined {
    const { clock, current, log } = this.#deps
    const now = clock.now()
    if (record.proposedAt + limits.proposalMs <= now) return undefined
    try {
      const proposal = this.#verified(digest, record)
      const { kind, header } = proposal.object
      const isOver = header.notAfter * 1000 <= now || current(kind, header.name)?.digest === digest
      return isOver ? undefined : proposal
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
    const proposal = openProposal(bytes, { anchor, now: this.#deps.clock.now() })
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

/** Whether admins sign objects of the kind. */
export function isOrderKind(kind: string): kind is OrderKind {
  return (orderKinds as readonly string[]).includes(kind)
}
