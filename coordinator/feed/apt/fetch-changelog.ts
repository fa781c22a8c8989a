// A patch's changelog from the archive: downloads the smallest .deb that may hold it, checks its hash, reads it. It tries a few, since
// some packages only link to another's. It caches nothing: the caller keeps what it got, also that there is none.

import { sha256 } from '../../../core/digest.ts'
import { CodedError } from '../../../core/errors.ts'
import { limits } from '../../../core/limits.ts'
import type { Fetch } from '../http-client.ts'
import type { Changelog } from './changelog.ts'
import type { AptArtifact, AptPatch } from './packages-index.ts'
import { askForChangelog } from './read-changelog.ts'
import { poolUrl } from './sync-apt.ts'

export interface FetchChangelogInput {
  patch: AptPatch
  /** The archive's root. */
  source: { url: string }
  fetch: Fetch
  signal?: AbortSignal
}

/** All entries; `changesSince` cuts them for one node. Undefined when none of the files tried holds one, or all are too big. */
export async function fetchChangelog({ patch, ...input }: FetchChangelogInput): Promise<Changelog | undefined> {
  const candidates = changelogCandidates(patch)
  for (let tries = 0; tries < limits.changelogTries; tries++) {
    const artifact = candidates.shift()
    if (artifact === undefined) return undefined
    const deb = await fetchDeb({ artifact, ...input })
    const { changelog, linkedTo } = await askForChangelog(chunks(deb), { package: artifact.deb.package })
    if (changelog !== undefined) return changelog
    const target = candidates.findIndex(other => other.deb.package === linkedTo)
    if (target > 0) candidates.unshift(...candidates.splice(target, 1))
  }
  return undefined
}

/** Smallest first. */
function changelogCandidates(patch: AptPatch): AptArtifact[] {
  return patch.artifacts
    .filter(artifact => artifact.sizeBytes <= limits.changelogDebBytes)
    .sort((a, b) => a.sizeBytes - b.sizeBytes || (a.deb.package < b.deb.package ? -1 : 1))
}

async function fetchDeb({
  artifact,
  source,
  fetch,
  signal,
}: { artifact: AptArtifact } & Omit<FetchChangelogInput, 'patch'>) {
  const { sizeBytes, digest, poolPath } = artifact
  const url = poolUrl(source, poolPath)
  const deb = await fetch({ url, maxBytes: sizeBytes, expectBytes: sizeBytes, signal })
  const found = sha256(deb)
  if (found !== digest) {
    throw new CodedError(
      'wrong-hash',
      `${url}: expected SHA-256 ${digest}, found ${found}; the mirror is broken, try another`,
    )
  }
  return deb
}

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += limits.feedChunkBytes) yield bytes.subarray(at, at + limits.feedChunkBytes)
}
