// What a node says of itself, signed with its own key: outcomes, bytes by source, inventory.

import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { decode, encode, type Message } from '../proto/codec.ts'
import { type Alarm, parseAlarm } from './alarms.ts'
import { checkDigest, checkId, checkInteger, checkLine, checkList, checkOneOf, checkPresent } from './check.ts'
import type { Digest } from './digest.ts'
import { CodedError } from './errors.ts'
import { encodeHeader, type Header, parseHeader } from './header.ts'
import { limits } from './limits.ts'

/** States of a patch on a node. */
export const patchStates = [
  'not-applicable', // the platform or the packages it is for are not there
  'superseded', // a newer version of the same product is installed or ordered
  'declined', // the admins said no
  'unknown', // what is needed to tell could not be read, or has not arrived
  'missing', // applies and is not installed; nothing under way
  'fetching', // its files are on their way
  'ready', // its files are here and verified; nothing else is awaited but its turn
  'waiting', // for its start, its window, a retry, or a signed piece list
  'installing', // the installer works on it
  'installed', // its detection rules hold
  'pending-restart', // installed, a service restart completes it
  'pending-reboot', // installed, a reboot completes it
  'failed', // the installer gave up; the reason code says why
  'rolled-back', // was installed and was taken back by order
] as const
export type PatchState = (typeof patchStates)[number]

export interface Outcome {
  schedule: string
  patch: string
  manifest: Digest
  state: PatchState
  /** Exactly one reason code; empty for `installed`. */
  reason: string
  /** In words. */
  detail: string
  /** Seconds since 1970. */
  at: number
}

export interface ByteReason {
  reason: string
  bytes: number
}

/** One of each reason that has any, the most first. */
export function sumReasons(list: readonly ByteReason[]): ByteReason[] {
  const sums = new Map<string, number>()
  for (const { reason, bytes } of list) if (bytes > 0) sums.set(reason, (sums.get(reason) ?? 0) + bytes)
  return [...sums].map(([reason, bytes]) => ({ reason, bytes })).sort((a, b) => b.bytes - a.bytes)
}

/** Bytes of one artifact on one node, cumulative. */
export interface Traffic {
  artifact: Digest
  sizeBytes: number
  localBytes: number
  lanBytes: number
  seedBytes: number
  originBytes: number
  /** Both directions on the sockets to the origin, protocol overhead included. */
  originWireBytes: number
  /** False: held for others only (a seed). */
  needed: boolean
  /** Why bytes crossed the WAN. */
  reasons: ByteReason[]
  /** Bytes from neighbours that were of no use, by why. */
  lanWasted: ByteReason[]
}

export type Inventory = Omit<Message<'Inventory'>, 'hardware'> & {
  hardware: NonNullable<Message<'Inventory'>['hardware']>
}

export interface Report {
  /** `header.name` is the node. */
  header: Header<'report'>
  outcomes: Outcome[]
  traffic: Traffic[]
  /** A packed inventory, sealed to the coordinator it goes to (keys/box.ts). Absent: unchanged since an earlier report. */
  inventory?: Uint8Array
  agentVersion: string
  /** What should not be on this node, until it is over. */
  alarms: Alarm[]
  /** The node has seen no fresh heartbeat. */
  stale: boolean
  /** Start of the agent's process, in ms since 1970: of one node id, an older one after a newer one means two machines. */
  boot: number
}

export function parseReport(payload: Uint8Array): Report {
  const wire = decode('Report', payload)
  const report: Report = {
    header: parseHeader(wire.header, 'report'),
    outcomes: checkList(wire.outcomes, 'outcomes', limits.outcomes, (item, field) => ({
      schedule: item.schedule === '' ? '' : checkId(item.schedule, `${field}.schedule`),
      patch: checkId(item.patch, `${field}.patch`),
      manifest: checkDigest(item.manifest, `${field}.manifest`),
      state: checkOneOf(item.state, patchStates, `${field}.state`),
      reason: item.reason === '' ? '' : checkId(item.reason, `${field}.reason`),
      detail: checkLine(item.detail, `${field}.detail`),
      at: checkInteger(item.at, `${field}.at`),
    })),
    traffic: checkList(wire.traffic, 'traffic', limits.outcomes, parseTraffic),
    agentVersion: checkLine(wire.agentVersion, 'agent_version', 64),
    alarms: checkList(wire.alarms, 'alarms', limits.alarms, parseAlarm),
    stale: wire.stale,
    boot: checkInteger(wire.boot, 'boot'),
  }
  checkId(report.header.name, 'header.name')
  if (wire.inventory.length > 0) report.inventory = wire.inventory
  return report
}

