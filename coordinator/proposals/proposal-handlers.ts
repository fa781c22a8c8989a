// What the running coordinator answers to commands that sign: it hands out what they sign about, keeps what lacks signatures, and puts
// into force what has them all. It can add no signature itself.

import { isId } from '../../core/check.ts'
import type { ControlCall, ControlHandlers } from '../../core/control.ts'
import { asCoded } from '../../core/control.ts'
import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import type { Signed } from '../../core/verify.ts'
import { base64, type FleetSettings, fleetSettings, type SettingsDeps } from './fleet-settings.ts'
import type { OrderKind } from './proposal.ts'
import type { HandedIn, Proposals, WaitingProposal } from './proposals.ts'

export interface ProposalRow {
  /** Digest of the object. */
  id: Digest
  kind: OrderKind
  name: string
  version: number
  /** In a few words, as the coordinator reads it. */
  what: string
  /** Key ids. */
  signers: string[]
  needed: number
  /** ISO 8601, UTC. */
  proposedAt: string
  /** When it is dropped. */
  endsAt: string
  /** Why it cannot come into force any more; null: it can. */
  outdated: string | null
}

export interface ShownProposal extends ProposalRow, FleetSettings {
  /** Base64. */
  envelope: string
}

export interface SubmittedOrder extends HandedIn {
  /** What agents will ask for is ready; empty, or why not yet. */
  notReady: string
}

/** Kinds that commands ask for beside the settings. */
export const askedKinds = ['roster', 'manifest', 'approval', 'schedule', 'pause'] as const
export type AskedKind = (typeof askedKinds)[number]

export interface FleetObjects extends FleetSettings {
  /** Base64. */
  objects: string[]
}

export interface ProposalHandlerDeps extends SettingsDeps {
  proposals: Proposals
  /** Gets ready what agents will ask for after an approval; what fails is in the answer. Absent: nothing to get ready. */
  prepare?(patch: string, call: ControlCall): Promise<string>
}

/** `proposal-submit`, `proposal-list`, `proposal-show`, `proposal-withdraw`, `fleet-objects`. */
export function proposalHandlers(deps: ProposalHandlerDeps): ControlHandlers {
  const { proposals } = deps
  return {
    'proposal-submit': ({ envelope }: { envelope: string }, call: ControlCall) =>
      submit(Buffer.from(envelope, 'base64'), deps, call),
    'proposal-list': async (): Promise<ProposalRow[]> => (await proposals.list()).map(rowOf),
    'proposal-show': async ({ id }: { id: string }): Promise<ShownProposal> => {
      const found = await proposals.find(String(id))
      return { ...rowOf(found), ...fleetSettings(deps), envelope: base64(found.envelope.bytes) }
    },
    'proposal-withdraw': async ({ id }: { id: string }, { by }: ControlCall): Promise<ProposalRow> =>
      rowOf(await proposals.withdraw(String(id), by)),
    'fleet-objects': async (asked: { kinds: string[]; name?: string }) => fleetObjects(asked, deps),
  }
}

/** Returns when what agents will ask for is ready too; a failure there undoes nothing. */
async function submit(bytes: Uint8Array, deps: ProposalHandlerDeps, call: ControlCall): Promise<SubmittedOrder> {
  const handedIn = await deps.proposals.submit(bytes)
  const isNewApproval = handedIn.kind === 'approval' && handedIn.published && handedIn.changed
  if (!isNewApproval || !deps.prepare) return { ...handedIn, notReady: '' }
  try {
    return { ...handedIn, notReady: await deps.prepare(handedIn.name, call) }
  } catch (error) {
    return { ...handedIn, notReady: asCoded(error).message }
  }
}

function fleetObjects({ kinds, name }: { kinds: string[]; name?: string }, deps: ProposalHandlerDeps): FleetObjects {
  const wanted = askedKinds.filter(kind => kinds.includes(kind))
  if (wanted.length < kinds.length || (name !== undefined && !isId(name)))
    throw new CodedError('bad-argument', `expected kinds of ${askedKinds.join(', ')}, found ${String(kinds)}`)
  const objects = wanted.flatMap(kind => deps.objects.all(kind) as Signed[])
  const named = name === undefined ? objects : objects.filter(({ header }) => header.name === name)
  return { ...fleetSettings(deps), objects: named.map(({ bytes }) => base64(bytes)) }
}

function rowOf(waiting: WaitingProposal): ProposalRow {
  const { object, signers, needed, proposedAt, endsAt, outdated } = waiting
  const { kind, header, digest } = object
  return {
    id: digest,
    kind,
    name: header.name,
    version: header.version,
    what: whatOf(object),
    signers,
    needed,
    proposedAt: new Date(proposedAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
    outdated: outdated ?? null,
  }
}

/** One line for a list; `proposal show` and `sign` tell all of it, from what they verified themselves. */
function whatOf(object: Signed<OrderKind>): string {
  const { name } = object.header
  switch (object.kind) {
    case 'approval':
      return `${object.body.decision} patch ${name}`
    case 'schedule':
      return `order ${object.body.patches.map(({ patch }) => patch).join(', ')}${object.body.emergency ? ' (emergency)' : ''}`
    case 'policy':
      return `policy: ${object.body.budgets.length} budgets, ${object.body.keyrings.length} keyrings, ${object.body.protectedGroups.length} protected groups`
    case 'group':
      return `group ${name}: ${object.body.nodes.length} nodes`
    case 'recall':
      return `recall: ${object.body.entries.length} entries in all`
    case 'pause':
      return `${object.body.paused ? 'pause' : 'resume'} schedule ${name}`
  }
}
