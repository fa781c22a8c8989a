// The feed's proof of a manifest, checked where the admin signs, on the admin's own means: the archive's signature with the admin's
// keyring, or the admin's own copy of an in-house patch. It trusts nothing the coordinator says beside: a stolen coordinator must
// not get anything signed that neither the vendor nor the admin vouched for.

import { readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Digest, sha256 } from '../../core/digest.ts'
import { CodedError, systemCode } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { AptProof, Manifest } from '../../core/manifest.ts'
import { aptPatchId } from '../catalogue/catalogue-entry.ts'
import { contentOfFolderPatch, type InstallContent, installFingerprint } from '../catalogue/manifest-content.ts'
import { checkAptProof } from '../feed/apt/check-apt-proof.ts'
import type { FeedConfig } from '../feed/feed-config.ts'
import { type FolderFeed, type FolderPatch, readFolder, readPatch } from '../feed/folder.ts'

export interface CheckMeans {
  /** As the coordinator tells it: only where to look, when the admin says nothing. */
  feed: FeedConfig
  /** The admin's own keyring file. */
  keyring?: string
  /** The admin's own copy: a feed's folder, or one patch's. */
  files?: string
  /** Where several patches are checked: one reader for all of them. */
  readOwnFeed?: FeedReader
  /** A raw proof, with this digest. */
  readProof(digest: Digest): Promise<Uint8Array>
  now: number
}

export interface CheckedManifest {
  /** What was checked with what, for people. */
  proof: string
  /** What vouched for it, to be the same next time. */
  means: string
  /** Of the keyring that vouched for it; undefined for an in-house patch. */
  keyringDigest?: Digest
}

export type FeedReader = (path: string) => Promise<FolderFeed>

/** Reads a folder once, however many of these patches are looked for in it: each look parses every patch.yaml there. */
export function feedReader(ids: Iterable<string>): FeedReader {
  const onlyIds = new Set(ids)
  const feeds = new Map<string, Promise<FolderFeed>>()
  return path => {
    const feed = feeds.get(path) ?? readFolder(path, { onlyIds })
    feeds.set(path, feed)
    return feed
  }
}

/** Throws `bad-proof`, `bad-argument`, and what the archive's checks throw. */
export async function checkManifest(manifest: Manifest, means: CheckMeans): Promise<CheckedManifest> {
  const { apt } = manifest.proof
  return apt ? await checkArchivePatch(manifest, apt, means) : await checkInHousePatch(manifest, means)
}

async function checkArchivePatch(manifest: Manifest, proof: AptProof, means: CheckMeans): Promise<CheckedManifest> {
  const { header, product: source, productVersion: sourceVersion, artifacts, action, detection } = manifest
  same('the id', aptPatchId(manifest.proof.feed, { source, version: sourceVersion }), header.name)
  same('the action', 'deb', action.type)
  same('the detection rule', 'deb', detection.map(rule => rule.type).join(', '))
  const path = keyringPath(means)
  const keyring = await readKeyringFile(path)
  const release = await checkAptProof({
    proof,
    artifacts,
    source,
    sourceVersion,
    inRelease: await means.readProof(proof.inReleaseDigest),
    index: await means.readProof(proof.indexDigest),
    keyring,
    now: means.now,
  })
  const date = new Date(release.date).toISOString()
  return {
    proof: `signed by ${release.label || release.origin || 'the archive'} (${proof.suite}, ${date}), with the keyring ${path}`,
    means: `suite ${proof.suite} with the keyring of SHA-256 ${sha256(keyring)}`,
    keyringDigest: sha256(keyring),
  }
}

function keyringPath({ keyring, feed }: CheckMeans): string {
  if (keyring !== undefined) return resolve(keyring)
  if (feed.type === 'apt') return feed.keyring
  throw new CodedError('bad-argument', `expected the keyring of the archive: give --keyring FILE`)
}