function parseTraffic(wire: Message<'Traffic'>, field: string): Traffic {
  const bytes = (value: number, name: string) => checkInteger(value, `${field}.${name}`)
  return {
    artifact: checkDigest(wire.artifact, `${field}.artifact`),
    sizeBytes: checkInteger(wire.sizeBytes, `${field}.size_bytes`, { max: limits.artifactBytes }),
    localBytes: bytes(wire.localBytes, 'local_bytes'),
    lanBytes: bytes(wire.lanBytes, 'lan_bytes'),
    seedBytes: bytes(wire.seedBytes, 'seed_bytes'),
    originBytes: bytes(wire.originBytes, 'origin_bytes'),
    originWireBytes: bytes(wire.originWireBytes, 'origin_wire_bytes'),
    needed: wire.needed,
    reasons: checkList(wire.reasons, `${field}.reasons`, limits.byteReasons, parseByteReason),
    lanWasted: checkList(wire.lanWasted, `${field}.lan_wasted`, limits.byteReasons, parseByteReason),
  }
}

function parseByteReason({ reason, bytes }: Message<'ByteReason'>, field: string): ByteReason {
  return { reason: checkId(reason, `${field}.reason`), bytes: checkInteger(bytes, `${field}.bytes`) }
}

/** As it is sealed. */
export function packInventory(inventory: Inventory): Uint8Array {
  return zstdCompressSync(encode('Inventory', inventory))
}

/** Throws `bad-object` or a CodecError. */
export function unpackInventory(compressed: Uint8Array): Inventory {
  const wire = decode('Inventory', inflate(compressed))
  return {
    hostName: checkLine(wire.hostName, 'inventory.host_name', 255),
    osId: checkLine(wire.osId, 'inventory.os_id', 64),
    osVersion: checkLine(wire.osVersion, 'inventory.os_version', 64),
    osName: checkLine(wire.osName, 'inventory.os_name', 200),
    osCodename: checkLine(wire.osCodename, 'inventory.os_codename', 64),
    kernel: checkLine(wire.kernel, 'inventory.kernel', 200),
    architecture: checkLine(wire.architecture, 'inventory.architecture', 64),
    addresses: checkList(wire.addresses, 'inventory.addresses', limits.addresses, (text, at) =>
      checkLine(text, at, 64),
    ),
    packages: checkList(wire.packages, 'inventory.packages', limits.packages, (item, field) => ({
      package: checkLine(item.package, `${field}.package`, limits.idLength),
      version: checkLine(item.version, `${field}.version`, limits.idLength),
      architecture: checkLine(item.architecture, `${field}.architecture`, 64),
      status: checkLine(item.status, `${field}.status`, 64),
      source: checkLine(item.source, `${field}.source`, limits.idLength),
      sourceVersion: checkLine(item.sourceVersion, `${field}.source_version`, limits.idLength),
    })),
    hardware: parseHardware(wire.hardware),
    collectedAt: checkInteger(wire.collectedAt, 'inventory.collected_at'),
  }
}

function parseHardware(wire: Message<'Hardware'> | null): Inventory['hardware'] {
  const hardware = checkPresent(wire, 'inventory.hardware')
  return {
    vendor: checkLine(hardware.vendor, 'inventory.hardware.vendor', 200),
    model: checkLine(hardware.model, 'inventory.hardware.model', 200),
    cpu: checkLine(hardware.cpu, 'inventory.hardware.cpu', 200),
    cores: checkInteger(hardware.cores, 'inventory.hardware.cores'),
    memoryBytes: checkInteger(hardware.memoryBytes, 'inventory.hardware.memory_bytes'),
    diskBytes: checkInteger(hardware.diskBytes, 'inventory.hardware.disk_bytes'),
  }
}

function inflate(compressed: Uint8Array): Uint8Array {
  try {
    return zstdDecompressSync(compressed, { maxOutputLength: limits.inventoryBytes })
  } catch (cause) {
    throw new CodedError('bad-object', `inventory: expected zstd data of at most ${limits.inventoryBytes} bytes`, {
      cause,
    })
  }
}

export function encodeReport(report: Report): Uint8Array {
  const { inventory } = report
  return encode('Report', {
    header: encodeHeader(report.header),
    outcomes: report.outcomes.map(item => ({ ...item, manifest: Buffer.from(item.manifest, 'hex') })),
    traffic: report.traffic.map(item => ({ ...item, artifact: Buffer.from(item.artifact, 'hex') })),
    ...(inventory && { inventory }),
    agentVersion: report.agentVersion,
    alarms: report.alarms,
    stale: report.stale,
    boot: report.boot,
  })
}
