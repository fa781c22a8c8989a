// The agent's side of /patchmesh/report (proto/README.md §4): hello both ways, then one raw frame a report, each answered.
// It knows nothing of queues or retries.

import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { exchangeHello, type FrameLimits, type FrameStream } from '../../core/frames.ts'
import { kinds } from '../../core/kinds.ts'

/** For `new FrameStream(stream, reportFrameLimits)`; what comes back is small, what goes is a report. */
export const reportFrameLimits: FrameLimits = { maxFrameBytes: kinds.report.maxBytes, maxBufferedFrames: 1 }

/**
 * Sends what `next` gives until it gives undefined; `acknowledged` is told of each that the coordinator has stored,
 * and whether that coordinator knows nothing of this node from before.
 * Throws `refused` when the coordinator will not have one, and the stream's own errors.
 */
export async function sendReports(
  frames: FrameStream,
  me: { fleet: Digest; site: string },
  {
    next,
    acknowledged,
  }: { next: () => Promise<OutgoingReport | undefined>; acknowledged: (forgot: boolean) => Promise<void> },
  signal: AbortSignal,
): Promise<void> {
  await exchangeHello(frames, me, signal)
  for (let report = await next(); report; report = await next()) {
    await frames.sendRaw(report.envelope, signal)
    const answer = await frames.receive('ReportAck', signal)
    if (answer.refused !== '')
      throw new CodedError(
        'refused',
        `the coordinator refused report ${report.version}: ${answer.refused.slice(0, 200)}`,
      )
    if (answer.version !== report.version)
      throw new CodedError('bad-message', `expected the answer to report ${report.version}, found ${answer.version}`)
    await acknowledged(answer.forgot)
  }
  await frames.close(signal)
}

export interface OutgoingReport {
  version: number
  envelope: Uint8Array
}
