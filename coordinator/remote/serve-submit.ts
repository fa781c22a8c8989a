// Signed objects handed over by anyone: each carries its own proof, so that an admin whose machine is no operator can still recall, pause,
// approve or order. Verified one at a time, so that strangers who send rubbish take turns with everything else.

import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import type { FrameLimits, FrameStream } from '../../core/frames.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import { oneAtATime } from '../../core/one-at-a-time.ts'
import { exchangeOperatorHello } from './operator-hello.ts'

export const submitFrames: FrameLimits = { maxFrameBytes: limits.submitBytes, maxBufferedFrames: 1 }

export interface SubmitDeps {
  fleet: Digest
  /** Verifies and keeps an envelope. Throws a coded error for what it does not take. */
  submit(envelope: Uint8Array): Promise<{ published: boolean; signers: readonly string[]; needed: number }>
  log: Log
}

/** Answers one `SubmitRequest`; a refusal is an answer with its code. */
export function createSubmitServer({ fleet, submit, log }: SubmitDeps) {
  const inTurn = oneAtATime()
  let waiting = 0

  const judge = async (envelope: Uint8Array, node: string) => {
    try {
      if (waiting >= limits.submissions)
        throw new CodedError('limit-exceeded', 'too many are handing over objects at once: try again')
      waiting++
      const { published, signers, needed } = await inTurn(() => submit(envelope)).finally(() => {
        waiting--
      })
      log.info({ node, published, signers }, 'object taken that was handed over')
      const message = published ? '' : `it waits, with ${signers.length} of ${needed} signatures`
      return { refused: '', message }
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
      log.debug({ node, code: error.code, reason: error.message }, 'object handed over was refused')
      return { refused: error.code, message: error.message }
    }
  }
  return async (frames: FrameStream, node: string, signal: AbortSignal): Promise<void> => {
    await exchangeOperatorHello(frames, fleet, signal)
    const { envelope } = await frames.receive('SubmitRequest', signal)
    await frames.send('SubmitAnswer', await judge(envelope, node), signal)
    await frames.close(signal)
  }
}
