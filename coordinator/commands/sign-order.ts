// What group, policy, recall and pause have in common: the options of a command that signs for the admins, and the way from a person's yes
// to an order that is handed over. What is ordered, and what it means in words, is each command's own.

import type { Command } from 'commander'
import { interval } from '../../core/command-line.ts'
import type { Header } from '../../core/header.ts'
import { DAY_MS } from '../../core/limits.ts'
import type { OrderKind } from '../proposals/proposal.ts'
import { addSigningOptions, openAdminKey } from './admin-key.ts'
import { confirmSigning } from './confirm.ts'
import { addOutOption, type OrderOptions, type OrderOutcome, signAndHandIn } from './hand-in.ts'
import { type NextVersion, nextHeader } from './order-header.ts'

/** What is meant to stay until it is replaced: were it shorter, protection and withdrawals would end by themselves. */
export const standingMs = 3652 * DAY_MS

export const adminKeyHelp = "the admin's key (default: PATCHMESH_KEY, else as the home says)"

export function addYesOption(command: Command): Command {
  return command.option('--yes', 'do not ask before signing (nothing is asked without a terminal either)')
}

/** `--out`, `--yes`, and the key. */
export function addOrderOptions(command: Command): Command {
  return addSigningOptions(addYesOption(addOutOption(command)), adminKeyHelp)
}

/** For what stays for `standingMs` unless it is said. */
export function addTtlOption(command: Command): Command {
  return command.option('--ttl <time>', 'how long it holds: 365d (default: ten years)', interval('--ttl'))
}

export interface OrderToSign<K extends OrderKind> extends NextVersion {
  kind: K
  name: string
  question: string
  encode: (header: Header<K>) => Uint8Array
}

/** Asks, signs the next version with the key, and hands it over. Throws `refused` when the answer is not yes, and as `openAdminKey`, `nextHeader` and `handIn`. */
export async function signOrder<K extends OrderKind>(
  { kind, name, question, encode, ...version }: OrderToSign<K>,
  keyPath: string,
  options: OrderOptions,
): Promise<OrderOutcome> {
  const { anchor } = version
  await confirmSigning(question, options)
  const signer = await openAdminKey(keyPath, options, anchor)
  const payload = encode(nextHeader(kind, name, version))
  const { notReady: _, ...outcome } = await signAndHandIn({ kind, payload }, { signer, anchor, options })
  return outcome
}
