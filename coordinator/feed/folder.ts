// A folder of in-house patches: each folder in it is one, with a patch.yaml and the files that names. It reads and hashes; what
// it returns was whole and unchanged while it was read. One broken patch is told as a fault and holds up no other. It keeps
// nothing, copies nothing, and does not look into the files beyond the first bytes of an archive.

import { createHash } from 'node:crypto'
import { constants, type Stats } from 'node:fs'
import { type FileHandle, lstat, open, readdir, realpath } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import type { Digest } from '../../core/digest.ts'
import { CodedError, systemCode } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Artifact } from '../../core/manifest.ts'
import { type PatchFile, type PatchLines, parsePatchYaml } from './patch-yaml.ts'
import type { FeedFault } from './yaml-fields.ts'

export interface FolderArtifact extends Artifact {
  /** Below the feed's folder, with `/` between its parts. */
  path: string
}

export interface FolderPatch {
  /** Name of the patch's own folder. */
  folder: string
  stated: PatchFile
  lines: PatchLines
  /** In the order of `stated.files`. */
  artifacts: FolderArtifact[]
}

export interface FolderFeed {
  patches: FolderPatch[]
  faults: FeedFault[]
  /** Folders whose patch has a fault: what is known of them still stands. */
  faulty: string[]
}

const yamlName = 'patch.yaml'

export interface ReadOptions {
  signal?: AbortSignal
  /** Reads the files of no other patches. */
  onlyIds?: ReadonlySet<string>
  /** Between the reading of a file and the second look at it: where tests change it. */
  onRead?: (path: string) => Promise<void>
}

/** Throws `not-found`, `io-failed` or `limit-exceeded` when the folder itself cannot be read. */
export async function readFolder(path: string, options: ReadOptions = {}): Promise<FolderFeed> {
  const root = await realFolder(path)
  const names = await patchFolders(root)
  const found: FolderPatch[] = []
  const faults: FeedFault[] = []
  for (const folder of names) {
    options.signal?.throwIfAborted()
    const patch = await readPatchFolder({ root, folder, ...options })
    if (patch === undefined) continue
    if ('faults' in patch) faults.push(...patch.faults)
    else found.push(patch)
  }
  faults.push(...doubleIds(found))
  const broken = new Set(faults.map(({ file }) => file.split('/')[0]!))
  return { patches: found.filter(({ folder }) => !broken.has(folder)), faults, faulty: [...broken] }
}

async function realFolder(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (cause) {
    if (systemCode(cause) !== 'ENOENT') throw unreadable(path, cause)
    const message = `expected a folder of patches at ${path}, found none: put it there, or name another with "patchmesh feed add … --replace"`
    throw new CodedError('not-found', message, { cause })
  }
}

/** Hidden folders and plain files (a README) are none. */
async function patchFolders(root: string): Promise<string[]> {
  try {
    const entries = await readdir(root, { withFileTypes: true })
    const folders = entries.filter(
      entry => !entry.name.startsWith('.') && (entry.isDirectory() || entry.isSymbolicLink()),
    )
    if (folders.length > limits.folderPatches) {
      throw new CodedError(
        'limit-exceeded',
        `${root}: expected at most ${limits.folderPatches} patches, found ${folders.length}; use several feeds`,
      )
    }
    return folders.map(entry => entry.name).sort()
  } catch (cause) {
    if (cause instanceof CodedError) throw cause
    throw unreadable(root, cause)
  }
}

function unreadable(path: string, cause: unknown): CodedError {
  const found = systemCode(cause) === 'ENOTDIR' ? 'something else' : (cause as Error).message
  const message = `expected a folder of patches at ${path}, found ${found}: let the coordinator's user read it, or name another with "patchmesh feed add … --replace"`
  return new CodedError('io-failed', message, { cause })
}

/** The patch whose own folder `path` is; undefined when it is none. */
export async function readPatch(path: string): Promise<FolderPatch | { faults: FeedFault[] } | undefined> {
  try {
    await lstat(join(path, yamlName))
  } catch {
    return undefined // not there, or not to be seen: the reader of the feed says which
  }
  const real = await realFolder(path)
  return await readPatchFolder({ root: dirname(real), folder: basename(real) })
}

/** Where a patch lies: `root` is a real path. */
interface Place extends ReadOptions {
  root: string
  folder: string
}

/** A patch that cannot be read; the sentence becomes a fault. */
class Fault extends Error {}

/** Undefined: it is not the one asked for. */
async function readPatchFolder(place: Place): Promise<FolderPatch | { faults: FeedFault[] } | undefined> {
  const { folder, onlyIds } = place
  const file = `${folder}/${yamlName}`
  try {
    const yaml = await readInside(place, yamlName, readText)
    const parsed = parsePatchYaml(yaml.value, file)
    if ('faults' in parsed) return parsed
    if (onlyIds !== undefined && !onlyIds.has(parsed.patch.id)) return undefined
    const { artifacts, faults } = await readArtifacts(place, parsed)
    if (faults.length > 0) return { faults: faults.map(fault => ({ file, ...fault })) }
    if (await yaml.changed()) throw new Fault('it changed while its files were read; sync again when it is complete')
    return { folder, stated: parsed.patch, lines: parsed.lines, artifacts }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { faults: [{ file, line: 0, field: '', message: error.message }] }
  }
}

