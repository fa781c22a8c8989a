// A small text file of ours with a checksummed copy beside it (`NAME.copy`), so that a damaged or vanished one of the two costs nothing.
// People may edit the file where its owner allows that: an edit shows in the time of the last change, which a rotting disk leaves alone.

import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { systemCode } from '../core/errors.ts'
import { exists, writeDurably } from './durable-file.ts'
import { encodeSlot, readSlot } from './slots.ts'

export interface KeptOptions {
  /** Whether the text can be used at all. */
  isWhole: (text: string) => boolean
  /** Whether people change it; else the copy has the last word. */
  isEdited: boolean
  /** The file or its copy was damaged or missing and was written again. */
  onHealed?: ((file: string, detail: string) => void) | undefined
}

/** Undefined when neither is there, or nothing of both is whole. */
export async function readKept(path: string, options: KeptOptions): Promise<string | undefined> {
  const [file, copy] = await Promise.all([readPlain(path), readSlot(copyPath(path))])
  const told = (detail: string) => options.onHealed?.(basename(path), detail)
  if (copy.status !== 'whole') {
    if (!file || !options.isWhole(file.text)) return undefined
    await writeCopy(path, file)
    if (copy.status === 'damaged') told('its copy was damaged and was written again')
    return file.text
  }
  const text = Buffer.from(copy.state).toString()
  if (file?.text === text) return text
  if (file && options.isEdited && file.changedAt !== copy.generation && options.isWhole(file.text)) {
    await writeCopy(path, file)
    return file.text
  }
  // an edit that makes no sense stays where its author finds it
  const keepsEdit = file !== undefined && options.isEdited && file.changedAt !== copy.generation
  if (!keepsEdit) await writeKept(path, text)
  told(
    keepsEdit
      ? 'it cannot be used as it is; the settings before the last change are in force'
      : `it was ${file ? 'damaged' : 'missing'} and was written again from its copy`,
  )
  return text
}

/** Brings the copy, if there is one, up to the file: a secret that was sealed in the file must not stay in the clear beside it. */
export async function renewCopy(path: string): Promise<void> {
  const file = await readPlain(path)
  if (file && (await exists(copyPath(path)))) await writeCopy(path, file)
}

/** Replaces both. */
export async function writeKept(path: string, text: string): Promise<void> {
  await writeDurably(path, text)
  await writeCopy(path, (await readPlain(path))!)
}

interface Plain {
  text: string
  /** Milliseconds since 1970. */
  changedAt: bigint
}

async function readPlain(path: string): Promise<Plain | undefined> {
  try {
    const { mtimeMs } = await stat(path)
    return { text: await readFile(path, 'utf8'), changedAt: BigInt(Math.floor(mtimeMs)) }
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}

async function writeCopy(path: string, { text, changedAt }: Plain): Promise<void> {
  await writeDurably(copyPath(path), encodeSlot(changedAt, Buffer.from(text)))
}

function copyPath(path: string): string {
  return `${path}.copy`
}
