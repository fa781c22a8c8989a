// Real swarms of one site over joined in-memory streams, with a source in memory. For what the simulator leaves out: frames, signatures,
// hashes, the store.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Stream } from '@libp2p/interface'
import type { ArtifactFile } from '../../agent/store/partial-file.ts'
import { openStore, type Store } from '../../agent/store/store.ts'
import type { OriginClient } from '../../agent/swarm/origin-client.ts'
import { createSwarm, type Swarm, type SwarmOptions } from '../../agent/swarm/swarm.ts'
import type { SwarmNetwork } from '../../agent/swarm/swarm-network.ts'
import type { Wanted } from '../../agent/swarm/wanted.ts'
import { systemClock } from '../../core/clock.ts'
import { type Digest, sha256 } from '../../core/digest.ts'
import { createKeyPair, type KeyPair } from '../../core/ed25519.ts'
import { silentLog } from '../../core/log.ts'
import { nodeIdOf } from '../../core/node-id.ts'
import { pieceCount, pieceRange } from '../../core/pieces.ts'
import { seededRandom } from '../../core/random.ts'
import type { Roster } from '../../core/roster.ts'
import { copiedStreams } from './copied-streams.ts'
import { memoryTable } from './memory-table.ts'
import type { PatientClock } from './patient-clock.ts'

export const fleet = 'f1'.repeat(32)

export interface OfficeNode {
  node: string
  keys: KeyPair
  store: Store
  swarm: Swarm
  network: MemoryNetwork
}

type Handler = (stream: Stream, node: string) => void

/** Nodes that can all reach each other; a connection exists from the start. */
export class MemoryNetwork implements SwarmNetwork {
  readonly node: string
  readonly handlers = new Map<string, Handler>()
  readonly #all: Map<string, MemoryNetwork>
  readonly #disconnects = new Set<(node: string) => void>()

  constructor(node: string, all: Map<string, MemoryNetwork>) {
    this.node = node
    this.#all = all
    all.set(node, this)
  }

  connectedMembers(): string[] {
    return [...this.#all.keys()].filter(node => node !== this.node)
  }

  onConnect(): () => void {
    return () => undefined
  }

  onDisconnect(listener: (node: string) => void): () => void {
    this.#disconnects.add(listener)
    return () => this.#disconnects.delete(listener)
  }

  async openStream(node: string, protocol: string): Promise<Stream> {
    const handler = this.#all.get(node)?.handlers.get(protocol)
    if (!handler) throw new Error(`${node} is not reachable`)
    const [mine, theirs] = await copiedStreams(protocol)
    handler(theirs, this.node)
    return mine
  }

  async handle(protocol: string, handler: Handler): Promise<void> {
    this.handlers.set(protocol, handler)
  }
}

/** A file and how it is wanted. */
export function wantedFile(content: Buffer, more: Partial<Wanted> = {}): Wanted {
  const hashes = Array.from({ length: pieceCount(content.length) }, (_, piece) => sha256(pieceOf(content, piece)))
  const base = { sources: ['memory:'], priority: 1, deadline: 0, needed: true }
  return { artifact: sha256(content), sizeBytes: content.length, hashes, ...base, ...more }
}

export function pieceOf(content: Buffer, piece: number): Buffer {
  const { start, end } = pieceRange(content.length, piece)
  return content.subarray(start, end)
}

export function fileOf(wanted: Wanted): ArtifactFile {
  return { digest: wanted.artifact, sizeBytes: wanted.sizeBytes, hashes: wanted.hashes }
}

/** Serves these files at once; counts the bytes. */
export class MemoryOrigin implements OriginClient {
  bytes = 0
  readonly files: Map<Digest, Buffer>

  constructor(...contents: Buffer[]) {
    this.files = new Map(contents.map(content => [sha256(content), content]))
  }

  async fetch(job: Parameters<OriginClient['fetch']>[0]): ReturnType<OriginClient['fetch']> {
    const content = this.files.get(job.artifact)
    if (!content) return { kind: 'failed' }
    for (let piece = job.first; piece < job.first + job.count; piece++) {
      const bytes = pieceOf(content, piece)
      this.bytes += bytes.length
      await job.onPiece(piece, bytes)
    }
    return { kind: 'done' }
  }

  async close(): Promise<void> {
    this.files.clear()
  }
}

export interface Office {
  nodes: OfficeNode[]
  networks: Map<string, MemoryNetwork>
  site: string
  /** Aborted when it closes. */
  ended: AbortSignal
  close(): Promise<void>
}

/** Without `time` on the system's clock. `extra` members are in the roster and on the network, but a test plays them itself. */
export async function openOffice(
  count: number,
  {
    origin,
    extra = [],
    adjust,
    time,
  }: { origin: OriginClient; extra?: KeyPair[]; adjust?: (options: SwarmOptions) => void; time?: PatientClock },
): Promise<Office> {
  const site = 'office'
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-office-'))
  const keys = Array.from({ length: count }, (_, index) => createKeyPair(Buffer.alloc(32, index + 1)))
  const ids = [...keys, ...extra].map(pair => nodeIdOf(pair.publicKey))
  const members = ids.map((node, index) => {
    return { node, class: 'wired' as const, groups: [], hostName: `host${index}`, sinceVersion: 1 }
  })
  const roster = { header: { name: site }, prefixes: [], members } as unknown as Roster
  const networks = new Map<string, MemoryNetwork>()
  for (const node of ids) new MemoryNetwork(node, networks)
  const nodes: OfficeNode[] = []
  for (const [index, pair] of keys.entries()) {
    const node = ids[index]!
    const store = await openStore({ folder: join(folder, String(index)), log: silentLog })
    const options: SwarmOptions = {
      node,
      secretKey: pair.secretKey,
      fleet,
      site,
      roster: () => roster,
      network: networks.get(node)!,
      store: time?.watch(store) ?? store,
      origin,
      traffic: memoryTable(),
      onDuplicate: () => undefined,
      clock: time?.clock ?? systemClock,
      random: seededRandom(index),
      log: silentLog,
    }
    adjust?.(options)
    nodes.push({ node, keys: pair, store, network: networks.get(node)!, swarm: await createSwarm(options) })
  }
  while (nodes.some(({ swarm }) => swarm.status().neighbours < count - 1))
    await (time?.turn() ?? new Promise(setImmediate))
  const ended = new AbortController()
  return {
    nodes,
    networks,
    site,
    ended: ended.signal,
    async close() {
      ended.abort()
      for (const { swarm, store } of nodes) {
        await swarm.close()
        await store.close()
      }
      await rm(folder, { recursive: true })
    },
  }
}

/** The node has all of it, as after a start with it on its disk. */
export async function storeWhole({ store }: OfficeNode, content: Buffer, wanted = wantedFile(content)): Promise<void> {
  await store.begin(fileOf(wanted))
  for (let piece = 0; piece < wanted.hashes.length; piece++)
    await store.writePiece(wanted.artifact, piece, pieceOf(content, piece))
  await store.complete(wanted.artifact)
}

/** Resolves when the node has the artifact whole. */
export function whenComplete({ swarm, store }: OfficeNode, artifact: Digest): Promise<void> {
  if (store.has(artifact)) return Promise.resolve()
  return new Promise(resolve => {
    const off = swarm.onComplete(digest => {
      if (digest !== artifact) return
      off()
      resolve()
    })
  })
}
