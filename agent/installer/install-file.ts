// The action `file`: puts one file in its place by an atomic rename. It follows links in folders as the machine would,
// never out of the root, and replaces a link in the last place by the file.

import { open, rename, rm } from 'node:fs/promises'
import { O_NOFOLLOW, O_RDONLY, openFolderBelow, splitPath } from '../assess/below-root.ts'
import { type ActionContext, stagingName } from './action-context.ts'
import { kindOf } from './kept.ts'
import { InstallFailure } from './outcome.ts'
import { writeNew } from './private-copy.ts'

/** Throws InstallFailure, `refused` for a path that leads out of the root, or the system's error. */
export async function installFile(
  context: ActionContext,
  { artifact, path, mode }: { artifact: string; path: string; mode: number },
): Promise<void> {
  const { folder: parent, name } = splitPath(path)
  if ((mode & ~0o777) !== 0) throw new InstallFailure('path-refused', `mode ${mode.toString(8)} has special bits`)
  const folder = await openFolderBelow(context.root, parent, { create: 0o755 })
  if (folder === undefined) throw new InstallFailure('path-refused', `${parent} cannot be made`)
  const temporary = stagingName(context.key)
  try {
    await kindOf(folder, name)
    await rm(folder.at(temporary), { force: true })
    const from = await open(context.copies.at(artifact), O_RDONLY | O_NOFOLLOW)
    try {
      const digest = await writeNew({ from, folder, name: temporary, mode, maxBytes: (await from.stat()).size })
      if (digest !== artifact) throw new InstallFailure('wrong-hash', `the copy for ${path} changed`)
    } finally {
      await from.close()
    }
    context.onStep('file-written')
    await context.kept.keepFile({ folder, name, path })
    context.onStep('file-kept')
    await rename(folder.at(temporary), folder.at(name))
    context.onStep('file-renamed')
    await folder.sync()
  } catch (error) {
    await rm(folder.at(temporary), { force: true })
    throw error
  } finally {
    await folder.close()
  }
}
