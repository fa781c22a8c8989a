// An append-only file of checked lines in a private folder: every append is on the disk before it returns.
// Only one process writes it (the agent's state folder has one owner).

import { constants } from 'node:fs'
import { chmod, type FileHandle, lstat, open } from 'node:fs/promises'
import { join } from 'node:path'
import { CodedError } from '../../core/errors.ts'
import { makePrivateFolder as makeFolder, syncFolder } from '../../keys/durable-file.ts'
import { decodeLines, encodeLine } from './checked-lines.ts'

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_RDWR } = constants

export class LineFile {
  readonly #file: FileHandle
  readonly #maxLines: number
  /** Sound lines, oldest first, those appended included. */
  readonly values: unknown[]
  /** For each line that was damaged when the file was opened: how many sound ones stand before it. */
  readonly lost: readonly number[]
  #torn: boolean

  private constructor(file: FileHandle, text: string, maxLines: number) {
    this.#file = file
    this.#maxLines = maxLines
    this.#torn = text !== '' && !text.endsWith('\n')
    const { values, lost } = decodeLines(text)
    this.values = values
    this.lost = lost
  }

  static async open({ folder, name, maxLines }: { folder: string; name: string; maxLines: number }): Promise<LineFile> {
    const file = await open(join(folder, name), O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW, 0o600)
    try {
      const text = await file.readFile('utf8')
      if (text === '') await syncFolder(folder)
      return new LineFile(file, text, maxLines)
    } catch (error) {
      await file.close()
      throw error
    }
  }

  async append(...values: unknown[]): Promise<void> {
    if (this.values.length + values.length > this.#maxLines) {
      throw new CodedError('limit-exceeded', `expected at most ${this.#maxLines} lines in a journal`)
    }
    // A torn tail stays as it is: it is closed off, so that it damages no line of ours.
    await this.#file.appendFile((this.#torn ? '\n' : '') + values.map(encodeLine).join(''))
    await this.#file.sync()
    this.#torn = false
    this.values.push(...values)
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}

/** Makes `path` (and what is missing above it) a folder of ours that nobody else can enter. Throws `refused`. */
export async function makePrivateFolder(path: string): Promise<void> {
  await makeFolder(path)
  const stat = await lstat(path)
  if (!stat.isDirectory() || stat.uid !== process.geteuid?.()) {
    throw new CodedError('refused', `expected ${path} to be a folder owned by this agent, found something else`)
  }
  if ((stat.mode & 0o077) !== 0) await chmod(path, 0o700)
}
