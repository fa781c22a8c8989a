// Watches what real code does to a folder: after each operation of node:fs/promises below it the folder is read, and each fsync is noted. From
// that disk-states.ts makes what a power loss may leave. The watched code is not changed and knows nothing of it.

import { closeSync, fstatSync, lstatSync, openSync, readdirSync, readFileSync, readlinkSync, type Stats } from 'node:fs'
import fsPromises, { type FileHandle } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'

/** One file, link or folder, whatever it is called. */
export interface Inode {
  kind: 'file' | 'link' | 'folder'
  mode: number
}

/** How the folder looked at one moment. */
export interface Picture {
  /** By inode of the folder: its names. */
  names: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** By inode of the file: its bytes; of a link where it points. */
  contents: ReadonlyMap<string, Buffer>
  inodes: ReadonlyMap<string, Inode>
}

export type DiskEvent =
  | { type: 'changed'; picture: Picture }
  | { type: 'synced'; inode: string }
  /** Something was told to somebody: it must hold whatever happens from here on. */
  | { type: 'told'; what: string }

export interface Recording {
  root: string
  before: Picture
  events: readonly DiskEvent[]
}

type Promises = Record<string, (...args: unknown[]) => Promise<unknown>>

const changing = [
  'open',
  'rename',
  'rm',
  'unlink',
  'mkdir',
  'rmdir',
  'link',
  'symlink',
  'writeFile',
  'appendFile',
  'chmod',
] as const
const handleChanging = ['write', 'writev', 'writeFile', 'appendFile', 'truncate', 'chmod'] as const

/** Runs `work` on the folder, watching; one at a time in a process. */
export async function record(
  folder: string,
  work: (tell: (what: string) => void) => Promise<void>,
): Promise<Recording> {
  const recorder = new Recorder(folder)
  const before = recorder.picture()
  const real = fsPromises as unknown as Promises
  const kept = Object.fromEntries(changing.map(name => [name, real[name]!]))
  for (const name of changing)
    real[name] = async (...args) => {
      const result = await kept[name]!.apply(fsPromises, args)
      if (name === 'open') recorder.watch(result as FileHandle)
      recorder.changed()
      return result
    }
  syncBuiltinESMExports()
  try {
    await work(what => recorder.events.push({ type: 'told', what }))
  } finally {
    Object.assign(real, kept)
    syncBuiltinESMExports()
    recorder.close()
  }
  return { root: recorder.root, before, events: recorder.events }
}

class Recorder {
  readonly events: DiskEvent[] = []
  readonly root: string
  readonly #folder: string
  /** Held open, so that the number of an inode means one file for as long as it is watched. */
  readonly #held = new Map<string, number>()
  #last: Picture | undefined

  constructor(folder: string) {
    this.#folder = folder
    this.root = inodeOf(lstatSync(folder))
  }

  watch(handle: FileHandle): void {
    const methods = handle as unknown as Promises
    for (const name of handleChanging) {
      const method = methods[name]!.bind(handle)
      methods[name] = async (...args) => {
        const result = await method(...args)
        this.changed()
        return result
      }
    }
    for (const name of ['sync', 'datasync'] as const) {
      const method = methods[name]!.bind(handle)
      methods[name] = async (...args) => {
        this.changed()
        const inode = inodeOf(fstatSync(handle.fd))
        const result = await method(...args)
        this.events.push({ type: 'synced', inode })
        return result
      }
    }
  }

  changed(): void {
    const picture = this.picture()
    if (this.#last && isSame(this.#last, picture)) return
    this.#last = picture
    this.events.push({ type: 'changed', picture })
  }

  picture(): Picture {
    const names = new Map<string, Map<string, string>>()
    const contents = new Map<string, Buffer>()
    const inodes = new Map<string, Inode>()
    const visit = (path: string) => {
      const stat = lstatSync(path)
      const inode = inodeOf(stat)
      const mode = stat.mode & 0o7777
      if (stat.isDirectory()) {
        this.#hold(inode, path)
        const entries = new Map<string, string>()
        for (const name of readdirSync(path)) entries.set(name, visit(join(path, name)))
        names.set(inode, entries)
        inodes.set(inode, { kind: 'folder', mode })
      } else if (stat.isSymbolicLink()) {
        contents.set(inode, Buffer.from(readlinkSync(path)))
        inodes.set(inode, { kind: 'link', mode })
      } else if (stat.isFile()) {
        this.#hold(inode, path)
        contents.set(inode, this.#contentOf(path, inode))
        inodes.set(inode, { kind: 'file', mode })
      }
      return inode
    }
    visit(this.#folder)
    return { names, contents, inodes }
  }

  /** The same buffer while nothing changed: recordings are long. */
  #contentOf(path: string, inode: string): Buffer {
    const bytes = readFileSync(path)
    const last = this.#last?.contents.get(inode)
    return last?.equals(bytes) ? last : bytes
  }

  #hold(inode: string, path: string): void {
    if (!this.#held.has(inode)) this.#held.set(inode, openSync(path, 'r'))
  }

  close(): void {
    for (const descriptor of this.#held.values()) closeSync(descriptor)
  }
}

function inodeOf({ dev, ino }: Stats): string {
  return `${dev}:${ino}`
}

function isSame(a: Picture, b: Picture): boolean {
  return (
    a.inodes.size === b.inodes.size &&
    [...b.contents].every(([inode, bytes]) => a.contents.get(inode) === bytes) &&
    [...b.inodes].every(([inode, { mode }]) => a.inodes.get(inode)?.mode === mode) &&
    [...b.names].every(([inode, names]) => {
      const before = a.names.get(inode)
      return before?.size === names.size && [...names].every(([name, to]) => before.get(name) === to)
    })
  )
}
