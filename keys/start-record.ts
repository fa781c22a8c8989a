// Counts starts of a daemon that came to nothing: the process ended within a minute, and nobody told it to. From the fifth in a row on the
// next start waits, longer each time, so that a crash loop does not keep the machine and its neighbours busy. The count is a hint: a lost
// or damaged file is no crash.

import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clock, sleep } from '../core/clock.ts'
import { CodedError, systemCode } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import type { Log } from '../core/log.ts'
import { writeDurably } from './durable-file.ts'

interface Wait {
  crashes: number
  /** Milliseconds since 1970. */
  until: number
}

/** How long a start waits after so many that came to nothing. Pure. */
export function startWaitMs(crashes: number): number {
  const over = crashes - limits.crashes
  return over < 0 ? 0 : Math.min(limits.crashWaitMaxMs, limits.crashWaitMs * 2 ** Math.min(over, 30))
}

export interface Daemon {
  clock: Clock
  log: Log
  /** It was told to end. */
  signal: AbortSignal
}

/**
 * Carries out a daemon's work, given how many starts before this one crashed in a row, after the wait that these ask for. Work that ends, or
 * that says with a coded error why it cannot begin, is no crash. A folder that takes no note keeps nobody from starting.
 */
export async function runRecorded(
  folder: string,
  { clock, log, signal }: Daemon,
  work: (crashes: number) => Promise<void>,
): Promise<void> {
  const path = recordPath(folder)
  const crashes = (await read(path))?.crashes ?? 0
  const write = (wait: Wait) => writeDurably(path, `${JSON.stringify(wait)}\n`).catch(error => untaken(error, log))
  const forget = () => rm(path, { force: true }).catch(error => untaken(error, log))
  const waitMs = startWaitMs(crashes)
  if (waitMs > 0) {
    await write({ crashes, until: clock.now() + waitMs })
    log.error({ crashes, waitMs }, 'crash loop: start put off')
    await sleep(clock, waitMs, signal)
    if (signal.aborted) return await forget()
  }
  await write({ crashes: crashes + 1, until: 0 })
  let forgetting: Promise<unknown> | undefined
  const cancel = clock.after(limits.crashMs, () => {
    forgetting = forget()
  })
  try {
    await work(crashes)
  } catch (error) {
    if (error instanceof CodedError) await forget()
    else log.fatal({ err: error }, 'ended by an error that nobody expected')
    throw error
  } finally {
    cancel()
    await forgetting
  }
  await forget()
}

/** The error of a question that no daemon answered; a start that is put off is the reason, with its remedy. */
export async function explainSilence(
  error: unknown,
  { folder, now }: { folder: string; now: number },
): Promise<unknown> {
  if (!(error instanceof CodedError) || error.code !== 'not-running') return error
  const found = await read(recordPath(folder))
  if (!found || found.until <= now) return error
  const words = `it crashed at its last ${found.crashes} starts, and waits until ${new Date(found.until).toISOString()} before the next`
  const remedy = 'its log says why it ended; when that is mended, stop and start it: then it does not wait'
  return new CodedError('not-running', `${words}: ${remedy}`, { cause: error })
}

async function read(path: string): Promise<Wait | undefined> {
  try {
    const { crashes, until } = (JSON.parse(await readFile(path, 'utf8')) ?? {}) as Partial<Wait>
    return isCount(crashes) && isCount(until) ? { crashes, until } : undefined
  } catch (error) {
    if (error instanceof SyntaxError || systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

/** A full disk, or a folder that is not there: the daemon itself says what is to be done about it. */
function untaken(error: unknown, log: Log): void {
  if (systemCode(error) === undefined) throw error
  log.warn({ err: error }, 'start not noted')
}

function recordPath(folder: string): string {
  return join(folder, 'starts.json')
}
