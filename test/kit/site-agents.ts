// Agents of one site on loopback as far as trust and connections go: real libp2p, real level, a real coordinator's network that
// serves what the test publishes. No store, plan or installer, and no mDNS: test traffic stays on loopback.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AlarmBook } from '../../agent/alarms.ts'
import { type Connectivity, connect } from '../../agent/connectivity.ts'
import { openDatabase } from '../../agent/database.ts'
import { envelopeTable, openTrust, type Trust, trustedFile } from '../../agent/trust/trust.ts'
import { encodeTrustedState } from '../../agent/trust/trusted-state.ts'
import { type CoordinatorNetwork, createNetwork } from '../../coordinator/network.ts'
import { systemClock } from '../../core/clock.ts'
import { type Head, headKey } from '../../core/header.ts'
import { limits } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { protocols } from '../../core/protocols.ts'
import { seededRandom } from '../../core/random.ts'
import { type PeerAddresses, pullSync, type SyncSource, serveSync, syncFrameLimits } from '../../core/sync-exchange.ts'
import type { Database } from '../../core/table.ts'
import { openSlots } from '../../keys/slots.ts'
import type { Fleet, KitNode, Made } from './fleet.ts'

export interface SiteAgent extends Connectivity {
  node: string
  trust: Trust
  database: Database
  /** Sites it was told it was moved to. */
  moves: string[]
  stop(): Promise<void>
}

export const loopback = ['/ip4/127.0.0.1/tcp/0']

/** An agent that has joined: `known` is what its trust holds at start. Its folder goes when it stops. */
export async function startSiteAgent(
  fleet: Fleet,
  keys: KitNode,
  { known, pinned, site = 'office' }: { known: readonly Made[]; pinned: PeerAddresses; site?: string },
): Promise<SiteAgent> {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-agent-'))
  const slots = await openSlots(join(folder, trustedFile))
  const heads = new Map(known.map(({ head }) => [headKey(head), head]))
  await slots.save(encodeTrustedState({ roots: [fleet.root.bytes], heads, clockFloor: 0 }))
  const database = await openDatabase(join(folder, 'db'))
  for (const { head, bytes } of known) await database.bytes(envelopeTable).put(headKey(head), bytes)
  const shared = { clock: systemClock, random: seededRandom(keys.publicKey[0]!), log: silentLog }
  const table = database.bytes(envelopeTable)
  const alarms = new AlarmBook(shared)
  const trust = await openTrust({ folder, fleet: fleet.id, site, table, alarms, ...shared })
  const { secretKey } = keys
  const moves: string[] = []
  const onMoved = async (to: string) => void moves.push(to)
  const parts = await connect({
    secretKey,
    listen: loopback,
    mdns: false,
    roamingRate: limits.roamingRateBytes,
    pinned,
    trust,
    database,
    alarms,
    onMoved,
    onForgotten: async () => undefined,
    ...shared,
  })
  const stop = async () => {
    await parts.close()
    await trust.close()
    await database.close()
    await rm(folder, { recursive: true })
  }
  return { ...parts, moves, node: keys.node, trust, database, stop }
}

export interface SiteCoordinator {
  network: CoordinatorNetwork
  address: PeerAddresses
  /** Serves these instead, and tells every connected member. */
  publish(objects: readonly Made[]): Promise<void>
  /** Envelopes sent, to all members together. */
  sent(): number
  stop(): Promise<void>
}

export async function startSiteCoordinator(fleet: Fleet, site = 'office'): Promise<SiteCoordinator> {
  let published: readonly Made[] = []
  let sent = 0
  const addresses = new Map<string, string[]>()
  const network = await createNetwork({
    secretKey: fleet.coordinator.secretKey,
    listen: loopback,
    isMember: node => fleet.nodes[site]!.some(member => member.node === node),
    isOperator: () => false,
    clock: systemClock,
    log: silentLog,
  })
  const source: SyncSource = {
    fleet: fleet.id,
    site: '',
    heads: (): Head[] => [fleet.root.head, ...published.map(({ head }) => head)],
    envelope: async digest => [fleet.root, ...published].find(made => made.digest === digest)?.bytes,
    peers: () => [...addresses].map(([node, list]) => ({ node, addresses: list })),
  }
  await network.handle(protocols.sync, 'members', syncFrameLimits, async (frames, node, signal) => {
    const result = await serveSync(frames, source, signal)
    sent += result.envelopes
    for (const peer of result.peers) if (peer.node === node) addresses.set(node, peer.addresses)
  })
  const nudge = async (node: string) => {
    const signal = AbortSignal.timeout(5000)
    const frames = await network.openFrames(node, protocols.sync, syncFrameLimits, signal)
    await pullSync(frames, source, { wants: () => [], deliver: async () => undefined }, signal)
  }
  return {
    network,
    address: { node: fleet.coordinator.node, addresses: network.addresses() },
    async publish(objects) {
      published = objects
      await Promise.all(network.connected().map(nudge))
    },
    sent: () => sent,
    stop: () => network.close(),
  }
}
