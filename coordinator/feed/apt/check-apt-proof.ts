// The feed's proof of a Debian patch, checked where an admin signs: InRelease again with the admin's own keyring, the index's hash in
// it, and in the index each artifact's stanza, byte for byte. It trusts nothing the coordinator said. Valid-Until holds at `now`: a
// proof older than the archive's own promise is refused, and the coordinator must be asked to sync and to make the manifest again.

import { parseFields, splitStanzas } from '../../../core/deb822.ts'
import { sha256 } from '../../../core/digest.ts'
import { CodedError } from '../../../core/errors.ts'
import type { AptProof, Artifact } from '../../../core/manifest.ts'
import { type AptArtifact, artifactOf } from './packages-index.ts'
import type { Release, ReleaseFile } from './release.ts'
import { unpackIndex } from './unpack-index.ts'
import { verifyInRelease } from './verify-in-release.ts'

export interface AptProofInput {
  proof: AptProof
  /** The manifest's. */
  artifacts: readonly Artifact[]
  /** What the manifest says it is: each artifact must be built from that source at that version. */
  source: string
  sourceVersion: string
  inRelease: Uint8Array
  /** The file that `proof.indexPath` names. */
  index: Uint8Array
  keyring: Uint8Array
  now: number
  /** The newest Release date this admin has accepted for the suite, if any is known. */
  previousDate?: number
}

/** Throws `bad-proof` where the manifest and the vendor's statement differ, and what `verifyInRelease` and `unpackIndex` throw. */
export async function checkAptProof(input: AptProofInput): Promise<Release> {
  const { proof, inRelease, keyring, now, previousDate } = input
  expect('InRelease with the digest', proof.inReleaseDigest, sha256(inRelease))
  const { suite, component } = proof
  const release = await verifyInRelease({ bytes: inRelease, keyring, suite, component, now, previousDate })
  const stated = await indexText(input, release)
  checkArtifacts(input, stated)
  return release
}

async function indexText({ proof, index }: AptProofInput, release: Release): Promise<string> {
  const plainPath = `${proof.component}/binary-${proof.architecture}/Packages`
  const file = release.files.get(proof.indexPath)
  if (file === undefined || proof.indexPath.replace(/\.(xz|gz)$/, '') !== plainPath) {
    throw fault(`the index ${plainPath} in InRelease`, proof.indexPath)
  }
  expect('the index digest of InRelease', file.sha256, proof.indexDigest)
  const plain: ReleaseFile | undefined = release.files.get(plainPath)
  const unpacked = await unpackIndex(index, { file, plain })
  return Buffer.from(unpacked).toString('utf8')
}

function checkArtifacts({ artifacts, source, sourceVersion }: AptProofInput, index: string): void {
  if (artifacts.length === 0) throw fault('at least one artifact', 'none')
  const missing = new Set(artifacts.map(({ deb }) => deb?.stanza ?? ''))
  for (const { raw } of splitStanzas(index, 'Packages')) missing.delete(raw)
  for (const artifact of artifacts) {
    const stanza = artifact.deb?.stanza ?? ''
    if (missing.has(stanza)) throw fault(`the stanza of ${artifact.fileName} in the index`, 'no such stanza')
    const stated = artifactOf({ raw: stanza, fields: parseFields(stanza, { what: artifact.fileName, line: 1 }) })
    if (typeof stated === 'string') throw fault('a stanza that can be installed', stated)
    checkArtifact(artifact, stated)
    expect(`the source of ${artifact.fileName}`, source, stated.source)
    expect(`the source version of ${artifact.fileName}`, sourceVersion, stated.sourceVersion)
  }
}

/** Every word of the manifest about an artifact must be the vendor's. */
function checkArtifact(artifact: Artifact, stated: AptArtifact): void {
  expect('SHA256', stated.digest, artifact.digest)
  expect('Size', String(stated.sizeBytes), String(artifact.sizeBytes))
  expect('Filename', stated.fileName, artifact.fileName)
  expect('Package', stated.deb.package, artifact.deb?.package ?? '')
  expect('Version', stated.deb.version, artifact.deb?.version ?? '')
  expect('Architecture', stated.deb.architecture, artifact.deb?.architecture ?? '')
}

function expect(what: string, expected: string, found: string): void {
  if (expected !== found) throw fault(`${what} ${expected}`, found)
}

function fault(expected: string, found: string): CodedError {
  return new CodedError(
    'bad-proof',
    `the feed's proof: expected ${expected}, found ${found.slice(0, 200)}; do not approve: sync the feed again, and if it stays, suspect the coordinator`,
  )
}
