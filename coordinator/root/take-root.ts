// A running coordinator takes the next version of the root, without a restart: from then on it serves the longer chain, signs with the
// keys and epochs that the new root names, and drops what they no longer cover. It judges the root like everyone else: by
// the signatures of its predecessor's keys and its own.

import { CodedError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import { oneAtATime } from '../../core/one-at-a-time.ts'
import type { Root } from '../../core/root.ts'
import { type Signed, type TrustAnchor, verifyRoot } from '../../core/verify.ts'
import { missingKeys, type OnlineSigners } from '../sign/online-signer.ts'

export interface TakeRootDeps {
  state: { readonly anchor: TrustAnchor; takeRoot(bytes: Uint8Array): Promise<TrustAnchor> }
  /** The home's online keys that a root names. */
  readSigners(root: Root): Promise<OnlineSigners>
  /** From now on these sign. */
  useSigners(signers: OnlineSigners): void
  published: {
    verifyAgain(): Promise<Signed[]>
    all(kind: 'roster'): Signed<'roster'>[]
    isCovered(object: Signed): boolean
  }
  rosters: { renew(site: string): Promise<unknown> }
  /** Piece lists are made anew, heartbeats follow. */
  refresh(): void
  /** Peer id of this coordinator. */
  node: string
  log: Log
}

export interface TakenRoot {
  version: number
  /** What no longer counts and was dropped, by kind. */
  dropped: Record<string, number>
  /** Sites whose roster was signed anew. */
  rosters: string[]
  /** Sentences about what is to be done. */
  warnings: string[]
}

/** `anyway`: even if this home's keys cannot sign under it. Throws as `verifyRoot`, or `wrong-state`. */
export type TakeRoot = (bytes: Uint8Array, terms: { anyway: boolean }) => Promise<TakenRoot>

export function createTakeRoot(deps: TakeRootDeps): TakeRoot {
  const inTurn = oneAtATime()
  return (bytes, terms) => inTurn(() => takeRoot(bytes, terms, deps))
}

async function takeRoot(bytes: Uint8Array, { anyway }: { anyway: boolean }, deps: TakeRootDeps): Promise<TakenRoot> {
  const { state, published, node, log } = deps
  const { body } = verifyRoot(bytes, state.anchor)
  const signers = await deps.readSigners(body)
  const warnings = missingKeys(body, signers)
  if (!body.coordinators.some(({ peerId }) => peerId === node))
    warnings.push(
      `root version ${body.header.version} does not name this coordinator (${node}): nodes will not talk to it`,
    )
  if (warnings.length > 0 && !anyway)
    throw new CodedError(
      'wrong-state',
      `nothing was changed: ${warnings.join('; ')}. To take it all the same: --anyway`,
    )
  const { root } = await state.takeRoot(bytes)
  const { version } = root.header
  deps.useSigners(signers)
  log.info({ version, roles: rolesOf(root) }, 'root taken')
  const dropped = countKinds(await published.verifyAgain())
  log.info({ version, dropped }, 'objects verified under the new root')
  const rosters = await renewRosters(deps)
  deps.refresh()
  return { version, dropped, rosters, warnings }
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
