// Makes the private copy an install runs from: the store's file is read once, through one descriptor, hashed on the way,
// into a folder that nobody else can enter. What happens to the store's file afterwards no longer matters.

import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import { systemCode } from '../../core/errors.ts'
import type { Artifact } from '../../core/manifest.ts'
import type { Folder } from '../assess/below-root.ts'
import { fileChunks } from '../file-chunks.ts'
import { InstallFailure } from './outcome.ts'

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } = constants

/** Copies `source` to `name` in `folder` (0400). Throws `artifact-missing`, `artifact-unsafe` or `wrong-hash`. */
export async function takePrivateCopy({
  source,
  artifact,
  folder,
  name,
}: {
  source: string
  artifact: Artifact
  folder: Folder
  name: string
}): Promise<void> {
  const from = await openSource(source, artifact)
  try {
    await checkSource(from, artifact)
    const digest = await writeNew({ from, folder, name, mode: 0o400, maxBytes: artifact.sizeBytes })
    if (digest !== artifact.digest) {
      await unlink(folder.at(name))
      throw new InstallFailure(
        'wrong-hash',
        `${artifact.fileName}: expected SHA-256 ${artifact.digest}, found ${digest}`,
        { artifact: artifact.digest },
      )
    }
  } finally {
    await from.close()
  }
}

/** Copies an open file into a new file, on the disk when it returns; gives the SHA-256 of what was written. */
export async function writeNew({
  from,
  folder,
  name,
  mode,
  maxBytes,
}: {
  from: FileHandle
  folder: Folder
  name: string
  mode: number
  maxBytes: number
}): Promise<string> {
  const to = await open(folder.at(name), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
  try {
    const hash = createHash('sha256')
    // One byte more than expected is enough to make the hash wrong; an endless file fills no disk.
    for await (const chunk of fileChunks(from, { maxBytes: maxBytes + 1 })) {
      hash.update(chunk)
      await to.writeFile(chunk)
    }
    await to.chmod(mode)
    await to.sync()
    return hash.digest('hex')
  } finally {
    await to.close()
  }
}

async function openSource(source: string, artifact: Artifact): Promise<FileHandle> {
  try {
    return await open(source, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') {
      throw new InstallFailure('artifact-missing', `${artifact.fileName} is not in the store`, {
        cause: error,
        artifact: artifact.digest,
      })
    }
    throw new InstallFailure('artifact-unsafe', `${artifact.fileName} cannot be opened as a plain file`, {
      cause: error,
      artifact: artifact.digest,
    })
  }
}

/** Whoever else can reach the file (another name, another owner, a group) could change it under us. */
async function checkSource(from: FileHandle, artifact: Artifact): Promise<void> {
  const stat = await from.stat()
  const unsafe = !stat.isFile()
    ? 'is not a regular file'
    : stat.nlink !== 1
      ? `has ${stat.nlink} names`
      : stat.uid !== process.geteuid?.()
        ? `belongs to user ${stat.uid}`
        : (stat.mode & 0o022) !== 0
          ? 'is writable for others'
          : undefined
  const inStore = { artifact: artifact.digest }
  if (unsafe !== undefined)
    throw new InstallFailure('artifact-unsafe', `${artifact.fileName} in the store ${unsafe}`, inStore)
  if (stat.size !== artifact.sizeBytes) {
    throw new InstallFailure(
      'wrong-hash',
      `${artifact.fileName}: expected ${artifact.sizeBytes} bytes, found ${stat.size}`,
      inStore,
    )
  }
}
