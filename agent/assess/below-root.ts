// Opens files and folders below a machine's root directory as that machine itself would see them (links resolved as
// after chroot), one component at a time through open folder descriptors, so that no link and no rename on the way leads
// out of the root. It writes nothing but the folders it is asked to make, and it never follows a link in the last component
// unless the caller asks for the file that the link names.

import { constants } from 'node:fs'
import { type FileHandle, lstat, mkdir, open, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { CodedError, systemCode } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'

const { O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants

export { O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY }

/** An open folder. On Linux `at()` names its entries through the descriptor, so a rename of a parent changes nothing. */
export class Folder {
  readonly handle: FileHandle
  readonly path: string

  constructor(handle: FileHandle, path: string) {
    this.handle = handle
    this.path = path
  }

  /** A path for system calls that act on the entry `name` of this very folder. */
  at(name: string): string {
    return process.platform === 'linux' ? `/proc/self/fd/${this.handle.fd}/${name}` : join(this.path, name)
  }

  sync(): Promise<void> {
    return this.handle.sync()
  }

  close(): Promise<void> {
    return this.handle.close()
  }
}

/**
 * What to do on the way: `create` makes missing folders with that mode; `noLinks` refuses every link instead of resolving it. Who makes
 * folders is going to write: then links of other users than root and ourselves are refused, for they say where our file would go.
 */
export interface WalkOptions {
  create?: number
  noLinks?: boolean
}

/** Opens the folder `path` (absolute, as seen from inside `root`). Undefined if it is not there; throws `refused` or the system's error. */
export async function openFolderBelow(
  root: string,
  path: string,
  options: WalkOptions = {},
): Promise<Folder | undefined> {
  const walk = new Walk(root, options)
  try {
    await walk.start()
    return (await walk.enter(componentsOf(path))) ? walk.take() : undefined
  } finally {
    await walk.close()
  }
}

/** Opens the regular file that `path` names for reading, following links as chroot would. Undefined if there is none. */
export async function openFileBelow(root: string, path: string): Promise<FileHandle | undefined> {
  const walk = new Walk(root, {})
  try {
    await walk.start()
    let components = componentsOf(path)
    for (;;) {
      const name = components.at(-1)
      if (name === undefined || name === '.' || name === '..') throw notAFile(path)
      if (!(await walk.enter(components.slice(0, -1)))) return undefined
      const file = await openEntry(walk.here, name)
      if (file === undefined) return undefined
      if (typeof file !== 'string') return await onlyRegular(file, path)
      components = await walk.follow(file)
    }
  } finally {
    await walk.close()
  }
}

/** Splits an absolute path; throws `bad-argument` for what is not one, or has `..`, an empty name or a NUL in it. */
export function splitPath(path: string): { folder: string; name: string } {
  const names = path.split('/')
  const clean = names.slice(1).every(name => name !== '' && name !== '.' && name !== '..')
  if (!path.startsWith('/') || !clean || path.includes('\0') || path.length > limits.pathLength) {
    throw new CodedError(
      'bad-argument',
      `expected an absolute path without "." and "..", found ${JSON.stringify(path)}`,
    )
  }
  return { folder: names.slice(0, -1).join('/') || '/', name: names.at(-1)! }
}

function componentsOf(path: string): string[] {
  return path.split('/').filter(name => name !== '' && name !== '.')
}

/** The walk from the root: a stack of open folders, the root at the bottom. */
class Walk {
  readonly #root: string
  readonly #options: WalkOptions
  #stack: Folder[] = []
  #links = 0

  constructor(root: string, options: WalkOptions) {
    this.#root = root
    this.#options = options
  }

  async start(): Promise<void> {
    this.#stack = [new Folder(await open(this.#root, O_RDONLY | O_DIRECTORY), this.#root)]
  }

  get here(): Folder {
    return this.#stack.at(-1)!
  }

  /** Walks on from here; false when a component is not there. */
  async enter(components: readonly string[]): Promise<boolean> {
    const pending = [...components]
    for (let name = pending.shift(); name !== undefined; name = pending.shift()) {
      if (name === '..') await this.#leave()
      else {
        const next = await this.#step(name)
        if (next === undefined) return false
        if (typeof next === 'string') pending.unshift(...(await this.follow(next)))
        else this.#stack.push(next)
      }
    }
    return true
  }

  /** Goes where a link's target starts; returns the components that remain to be walked. */
  async follow(target: string): Promise<string[]> {
    if (this.#options.noLinks) throw new CodedError('refused', `expected no link below ${this.here.path}, found one`)
    if (++this.#links > limits.linksOnPath) {
      throw new CodedError('refused', `more than ${limits.linksOnPath} links on the way below ${this.#root}`)
    }
    if (target.startsWith('/')) while (this.#stack.length > 1) await this.#stack.pop()!.close()
    return componentsOf(target)
  }

  /** Hands the folder reached to the caller, who closes it. */
  take(): Folder {
    return this.#stack.pop()!
  }

  async close(): Promise<void> {
    for (const folder of this.#stack.splice(0)) await folder.close()
  }

  async #step(name: string): Promise<Folder | string | undefined> {
    const at = this.here.at(name)
    try {
      return new Folder(await open(at, O_RDONLY | O_DIRECTORY | O_NOFOLLOW), join(this.here.path, name))
    } catch (error) {
      const code = systemCode(error)
      if (code === 'ENOENT') return this.#options.create === undefined ? undefined : this.#make(name)
      if (code !== 'ENOTDIR' && code !== 'ELOOP') throw error
      if (this.#options.create === undefined) return await linkTarget(at, error)
      return await trustedTarget(at, error)
    }
  }

  async #make(name: string): Promise<Folder | undefined> {
    const at = this.here.at(name)
    try {
      await mkdir(at, { mode: this.#options.create })
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error
    }
    await this.here.sync()
    return new Folder(await open(at, O_RDONLY | O_DIRECTORY | O_NOFOLLOW), join(this.here.path, name))
  }

  async #leave(): Promise<void> {
    if (this.#stack.length > 1) await this.#stack.pop()!.close()
    else if (this.#root !== '/') {
      throw new CodedError('refused', `a link below ${this.#root} leads out of it: point it inside, or remove it`)
    }
  }
}

async function openEntry(folder: Folder, name: string): Promise<FileHandle | string | undefined> {
  const at = folder.at(name)
  try {
    return await open(at, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    if (systemCode(error) !== 'ELOOP') throw error
    return await linkTarget(at, error)
  }
}

async function linkTarget(at: string, cause: unknown): Promise<string> {
  try {
    return await readlink(at)
  } catch (error) {
    if (systemCode(error) === 'EINVAL') throw cause // no link: a file stands where a folder was expected
    throw error
  }
}

/** The target of a link that root or we made. Looked at twice: its folder may be another user's, who swaps it meanwhile. */
async function trustedTarget(at: string, cause: unknown): Promise<string> {
  const before = await lstat(at)
  const target = await linkTarget(at, cause)
  const after = await lstat(at)
  const isSame = before.ino === after.ino && before.ctimeMs === after.ctimeMs
  if (isSame && (after.uid === 0 || after.uid === process.geteuid?.())) return target
  throw new CodedError('refused', `expected no link of user ${after.uid} on the way, found one to ${target}: remove it`)
}

async function onlyRegular(file: FileHandle, path: string): Promise<FileHandle> {
  const stat = await file.stat()
  if (stat.isFile()) return file
  await file.close()
  throw notAFile(path)
}

function notAFile(path: string): CodedError {
  return new CodedError('refused', `expected a regular file at ${path}, found something else`)
}
