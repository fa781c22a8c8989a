// The processes a lab started, each the leader of its own process group, and how they are ended: SIGTERM, a bounded wait, SIGKILL.
// Signals go to group ids of our own making only, never to a name or to a number found elsewhere.

import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { CodedError } from '../../core/errors.ts'

const PROCESSES_MAX = 2_000 // a lab of a few hundred hosts with some programs each
const POLL_MS = 20
const KILL_WAIT_MS = 5_000

export class ProcessGroups {
  readonly #groups = new Set<number>()

  /** Starts a program as leader of a new group. Throws limit-exceeded; a program that cannot start is the child's 'error' event. */
  spawn(file: string, args: readonly string[], options: SpawnOptions): ChildProcess {
    if (this.#groups.size >= PROCESSES_MAX) {
      throw new CodedError('limit-exceeded', `expected at most ${PROCESSES_MAX} running processes in a lab`)
    }
    const child = spawn(file, [...args], { ...options, detached: true })
    const group = child.pid
    if (group === undefined) return child
    this.#groups.add(group)
    // A group whose leader ended may have members left: its number stays taken, and ours, until the last one is gone.
    child.once('exit', () => {
      if (!isAlive(group)) this.#groups.delete(group)
    })
    return child
  }

  /** Ends everything; afterwards no process of any group is left. */
  async stopAll(graceMs: number): Promise<void> {
    this.#signalAll('SIGTERM')
    if (await this.#allGone(graceMs)) return
    this.#signalAll('SIGKILL')
    if (await this.#allGone(KILL_WAIT_MS)) return
    // In a container whose first process reaps nobody, the dead stay as zombies for ever.
    if (![...this.#groups].some(hasLiveMember)) return
    throw new CodedError(
      'io-failed',
      `process groups ${[...this.#groups].join(', ')} survived SIGKILL for ${KILL_WAIT_MS} ms`,
    )
  }

  /** For exit handlers: no grace, no waiting. */
  killAllNow(): void {
    this.#signalAll('SIGKILL')
  }

  #signalAll(signal: NodeJS.Signals): void {
    for (const group of this.#groups) if (!signalGroup(group, signal)) this.#groups.delete(group)
  }

  async #allGone(withinMs: number): Promise<boolean> {
    for (let waitedMs = 0; ; waitedMs += POLL_MS) {
      for (const group of this.#groups) if (!isAlive(group)) this.#groups.delete(group)
      if (this.#groups.size === 0) return true
      if (waitedMs >= withinMs) return false
      await wait(POLL_MS)
    }
  }
}

function isAlive(group: number): boolean {
  return signalGroup(group, 0)
}

/** False when the group has no member any more. */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    return false
  }
}

function hasLiveMember(group: number): boolean {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .some(pid => {
      const [state, , groupOfPid] = statFields(pid)
      return Number(groupOfPid) === group && state !== 'Z'
    })
}

/** state, parent, group, … of proc(5)'s stat; empty for a process that is gone. */
function statFields(pid: string): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'ESRCH') throw error
    return []
  }
}
