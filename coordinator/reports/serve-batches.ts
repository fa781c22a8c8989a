// The coordinator's side of /patchmesh/relay/1.0.0: reports of a site's nodes that one of them carries here, answered by a signed receipt
// for each batch. Every report is judged as if its node had brought it; who carries is believed nothing.

import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../../core/clock.ts'
import { CodedError } from '../../core/errors.ts'
import { exchangeHello, type FrameStream } from '../../core/frames.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import { RateLimit } from '../../core/rate-limit.ts'
import { encodeReceipt, type ReceiptEntry } from '../../core/receipt.ts'
import { unpackBatch } from '../../core/report-batch.ts'
import { type VerifiedReport, verifyReport } from '../../core/verify.ts'
import type { OnlineSigner } from '../sign/online-signer.ts'

export interface ServeBatchesDeps {
  fleet: string
  siteOf: (node: string) => string | undefined
  /** Of the newest report that rests here. */
  newestVersion: (node: string) => Promise<number | undefined>
  /** Throws a coded error to refuse the report. */
  intake: (report: VerifiedReport) => Promise<{ forgot: boolean }>
  signer: Pick<OnlineSigner, 'sign'>
  clock: Clock
  log: Log
}

export type ServeBatches = (frames: FrameStream, carrier: string, signal: AbortSignal) => Promise<void>

/** Reports verified between two turns of everything else. */
const verifiedPerTurn = 32

export function createBatchServer(deps: ServeBatchesDeps): ServeBatches {
  const [batchRate, reportRate] = [new RateLimit(limits.memberBatches), new RateLimit(limits.memberBatchedReports)]
  return async (frames, carrier, signal) => {
    await exchangeHello(frames, { fleet: deps.fleet, site: '' }, signal)
    const packed = await frames.receiveRaw(signal)
    try {
      const now = deps.clock.monotonic()
      if (!batchRate.take(carrier, now)) throw tooOften()
      const { reports } = unpackBatch(packed)
      const entries: ReceiptEntry[] = []
      for (const [index, { envelope }] of reports.entries()) {
        if (!reportRate.take(carrier, now)) throw tooOften()
        if (index % verifiedPerTurn === verifiedPerTurn - 1) await setImmediate()
        const entry = await judge(envelope, carrier, deps)
        if (entry) entries.push(entry)
      }
      const receipt = await deps.signer.sign('receipt', carrier, header =>
        encodeReceipt({ header: { ...header, kind: 'receipt' }, entries }),
      )
      await frames.send('BatchAnswer', { refused: '', receipts: [receipt] }, signal)
    } catch (error) {
      const code = codeOf(error)
      deps.log.warn({ carrier, code, reason: (error as Error).message }, 'batch of reports refused')
      await frames.send('BatchAnswer', { refused: code, receipts: [] }, signal)
    }
    await frames.close(signal)
  }
}

/** Undefined for what no node signed: there is nobody to answer. */
async function judge(envelope: Uint8Array, carrier: string, deps: ServeBatchesDeps): Promise<ReceiptEntry | undefined> {
  const report = open(envelope, carrier, deps)
  if (!report) return undefined
  try {
    return { report: report.digest, refused: '', forgot: await takeIn(report, carrier, deps) }
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    const { name: node } = report.body.header
    deps.log.warn({ node, carrier, code: error.code, reason: error.message }, 'carried report refused')
    return { report: report.digest, refused: error.code, forgot: false }
  }
}

function open(envelope: Uint8Array, carrier: string, { fleet, log }: ServeBatchesDeps): VerifiedReport | undefined {
  try {
    return verifyReport(envelope, { fleet })
  } catch (error) {
    log.warn({ carrier, code: codeOf(error), reason: (error as Error).message }, 'carried report is none')
    return undefined
  }
}

/** Returns whether the node is to tell everything again. */
async function takeIn(report: VerifiedReport, carrier: string, deps: ServeBatchesDeps): Promise<boolean> {
  const { name: node, version } = report.body.header
  const site = deps.siteOf(node)
  if (site === undefined || site !== deps.siteOf(carrier))
    throw new CodedError('not-a-member', `${node} is no member of the site of ${carrier}`)
  const newest = await deps.newestVersion(node)
  // Whether it was held back on its way or a second machine speaks for the node, this one does not tell: its node comes itself.
  if (newest !== undefined && version < newest)
    throw new CodedError('rollback', `report ${version} of ${node} came after ${newest}`)
  return (await deps.intake(report)).forgot
}

function tooOften(): CodedError {
  return new CodedError('limit-exceeded', 'more reports than a site has reason to send: later')
}

function codeOf(error: unknown): string {
  if (error instanceof CodedError) return error.code
  throw error
}
