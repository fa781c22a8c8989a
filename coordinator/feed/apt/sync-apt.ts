// One synchronisation with a Debian/Ubuntu archive: state in, result out. It fetches InRelease, and only if the index changed, the
// index; it verifies both and groups the packages into patches. It keeps nothing: the caller stores InRelease and index by digest.
// Suites that keep packages for all architectures in an index of their own (binary-all only) are not read for those.

import { setImmediate } from 'node:timers/promises'
import { type Digest, sha256 } from '../../../core/digest.ts'
import { CodedError } from '../../../core/errors.ts'
import { limits } from '../../../core/limits.ts'
import type { AptProof } from '../../../core/manifest.ts'
import type { Fetch } from '../http-client.ts'
import { type AptPatch, groupPatches, type SkippedPackage } from './packages-index.ts'
import { isSafePath, type Release, type ReleaseFile } from './release.ts'
import { unpackIndex } from './unpack-index.ts'
import { verifyInRelease } from './verify-in-release.ts'

export interface AptSource {
  /** The archive's root, below which are `dists` and `pool`. */
  url: string
  suite: string
  component: string
  architecture: string
  keyring: Uint8Array
}

/** What the caller keeps between synchronisations of one source; dropped when the source's settings change. Plain JSON. */
export interface AptState {
  /** The newest Release date, milliseconds since the epoch. */
  date: number
  inReleaseDigest: Digest
  indexPath: string
  indexDigest: Digest
  /** `source version` of each patch. */
  patches: string[]
}

export interface AptInput {
  source: AptSource
  previous?: AptState
  now: number
  fetch: Fetch
  signal?: AbortSignal
}

interface AptRelease {
  state: AptState
  release: Release
  /** InRelease as it came: the raw proof, to be stored by `state.inReleaseDigest` even when nothing changed. */
  inRelease: Uint8Array
}

export type AptSync =
  /** The index is the one that `previous` names. */
  | (AptRelease & { changed: false })
  | (AptRelease & {
      changed: true
      /** The file that `state.indexPath` names: the raw proof, to be stored by `state.indexDigest`. */
      index: Uint8Array
      patches: AptPatch[]
      /** `source version` of patches that `previous` had and the suite no longer has. */
      removed: string[]
      skipped: SkippedPackage[]
    })

/** What the archive signed, verified; its index is not read yet. */
export interface ArchiveAnswer extends AptRelease {
  input: AptInput
  offered: OfferedIndices
}

/** Throws what the fetcher and `verifyInRelease` throw; `bad-feed` for a missing or malformed index, `wrong-hash` or `wrong-size` for another one. */
export async function syncApt(input: AptInput): Promise<AptSync> {
  return await readArchive(await askArchive(input))
}

/** The first half of `syncApt`: some kilobytes. */
export async function askArchive(input: AptInput): Promise<ArchiveAnswer> {
  const { source, previous, fetch, now, signal } = input
  checkSource(source)
  const inRelease = await fetch({ url: suiteUrl(source, 'InRelease'), maxBytes: limits.inReleaseBytes, signal })
  const release = await verifyInRelease({ ...source, bytes: inRelease, now, previousDate: previous?.date })
  const offered = offeredIndices(release, source)
  const named = offered.plain ?? offered.fetchable[0]!
  const state = {
    date: release.date,
    inReleaseDigest: sha256(inRelease),
    indexPath: named.path,
    indexDigest: named.sha256,
    patches: previous?.patches ?? [],
  }
  return { input, state, release, inRelease, offered }
}

