// At least one signed object of every kind, with as many of its fields set as can be set together, and how each is verified: what the
// attack tests mutate. A new kind does not compile until it has a sample here.

import { encodeAnnouncement } from '../../core/announcement.ts'
import { type Digest, sha256 } from '../../core/digest.ts'
import { openEnvelope } from '../../core/envelope.ts'
import type { Header } from '../../core/header.ts'
import { type Kind, kinds } from '../../core/kinds.ts'
import { keySubject } from '../../core/recall.ts'
import { encodeReport } from '../../core/report.ts'
import { verifyAnnouncement, verifyObject, verifyReport, verifyRoot } from '../../core/verify.ts'
import { signEnvelope } from '../../keys/sign.ts'
import type { Fleet, KitNode } from './fleet.ts'
import { quickSigner } from './quick-signer.ts'

export interface Sample {
  kind: Kind
  bytes: Uint8Array
  digest: Digest
  /** Verifies any bytes in this object's place; gives the digest of what was accepted, or throws. */
  verify: (bytes: Uint8Array) => Digest
  /** The envelope of another payload with as good signatures as the sample has. */
  signAgain: (payload: Uint8Array) => Promise<Uint8Array>
}

const content = Buffer.from('the content of a patch')
const digest = sha256(content)

export async function signedCorpus(fleet: Fleet, now: number): Promise<Sample[]> {
  const byKind = await samplesByKind(fleet, now)
  return Object.values(byKind).flat()
}

async function samplesByKind(fleet: Fleet, now: number): Promise<Record<Kind, Sample[]>> {
  const roled = (
    kind: Exclude<Kind, 'root' | 'report' | 'announcement'>,
    { bytes }: { bytes: Uint8Array },
  ): Sample => ({
    ...identity(bytes),
    verify: each => verifyObject(each, { anchor: fleet.anchor, now, allowed: [kind] }).digest,
    signAgain: payload =>
      signEnvelope(
        kind,
        payload,
        fleet.keys[roleOf(kind)].map(key => quickSigner(key)),
      ),
  })
  const manifest = await fleet.manifest('tool', content, { cves: ['CVE-2026-0001'], summary: 'why\nit matters' })
  const roster = await fleet.roster('office')
  return {
    root: [await rootSample(fleet)],
    roster: [roled('roster', roster)],
    manifest: [roled('manifest', manifest), roled('manifest', await debManifest(fleet))],
    'piece-list': [roled('piece-list', await fleet.pieceList(content, ['http://origin.example/file']))],
    approval: [roled('approval', await fleet.approval('tool', [manifest.digest], { severity: 'low' }))],
    schedule: [roled('schedule', await fullSchedule(fleet, manifest.digest, roster.digest))],
    policy: [roled('policy', await fullPolicy(fleet))],
    group: [roled('group', await fleet.group('servers', [fleet.nodes.office![0]!.node]))],
    recall: [roled('recall', await fullRecall(fleet, manifest.digest))],
    pause: [roled('pause', await fleet.pause('nightly', false)), roled('pause', await fleet.pause('nightly'))],
    'fresh-heads': [roled('fresh-heads', await freshHeads(fleet, roster.digest))],
    receipt: [
      roled(
        'receipt',
        await fleet.receipt('carrier', [{ report: manifest.digest, refused: 'rollback', forgot: true }]),
      ),
    ],
    heartbeat: [roled('heartbeat', await fleet.heartbeat('office', [manifest.head, roster.head]))],
    report: [await reportSample(fleet)],
    announcement: [await announcementSample(fleet)],
  }
}

function identity(bytes: Uint8Array): Pick<Sample, 'kind' | 'bytes' | 'digest'> {
  const { kind, digest: own } = openEnvelope(bytes)
  return { kind, bytes, digest: own }
}

function roleOf(kind: Exclude<Kind, 'report' | 'announcement'>) {
  return kinds[kind].role
}

async function rootSample(fleet: Fleet): Promise<Sample> {
  const { bytes } = await fleet.nextRoot(fleet.root, root => {
    root.operators = [{ peerId: fleet.nodes.office![0]!.node, name: 'someone' }]
  })
  return {
    ...identity(bytes),
    verify: each => verifyRoot(each, fleet.anchor).digest,
    signAgain: payload =>
      signEnvelope(
        'root',
        payload,
        fleet.keys.root.map(key => quickSigner(key)),
      ),
  }
}

