// The coordinator's side of /patchmesh/report/1.0.0: one envelope a frame, each answered when it rests in the tables.
// A refusal names its code and leaves the stream open: the next report may be good.

import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { exchangeHello, type FrameStream } from '../../core/frames.ts'
import type { Log } from '../../core/log.ts'
import { type VerifiedReport, verifyReport } from '../../core/verify.ts'

export interface ServeReportsDeps {
  fleet: Digest
  /** Throws a coded error to refuse the report. `forgot`: the node is to tell everything again. */
  intake(report: VerifiedReport): Promise<{ forgot: boolean }>
  log: Log
}

/** Returns when the node has closed its end. */
export async function serveReports(
  frames: FrameStream,
  node: string,
  deps: ServeReportsDeps,
  signal: AbortSignal,
): Promise<void> {
  await exchangeHello(frames, { fleet: deps.fleet, site: '' }, signal)
  for (;;) {
    const bytes = await frames.receiveRawUnlessClosed(signal)
    if (!bytes) break
    await frames.send('ReportAck', await judge(bytes, node, deps), signal)
  }
  await frames.close(signal)
}

async function judge(bytes: Uint8Array, node: string, { fleet, intake, log }: ServeReportsDeps) {
  try {
    const report = verifyReport(bytes, { fleet })
    const { body } = report
    if (body.header.name !== node)
      throw new CodedError('refused', `the report is of ${body.header.name}: each node reports itself`)
    const { forgot } = await intake(report)
    return { version: body.header.version, forgot }
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    log.warn({ node, code: error.code, reason: error.message }, 'report refused')
    return { refused: error.code }
  }
}