/** The second half: the index, unless it is known already. */
export async function readArchive({ input, state, release, inRelease, offered }: ArchiveAnswer): Promise<AptSync> {
  const { previous } = input
  if (previous?.indexPath === state.indexPath && previous.indexDigest === state.indexDigest)
    return { changed: false, state, release, inRelease }
  const { packed, plain } = await fetchIndex(input, { release, offered })
  const { patches, skipped } = await groupInTurns(plain)
  const keys = new Set(patches.map(patchKey))
  return {
    changed: true,
    state: { ...state, patches: [...keys] },
    release,
    inRelease,
    index: offered.plain === undefined ? packed : plain,
    patches,
    removed: previous?.patches.filter(key => !keys.has(key)) ?? [],
    skipped,
  }
}

/** What ties a source's patches to the vendor's signature, for their manifests. */
export function aptProof(source: AptSource, state: AptState): AptProof {
  const { suite, component, architecture } = source
  const { inReleaseDigest, indexPath, indexDigest } = state
  return { inReleaseDigest, suite, component, architecture, indexPath, indexDigest }
}

/** Where an artifact is in the archive. Each segment is encoded: some mirrors take a bare `+` for a blank. */
export function poolUrl(source: { url: string }, poolPath: string): string {
  return `${source.url.replace(/\/+$/, '')}/${poolPath.split('/').map(encodeURIComponent).join('/')}`
}

function patchKey(patch: { source: string; version: string }): string {
  return `${patch.source} ${patch.version}`
}

interface OfferedIndices {
  /** Packed ones first: what is fetched. */
  fetchable: ReleaseFile[]
  /** What the Release says of the unpacked index, whether or not the mirror has it. */
  plain: ReleaseFile | undefined
}

function offeredIndices(release: Release, { component, architecture }: AptSource): OfferedIndices {
  const path = `${component}/binary-${architecture}/Packages`
  const fetchable = ['.xz', '.gz', ''].flatMap(ending => release.files.get(path + ending) ?? [])
  if (fetchable.length === 0) {
    throw new CodedError(
      'bad-feed',
      `InRelease: expected the index ${path}, found none among ${release.files.size} files; correct the feed's component or architecture (it has ${release.architectures.join(' ').slice(0, 200)})`,
    )
  }
  return { fetchable, plain: release.files.get(path) }
}

/** The best index the mirror has. Only what it does not have is passed over: a wrong file is an error. */
async function fetchIndex(
  { source, fetch, signal }: AptInput,
  { release, offered }: { release: Release; offered: OfferedIndices },
) {
  let missing: unknown
  for (const file of offered.fetchable) {
    for (const path of release.acquireByHash ? [byHash(file), file.path] : [file.path]) {
      try {
        const packed = await fetch({
          url: suiteUrl(source, path),
          maxBytes: Math.min(file.sizeBytes, limits.indexBytes),
          expectBytes: file.sizeBytes,
          signal,
        })
        return { packed, plain: await unpackIndex(packed, { file, plain: offered.plain }) }
      } catch (error) {
        if (!(error instanceof CodedError) || error.code !== 'not-found') throw error
        missing = error
      }
    }
  }
  throw missing
}

/** Grouping 60,000 packages takes a second or more: the process does other work in between. */
async function groupInTurns(index: Uint8Array) {
  const steps = groupPatches(Buffer.from(index.buffer, index.byteOffset, index.length).toString('utf8'))
  for (let count = 1; ; count++) {
    const { done, value } = steps.next()
    if (done) return value
    if (count % 500 === 0) await setImmediate()
  }
}

function byHash(file: ReleaseFile): string {
  return file.path.replace(/[^/]+$/, `by-hash/SHA256/${file.sha256}`)
}

function suiteUrl(source: AptSource, path: string): string {
  return `${source.url.replace(/\/+$/, '')}/dists/${source.suite}/${path}`
}

function checkSource({ suite, component, architecture }: AptSource): void {
  for (const [field, text] of Object.entries({ suite, component, architecture })) {
    if (!isSafePath(text))
      throw new CodedError(
        'bad-argument',
        `expected a ${field} like bookworm-security, main or amd64, found ${JSON.stringify(text.slice(0, 80))}`,
      )
  }
}
