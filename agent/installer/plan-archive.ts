// Decides whether an archive may be unpacked and what will lie where, from its headers alone. Pure. The whole archive is
// refused for one bad entry: nothing of an archive that tries to get out is worth having.

import { posix } from 'node:path'
import { limits } from '../../core/limits.ts'
import { InstallFailure } from './outcome.ts'

/** One header as the archive states it. */
export interface ArchiveEntry {
  /** `File`, `Directory`, `SymbolicLink`, `Link`, or what the tar format calls others. */
  type: string
  path: string
  /** Target of a link. */
  linkPath: string
  mode: number
  sizeBytes: number
}

export type PlannedEntry =
  | { type: 'folder'; path: string }
  /** `index` counts the archive's entries. Only the executable bit of the mode is taken over. */
  | { type: 'file'; path: string; index: number; mode: number; sizeBytes: number }
  | { type: 'link'; path: string; index: number; target: string }
  /** Another name of the file that entry `of` brings. */
  | { type: 'copy'; path: string; index: number; of: number }

/** By normalised path relative to the prefix, without a leading slash. Throws InstallFailure `archive-refused`. */
export function planArchive(entries: readonly ArchiveEntry[]): Map<string, PlannedEntry> {
  if (entries.length > limits.archiveEntries) throw refusal(`it has more than ${limits.archiveEntries} entries`)
  const total = entries.reduce((sum, entry) => sum + entry.sizeBytes, 0)
  if (total > limits.archiveBytes) throw refusal(`it unpacks to more than ${limits.archiveBytes} bytes`)
  const plan = new Map<string, PlannedEntry>()
  for (const [index, entry] of entries.entries()) {
    const path = normalise(entry.path)
    if (path === '') {
      if (entry.type !== 'Directory') throw refusal(`${show(entry.path)} names the prefix itself`)
      continue
    }
    const planned = planEntry({ entry, path, index, plan })
    const before = plan.get(path)
    if (before !== undefined && !(before.type === 'folder' && planned.type === 'folder')) {
      throw refusal(`${show(path)} comes twice`)
    }
    plan.set(path, planned)
  }
  checkParents(plan)
  return plan
}

function planEntry({
  entry,
  path,
  index,
  plan,
}: {
  entry: ArchiveEntry
  path: string
  index: number
  plan: ReadonlyMap<string, PlannedEntry>
}): PlannedEntry {
  if ((entry.mode & 0o7000) !== 0 && entry.type !== 'Directory')
    throw refusal(`${show(path)} has setuid, setgid or sticky bits`)
  switch (entry.type) {
    case 'File':
    case 'OldFile':
    case 'ContiguousFile':
      return { type: 'file', path, index, mode: (entry.mode & 0o111) !== 0 ? 0o755 : 0o644, sizeBytes: entry.sizeBytes }
    case 'Directory':
      return { type: 'folder', path }
    case 'SymbolicLink':
      return { type: 'link', path, index, target: checkTarget(entry.linkPath, path) }
    case 'Link':
      return { type: 'copy', path, index, of: originalOf(entry, path, plan) }
    default:
      throw refusal(`${show(path)} is a ${entry.type}; only files, folders and links are unpacked`)
  }
}

/** Relative, without `..`, empty names, NUL; `./a//b/` is `a/b`. */
function normalise(path: string): string {
  if (path.startsWith('/')) throw refusal(`${show(path)} is absolute`)
  if (path.includes('\0') || path.includes('\\')) throw refusal(`${show(path)} has a character that is not allowed`)
  if (path.length > limits.pathLength) throw refusal('a name is too long')
  const names = path.split('/').filter(name => name !== '' && name !== '.')
  if (names.includes('..')) throw refusal(`${show(path)} leads upwards`)
  if (names.some(name => name.startsWith('.patchmesh-'))) throw refusal(`${show(path)} uses a name of the installer`)
  return names.join('/')
}

/**
 * A link's target must stay inside the prefix wherever the link is followed from. `..` is allowed only at its start: there the
 * folders above are real ones (checkParents), so the lexical answer is the true one; after a name that may itself be a link it is not.
 */
function checkTarget(target: string, path: string): string {
  if (target === '' || target.startsWith('/') || target.includes('\0'))
    throw refusal(`${show(path)} links out of the prefix`)
  const names = target.split('/').filter(name => name !== '' && name !== '.')
  const firstDown = names.findIndex(name => name !== '..')
  if (firstDown >= 0 && names.indexOf('..', firstDown) >= 0) throw refusal(`${show(path)} links upwards after a name`)
  const resolved = posix.normalize(posix.join(posix.dirname(path), target))
  if (resolved === '..' || resolved.startsWith('../')) throw refusal(`${show(path)} links out of the prefix`)
  return target
}

/** A hard link may name only a file that this archive brought before it. */
function originalOf(entry: ArchiveEntry, path: string, plan: ReadonlyMap<string, PlannedEntry>): number {
  const original = plan.get(normalise(entry.linkPath))
  if (original?.type === 'file') return original.index
  if (original?.type === 'copy') return original.of
  throw refusal(`${show(path)} is a hard link to something that is no file of this archive`)
}

/** What lies above an entry must be a folder: through a link, a second entry could write anywhere. */
function checkParents(plan: ReadonlyMap<string, PlannedEntry>): void {
  for (const path of plan.keys()) {
    for (let parent = posix.dirname(path); parent !== '.'; parent = posix.dirname(parent)) {
      const above = plan.get(parent)
      if (above !== undefined && above.type !== 'folder')
        throw refusal(`${show(path)} lies below ${show(parent)}, which is no folder`)
    }
  }
}

function refusal(why: string): InstallFailure {
  return new InstallFailure('archive-refused', `the archive is refused: ${why}`)
}

function show(path: string): string {
  return JSON.stringify(path.slice(0, 200))
}
