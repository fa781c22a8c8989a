// Signs what the coordinator states online: manifests, piece lists, rosters, heartbeats. It has no key that could order an install.

import type { Clock } from '../../core/clock.ts'
import { toSeconds } from '../../core/clock.ts'
import { CodedError } from '../../core/errors.ts'
import { type Header, specVersion } from '../../core/header.ts'
import { type Kind, kinds } from '../../core/kinds.ts'
import { DAY_MS } from '../../core/limits.ts'
import { epochOf } from '../../core/root.ts'
import { type Signer, signEnvelope } from '../../keys/sign.ts'
import type { CoordinatorState } from '../state.ts'

export type OnlineKind = 'manifest' | 'piece-list' | 'roster' | 'heartbeat'
export type OnlineRole = 'release' | 'enrol' | 'heartbeat'

/** How long each kind holds; the publisher signs anew at half of it. */
export const validityMs: Record<OnlineKind, number> = {
  manifest: 730 * DAY_MS, // an approval and a schedule with shorter lives stand before it
  'piece-list': 730 * DAY_MS,
  roster: 90 * DAY_MS,
  heartbeat: 7 * DAY_MS,
}

export interface OnlineSigner {
  /** Envelope bytes of a new version; `encode` gets the header to put into the payload. */
  sign(kind: OnlineKind, name: string, encode: (header: Header) => Uint8Array): Promise<Uint8Array>
}

export function createOnlineSigner({
  state,
  signers,
  clock,
}: {
  state: CoordinatorState
  signers: Record<OnlineRole, Signer>
  clock: Clock
}): OnlineSigner {
  return {
    async sign(kind, name, encode) {
      const role = kinds[kind].role
      const now = clock.now()
      const header: Header<Kind> = {
        fleet: state.anchor.fleet,
        kind,
        name,
        epoch: epochOf(state.anchor.root, kind),
        version: await state.takeVersion(kind, name, toSeconds(now)),
        issuedAt: toSeconds(now),
        notAfter: toSeconds(now + validityMs[kind]),
        minSpec: specVersion,
      }
      return await signEnvelope(kind, encode(header), [signers[role]])
    },
  }
}

/** Throws `bad-key-file` unless each online key holds its role in the root. */
export function checkOnlineKeys(state: CoordinatorState, signers: Record<OnlineRole, Signer>): void {
  for (const role of ['release', 'enrol', 'heartbeat'] as const) {
    const holds = state.anchor.root.roles[role].publicKeys.some(key => Buffer.from(key).equals(signers[role].publicKey))
    if (!holds)
      throw new CodedError(
        'bad-key-file',
        `the ${role} key in the home is not the one the root names: restore the right one`,
      )
  }
}
