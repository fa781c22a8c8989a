// The action `archive`: unpacks a tar.gz below a prefix. Read twice: once to judge every header before anything is written,
// once to unpack into a staging folder inside the prefix, from where each file is moved to its place atomically.
// Owners, times and modes (but the executable bit) of the archive are not taken over; files it no longer has stay.

import { constants } from 'node:fs'
import { link, mkdir, open, rename, rm, symlink } from 'node:fs/promises'
import { posix } from 'node:path'
import { CodedError } from '../../core/errors.ts'
import { type Folder, openFolderBelow } from '../assess/below-root.ts'
import { type ActionContext, stagingName } from './action-context.ts'
import { kindOf } from './kept.ts'
import { InstallFailure } from './outcome.ts'
import { type ArchiveEntry, type PlannedEntry, planArchive } from './plan-archive.ts'
import { readArchive } from './read-archive.ts'

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants

type Plan = ReadonlyMap<string, PlannedEntry>
type MovedEntry = Exclude<PlannedEntry, { type: 'folder' }>

/** Throws InstallFailure, `refused` for a path that leads out, or the system's error. */
export async function installArchive(
  context: ActionContext,
  { artifact, prefix }: { artifact: string; prefix: string },
): Promise<void> {
  const archive = context.copies.at(artifact)
  const plan = await judgeArchive(archive)
  const target = await openFolderBelow(context.root, prefix, { create: 0o755 })
  if (target === undefined) throw new InstallFailure('path-refused', `${prefix} cannot be made`)
  const name = stagingName(context.key)
  try {
    await checkPlaces(target, plan)
    const staging = await openStaging(target, name)
    try {
      await unpack({ archive, plan, staging })
      context.onStep('archive-staged')
      await moveAll({ context, target, prefix, plan, staging })
      context.onStep('archive-moved')
    } finally {
      await staging.close()
    }
  } finally {
    await rm(target.at(name), { recursive: true, force: true })
    await target.sync()
    await target.close()
  }
}

/** A new folder of ours, used through its descriptor: whoever may write to the prefix could put a link in its place meanwhile. */
async function openStaging(target: Folder, name: string): Promise<Folder> {
  await rm(target.at(name), { recursive: true, force: true }) // of a run that was killed
  await mkdir(target.at(name), { mode: 0o700 })
  const staging = await openPlace(target, name)
  const stat = await staging?.handle.stat()
  if (staging && stat?.uid === process.geteuid?.() && (stat!.mode & 0o077) === 0) return staging
  await staging?.close()
  throw new InstallFailure('path-refused', `expected ${target.path}/${name} to be ours alone, someone else replaced it`)
}

async function judgeArchive(archive: string): Promise<Plan> {
  const entries: ArchiveEntry[] = []
  await readArchive(archive, async entry => {
    entries.push(entry)
  })
  return planArchive(entries)
}

/** What is on the disk must not stand in the way: no link where a folder is expected, no folder where a file goes. */
async function checkPlaces(target: Folder, plan: Plan): Promise<void> {
  for (const entry of plan.values()) {
    const at = entry.type === 'folder' ? entry.path : posix.dirname(entry.path)
    const folder = await openPlace(target, at)
    if (folder === undefined) continue
    try {
      if (entry.type !== 'folder') await kindOf(folder, posix.basename(entry.path))
    } finally {
      await folder.close()
    }
  }
}

/** A folder below the prefix that is reached through real folders only. */
async function openPlace(target: Folder, path: string, create?: number): Promise<Folder | undefined> {
  try {
    return await openFolderBelow(target.at('.'), `/${path === '.' ? '' : path}`, {
      noLinks: true,
      ...(create !== undefined && { create }),
    })
  } catch (error) {
    const refused = error instanceof CodedError || (error as NodeJS.ErrnoException).code === 'ENOTDIR'
    if (!refused) throw error
    throw new InstallFailure('path-refused', `${target.path}/${path} is reached through a link or a file`, {
      cause: error,
    })
  }
}

/** Files lie in the staging folder by their number: no name of the archive is used before its move. */
async function unpack({ archive, plan, staging }: { archive: string; plan: Plan; staging: Folder }): Promise<void> {
  const files = new Map<number, MovedEntry>()
  for (const entry of plan.values()) if (entry.type !== 'folder') files.set(entry.index, entry)
  await readArchive(archive, async (_, content, index) => {
    const entry = files.get(index)
    if (entry?.type === 'file') await writeStaged({ path: staging.at(String(index)), mode: entry.mode, content })
    if (entry?.type === 'link') await symlink(entry.target, staging.at(String(index)))
    if (entry?.type === 'copy') await link(staging.at(String(entry.of)), staging.at(String(index)))
  })
}

async function writeStaged({ path, mode, content }: { path: string; mode: number; content: AsyncIterable<Buffer> }) {
  const file = await open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
  try {
    for await (const chunk of content) await file.writeFile(chunk)
    await file.chmod(mode)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function moveAll({
  context,
  target,
  prefix,
  plan,
  staging,
}: {
  context: ActionContext
  target: Folder
  prefix: string
  plan: Plan
  staging: Folder
}): Promise<void> {
  for (const [path, entries] of byFolder(plan)) {
    const folder = await openPlace(target, path, 0o755)
    if (folder === undefined) throw new InstallFailure('path-refused', `${prefix}/${path} cannot be made`)
    try {
      for (const entry of entries) {
        const name = posix.basename(entry.path)
        await context.kept.keepFile({ folder, name, path: posix.join(prefix, entry.path) })
        await rename(staging.at(String(entry.index)), folder.at(name))
        context.onStep('archive-moved-one')
      }
      await folder.sync()
    } finally {
      await folder.close()
    }
  }
}

/** What goes into which folder; folders that get nothing are there too, to be made. */
function byFolder(plan: Plan): Map<string, MovedEntry[]> {
  const folders = new Map<string, MovedEntry[]>()
  for (const entry of plan.values()) {
    const path = entry.type === 'folder' ? entry.path : posix.dirname(entry.path)
    const entries = folders.get(path) ?? []
    if (entry.type !== 'folder') entries.push(entry)
    folders.set(path, entries)
  }
  return folders
}
