// The signed objects of a large patch day at one site, of realistic sizes, in the batches in which a sync delivers them: what the
// speed of verification is measured with.

import { sha256 } from '../../core/digest.ts'
import { limits } from '../../core/limits.ts'
import type { Fleet, Made } from './fleet.ts'

/** As Debian's indexes have them: 1.2 KB. */
const stanza = Array.from({ length: 24 }, (_, line) => `Field-${line}: ${'value '.repeat(7)}`).join('\n')

/** `objects` in all: for each patch a manifest, an approval and three piece lists; schedules of 20 patches, and the site's own. */
export async function patchDayObjects(fleet: Fleet, { objects = 1000, members = 500 } = {}): Promise<Uint8Array[]> {
  const patches = Math.floor((objects - 3) / 5.05)
  const manifests = await Promise.all(Array.from({ length: patches }, (_, index) => debManifest(fleet, index)))
  const approvals = manifests.map(({ head, digest }) => fleet.approval(head.name, [digest]))
  const lists = manifests.flatMap(({ body }) => body.artifacts.map(artifact => pieceListOf(fleet, artifact.digest)))
  const schedules = Array.from({ length: Math.ceil(patches / 20) }, (_, index) =>
    fleet.schedule(
      `day-${index}`,
      manifests.slice(index * 20, index * 20 + 20).map(({ head, digest }) => ({ patch: head.name, manifest: digest })),
    ),
  )
  const made: Made[] = [...(await Promise.all([...approvals, ...schedules, ...lists])), ...manifests]
  const policy = await fleet.policy()
  const roster = await fleet.roster('office', { members: manyMembers(fleet, members) })
  const heartbeat = await fleet.heartbeat(
    'office',
    [policy, roster, ...made].map(({ head }) => head),
  )
  return [policy, roster, heartbeat, ...made].map(({ bytes }) => bytes)
}

/** As many envelopes a frame as fit, as core/sync-exchange.ts sends them. */
export function syncBatches(envelopes: readonly Uint8Array[]): Uint8Array[][] {
  const batches: Uint8Array[][] = []
  let bytes = 0
  for (const envelope of envelopes) {
    const batch = batches.at(-1)
    if (batch && batch.length < limits.syncDigests && bytes + envelope.length <= limits.envelopeBytes) {
      batch.push(envelope)
      bytes += envelope.length
    } else {
      batches.push([envelope])
      bytes = envelope.length
    }
  }
  return batches
}

function debManifest(fleet: Fleet, index: number) {
  const packages = [`lib${index}`, `lib${index}-dev`, `tool${index}`]
  const artifacts = packages.map(name => ({
    digest: sha256(Buffer.from(name)),
    sizeBytes: 250_000,
    fileName: `${name}_1.2.3-4_amd64.deb`,
    deb: { package: name, version: '1.2.3-4', architecture: 'amd64', stanza },
  }))
  return fleet.manifest(`source${index}-1.2.3-4`, undefined, {
    artifacts,
    action: { type: 'deb' },
    detection: [{ type: 'deb' }],
    cves: [`CVE-2026-${10_000 + index}`],
  })
}

/** 250 KB in four pieces. */
function pieceListOf(fleet: Fleet, artifact: string) {
  const sources = [`http://deb.example/pool/${artifact.slice(0, 8)}.deb`]
  return fleet.sign('piece-list', {
    header: fleet.header('piece-list', artifact),
    sizeBytes: 250_000,
    hashes: Array.from({ length: 4 }, (_, piece) => sha256(Buffer.from(`${artifact}/${piece}`))),
    sources,
  })
}

function manyMembers(fleet: Fleet, count: number) {
  const own = (fleet.nodes.office ?? []).map(({ node }) => node)
  return Array.from({ length: count }, (_, index) => ({
    node: own[index] ?? `12D3KooWQ${sha256(Buffer.from(String(index))).slice(0, 43)}`,
    class: 'wired' as const,
    groups: ['desks', `floor-${index % 7}`],
    hostName: `office-${index}`,
    sinceVersion: 1,
  }))
}
