// The other end of serve-control.ts and serve-submit.ts: a command line that asks a coordinator on another machine, over one libp2p
// connection. The identity key says who asks; what gets signed is signed by other keys, here, before it is sent.

import { readAnswer } from '../../core/control.ts'
import { CodedError, type ErrorCode } from '../../core/errors.ts'
import type { FrameLimits, FrameStream } from '../../core/frames.ts'
import { limits } from '../../core/limits.ts'
import { printable } from '../../core/present.ts'
import { protocols } from '../../core/protocols.ts'
import { type CoordinatorConnection, dialCoordinator } from '../network.ts'
import { exchangeOperatorHello } from './operator-hello.ts'

const answerFrames: FrameLimits = { maxFrameBytes: limits.controlFrameBytes + 64, maxBufferedFrames: 4 }

export interface CallOptions {
  onProgress?: (value: unknown) => void
  signal?: AbortSignal
}

export class RemoteCoordinator {
  readonly #connection: CoordinatorConnection

  private constructor(connection: CoordinatorConnection) {
    this.#connection = connection
  }

  /** Throws as `dialCoordinator`. */
  static async dial(where: { secretKey: Uint8Array; address: string }): Promise<RemoteCoordinator> {
    return new RemoteCoordinator(await dialCoordinator(where))
  }

  /**
   * As `callControl`: throws what the coordinator's handler threw, with the same code and sentence, or `refused` when this identity is no
   * operator's, `truncated` when the connection broke before the answer.
   */
  async call(name: string, args: unknown, { onProgress, signal = never }: CallOptions = {}): Promise<unknown> {
    const body = Buffer.from(JSON.stringify(args ?? {}))
    if (body.length > limits.controlRequestBytes)
      throw new CodedError('limit-exceeded', `a command's arguments are at most ${limits.controlRequestBytes} bytes`)
    return await this.#exchange(protocols.control, signal, async frames => {
      // A coordinator that is busy answers before it has read the request.
      const sent = frames.send('ControlRequest', { name, body }, signal)
      const [result] = await Promise.all([readAnswer(parts(frames, signal), onProgress), sent])
      return result
    })
  }

  /** Hands over a signed object that carries its own proof; empty, or what it waits for. Throws what the coordinator says against it. */
  async submit(envelope: Uint8Array): Promise<string> {
    if (envelope.length > limits.submitBytes - 64)
      throw new CodedError(
        'limit-exceeded',
        `expected at most ${limits.submitBytes - 64} bytes, found ${envelope.length}: an operator, or the coordinator's own machine, can hand over more`,
      )
    const signal = AbortSignal.timeout(limits.controlRequestMs)
    return await this.#exchange(protocols.submit, signal, async frames => {
      await frames.send('SubmitRequest', { envelope }, signal)
      const { refused, message } = await frames.receive('SubmitAnswer', signal)
      if (refused !== '') throw new CodedError(refused as ErrorCode, message)
      return printable(message)
    })
  }

  close(): Promise<void> {
    return this.#connection.close()
  }

  async #exchange<T>(protocol: string, signal: AbortSignal, run: (frames: FrameStream) => Promise<T>): Promise<T> {
    let frames: FrameStream | undefined
    let isHeard = false
    try {
      const until = AbortSignal.any([signal, AbortSignal.timeout(limits.controlRequestMs)])
      frames = await this.#connection.openFrames(protocol, answerFrames, until)
      await exchangeOperatorHello(frames, '', until)
      isHeard = true
      const result = await run(frames)
      await frames.close(AbortSignal.timeout(limits.controlRequestMs))
      return result
    } catch (error) {
      frames?.abort(new Error('given up'))
      if (signal.aborted) throw signal.reason
      if (error instanceof CodedError) throw new CodedError(error.code, printable(error.message), { cause: error })
      throw isHeard ? broken(error) : this.#unheard(protocol, error)
    }
  }

  /** Whom a coordinator does not let in, it hangs up on without a word. */
  #unheard(protocol: string, cause: unknown): CodedError {
    if (cause instanceof Error && cause.name === 'TimeoutError')
      return new CodedError('timed-out', 'the coordinator did not answer in time: it may be busy, try again', { cause })
    const advice =
      protocol === protocols.control
        ? `it hears only operators, and this identity is ${this.#connection.node}: have it named with "patchmesh root propose --add-operator"`
        : 'it may be busy with others: try again'
    return new CodedError('refused', `the coordinator hung up on us: ${advice}`, { cause })
  }
}

const never = new AbortController().signal

async function* parts(frames: FrameStream, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for (;;) {
    const frame = await frames.receiveUnlessClosed('ControlLine', signal)
    if (!frame) return
    yield frame.line
  }
}

function broken(cause: unknown): CodedError {
  const message =
    'the connection to the coordinator broke before it answered: see there whether the command was carried out'
  return new CodedError('truncated', message, { cause })
}
