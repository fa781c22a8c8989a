// Keeps what an install replaces, so that a rollback can put it back: the content of files, the target of links, the
// versions of packages. It is written before the replacing, once: a repeated run never keeps its own work as the old state.

import { constants } from 'node:fs'
import { type FileHandle, lstat, open, readlink, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '../../core/digest.ts'
import { systemCode } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import { Folder } from '../assess/below-root.ts'
import { LineFile, makePrivateFolder } from './line-file.ts'
import { InstallFailure } from './outcome.ts'
import { writeNew } from './private-copy.ts'

const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_DIRECTORY } = constants

export type KeptRecord =
  | { type: 'absent'; path: string }
  | { type: 'file'; path: string; mode: number; uid: number; gid: number; sha256: string; content: string }
  | { type: 'link'; path: string; target: string }
  | { type: 'package'; package: string; architecture: string; version: string }

export class Kept {
  readonly #lines: LineFile
  readonly #contents: Folder
  readonly #known = new Set<string>()

  private constructor(lines: LineFile, contents: Folder) {
    this.#lines = lines
    this.#contents = contents
    for (const record of lines.values as KeptRecord[]) this.#known.add(nameOf(record))
  }

  /** `folder` is one install's own. */
  static async open(folder: string): Promise<Kept> {
    await makePrivateFolder(folder)
    const contents = join(folder, 'contents')
    await makePrivateFolder(contents)
    const lines = await LineFile.open({ folder, name: 'kept', maxLines: limits.archiveEntries + limits.artifacts })
    return new Kept(lines, new Folder(await open(contents, O_RDONLY | O_DIRECTORY | O_NOFOLLOW), contents))
  }

  get records(): readonly KeptRecord[] {
    return this.#lines.values as KeptRecord[]
  }

  /** Keeps what is now at `name` in `folder`; `path` is how the record calls it. Throws `path-refused` for what is no file or link. */
  async keepFile({ folder, name, path }: { folder: Folder; name: string; path: string }): Promise<void> {
    if (this.#known.has(path)) return
    await this.#append(await this.#recordOf({ folder, name, path }))
  }

  async keepPackages(packages: readonly { package: string; architecture: string; version: string }[]): Promise<void> {
    for (const { package: name, architecture, version } of packages) {
      const record: KeptRecord = { type: 'package', package: name, architecture, version }
      if (!this.#known.has(nameOf(record))) await this.#append(record)
    }
  }

  async close(): Promise<void> {
    await this.#contents.close()
    await this.#lines.close()
  }

  async #append(record: KeptRecord): Promise<void> {
    await this.#lines.append(record)
    this.#known.add(nameOf(record))
  }

  async #recordOf({ folder, name, path }: { folder: Folder; name: string; path: string }): Promise<KeptRecord> {
    const kind = await kindOf(folder, name)
    if (kind === 'absent') return { type: 'absent', path }
    if (kind === 'link') return { type: 'link', path, target: await readlink(folder.at(name)) }
    const from = await open(folder.at(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    try {
      return await this.#keepContent(from, path)
    } finally {
      await from.close()
    }
  }

  async #keepContent(from: FileHandle, path: string): Promise<KeptRecord> {
    const { mode, uid, gid, size } = await from.stat()
    const content = sha256(Buffer.from(path))
    await rm(this.#contents.at(content), { force: true }) // of a run that was killed before its record
    const digest = await writeNew({ from, folder: this.#contents, name: content, mode: 0o400, maxBytes: size })
    await this.#contents.sync()
    return { type: 'file', path, mode: mode & 0o7777, uid, gid, sha256: digest, content }
  }
}

/** What is at `name`. Throws `path-refused` for a folder or a special file, which no patch replaces by a file. */
export async function kindOf(folder: Folder, name: string): Promise<'absent' | 'file' | 'link'> {
  try {
    const stat = await lstat(folder.at(name))
    if (stat.isFile()) return 'file'
    if (stat.isSymbolicLink()) return 'link'
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 'absent'
    throw error
  }
  throw new InstallFailure('path-refused', `${join(folder.path, name)} is neither a file nor a link`)
}

function nameOf(record: KeptRecord): string {
  return record.type === 'package' ? `${record.package}:${record.architecture}` : record.path
}
