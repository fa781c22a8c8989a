// A disk of a few hundred KB that a test fills up: a tmpfs of its own. Takes root.

import { execFile } from 'node:child_process'
import { type FileHandle, mkdir, open, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { systemCode } from '../../core/errors.ts'

const run = promisify(execFile)

export const isRoot = process.getuid?.() === 0

export interface SmallDisk {
  path: string
  /** Leaves no byte, or about so many. */
  fill(how?: { leaveBytes: number }): Promise<void>
  /** Takes back what `fill` put there. */
  makeRoom(): Promise<void>
  /** Unmounts it, whatever is open on it. */
  free(): Promise<void>
}

/** Mounted at `<folder>/<name>`. */
export async function smallDisk(
  folder: string,
  { sizeBytes, name = 'disk' }: { sizeBytes: number; name?: string },
): Promise<SmallDisk> {
  const path = join(folder, name)
  await mkdir(path)
  await run('mount', ['-t', 'tmpfs', '-o', `size=${sizeBytes},mode=755`, 'tmpfs', path])
  let isMounted = true
  const filler = join(path, 'filler')
  return {
    path,
    async fill({ leaveBytes } = { leaveBytes: 0 }) {
      const file = await open(filler, 'a')
      try {
        if (leaveBytes > 0) {
          const { bavail, bsize } = await statfs(path)
          return await file.appendFile(Buffer.alloc(Math.max(0, bavail * bsize - leaveBytes)))
        }
        for (let size = 4096; size >= 1; size = Math.floor(size / 4)) while (await fits(file, size));
      } finally {
        await file.close()
      }
    },
    makeRoom: () => rm(filler, { force: true }),
    async free() {
      if (!isMounted) return
      isMounted = false
      await run('umount', ['--lazy', path])
      await rm(path, { recursive: true, force: true })
    },
  }
}

async function fits(file: FileHandle, size: number): Promise<boolean> {
  try {
    const { bytesWritten } = await file.write(Buffer.alloc(size))
    return bytesWritten === size
  } catch (error) {
    if (systemCode(error) !== 'ENOSPC') throw error
    return false
  }
}
