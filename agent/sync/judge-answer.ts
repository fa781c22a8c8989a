// What the coordinator's answer to a nonce proves, and how it compares with what this node holds. Pure.

import { CodedError } from '../../core/errors.ts'
import type { FreshHeads } from '../../core/fresh-heads.ts'
import { compareVersions, type Head } from '../../core/header.ts'
import { type TrustAnchor, verifyObject } from '../../core/verify.ts'

/** What was asked. */
export interface Question {
  node: string
  nonce: Uint8Array
  site: string
}

/**
 * The nonce was known to nobody before it was sent, so the answer was signed during the exchange, whatever the two clocks say: its own
 * dates are not looked at. Throws what verification throws, and `refused` for an answer to another question.
 */
export function judgeAnswer(bytes: Uint8Array, { node, nonce, site }: Question, anchor: TrustAnchor): FreshHeads {
  const { body } = verifyObject(bytes, { anchor, now: 0, allowed: ['fresh-heads'] })
  if (body.header.name !== node || !Buffer.from(body.nonce).equals(nonce))
    throw new CodedError('refused', 'the coordinator’s answer is to another question than ours')
  if (body.heartbeat.name !== site)
    throw new CodedError('refused', `the coordinator answers for site ${body.heartbeat.name}, this node is at ${site}`)
  return body
}

export type Standing =
  /** This node holds the heartbeat that the coordinator names. */
  | 'current'
  /** The coordinator has a newer one, or this node none. */
  | 'behind'
  /** This node holds one that the coordinator does not know of. */
  | 'ahead'

export function compareStanding(named: Head, held: Head | undefined): Standing {
  if (held === undefined) return 'behind'
  if (held.digest === named.digest) return 'current'
  // of one version with two contents the other one is to be seen, too
  return compareVersions(held, named) > 0 ? 'ahead' : 'behind'
}
