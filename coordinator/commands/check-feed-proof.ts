// The check of a patch that an admin is about to vouch for: with the means the admin gives, or those this key used before, or that
// policy names. Which means are used for a feed is noted beside the key.

import { printNote } from '../../core/command-line.ts'
import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import type { Signed } from '../../core/verify.ts'
import type { FeedConfig } from '../feed/feed-config.ts'
import { unpackProof } from '../feed/proof-files.ts'
import { checkManifest, type FeedReader } from './check-manifest.ts'
import { askCoordinator, type HomeOptions } from './coordinator-command.ts'
import { pinFeed } from './feed-pins.ts'

export interface ProofMeans extends HomeOptions {
  /** The admin's own keyring of the archive. */
  keyring?: string
  /** The admin's own copy of an in-house patch, or of the feed. */
  files?: string
}

export interface ProofContext {
  options: ProofMeans
  policy: Signed<'policy'> | undefined
  keyPath: string
  now: number
  readOwnFeed?: FeedReader
}

/** What was checked with what, for people. Throws as `checkManifest` and `pinFeed`, and `refused` for a keyring that policy does not name. */
export async function checkFeedProof(
  manifest: Signed<'manifest'>,
  feed: FeedConfig,
  { options, policy, keyPath, now, readOwnFeed }: ProofContext,
): Promise<string> {
  const { proof, means, keyringDigest } = await checkManifest(manifest.body, {
    feed,
    now,
    readProof: digest => readProof(options, digest),
    ...(readOwnFeed && { readOwnFeed }),
    ...(options.keyring !== undefined && { keyring: options.keyring }),
    ...(options.files !== undefined && { files: options.files }),
  })
  const name = manifest.body.proof.feed
  refuseOtherKeyring(name, keyringDigest, policy)
  // A folder that the admin names is often that of one patch: it says nothing about the feed's.
  if (!manifest.body.proof.apt && options.files !== undefined) return proof
  const isGiven = options.keyring !== undefined
  const noted = await pinFeed(keyPath, { feed: name, means, isGiven })
  if (noted !== '' && !options.json) printNote(noted)
  return proof
}

/** A feed that policy names a keyring for is an archive, and no other keyring vouches for it. */
function refuseOtherKeyring(feed: string, used: Digest | undefined, policy: Signed<'policy'> | undefined): void {
  const named = policy?.body.keyrings.find(keyring => keyring.feed === feed)?.digest
  if (named === undefined || named === used) return
  throw new CodedError(
    'refused',
    `feed ${feed}: policy names the keyring of SHA-256 ${named}, found ${used ?? 'a patch without an archive'}: give that keyring with --keyring FILE, or change the policy; nothing was signed`,
  )
}

/** Proofs of a main archive are tens of megabytes: they come in parts. */
async function readProof(options: HomeOptions, digest: Digest): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for (;;) {
    const part = await askCoordinator<{ bytes: string; totalBytes: number }>(options, 'patch-proof', {
      digest,
      offset: length,
    })
    const bytes = Buffer.from(part.bytes, 'base64')
    parts.push(bytes)
    length += bytes.length
    if (length >= part.totalBytes || bytes.length === 0) return await unpackProof(Buffer.concat(parts), digest)
  }
}
