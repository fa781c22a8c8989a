// Starts the fixed programs of the installer: absolute path, fixed environment, working directory /, no standard input,
// output bounded, in a session of their own. No shell. What may be run is apt-command.ts's to say.

import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { type FileHandle, open, rm } from 'node:fs/promises'
import type { Clock } from '../../core/clock.ts'
import { systemCode } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Command } from './apt-command.ts'

export interface CommandResult {
  /** 127 when the program is not there, 128 when a signal ended it. */
  status: number
  output: string
  timedOut: boolean
}

interface Place {
  clock: Clock
  environment: Readonly<Record<string, string>>
}

/** Runs a command that changes nothing; its process group is killed after `timeoutMs`. */
export async function runBounded(
  command: Command,
  { clock, environment, timeoutMs }: Place & { timeoutMs: number },
): Promise<CommandResult> {
  const child = start(command, environment, 'pipe')
  const kept = new BoundedText()
  child.stdout?.on('data', (chunk: Buffer) => kept.add(chunk))
  child.stderr?.on('data', (chunk: Buffer) => kept.add(chunk))
  let timedOut = false
  const cancel = clock.after(timeoutMs, () => {
    timedOut = true
    killGroup(child)
  })
  const status = await endOf(child)
  cancel()
  return { status, output: kept.text(), timedOut }
}

/**
 * Runs a command that changes the machine: waits for it however long it takes, and never kills it, since half a transaction is worse
 * than a slow one; `onSlow` is told every `limits.debSlowMs`. The output goes to the file `logPath`, not through a pipe: should this
 * agent be killed, dpkg does not notice.
 */
export async function runToEnd(
  command: Command,
  { clock, environment, logPath, onSlow }: Place & { logPath: string; onSlow: (elapsedMs: number) => void },
): Promise<CommandResult> {
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDWR } = constants
  await rm(logPath, { force: true }) // a new file: a program of a killed agent may still write to the old one
  const log = await open(logPath, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
  try {
    const child = start(command, environment, log.fd)
    const cancel = remind(clock, onSlow)
    const status = await endOf(child)
    cancel()
    return { status, output: await lastOf(log), timedOut: false }
  } finally {
    await log.close()
  }
}

function start(command: Command, environment: Place['environment'], output: 'pipe' | number): ChildProcess {
  // The daemon's umask would otherwise decide the modes of what apt's hooks make (dpkg sets its own). spawn() forks before it returns.
  const before = process.umask(0o022)
  try {
    return spawn(command.file, command.args, {
      cwd: '/',
      env: { ...environment },
      stdio: ['ignore', output, output],
      detached: true,
      shell: false,
    })
  } finally {
    process.umask(before)
  }
}

function endOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', error => (systemCode(error) === 'ENOENT' ? resolve(127) : reject(error)))
    child.once('close', (code, signal) => resolve(signal === null ? (code ?? 1) : 128))
  })
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch (error) {
    if (systemCode(error) !== 'ESRCH') throw error
  }
}

function remind(clock: Clock, onSlow: (elapsedMs: number) => void): () => void {
  const started = clock.monotonic()
  let cancel = clock.after(limits.debSlowMs, again)
  function again() {
    onSlow(clock.monotonic() - started)
    cancel = clock.after(limits.debSlowMs, again)
  }
  return () => cancel()
}

/** The log's last part; the file itself is cut to the limit, from its start. */
async function lastOf(log: FileHandle): Promise<string> {
  const { size } = await log.stat()
  const start = Math.max(0, size - limits.installOutputBytes)
  const buffer = Buffer.alloc(size - start)
  await log.read(buffer, 0, buffer.length, start)
  if (start > 0) await log.truncate(limits.installOutputBytes)
  return buffer.toString('utf8')
}

/** Keeps the first part of an output; a program that prints for ever fills no memory. */
class BoundedText {
  readonly #chunks: Buffer[] = []
  #size = 0

  add(chunk: Buffer): void {
    const room = limits.installOutputBytes - this.#size
    if (room <= 0) return
    this.#chunks.push(chunk.subarray(0, room))
    this.#size += Math.min(room, chunk.length)
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8')
  }
}
