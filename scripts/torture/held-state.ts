// What a killed process left on the disk, read without changing it: versions in the slots of trusted state, install journals. And what
// may never be seen there: a version that went down, an install carried out a second time.

import type { BigIntStats } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeLines } from '../../agent/installer/checked-lines.ts'
import type { JournalEntry } from '../../agent/installer/journal.ts'
import { trustedFile } from '../../agent/trust/trust.ts'
import { decodeTrustedState } from '../../agent/trust/trusted-state.ts'
import { systemCode } from '../../core/errors.ts'
import { readSlot } from '../../keys/slots.ts'
import { decode } from '../../proto/codec.ts'

/** By what is counted, `kind/name`. */
export type Versions = Map<string, number>

/** Newest whole slot of `<path>.0` and `.1`; undefined: there is none. */
async function newestSlot(path: string): Promise<Uint8Array | undefined> {
  const slots = await Promise.all([0, 1].map(index => readSlot(`${path}.${index}`)))
  const whole = slots.flatMap(slot => (slot.status === 'whole' ? [slot] : []))
  return whole.sort((a, b) => Number(b.generation - a.generation))[0]?.state
}

export async function agentVersions(stateFolder: string): Promise<Versions> {
  const bytes = await newestSlot(join(stateFolder, trustedFile))
  if (!bytes) return new Map()
  const { roots, heads, clockFloor } = decodeTrustedState(bytes)
  const versions: Versions = new Map([...heads].map(([key, head]) => [key, head.version]))
  return versions.set('root/', roots.length).set('clock floor', clockFloor)
}

export async function coordinatorVersions(home: string): Promise<Versions> {
  const bytes = await newestSlot(join(home, 'state'))
  if (!bytes) return new Map()
  const { roots, versions } = decode('CoordinatorState', bytes)
  const taken: Versions = new Map(versions.map(({ kind, name, version }) => [`${kind}/${name}`, version]))
  return taken.set('root/', roots.length)
}

/** What is lower than before or gone; `before` is brought up to `now`. */
export function wentDown(before: Versions, now: Versions): string[] {
  const down = [...before].filter(([key, version]) => (now.get(key) ?? 0) < version)
  for (const [key, version] of now) before.set(key, version)
  return down.map(([key, version]) => `${key} went from ${version} to ${now.get(key) ?? 'nothing'}`)
}

/** Keys whose action was carried out again although it had come to its end. */
export async function installedTwice(stateFolder: string): Promise<string[]> {
  const folder = join(stateFolder, 'install', 'journals')
  const names = (await namesIn(folder)).filter(name => name.endsWith('.journal'))
  const texts = await Promise.all(names.map(name => readFile(join(folder, name), 'utf8')))
  return texts.flatMap(text => {
    const { values, lost } = decodeLines(text)
    const events = (values as JournalEntry[]).map(({ event }) => event)
    const applied = events.indexOf('applied')
    const isTwice = applied >= 0 && events.lastIndexOf('applying') > applied
    const first = values[0] as JournalEntry | undefined
    return isTwice || lost.length > 1 ? [`${first?.event === 'begin' ? first.patch : '?'}: ${events.join(' ')}`] : []
  })
}

/** Identity of each installed file: one that is installed again is another file. */
export async function identities(root: string, paths: readonly string[]): Promise<Map<string, string>> {
  const found = await Promise.all(
    paths.map(async path => {
      const found = await statOf(join(root, path))
      return [path, found ? `${found.ino} of ${found.mtimeNs}` : absent] as const
    }),
  )
  return new Map(found)
}

/** One problem for the files of one round. */
export function inOneLine(files: readonly (readonly [path: string, ...unknown[]])[], machine: string, what: string) {
  const more = files.length > 1 ? ` and ${files.length - 1} more files of its round` : ''
  return files.slice(0, 1).map(([path]) => `${machine}: ${path}${more}: ${what}`)
}

/** What stands in place of the identity of a file that is not there. */
export const absent = 'absent'

async function statOf(path: string): Promise<BigIntStats | undefined> {
  try {
    return await stat(path, { bigint: true })
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
    return undefined
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
    return []
  }
}
