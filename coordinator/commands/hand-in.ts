// How a command hands over what an admin signed: to the coordinator, or with --out into a file for other admins. With too few
// signatures it is a proposal: visible to the others, and without effect.

import type { Command } from 'commander'
import { systemClock } from '../../core/clock.ts'
import { printNote } from '../../core/command-line.ts'
import type { Digest } from '../../core/digest.ts'
import { createProgress } from '../../core/progress.ts'
import type { TrustAnchor } from '../../core/verify.ts'
import { writeEnvelopeFile } from '../../keys/envelope-file.ts'
import { type Signer, signEnvelope } from '../../keys/sign.ts'
import { type OrderKind, openProposal, shortDigest } from '../proposals/proposal.ts'
import type { SubmittedOrder } from '../proposals/proposal-handlers.ts'
import type { AdminOptions } from './admin-key.ts'
import { askCoordinator } from './coordinator-command.ts'

export interface OrderOptions extends AdminOptions {
  /** Write the proposal here instead of handing it to the coordinator. */
  out?: string
  yes?: boolean
}

/** What became of it; fields that every command which signs has in its JSON. */
export interface OrderOutcome {
  /** It is in force. */
  published: boolean
  /** Digest of what waits for more signatures; null: nothing does. */
  proposal: Digest | null
  /** Key ids of those who signed. */
  signers: string[]
  needed: number
  file: string | null
}

export function addOutOption(command: Command): Command {
  return command.option('--out <file>', 'write it to a file for the other admins, instead of to the coordinator')
}

/** Signs and hands over. Throws what signing throws, and what the coordinator refuses. */
export async function signAndHandIn(
  { kind, payload }: { kind: OrderKind; payload: Uint8Array },
  { signer, anchor, options }: { signer: Signer; anchor: TrustAnchor; options: OrderOptions },
): Promise<OrderOutcome & { notReady: string }> {
  return await handIn(await signEnvelope(kind, payload, [signer]), { anchor, options })
}

/** An envelope that carries this admin's signature. */
export async function handIn(
  envelope: Uint8Array,
  { anchor, options }: { anchor: TrustAnchor; options: OrderOptions },
): Promise<OrderOutcome & { notReady: string }> {
  // Its form and limits are checked here before anyone else's.
  const { object, signers, needed } = openProposal(envelope, { anchor, now: systemClock.now() })
  if (options.out !== undefined) {
    await writeEnvelopeFile(options.out, envelope)
    return { published: false, proposal: object.digest, signers, needed, file: options.out, notReady: '' }
  }
  const progress = createProgress()
  const onProgress = (value: unknown) => {
    const { patch, done, total } = value as { patch: string; done: number; total: number }
    progress.show(done, total, `making the files of ${patch} ready`)
  }
  const order = { envelope: Buffer.from(envelope).toString('base64') }
  const asking = askCoordinator<SubmittedOrder>(options, 'proposal-submit', order, { onProgress })
  const submitted = await asking.finally(() => progress.end())
  if (!options.json && !submitted.published && submitted.others.length > 0) printNote(othersNote(submitted))
  return {
    published: submitted.published,
    proposal: submitted.published ? null : submitted.digest,
    signers: submitted.signers,
    needed: submitted.needed,
    file: null,
    notReady: submitted.notReady,
  }
}

/** Of a command that found nothing to change. */
export function nothingChanged(needed: number): OrderOutcome {
  return { published: true, proposal: null, signers: [], needed, file: null }
}

function othersNote({ kind, name, others }: SubmittedOrder): string {
  const list = others.map(shortDigest).join(', ')
  return `note: ${others.length === 1 ? 'another proposal' : 'other proposals'} about ${kind} ${name} (${list}) already wait: signatures on one do not count for another`
}

/** Empty when it is in force. */
export function waitingNote({ published, proposal, signers, needed, file }: OrderOutcome): string {
  if (published || proposal === null) return ''
  const missing = needed - signers.length
  const where = file ?? shortDigest(proposal)
  if (missing <= 0)
    return `it has its ${needed} signatures and takes effect when it is handed in: patchmesh proposal sign ${where}`
  const count = `${signers.length} of ${needed} signatures`
  return `proposed with ${count}: it has no effect until ${missing} more ${missing === 1 ? 'admin signs' : 'admins sign'}: patchmesh proposal sign ${where}`
}
