// The journal of one install, by its idempotency key: what was begun, how far it came, how it ended. It survives kill -9 at any
// instant. A lost or damaged tail only makes the installer look again at the machine; the journal alone never proves an install.

import { sha256 } from '../../core/digest.ts'
import { limits } from '../../core/limits.ts'
import { LineFile } from './line-file.ts'
import type { InstallOutcome } from './outcome.ts'

/** One install: the same schedule never installs the same manifest twice on a node. */
export interface InstallKey {
  schedule: string
  manifest: string
}

export type JournalEntry =
  /** A run started; nothing was touched yet. */
  | { event: 'begin'; key: InstallKey; patch: string; at: number }
  /** The files were copied and their hashes are right. */
  | { event: 'copied'; at: number }
  /** From here on the machine may have been changed. */
  | { event: 'applying'; at: number }
  /** The action came to its end; what it did is not verified yet. */
  | { event: 'applied'; at: number }
  | { event: 'end'; outcome: InstallOutcome; at: number }

export class Journal {
  readonly #file: LineFile
  readonly #key: InstallKey

  private constructor(file: LineFile, key: InstallKey) {
    this.#file = file
    this.#key = key
  }

  static async open({ folder, key }: { folder: string; key: InstallKey }): Promise<Journal> {
    const file = await LineFile.open({ folder, name: journalName(key), maxLines: limits.journalLines })
    return new Journal(file, key)
  }

  get damaged(): number {
    return this.#file.lost.length
  }

  get entries(): readonly JournalEntry[] {
    return this.#file.values as JournalEntry[]
  }

  /** How the last run ended; undefined when none ended, or one began after it. */
  get outcome(): InstallOutcome | undefined {
    const last = this.entries.at(-1)
    return last?.event === 'end' ? last.outcome : undefined
  }

  /** Whether an action may have been cut off in the middle. */
  get halfDone(): boolean {
    return isHalfDone({ values: this.entries, lost: this.#file.lost })
  }

  /** Whether a run under this key got as far as changing the machine. */
  get touched(): boolean {
    return lastTouch(this.entries) !== undefined
  }

  get lastDetail(): string {
    return this.entries.findLast(entry => entry.event === 'end')?.outcome.detail ?? ''
  }

  /** Runs that ended, by whatever cause. */
  get runs(): number {
    return this.entries.filter(entry => entry.event === 'end').length
  }

  begin(patch: string, at: number): Promise<void> {
    return this.#file.append({ event: 'begin', key: this.#key, patch, at } satisfies JournalEntry)
  }

  mark(event: 'copied' | 'applying' | 'applied', at: number): Promise<void> {
    return this.#file.append({ event, at } satisfies JournalEntry)
  }

  end(outcome: InstallOutcome, at: number): Promise<void> {
    return this.#file.append({ event: 'end', outcome, at } satisfies JournalEntry)
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}

/**
 * Whether the action of a journal with these lines may have been cut off in the middle. A damaged one counts, for what is lost may have said
 * so, but for the one line after `applied`: that can only have been the end, torn when the power failed.
 */
export function isHalfDone({ values, lost }: { values: readonly unknown[]; lost: readonly number[] }): boolean {
  const entries = values as readonly JournalEntry[]
  const isEnd = (at: number) => entries[at - 1]?.event === 'applied' && lost.filter(each => each === at).length === 1
  return !lost.every(isEnd) || lastTouch(entries) === 'applying'
}

function lastTouch(entries: readonly JournalEntry[]): JournalEntry['event'] | undefined {
  return entries.findLast(entry => entry.event === 'applying' || entry.event === 'applied')?.event
}

/** The key as a file name: ids of others never become paths. */
export function keyName(key: InstallKey): string {
  return sha256(Buffer.from(JSON.stringify([key.schedule, key.manifest])))
}

export function journalName(key: InstallKey): string {
  return `${keyName(key)}.journal`
}