async function readKeyringFile(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path)
    if (size > limits.keyringBytes)
      throw new CodedError(
        'limit-exceeded',
        `${path}: expected a keyring of at most ${limits.keyringBytes} bytes, found ${size}`,
      )
    return await readFile(path)
  } catch (cause) {
    if (cause instanceof CodedError) throw cause
    throw new CodedError(
      'bad-argument',
      `cannot read the keyring ${path} on this machine (${systemCode(cause)}): give your own with --keyring FILE`,
      { cause },
    )
  }
}

async function checkInHousePatch(
  manifest: Manifest,
  { files, feed, readOwnFeed = feedReader([manifest.header.name]) }: CheckMeans,
): Promise<CheckedManifest> {
  const id = manifest.header.name
  // Ids with a colon are of archives: a manifest of one without the vendor's proof is a trick.
  if (id.includes(':')) throw fault(`the vendor's proof for ${id}`, 'none')
  const path = files === undefined ? (feed.type === 'folder' ? feed.path : '') : resolve(files)
  const own = await findOwnCopy(path, id, { isTold: files === undefined, readOwnFeed })
  const { productVersion, ...content } = contentOfFolderPatch(own)
  for (const [name, found] of Object.entries(describe(manifest)))
    same(name, describe({ ...content, productVersion })[name]!, found)
  if (installFingerprint({ ...content, productVersion }) !== installFingerprint(manifest))
    throw fault('what your own copy states', 'something else')
  return { proof: `equal to your copy in ${join(path, own.folder)}`, means: `your own copies in ${path}` }
}

/** The parts that are compared, with names for the error; the fingerprint compares them all once more. */
function describe({
  product,
  productVersion,
  platform,
  artifacts,
  action,
  detection,
}: InstallContent): Record<string, string> {
  return {
    'the product': product,
    'the version': productVersion,
    'the platform': JSON.stringify([platform.os, platform.architecture, platform.distribution]),
    'the SHA-256 of its files': artifacts.map(artifact => artifact.digest).join(' '),
    'the install action': JSON.stringify(Object.entries(action).sort()),
    'the detection rules': JSON.stringify(detection.map(rule => Object.entries(rule).sort())),
  }
}

/** `path` is a patch's folder or a folder of them. */
async function findOwnCopy(
  path: string,
  id: string,
  { isTold, readOwnFeed }: { isTold: boolean; readOwnFeed: FeedReader },
): Promise<FolderPatch> {
  const hint = isTold ? 'give your own copy with --files DIR' : 'give the folder of your own copy with --files DIR'
  const refuse = (why: string) =>
    new CodedError('bad-argument', `expected your own copy of ${id} in ${path || 'a folder'}: ${why}; ${hint}`)
  if (path === '') throw refuse('none is known')
  const single = await readPatch(path)
  if (single !== undefined) {
    if ('faults' in single)
      throw refuse(single.faults.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('; '))
    if (single.stated.id !== id) throw refuse(`it holds ${single.stated.id}`)
    return { ...single, folder: '' }
  }
  let feed: Awaited<ReturnType<typeof readFolder>>
  try {
    feed = await readOwnFeed(path)
  } catch (error) {
    if (error instanceof CodedError) throw refuse(error.message)
    throw error
  }
  const own = feed.patches.find(patch => patch.stated.id === id)
  if (own) return own
  throw refuse(feed.faults[0] ? `${feed.faults[0].file}: ${feed.faults[0].message}` : 'it is not there')
}

function same(what: string, expected: string, found: string): void {
  if (expected !== found) throw fault(`${what} ${expected.slice(0, 300)}`, found.slice(0, 300))
}

function fault(expected: string, found: string): CodedError {
  return new CodedError(
    'bad-proof',
    `the coordinator's manifest: expected ${expected}, found ${found}; nothing was signed. Sync the feed again, and if it stays, suspect the coordinator`,
  )
}