async function readArtifacts(place: Place, { patch, lines }: { patch: PatchFile; lines: PatchLines }) {
  const artifacts: FolderArtifact[] = []
  const faults: Omit<FeedFault, 'file'>[] = []
  for (const [index, name] of patch.files.entries()) {
    try {
      const artifact = await readArtifact(place, name, patch)
      const twin = artifacts.find(other => other.digest === artifact.digest)
      if (twin) throw new Fault(`expected files that differ, found ${name} equal to ${twin.fileName}; name one of them`)
      artifacts.push(artifact)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      faults.push({ line: lines.files[index]!, field: `files[${index}]`, message: error.message })
    }
  }
  return { artifacts, faults }
}

async function readArtifact(place: Place, name: string, patch: PatchFile): Promise<FolderArtifact> {
  const { value, path } = await readInside(place, name, hashFile)
  if (patch.install.type === 'archive' && patch.install.file === name && !value.isGzip)
    throw new Fault(`${name}: expected a tar.gz, found something else; pack it with "tar -czf"`)
  const fileName = name.split('/').at(-1)!
  return { digest: value.digest, sizeBytes: value.sizeBytes, fileName, path }
}

/** Reads a file that lies, links followed, in the patch's folder, and that in the feed's; tells when it changed meanwhile. */
async function readInside<T>(
  { root, folder, onRead }: Place,
  name: string,
  read: (file: FileHandle, stat: Stats) => Promise<T>,
): Promise<{ value: T; path: string; changed: () => Promise<boolean> }> {
  const home = await resolveInside(root, join(root, folder), folder)
  const real = await resolveInside(home, join(home, name), name)
  const file = await openPlain(real, name)
  try {
    const before = await file.stat()
    if (!before.isFile())
      throw new Fault(
        `${name}: expected a regular file, found something else; name a file, or pack the folder as a tar.gz`,
      )
    if (before.size === 0)
      throw new Fault(`${name}: expected content, found an empty file; sync again when it is complete`)
    const value = await read(file, before)
    await onRead?.(real)
    const changed = async () => !isSame(before, await lstat(real).catch(() => undefined)) // gone or unreadable: changed
    if (!isSame(before, await file.stat()) || (await changed()))
      throw new Fault(`${name}: it changed while it was read; sync again when it is complete`)
    return { value, path: relative(root, real).split(sep).join('/'), changed }
  } finally {
    await file.close()
  }
}

async function openPlain(path: string, name: string): Promise<FileHandle> {
  try {
    // A named pipe must not block, and a link put here since must not be followed.
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    throw new Fault(`${name}: expected a readable file: ${(error as Error).message}`)
  }
}

async function resolveInside(folder: string, path: string, name: string): Promise<string> {
  let real: string
  try {
    real = await realpath(path)
  } catch (error) {
    const code = systemCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      const move = name === yamlName ? 'move the folder out of the feed' : 'correct the name'
      throw new Fault(`${name}: expected this file, found none; put it there, or ${move}`)
    }
    throw new Fault(`${name}: cannot be read: ${(error as Error).message}`)
  }
  if (!real.startsWith(folder + sep))
    throw new Fault(`${name}: expected a file inside the patch's folder, it leads out; copy it into the folder`)
  return real
}

function isSame(a: Stats, b: Stats | undefined): boolean {
  return (
    b !== undefined &&
    a.dev === b.dev &&
    a.ino === b.ino &&
    a.size === b.size &&
    a.mtimeMs === b.mtimeMs &&
    a.ctimeMs === b.ctimeMs
  )
}

async function readText(file: FileHandle, stat: Stats): Promise<string> {
  if (stat.size > limits.patchYamlBytes)
    throw new Fault(`expected at most ${limits.patchYamlBytes} bytes, found ${stat.size}; shorten it`)
  const bytes = Buffer.alloc(stat.size)
  const { bytesRead } = await file.read(bytes, 0, stat.size, 0)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, bytesRead))
  } catch {
    throw new Fault('expected UTF-8 text, found other bytes; save it as UTF-8')
  }
}

async function hashFile(
  file: FileHandle,
  stat: Stats,
): Promise<{ digest: Digest; sizeBytes: number; isGzip: boolean }> {
  if (stat.size > limits.artifactBytes)
    throw new Fault(`expected at most ${limits.artifactBytes} bytes, found ${stat.size}; make several patches of it`)
  const hash = createHash('sha256')
  let sizeBytes = 0
  let isGzip = false
  for await (const chunk of file.createReadStream({
    autoClose: false,
    highWaterMark: 1024 * 1024,
  }) as AsyncIterable<Buffer>) {
    if (sizeBytes === 0) isGzip = chunk[0] === 0x1f && chunk[1] === 0x8b
    sizeBytes += chunk.length
    hash.update(chunk)
  }
  return { digest: hash.digest('hex'), sizeBytes, isGzip }
}

/** Neither of two patches with one id is taken: it is not ours to say which was meant. */
function doubleIds(patches: readonly FolderPatch[]): FeedFault[] {
  const byId = Map.groupBy(patches, patch => patch.stated.id)
  return [...byId].flatMap(([id, twins]) =>
    twins.length === 1
      ? []
      : twins.map(twin =>
          doubleId(
            twin,
            id,
            twins.filter(other => other !== twin),
          ),
        ),
  )
}

function doubleId({ folder, lines }: FolderPatch, id: string, others: readonly FolderPatch[]): FeedFault {
  const found = others.map(other => `${other.folder}/${yamlName}`).join(', ')
  const message = `expected an id of its own, found ${id} also in ${found}; give one of them another id`
  return { file: `${folder}/${yamlName}`, line: lines.id, field: 'id', message }
}
