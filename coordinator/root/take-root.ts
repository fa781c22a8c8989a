// A running coordinator takes the next version of the root, without a restart: from then on it serves the longer chain, signs with the
// keys and epochs that the new root names, and drops what they no longer cover. It judges the root like everyone else: by
// the signatures of its predecessor's keys and its own.

import { Audit } from '../../core/audit.ts'
import { openEnvelope } from '../../core/envelope.ts'
import { CodedError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import { oneAtATime } from '../../core/one-at-a-time.ts'
import type { Root } from '../../core/root.ts'
import { type Signed, type TrustAnchor, verifyRoot } from '../../core/verify.ts'
import { missingKeys, type OnlineSigners } from '../sign/online-signer.ts'
import { type OwnIdentity, rootMismatch } from './root-mismatch.ts'

interface PublishedView {
  verifyAgain(): Promise<Signed[]>
  all(kind: 'roster'): Signed<'roster'>[]
  current(kind: 'recall', name: string): Signed<'recall'> | undefined
  isCovered(object: Signed): boolean
}

export interface TakeRootDeps {
  state: { readonly anchor: TrustAnchor; takeRoot(bytes: Uint8Array): Promise<TrustAnchor> }
  /** The home's online keys that a root names. */
  readSigners(root: Root): Promise<OnlineSigners>
  /** From now on these sign. */
  useSigners(signers: OnlineSigners): void
  published: PublishedView
  rosters: { renew(site: string): Promise<unknown> }
  /** Piece lists are made anew, heartbeats follow. */
  refresh(): void
  self: OwnIdentity
  log: Log
}

export interface TakenRoot {
  version: number
  /** What no longer counts and was dropped, by kind. */
  dropped: Record<string, number>
  /** Sites whose roster was signed anew. */
  rosters: string[]
  /** What admins are to sign anew, in sentences. */
  resign: string[]
  /** What this coordinator lacks under it, in sentences. */
  warnings: string[]
}

/** `anyway`: even if this home's keys cannot sign under it. Throws as `verifyRoot`, or `wrong-state`. */
export type TakeRoot = (bytes: Uint8Array, terms: { anyway: boolean }) => Promise<TakenRoot>

export function createTakeRoot(deps: TakeRootDeps): TakeRoot {
  const inTurn = oneAtATime()
  return (bytes, terms) => inTurn(() => takeRoot(bytes, terms, deps))
}

async function takeRoot(bytes: Uint8Array, { anyway }: { anyway: boolean }, deps: TakeRootDeps): Promise<TakenRoot> {
  const { state, published, self, log } = deps
  const { body } = verifyRoot(bytes, state.anchor)
  const signers = await deps.readSigners(body)
  const warnings = [...missingKeys(body, signers), ...rootMismatch(body, self)]
  if (warnings.length > 0 && !anyway)
    throw new CodedError(
      'wrong-state',
      `nothing was changed: ${warnings.join('; ')}. To take it all the same: --anyway`,
    )
  const { root } = await state.takeRoot(bytes)
  const { version } = root.header
  deps.useSigners(signers)
  new Audit(log).rootTaken({ version, digest: openEnvelope(bytes).digest, roles: rolesOf(root) })
  const dropped = countKinds(await published.verifyAgain())
  const resign = toResign(dropped, published)
  log.info({ version, dropped }, 'objects verified under the new root')
  const rosters = await renewRosters(deps)
  deps.refresh()
  return { version, dropped, rosters, resign, warnings }
}

/** What online keys sign comes back by itself, but for manifests, which are signed when somebody decides about them. */
function toResign(dropped: Record<string, number>, published: PublishedView): string[] {
  const sentences: string[] = []
  if (dropped.manifest)
    sentences.push(
      'approve the patches again, and order them anew: their manifests are signed anew and have other digests',
    )
  else if (dropped.approval || dropped.schedule)
    sentences.push('approve and order anew what is to go on: approvals or schedules lack signatures now')
  const recall = published.current('recall', '')
  if (recall && !published.isCovered(recall))
    sentences.push(
      'sign the recall anew ("patchmesh recall"): the coordinator keeps to it, but nodes no longer find enough signatures on it',
    )
  return sentences
}

/** Rosters that the newest root's keys do not cover are signed anew; what cannot be is told in the log and tried at the next start. */
export async function renewRosters({ published, rosters, log }: Pick<TakeRootDeps, 'published' | 'rosters' | 'log'>) {
  const renewed: string[] = []
  for (const roster of published.all('roster')) {
    if (published.isCovered(roster)) continue
    try {
      await rosters.renew(roster.header.name)
      renewed.push(roster.header.name)
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
      log.error({ site: roster.header.name, code: error.code, reason: error.message }, 'roster not signed anew')
    }
  }
  return renewed
}

function rolesOf({ roles }: Root): Record<string, string> {
  const entries = Object.entries(roles).map(([name, { threshold, publicKeys, epoch }]) => [
    name,
    `${threshold} of ${publicKeys.length}, epoch ${epoch}`,
  ])
  return Object.fromEntries(entries)
}

function countKinds(objects: readonly Signed[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { kind } of objects) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}
