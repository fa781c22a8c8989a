// A fleet in memory: a root, the keys of its roles, nodes at their sites, and signed objects of every kind. For tests only;
// keys come from a seed, so the same fleet has the same ids in every run.

import { type Approval, encodeApproval } from '../../core/approval.ts'
import { type Digest, sha256 } from '../../core/digest.ts'
import { createKeyPair, type KeyPair } from '../../core/ed25519.ts'
import { openEnvelope } from '../../core/envelope.ts'
import { encodeFreshHeads } from '../../core/fresh-heads.ts'
import { encodeGroup } from '../../core/group.ts'
import type { Head, Header } from '../../core/header.ts'
import { encodeHeartbeat } from '../../core/heartbeat.ts'
import { kinds, type RoleName, roleNames } from '../../core/kinds.ts'
import { encodeManifest, type Manifest } from '../../core/manifest.ts'
import { nodeIdOf } from '../../core/node-id.ts'
import { encodePause } from '../../core/pause.ts'
import { encodePieceList, type PieceList } from '../../core/piece-list.ts'
import { pieceBytes, pieceCount } from '../../core/pieces.ts'
import { encodePolicy } from '../../core/policy.ts'
import { encodeRecall, type Recall } from '../../core/recall.ts'
import { encodeReceipt, type ReceiptEntry } from '../../core/receipt.ts'
import { encodeRoot, type Root } from '../../core/root.ts'
import { encodeRoster } from '../../core/roster.ts'
import { encodeSchedule, type Schedule } from '../../core/schedule.ts'
import { type Bodies, type SignedKind, type TrustAnchor, verifyRootChain } from '../../core/verify.ts'
import { boxKeyPair } from '../../keys/box.ts'
import { signEnvelope } from '../../keys/sign.ts'
import { quickSigner } from './quick-signer.ts'

/** A signed object as a node receives it, with the body it was made from. */
export interface Made<K extends SignedKind = SignedKind> {
  bytes: Uint8Array
  digest: Digest
  head: Head
  body: Bodies[K]
}

export interface KitNode extends KeyPair {
  node: string
}

export interface FleetOptions {
  /** How many nodes each site has. */
  sites?: Record<string, number>
  /** How many keys admin and root have, and how many are needed: all of them unless said. */
  adminKeys?: number
  adminThreshold?: number
  rootKeys?: number
  rootThreshold?: number
  seed?: string
  /** Milliseconds: what is signed is issued then and holds for 30 days. */
  now?: number
  coordinatorAddresses?: string[]
}

const encoders: { [K in SignedKind]: (body: Bodies[K]) => Uint8Array } = {
  root: encodeRoot,
  roster: encodeRoster,
  manifest: encodeManifest,
  'piece-list': encodePieceList,
  approval: encodeApproval,
  schedule: encodeSchedule,
  policy: encodePolicy,
  group: encodeGroup,
  recall: encodeRecall,
  pause: encodePause,
  heartbeat: encodeHeartbeat,
  'fresh-heads': encodeFreshHeads,
  receipt: encodeReceipt,
}

export type Fleet = Awaited<ReturnType<typeof makeFleet>>

