// Bytes of each artifact by where they came from, cumulative over restarts. It counts what it is told and keeps it in a table.

import type { Digest } from '../../core/digest.ts'
import { limits } from '../../core/limits.ts'
import type { LanWasteCode } from '../../core/reasons.ts'
import type { ByteReason, Traffic } from '../../core/report.ts'
import type { WanReason } from './swarm-state.ts'

/** What is used of core/table.ts's Table. */
export interface TrafficTable {
  entries(): AsyncIterable<[key: string, value: Traffic]>
  put(key: string, value: Traffic): Promise<void>
  delete(key: string): Promise<void>
}

export type LanSource = 'lan' | 'seed'

/** Of all artifacts together since the start of the process: they never go down, as the book's own sums do when it forgets an artifact. */
export interface TrafficTotals {
  local: number
  lan: number
  seed: number
  origin: number
  /** Origin bytes with what HTTP and TLS added, both ways. */
  originWire: number
  reasons: ReadonlyMap<WanReason, number>
  lanWasted: ReadonlyMap<LanWasteCode, number>
}

export class TrafficBook {
  readonly #table: TrafficTable
  readonly #byArtifact = new Map<Digest, Traffic>()
  readonly #changed = new Set<Digest>()
  readonly #totals = {
    local: 0,
    lan: 0,
    seed: 0,
    origin: 0,
    originWire: 0,
    reasons: new Map<WanReason, number>(),
    lanWasted: new Map<LanWasteCode, number>(),
  }

  constructor(table: TrafficTable) {
    this.#table = table
  }

  async load(): Promise<void> {
    // what was written before waste was counted has no list of it
    for await (const [artifact, traffic] of this.#table.entries())
      this.#byArtifact.set(artifact, { ...traffic, lanWasted: traffic.lanWasted ?? [] })
  }

  /** Whether it is known from before. */
  knows(artifact: Digest): boolean {
    return this.#byArtifact.has(artifact)
  }

  /** All that came of it. */
  bytesOf(artifact: Digest): number {
    const traffic = this.#byArtifact.get(artifact)
    return traffic ? traffic.localBytes + traffic.lanBytes + traffic.seedBytes + traffic.originBytes : 0
  }

  want(artifact: Digest, sizeBytes: number, needed: boolean): void {
    const traffic = this.#of(artifact)
    if (traffic.sizeBytes === sizeBytes && traffic.needed === (traffic.needed || needed)) return
    traffic.sizeBytes = sizeBytes
    traffic.needed = traffic.needed || needed
    this.#changed.add(artifact)
  }

  countLocal(artifact: Digest, bytes: number): void {
    this.#of(artifact).localBytes += bytes
    this.#totals.local += bytes
  }

  countLan(artifact: Digest, source: LanSource, bytes: number): void {
    this.#of(artifact)[source === 'seed' ? 'seedBytes' : 'lanBytes'] += bytes
    this.#totals[source] += bytes
  }

  /** Some of what `countLan` was told of was of no use. */
  countLanWasted(artifact: Digest, reason: LanWasteCode, bytes: number): void {
    addTo(this.#of(artifact).lanWasted, { reason, bytes })
    this.#totals.lanWasted.set(reason, (this.#totals.lanWasted.get(reason) ?? 0) + bytes)
  }

  countOrigin(artifact: Digest, reason: WanReason, bytes: number): void {
    const traffic = this.#of(artifact)
    traffic.originBytes += bytes
    this.#totals.origin += bytes
    this.#totals.reasons.set(reason, (this.#totals.reasons.get(reason) ?? 0) + bytes)
    addTo(traffic.reasons, { reason, bytes })
  }

  countWire(artifact: Digest, bytes: number): void {
    if (bytes <= 0) return
    this.#of(artifact).originWireBytes += bytes
    this.#totals.originWire += bytes
  }

  list(): Traffic[] {
    return [...this.#byArtifact.values()].map(copyOf)
  }

  totals(): TrafficTotals {
    const { reasons, lanWasted } = this.#totals
    return { ...this.#totals, reasons: new Map(reasons), lanWasted: new Map(lanWasted) }
  }

  /** Writes what changed since the last time. */
  async save(): Promise<void> {
    const changed = [...this.#changed]
    this.#changed.clear()
    for (const artifact of changed) {
      const traffic = this.#byArtifact.get(artifact)
      if (traffic) await this.#table.put(artifact, copyOf(traffic))
    }
    const known = new Set(changed)
    for (const artifact of this.#byArtifact.keys()) {
      if (this.#byArtifact.size <= limits.trafficArtifacts) return
      if (known.has(artifact)) continue
      this.#byArtifact.delete(artifact)
      await this.#table.delete(artifact)
    }
  }

  #of(artifact: Digest): Traffic {
    this.#changed.add(artifact)
    const known = this.#byArtifact.get(artifact)
    if (known) return known
    const made: Traffic = {
      artifact,
      sizeBytes: 0,
      localBytes: 0,
      lanBytes: 0,
      seedBytes: 0,
      originBytes: 0,
      originWireBytes: 0,
      needed: false,
      reasons: [],
      lanWasted: [],
    }
    this.#byArtifact.set(artifact, made)
    return made
  }
}

function copyOf(traffic: Traffic): Traffic {
  const copies = (list: readonly ByteReason[]) => list.map(each => ({ ...each }))
  return { ...traffic, reasons: copies(traffic.reasons), lanWasted: copies(traffic.lanWasted) }
}

function addTo(list: ByteReason[], { reason, bytes }: ByteReason): void {
  const known = list.find(one => one.reason === reason)
  if (known) known.bytes += bytes
  else list.push({ reason, bytes })
}
