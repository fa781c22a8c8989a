// The coordinator's command line for operators on other machines: the commands of the control socket, one a stream, answered by the
// same JSON Lines cut into frames. Who is an operator is the network's business; what an operator may ask, operatorCommands'.

import type { Clock } from '../../core/clock.ts'
import { type ControlHandlers, runCommand } from '../../core/control.ts'
import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import type { FrameLimits, FrameStream } from '../../core/frames.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import { exchangeOperatorHello } from './operator-hello.ts'

/** What an operator sends: a hello, and one request with its name and the protobuf around it. */
export const controlRequestFrames: FrameLimits = {
  maxFrameBytes: limits.controlRequestBytes + 1024,
  maxBufferedFrames: 1,
}

export interface RemoteControl {
  /** Answers one command. Throws what the stream throws, `bad-message` or `wrong-fleet`. */
  serve(frames: FrameStream, operator: string): Promise<void>
  close(): Promise<void>
}

export interface RemoteControlDeps {
  fleet: Digest
  handlers: ControlHandlers
  /** Names of the handlers that operators may use. */
  allowed: readonly string[]
  clock: Clock
  log: Log
}

export function createRemoteControl({ fleet, handlers, allowed, clock, log }: RemoteControlDeps): RemoteControl {
  const stopping = new AbortController()
  const running = new Map<Promise<void>, string>()
  const offered = Object.fromEntries(Object.entries(handlers).filter(([name]) => allowed.includes(name)))

  const answer = async (frames: FrameStream, operator: string, busy: boolean) => {
    const gone = signalOfEnd(frames)
    const signal = AbortSignal.any([gone, stopping.signal])
    const lines = lineSender(frames, gone)
    const request = await inTime(clock, signal, async until => {
      await exchangeOperatorHello(frames, fleet, until)
      return busy ? undefined : await frames.receive('ControlRequest', until)
    })
    if (!request) {
      const message = `expected at most ${limits.operatorCommands} commands at once from one operator, and ${limits.remoteCommands} from all: try again when one has ended`
      return await lines.last({ error: { code: 'limit-exceeded', message } })
    }
    const { name, body } = request
    log.info({ operator, command: name.slice(0, limits.idLength) }, 'operator asked')
    const call = { by: operator, progress: lines.progress, signal }
    await lines.last(
      await runCommand({ name, readBody: async () => checkSize(body) }, call, { handlers: offered, log }),
    )
  }

  return {
    async serve(frames, operator) {
      const own = [...running.values()].filter(each => each === operator).length
      const busy = own >= limits.operatorCommands || running.size >= limits.remoteCommands
      const call = answer(frames, operator, busy)
      if (busy) return await call
      running.set(call, operator)
      try {
        await call
      } finally {
        running.delete(call)
      }
    },
    async close() {
      stopping.abort(new CodedError('not-running', 'the coordinator is stopping: try again when it runs'))
      await Promise.allSettled(running.keys())
    },
  }
}

/** Hello and request together have so long. */
async function inTime<T>(clock: Clock, signal: AbortSignal, run: (until: AbortSignal) => Promise<T>): Promise<T> {
  const late = new AbortController()
  const cancel = clock.after(limits.controlRequestMs, () =>
    late.abort(new CodedError('timed-out', `a command has ${limits.controlRequestMs} ms to arrive`)),
  )
  try {
    return await run(AbortSignal.any([signal, late.signal]))
  } finally {
    cancel()
  }
}

function checkSize(body: Uint8Array): Uint8Array {
  if (body.length <= limits.controlRequestBytes) return body
  throw new CodedError('limit-exceeded', `a command's arguments are at most ${limits.controlRequestBytes} bytes`)
}

/** Aborted when the stream has ended, also because its connection broke or was cut. */
function signalOfEnd({ stream }: FrameStream): AbortSignal {
  const gone = new AbortController()
  stream.addEventListener('close', () => gone.abort(new CodedError('refused', 'the caller went away')))
  return gone.signal
}

/** Progress is dropped while the caller is behind; the last line waits for it, part by part. */
function lineSender(frames: FrameStream, gone: AbortSignal) {
  let sending: Promise<void> | undefined
  const send = async (line: unknown) => {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`)
    for (let start = 0; start < bytes.length; start += limits.controlFrameBytes) {
      const part = bytes.subarray(start, start + limits.controlFrameBytes)
      const signal = AbortSignal.any([gone, AbortSignal.timeout(limits.controlReadMs)])
      await frames.send('ControlLine', { line: part }, signal)
    }
  }
  return {
    progress(value: unknown): void {
      sending ??= send({ progress: value })
        .catch(() => undefined) // the caller is gone: the last line says so to whom it concerns
        .finally(() => {
          sending = undefined
        })
    },
    async last(line: unknown): Promise<void> {
      await sending
      await send(line)
      await frames.close(AbortSignal.any([gone, AbortSignal.timeout(limits.controlReadMs)]))
    },
  }
}
