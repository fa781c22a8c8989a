// The coordinator's signed word on reports that came to it through other nodes: which of them rest on its disk. It names each by its
// digest, so that who carried a report can neither lose it unnoticed nor answer for the coordinator.

import { decode, encode } from '../proto/codec.ts'
import { checkDigest, checkId, checkList } from './check.ts'
import type { Digest } from './digest.ts'
import { encodeHeader, type Header, parseHeader } from './header.ts'
import { limits } from './limits.ts'

export interface ReceiptEntry {
  report: Digest
  /** Error code; empty: it is durably stored. */
  refused: string
  /** No inventory of the node rests there from before this report. */
  forgot: boolean
}

export interface Receipt {
  /** `header.name` is the node that handed the reports over. */
  header: Header<'receipt'>
  entries: ReceiptEntry[]
}

export function parseReceipt(payload: Uint8Array): Receipt {
  const wire = decode('Receipt', payload)
  const receipt: Receipt = {
    header: parseHeader(wire.header, 'receipt'),
    entries: checkList(wire.entries, 'entries', limits.batchedReports, (item, field) => ({
      report: checkDigest(item.report, `${field}.report`),
      refused: item.refused === '' ? '' : checkId(item.refused, `${field}.refused`),
      forgot: item.forgot,
    })),
  }
  checkId(receipt.header.name, 'header.name')
  return receipt
}

export function encodeReceipt({ header, entries }: Receipt): Uint8Array {
  return encode('Receipt', {
    header: encodeHeader(header),
    entries: entries.map(entry => ({ ...entry, report: Buffer.from(entry.report, 'hex') })),
  })
}
