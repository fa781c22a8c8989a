// What came back for a batch of reports: only what the coordinator signed counts, and only for reports that were in the batch. Pure.

import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import type { ReceiptEntry } from '../../core/receipt.ts'
import { type TrustAnchor, verifyObject } from '../../core/verify.ts'

export interface Receipted {
  entry: ReceiptEntry
  /** The receipt's envelope, for whoever gave us the report. */
  receipt: Uint8Array
}

/**
 * By report. A digest was known to nobody before its node had made the report, so that no receipt is older: its dates are not looked at.
 * Throws what verification throws.
 */
export function judgeReceipts(
  receipts: readonly Uint8Array[],
  { sent, anchor }: { sent: ReadonlySet<Digest>; anchor: TrustAnchor },
): Map<Digest, Receipted> {
  const found = new Map<Digest, Receipted>()
  for (const receipt of receipts) {
    const { body } = verifyObject(receipt, { anchor, now: 0, allowed: ['receipt'] })
    const named = body.entries.filter(({ report }) => sent.has(report))
    if (named.length === 0) throw new CodedError('refused', 'a receipt names none of the reports that were sent')
    for (const entry of named) found.set(entry.report, { entry, receipt })
  }
  return found
}

/**
 * Whether a refusal may come from the way and not from the report: a newer one was there before, it was sealed to another coordinator, or who
 * carried it is no member of this site any more. Its node takes it to the coordinator itself.
 */
export function isOfTheWay({ refused }: Pick<ReceiptEntry, 'refused'>): boolean {
  return refused === 'rollback' || refused === 'bad-object' || refused === 'not-a-member'
}
