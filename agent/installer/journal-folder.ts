// The folder of all install journals: which runs were killed, and what is old enough to go. It never touches a journal
// without an end.

import { open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { systemCode } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import { decodeLines } from './checked-lines.ts'
import { type InstallKey, isHalfDone, type JournalEntry, journalName } from './journal.ts'
import type { InstallOutcome } from './outcome.ts'

export interface InterruptedKey extends InstallKey {
  /** Its action may have been cut off in the middle. */
  halfDone: boolean
}

/** Keys of the journals whose last run has no end. A journal whose every line is damaged names no key and is left out. */
export async function interruptedKeys(folder: string): Promise<InterruptedKey[]> {
  const keys: InterruptedKey[] = []
  for (const name of await journalNames(folder)) {
    const lines = await readLines(join(folder, name))
    const entries = lines.values as JournalEntry[]
    const begin = entries.findLast(entry => entry.event === 'begin')
    if (begin !== undefined && entries.at(-1)?.event !== 'end') keys.push({ ...begin.key, halfDone: isHalfDone(lines) })
  }
  return keys
}

/** How a key ended last; undefined when it never ran, or its last run has no end. Asking makes no journal. */
export async function recordedOutcome(folder: string, key: InstallKey): Promise<InstallOutcome | undefined> {
  try {
    const last = (await readEntries(join(folder, journalName(key)))).at(-1)
    return last?.event === 'end' ? last.outcome : undefined
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}

interface InstallFolders {
  journals: string
  kept: string
  logs: string
}

/** Removes what installs that ended `limits.keptMs` ago had replaced and printed: whole files, where a journal is a few hundred bytes. */
export async function pruneKept(folders: InstallFolders, now: number): Promise<void> {
  for (const install of await readdir(folders.kept)) {
    const last = (await entriesOf(folders.journals, install)).at(-1)
    if (last?.event !== 'end' || now - last.at < limits.keptMs) continue
    await rm(join(folders.kept, install), { recursive: true, force: true })
    await rm(join(folders.logs, `${install}.log`), { force: true })
  }
}

/** None without a journal. */
async function entriesOf(journals: string, install: string): Promise<JournalEntry[]> {
  try {
    return await readEntries(join(journals, `${install}.journal`))
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}

/** Removes the oldest ended journals, with what their installs kept and logged, beyond `limits.journals`. */
export async function pruneJournals(folders: InstallFolders): Promise<void> {
  const names = await journalNames(folders.journals)
  if (names.length <= limits.journals) return
  const aged = await Promise.all(
    names.map(async name => ({ name, at: (await stat(join(folders.journals, name))).mtimeMs })),
  )
  aged.sort((a, b) => a.at - b.at)
  for (const { name } of aged.slice(0, names.length - limits.journals)) {
    if ((await readEntries(join(folders.journals, name))).at(-1)?.event !== 'end') continue
    const install = name.slice(0, -'.journal'.length)
    await rm(join(folders.kept, install), { recursive: true, force: true })
    await rm(join(folders.logs, `${install}.log`), { force: true })
    await rm(join(folders.journals, name), { force: true })
  }
}

async function journalNames(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter(name => name.endsWith('.journal')).sort()
}

async function readEntries(path: string): Promise<JournalEntry[]> {
  return (await readLines(path)).values as JournalEntry[]
}

async function readLines(path: string): Promise<ReturnType<typeof decodeLines>> {
  const file = await open(path, 'r')
  try {
    return decodeLines(await file.readFile('utf8'))
  } finally {
    await file.close()
  }
}
