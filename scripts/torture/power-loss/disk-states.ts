// What a power loss may leave of a recorded folder: bytes that were synced, and of the others any 512 of them; names that were there when their
// folder was last synced, and of the later changes of a folder any beginning. A file may be longer or shorter than it was, with noughts.

import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Random } from '../../../core/random.ts'
import type { Inode, Picture, Recording } from './recorded-disk.ts'

const sectorBytes = 512

type Names = Map<string, string>

/** A name that a folder got, or lost. */
interface NameChange {
  name: string
  to: string | undefined
}

interface Folder {
  safe: Names
  changes: NameChange[]
  now: Names
}

interface Disk {
  inodes: Map<string, Inode>
  files: Map<string, { safe: Buffer; now: Buffer }>
  folders: Map<string, Folder>
}

/** Makes one state in the new folder `at`: power fails before event `cut`. Returns what had been told by then. */
export function materialise(
  recording: Recording,
  { cut, random, at }: { cut: number; random: Random; at: string },
): string[] {
  const disk = diskOf(recording.before)
  const told: string[] = []
  for (const event of recording.events.slice(0, cut)) {
    if (event.type === 'told') told.push(event.what)
    else if (event.type === 'synced') sync(disk, event.inode)
    else change(disk, event.picture)
  }
  write(disk, recording.root, { random, at })
  return told
}

/** All of it is on the disk. */
function diskOf({ names, contents, inodes }: Picture): Disk {
  return {
    inodes: new Map(inodes),
    files: new Map([...contents].map(([inode, bytes]) => [inode, { safe: bytes, now: bytes }])),
    folders: new Map(
      [...names].map(([inode, entries]) => [inode, { safe: new Map(entries), changes: [], now: new Map(entries) }]),
    ),
  }
}

function sync({ files, folders }: Disk, inode: string): void {
  const file = files.get(inode)
  if (file) file.safe = file.now
  const folder = folders.get(inode)
  if (!folder) return
  folder.safe = new Map(folder.now)
  folder.changes = []
}

function change({ inodes, files, folders }: Disk, { names, contents, inodes: seen }: Picture): void {
  for (const [inode, about] of seen) inodes.set(inode, about)
  for (const [inode, bytes] of contents) {
    const file = files.get(inode)
    // A link is made whole or not at all.
    if (file) file.now = bytes
    else files.set(inode, { safe: seen.get(inode)?.kind === 'link' ? bytes : Buffer.alloc(0), now: bytes })
  }
  for (const [inode, entries] of names) {
    const folder: Folder = folders.get(inode) ?? { safe: new Map(), changes: [], now: new Map() }
    folders.set(inode, folder)
    // The new name first: a file that is renamed is not lost between two.
    for (const [name, to] of entries) if (folder.now.get(name) !== to) folder.changes.push({ name, to })
    for (const name of folder.now.keys()) if (!entries.has(name)) folder.changes.push({ name, to: undefined })
    folder.now = new Map(entries)
  }
}

function write(disk: Disk, inode: string, { random, at }: { random: Random; at: string }): void {
  const { kind, mode } = disk.inodes.get(inode)!
  if (kind === 'link') symlinkSync(disk.files.get(inode)!.now.toString(), at)
  if (kind === 'file') writeFileSync(at, surviving(disk.files.get(inode)!, random))
  if (kind === 'folder') writeFolder(disk, inode, { random, at })
  if (kind !== 'link') chmodSync(at, mode)
}

function writeFolder(disk: Disk, inode: string, { random, at }: { random: Random; at: string }): void {
  mkdirSync(at, { recursive: true })
  const { safe, changes } = disk.folders.get(inode)!
  const names = new Map(safe)
  for (const { name, to } of changes.slice(0, upTo(random, changes.length))) {
    if (to === undefined) names.delete(name)
    else names.set(name, to)
  }
  for (const [name, to] of names) write(disk, to, { random, at: join(at, name) })
}

function surviving({ safe, now }: { safe: Buffer; now: Buffer }, random: Random): Buffer {
  if (safe.equals(now)) return now
  const [least, most] = [Math.min(safe.length, now.length), Math.max(safe.length, now.length)]
  const size = [now.length, safe.length, least + upTo(random, most - least)][Math.floor(random() * 3)]!
  const bytes = Buffer.alloc(size)
  safe.copy(bytes)
  // All of it, nothing of it, or anything between.
  const share = [0, 1, random()][Math.floor(random() * 3)]!
  for (let start = 0; start < size; start += sectorBytes)
    if (random() < share) now.copy(bytes, start, start, Math.min(start + sectorBytes, now.length, size))
  return bytes
}

/** A whole number from 0 to `max`. */
function upTo(random: Random, max: number): number {
  return Math.floor(random() * (max + 1))
}