function debManifest(fleet: Fleet) {
  const deb = {
    package: 'tool',
    version: '1:2.0-1',
    architecture: 'amd64',
    stanza: 'Package: tool\nVersion: 1:2.0-1\n',
  }
  const apt = {
    inReleaseDigest: digest,
    suite: 'stable',
    component: 'main',
    architecture: 'amd64',
    indexPath: 'main/binary-amd64/Packages.xz',
    indexDigest: digest,
  }
  return fleet.manifest('tool-deb', content, {
    platform: { os: 'linux', architecture: 'amd64', distribution: 'debian-12' },
    artifacts: [{ digest, sizeBytes: content.length, fileName: 'tool.deb', deb }],
    action: { type: 'deb' },
    detection: [
      { type: 'deb' },
      { type: 'version-line', path: '/etc/tool', prefix: 'v', version: '2.0', scheme: 'deb' },
    ],
    proof: { feed: 'debian', apt },
  })
}

function fullSchedule(fleet: Fleet, manifest: Digest, roster: Digest) {
  return fleet.schedule('nightly', [{ patch: 'tool', manifest }], {
    targets: {
      all: false,
      sites: ['office'],
      groups: ['desks'],
      nodes: [],
      rosters: [{ site: 'office', version: 1, digest: roster }],
      includesLaterMembers: false,
      members: ['11'.repeat(16), '22'.repeat(16)],
    },
    window: { start: 'Sat,Sun 22:00', duration: 'PT6H', zone: 'Europe/Vienna' },
    deadline: fleet.seconds + 86_400,
    emergency: true,
  })
}

function fullPolicy(fleet: Fleet) {
  return fleet.policy({
    budgets: [
      {
        site: 'office',
        rateBytesPerSecond: 1_000_000,
        upBytesPerSecond: 50_000,
        lanUploadBytesPerSecond: 20_000_000,
        pauseFetching: true,
        hours: [{ start: 'daily 20:00', duration: 'PT2H', zone: 'local' }],
      },
    ],
    keyrings: [{ feed: 'debian', digest }],
    protectedGroups: ['servers'],
    pauseFetching: true,
  })
}

function fullRecall(fleet: Fleet, manifest: Digest) {
  const at = { recalledAt: fleet.seconds, expiresAt: fleet.seconds + 86_400 }
  return fleet.recall(
    [
      { type: 'key', subject: keySubject(fleet.keys.release[0]!.publicKey), ...at },
      { type: 'manifest', subject: manifest, ...at },
    ],
    { notes: [{ subject: manifest, text: 'breaks the dialler' }] },
  )
}

async function freshHeads(fleet: Fleet, summary: Digest) {
  const { head } = await fleet.heartbeat('office', [])
  return await fleet.freshHeads(fleet.nodes.office![0]!.node, { nonce: Buffer.alloc(32, 7), heartbeat: head, summary })
}

function nodeSample(kind: 'report' | 'announcement', node: KitNode, verify: Sample['verify']) {
  const signAgain = (payload: Uint8Array) => signEnvelope(kind, payload, [quickSigner(node, node.node)])
  return async (payload: Uint8Array): Promise<Sample> => ({ ...identity(await signAgain(payload)), verify, signAgain })
}

function reportSample(fleet: Fleet): Promise<Sample> {
  const node = fleet.nodes.office![0]!
  const make = nodeSample('report', node, each => verifyReport(each, { fleet: fleet.id }).digest)
  const header = { ...fleet.header('policy', node.node), kind: 'report' } as Header<'report'>
  const outcome = {
    schedule: 'nightly',
    patch: 'tool',
    manifest: digest,
    state: 'failed',
    reason: 'no-space',
    detail: 'full',
    at: fleet.seconds,
  } as const
  const traffic = {
    artifact: digest,
    sizeBytes: content.length,
    localBytes: 1,
    lanBytes: 2,
    seedBytes: 3,
    originBytes: 4,
    originWireBytes: 5,
    needed: true,
    reasons: [{ reason: 'first-fetch', bytes: 4 }],
    lanWasted: [{ reason: 'came-twice', bytes: 1 }],
  }
  const alarm = { code: 'clock-wrong', subject: 'clock', detail: 'behind', firstAt: 1, lastAt: 2, count: 3 }
  return make(
    encodeReport({
      header,
      outcomes: [outcome],
      traffic: [traffic],
      agentVersion: '0.1.0',
      alarms: [alarm],
      stale: true,
      boot: 1,
    }),
  )
}

function announcementSample(fleet: Fleet): Promise<Sample> {
  const node = fleet.nodes.office![1]!
  const verify = (bytes: Uint8Array) => {
    verifyAnnouncement(bytes, { fleet: fleet.id, site: 'office' })
    return openEnvelope(bytes).digest
  }
  return nodeSample(
    'announcement',
    node,
    verify,
  )(
    encodeAnnouncement({
      fleet: fleet.id,
      site: 'office',
      node: node.node,
      boot: fleet.seconds * 1000,
      sequence: 7,
      doing: 'source-wait',
      until: fleet.seconds * 1000 + 1000,
      leases: [{ artifact: digest, first: 0, count: 1 }],
      holdings: [{ artifact: digest, pieces: 1 }],
      class: 'wired',
    }),
  )
}
