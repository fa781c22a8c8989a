// Signs what the coordinator states online: manifests, piece lists, rosters, heartbeats. It has no key that could order an install.

import type { Clock } from '../../core/clock.ts'
import { toSeconds } from '../../core/clock.ts'
import { keyIdOf } from '../../core/ed25519.ts'
import { CodedError } from '../../core/errors.ts'
import { type Header, specVersion } from '../../core/header.ts'
import { type Kind, kinds } from '../../core/kinds.ts'
import { DAY_MS, HOUR_MS } from '../../core/limits.ts'
import { epochOf, type Root } from '../../core/root.ts'
import { type Signer, signEnvelope } from '../../keys/sign.ts'
import type { CoordinatorState } from '../state.ts'

export type OnlineKind = 'manifest' | 'piece-list' | 'roster' | 'heartbeat'
/** Kept by nobody, so their versions need no memory. */
export type AnswerKind = 'fresh-heads' | 'receipt'
export type OnlineRole = 'release' | 'enrol' | 'heartbeat'
export const onlineRoles: readonly OnlineRole[] = ['release', 'enrol', 'heartbeat']

/** How long each kind holds; the publisher signs anew at half of it. */
export const validityMs: Record<OnlineKind | AnswerKind, number> = {
  manifest: 730 * DAY_MS, // an approval and a schedule with shorter lives stand before it
  'piece-list': 730 * DAY_MS,
  roster: 90 * DAY_MS,
  heartbeat: 7 * DAY_MS,
  // they count only for the question and the reports they answer
  'fresh-heads': HOUR_MS,
  receipt: HOUR_MS,
}

/** Whether it is to be signed anew: half of its validity is over, or it was dated by a clock that was ahead of this one. */
export function isDue({ notAfter }: Pick<Header, 'notAfter'>, kind: OnlineKind, now: number): boolean {
  const leftMs = notAfter * 1000 - now
  return leftMs < validityMs[kind] / 2 || leftMs > validityMs[kind] + HOUR_MS
}

export interface OnlineSigner {
  /** Envelope bytes of a new version; `encode` gets the header to put into the payload. */
  sign(kind: OnlineKind | AnswerKind, name: string, encode: (header: Header) => Uint8Array): Promise<Uint8Array>
}

/** Of each role the keys at hand that the root names, as many as its threshold. */
export type OnlineSigners = Record<OnlineRole, readonly Signer[]>

/** `sign` throws `wrong-state` while too few of the role's keys are at hand. */
export function createOnlineSigner({
  state,
  signers,
  clock,
}: {
  state: Pick<CoordinatorState, 'anchor' | 'takeVersion'>
  signers: () => OnlineSigners
  clock: Clock
}): OnlineSigner {
  return {
    async sign(kind, name, encode) {
      const { fleet, root } = state.anchor
      const role = kinds[kind].role
      const signing = signers()[role]
      if (signing.length < root.roles[role].threshold) throw new CodedError('wrong-state', missing(root, role, signing))
      const now = clock.now()
      const header: Header<Kind> = {
        fleet,
        kind,
        name,
        epoch: epochOf(root, kind),
        version: isAnswer(kind) ? toSeconds(now) : await state.takeVersion(kind, name, toSeconds(now)),
        issuedAt: toSeconds(now),
        notAfter: toSeconds(now + validityMs[kind]),
        minSpec: specVersion,
      }
      return await signEnvelope(kind, encode(header), signing)
    },
  }
}

function isAnswer(kind: OnlineKind | AnswerKind): kind is AnswerKind {
  return kind === 'fresh-heads' || kind === 'receipt'
}

/** A sentence for each role of which too few keys are at hand, with what to do. */
export function missingKeys(root: Root, signers: OnlineSigners): string[] {
  return onlineRoles
    .filter(role => signers[role].length < root.roles[role].threshold)
    .map(role => missing(root, role, signers[role]))
}

function missing({ header, roles }: Root, role: OnlineRole, signers: readonly Signer[]): string {
  const { threshold, publicKeys } = roles[role]
  const wanted = publicKeys.map(keyIdOf).join(', ')
  return (
    `the home's keys/ holds ${signers.length} of the ${threshold} ${role} key(s) that root version ${header.version} asks for (${wanted}): ` +
    `put the key file back, or make a new key ("patchmesh key create HOME/keys/NAME.key --use ${role}") and name it in a new root ("patchmesh root propose", "root publish --stopped")`
  )
}
