// Adds this admin's signature to a proposal of another, after showing in words what it means. What the coordinator or the file holds is
// judged as if it came from an enemy; a proposal that was changed, or that came too late, is refused by name.

import { stat } from 'node:fs/promises'
import { systemClock } from '../../core/clock.ts'
import { printNote, printResult } from '../../core/command-line.ts'
import type { Digest } from '../../core/digest.ts'
import { CodedError, systemCode } from '../../core/errors.ts'
import { keySubject } from '../../core/recall.ts'
import type { Signed } from '../../core/verify.ts'
import { readEnvelopeFile } from '../../keys/envelope-file.ts'
import { inspectKeyFile } from '../../keys/key-file.ts'
import { signEnvelope } from '../../keys/sign.ts'
import {
  mergeProposals,
  type OrderKind,
  openProposal,
  orderWords,
  type Proposal,
  refuseMisfits,
  shortDigest,
  whyOutdated,
} from '../proposals/proposal.ts'
import type { ShownProposal } from '../proposals/proposal-handlers.ts'
import { adminKeyPath, openAdminKey } from './admin-key.ts'
import type { ProofMeans } from './check-feed-proof.ts'
import { confirmSigning } from './confirm.ts'
import { askCoordinator, type HomeOptions } from './coordinator-command.ts'
import { handIn, type OrderOptions, type OrderOutcome, waitingNote } from './hand-in.ts'
import { orderInWords } from './order-words.ts'
import { askFleet, fromBase64, type VerifiedFleet, verifyFleet } from './verify-fleet.ts'

export type SignOptions = OrderOptions & ProofMeans

export interface SignedProposal extends OrderOutcome {
  id: Digest
  kind: OrderKind
  name: string
  /** False: this key had signed it already, or it is in force. */
  changed: boolean
  /** What vouches for the patch, checked here. */
  proof: string
}

/** `kind`: another one is refused. */
export async function signProposal(asked: string, options: SignOptions, kind?: OrderKind): Promise<void> {
  const keyPath = await adminKeyPath(options)
  const result = await sign(await loadProposal(asked, options, { keyPath, kind }), options, keyPath)
  printResult(result, { json: options.json, render: renderSigned })
}

export interface LoadedProposal {
  proposal: Proposal
  fleet: VerifiedFleet
  /** What is in force in its place. */
  current: Signed<OrderKind> | undefined
  /** Why it cannot come into force; undefined: it can. */
  outdated: string | undefined
}

/** By a file's path, or as it waits at the coordinator; verified. */
export async function loadProposal(
  asked: string,
  options: HomeOptions,
  { keyPath, kind }: { keyPath: string | undefined; kind?: OrderKind | undefined },
): Promise<LoadedProposal> {
  const now = systemClock.now()
  const isFile = await isFileAt(asked)
  const id = kind && !isFile && !asked.includes('/') && !/^[0-9a-f]{8,64}$/.test(asked) ? `${kind}/${asked}` : asked
  const shown = isFile ? undefined : await askCoordinator<ShownProposal>(options, 'proposal-show', { id })
  const fleet = shown ? await verifyFleet(shown, { keyPath, now }) : await askFleet(options, { keyPath, kinds: [] })
  const bytes = shown ? fromBase64(shown.envelope) : await readEnvelopeFile(asked)
  const proposal = openProposal(bytes, { anchor: fleet.anchor, now })
  refuseMisfits(proposal)
  const { object } = proposal
  if (!isFile && !isAsked(object, id))
    throw new CodedError('bad-object', `the coordinator sent ${object.kind} ${object.header.name} for ${asked}`)
  if (kind && object.kind !== kind)
    throw new CodedError('bad-argument', `${asked} is a ${orderWords[object.kind]}: see "patchmesh proposal show"`)
  const current = await inForce(object, fleet, options, keyPath)
  const outdated = whyOutdated(object, current, { now }) ?? shown?.outdated ?? undefined
  return { proposal, fleet, current, outdated }
}

async function isFileAt(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile()
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(systemCode(error) ?? '')) return false
    throw error
  }
}

function isAsked({ kind, header, digest }: Signed<OrderKind>, asked: string): boolean {
  const name = header.name === '' ? kind : header.name
  return digest.startsWith(asked) || asked === `${kind}/${header.name}` || asked === name
}

async function inForce(
  { kind, header }: Signed<OrderKind>,
  { recall, policy, groups }: VerifiedFleet,
  options: HomeOptions,
  keyPath: string | undefined,
): Promise<Signed<OrderKind> | undefined> {
  switch (kind) {
    case 'recall':
      return recall
    case 'policy':
      return policy
    case 'group':
      return groups.find(group => group.header.name === header.name)
    default:
      return (await askFleet(options, { keyPath, kinds: [kind], name: header.name })).objects[0]
  }
}

async function sign(loaded: LoadedProposal, options: SignOptions, keyPath: string): Promise<SignedProposal> {
  const { proposal, fleet, current, outdated } = loaded
  const { object, signers, needed } = proposal
  const { kind, header, digest } = object
  const told = { id: digest, kind, name: header.name }
  if (current?.digest === digest)
    return { ...told, changed: false, proof: '', published: true, proposal: null, signers, needed, file: null }
  if (outdated !== undefined)
    throw new CodedError('not-current', `${outdated}: nothing was signed; propose it again, and withdraw this one`)
  const own = await inspectKeyFile(keyPath)
  if (proposal.signatures.has(keySubject(own.publicKey))) {
    const { notReady: _, ...outcome } = await handIn(proposal.envelope.bytes, { anchor: fleet.anchor, options })
    return { ...told, changed: false, proof: '', ...outcome }
  }
  const words = await orderInWords(object, { options, keyPath, fleet, now: systemClock.now() })
  if (!options.json) printNote(`${words.text.trimEnd()}\n\n${signedNote(proposal)}`)
  await confirmSigning(questionFor(proposal, options), options)
  const signer = await openAdminKey(keyPath, options, fleet.anchor)
  const signature = await signEnvelope(kind, proposal.envelope.payload, [signer])
  const added = openProposal(signature, { anchor: fleet.anchor, now: systemClock.now() })
  const merged = mergeProposals(proposal, added)
  const { notReady, ...outcome } = await handIn(merged, { anchor: fleet.anchor, options })
  if (notReady !== '') printNote(`its files are not ready yet, it is tried again: ${notReady}`)
  return { ...told, changed: true, proof: words.proof, ...outcome }
}

/** What a yes brings about. */
function questionFor({ signers, needed }: Proposal, { out }: Pick<SignOptions, 'out'>): string {
  const missing = needed - signers.length - 1
  if (missing > 0) return `Sign it? ${missing} more must sign after you.`
  return `Sign it? It has all its signatures then${out === undefined ? ', and takes effect at once' : ''}.`
}

/** Who has signed, and how many are missing. */
export function signedNote({ signers, needed, recalled }: Proposal): string {
  const missing = Math.max(0, needed - signers.length)
  const ended = recalled.length === 0 ? '' : `; those of recalled keys do not count (${recalled.join(', ')})`
  return `signed by ${signers.join(', ')}: ${signers.length} of ${needed}, ${missing} missing${ended}`
}

function renderSigned(result: SignedProposal): string {
  const { kind, name, changed, published, id } = result
  const what = `${orderWords[kind]} ${name === '' ? shortDigest(id) : name}`
  if (published) return changed ? `${what} is in force` : `${what} is in force: this key added nothing`
  const waiting = waitingNote(result)
  return changed ? `${what} signed; ${waiting}` : `${what}: this key has signed it already, nothing changed; ${waiting}`
}