export async function makeFleet({
  sites = { office: 4 },
  adminKeys = 1,
  adminThreshold = adminKeys,
  rootKeys = 1,
  rootThreshold = rootKeys,
  seed = 'fleet',
  now = Date.now(),
  coordinatorAddresses = ['/ip4/127.0.0.1/tcp/7433'],
}: FleetOptions = {}) {
  const pair = (label: string) => createKeyPair(Buffer.from(sha256(Buffer.from(`${seed}/${label}`)), 'hex'))
  const node = (label: string): KitNode => {
    const keys = pair(label)
    return { ...keys, node: nodeIdOf(keys.publicKey) }
  }
  const counts: Partial<Record<RoleName, number>> = { admin: adminKeys, root: rootKeys }
  const thresholds: Partial<Record<RoleName, number>> = { admin: adminThreshold, root: rootThreshold }
  const keys = Object.fromEntries(
    roleNames.map(role => [role, Array.from({ length: counts[role] ?? 1 }, (_, index) => pair(`${role}/${index}`))]),
  ) as Record<RoleName, KeyPair[]>
  const coordinator = node('coordinator')
  const nodes = Object.fromEntries(
    Object.entries(sites).map(([site, count]) => [
      site,
      Array.from({ length: count }, (_, index) => node(`${site}/${index}`)),
    ]),
  )
  const seconds = Math.floor(now / 1000)
  const validity = { issuedAt: seconds, notAfter: seconds + 30 * 86_400, minSpec: 1 }

  const rootBody: Root = {
    header: { fleet: '', kind: 'root', name: '', epoch: 0, version: 1, ...validity },
    fleetName: 'test fleet',
    roles: Object.fromEntries(
      roleNames.map(role => [
        role,
        { threshold: thresholds[role] ?? 1, epoch: 0, publicKeys: keys[role].map(key => key.publicKey) },
      ]),
    ) as Root['roles'],
    coordinators: [
      {
        peerId: coordinator.node,
        addresses: coordinatorAddresses,
        boxKey: boxKeyPair(coordinator.secretKey).publicKey,
      },
    ],
    recallEpoch: 0,
    operators: [],
  }

  /** Signs with all keys of the kind's role, or with `signers`. */
  const sign = async <K extends SignedKind>(kind: K, body: Bodies[K], signers?: KeyPair[]): Promise<Made<K>> => {
    const signing = signers ?? keys[kinds[kind].role as RoleName]
    const bytes = await signEnvelope(
      kind,
      encoders[kind](body),
      signing.map(key => quickSigner(key)),
    )
    const { digest } = openEnvelope(bytes)
    const { name, epoch, version } = body.header
    return { bytes, digest, head: { kind, name, epoch, version, digest }, body }
  }
  const firstRoot = await sign('root', rootBody)
  const fleet = firstRoot.digest

  const header = <K extends SignedKind>(
    kind: K,
    name: string,
    version = 1,
    more: Partial<Header<K>> = {},
  ): Header<K> => ({
    fleet,
    kind,
    name,
    epoch: 0,
    version,
    ...validity,
    ...more,
  })
  type More<K extends SignedKind> = { version?: number; header?: Partial<Header<K>> } & Partial<
    Omit<Bodies[K], 'header'>
  >
  const made = <K extends SignedKind>(kind: K, name: string, rest: Omit<Bodies[K], 'header'>, more: More<K>) => {
    const { version, header: change, ...fields } = more
    return sign(kind, { ...rest, ...fields, header: header(kind, name, version, change) } as unknown as Bodies[K])
  }

  return {
    id: fleet,
    seconds,
    keys,
    coordinator,
    /** By site. */
    nodes,
    root: firstRoot,
    anchor: verifyRootChain([firstRoot.bytes], fleet) satisfies TrustAnchor,
    header,
    sign,

    /** The next root: `change` edits a copy of `previous`. Signed by the keys of both. */
    nextRoot: (previous: Made<'root'>, change: (root: Root) => void = () => undefined, signers?: KeyPair[]) => {
      const body = structuredClone(previous.body)
      body.header = { ...body.header, fleet, version: body.header.version + 1 }
      change(body)
      return sign('root', body, signers)
    },
    roster: (site: string, more: More<'roster'> = {}) =>
      made<'roster'>(
        'roster',
        site,
        {
          prefixes: ['127.0.0.0/8'],
          members: (nodes[site] ?? []).map((member, index) => ({
            node: member.node,
            class: 'wired',
            groups: [],
            hostName: `${site}-${index}`,
            sinceVersion: 1,
          })),
        },
        more,
      ),
    policy: (more: More<'policy'> = {}) =>
      made<'policy'>('policy', '', { budgets: [], keyrings: [], protectedGroups: [], pauseFetching: false }, more),
    group: (group: string, nodes: string[], more: More<'group'> = {}) => made<'group'>('group', group, { nodes }, more),
    recall: (entries: Recall['entries'], more: More<'recall'> = {}) =>
      made<'recall'>('recall', '', { entries, notes: [] }, more),
    pause: (schedule: string, paused = true, more: More<'pause'> = {}, signers?: KeyPair[]) => {
      const { version, header: change, ...fields } = more
      const body = { paused, reason: '', ...fields, header: header('pause', schedule, version, change) }
      return sign('pause', body, signers)
    },
    freshHeads: (node: string, rest: Omit<Bodies['fresh-heads'], 'header'>, more: More<'fresh-heads'> = {}) =>
      made<'fresh-heads'>('fresh-heads', node, rest, more),
    receipt: (carrier: string, entries: ReceiptEntry[], more: More<'receipt'> = {}) =>
      made<'receipt'>('receipt', carrier, { entries }, more),
    heartbeat: (site: string, heads: Head[], more: More<'heartbeat'> = {}) =>
      made<'heartbeat'>('heartbeat', site, { heads }, more),
    /** An in-house patch that puts one file in place. */
    manifest: (patch: string, content: Uint8Array = Buffer.from(patch), more: More<'manifest'> = {}) =>
      made<'manifest'>(
        'manifest',
        patch,
        {
          product: patch,
          productVersion: '1.0',
          title: `Patch ${patch}`,
          severity: 'high',
          cves: [],
          summary: '',
          publishedAt: seconds,
          platform: { os: '', architecture: '', distribution: '' },
          artifacts: [{ digest: sha256(content), sizeBytes: content.length, fileName: `${patch}.bin` }],
          action: { type: 'file', artifact: sha256(content), path: `/opt/${patch}`, mode: 0o644 },
          detection: [{ type: 'file-sha256', path: `/opt/${patch}`, digest: sha256(content) }],
          proof: { feed: 'house' },
        } satisfies Omit<Manifest, 'header'>,
        more,
      ),
    pieceList: (content: Uint8Array, sources: string[] = [], more: More<'piece-list'> = {}) =>
      made<'piece-list'>(
        'piece-list',
        sha256(content),
        { sizeBytes: content.length, hashes: pieceHashes(content), sources } satisfies Omit<PieceList, 'header'>,
        more,
      ),
    approval: (patch: string, manifests: Digest[], more: More<'approval'> = {}) =>
      made<'approval'>(
        'approval',
        patch,
        {
          decision: 'approve',
          manifests,
          severity: '',
          reason: 'tested',
          scope: { sites: [], groups: [] },
        } satisfies Omit<Approval, 'header'>,
        more,
      ),
    /** For all nodes, from `now` on. */
    schedule: (id: string, patches: Schedule['patches'], more: More<'schedule'> = {}) =>
      made<'schedule'>(
        'schedule',
        id,
        {
          patches,
          targets: {
            all: true,
            sites: [],
            groups: [],
            nodes: [],
            rosters: [],
            includesLaterMembers: true,
            members: [],
          },
          startAt: seconds,
          deadline: 0,
          reboot: 'never',
          rings: [],
          emergency: false,
          priority: 50,
        } satisfies Omit<Schedule, 'header'>,
        more,
      ),
  }
}

function pieceHashes(content: Uint8Array): Digest[] {
  const size = pieceBytes(content.length)
  return Array.from({ length: pieceCount(content.length) }, (_, piece) =>
    sha256(content.subarray(piece * size, (piece + 1) * size)),
  )
}
