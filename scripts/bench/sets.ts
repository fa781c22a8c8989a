// What `npm run bench` measures, as data: the offices, their lines and what is brought into them. Pure.

import { MIB } from '../../core/limits.ts'

export type SetName = 'S' | 'M' | 'L' | 'H' | 'K'

/** One office on one patch day. */
export interface OfficeSet {
  /** As it stands in the results. */
  set: string
  /** Targets; a seed is one more. */
  agents: number
  hasSeed: boolean
  wanBitsPerSecond: number
  /** Of every host's port; undefined: as fast as the machine. */
  lanBitsPerSecond: number | undefined
  /** One way, behind a relay. */
  wanDelayMs: number
  payloadBytes: number
  /** Files that the payload is made of. */
  files: number
  /** Whether the cold start, the late joiner, the probe and the foreground download are measured in it. */
  hasExtras: boolean
}

const MBIT = 1_000_000
const vlanOffice = { hasSeed: false, wanDelayMs: 0, payloadBytes: 64 * MIB, files: 1, hasExtras: false }

const S: OfficeSet = { ...vlanOffice, set: 'S', agents: 8, wanBitsPerSecond: 50 * MBIT, lanBitsPerSecond: 500 * MBIT }
const M: OfficeSet = { ...vlanOffice, set: 'M', agents: 24, wanBitsPerSecond: 10 * MBIT, lanBitsPerSecond: 200 * MBIT }
/** The seed has the payload before the order; the link outside is no limit and no figure. */
const H: OfficeSet = {
  ...vlanOffice,
  set: 'H',
  hasSeed: true,
  agents: 1,
  wanBitsPerSecond: 10_000 * MBIT,
  lanBitsPerSecond: undefined,
  payloadBytes: 512 * MIB,
}

/** In the order in which they are measured. */
export const officeSets: Record<SetName, readonly OfficeSet[]> = {
  S: [
    { ...S, hasExtras: true },
    { ...S, set: 'S behind 2 x 20 ms', wanDelayMs: 20 },
  ],
  M: [M],
  L: [{ ...M, set: 'L', agents: 48 }],
  H: [
    { ...H, set: 'H 2 agents, 500 Mbit/s', lanBitsPerSecond: 500 * MBIT },
    { ...H, set: 'H 8 agents, 500 Mbit/s', agents: 7, lanBitsPerSecond: 500 * MBIT },
    { ...H, set: 'H 2 agents, unshaped' },
    { ...H, set: 'H 8 agents, unshaped', agents: 7 },
  ],
  K: [{ ...S, set: 'K', agents: 24, payloadBytes: 128 * MIB, files: 500 }],
}

export const setNames = Object.keys(officeSets) as SetName[]

/** A smaller trial of it: so much of the payload, and so many agents at most. */
export function scaled(
  set: OfficeSet,
  { scale = 1, agents = Number.POSITIVE_INFINITY }: { scale?: number | undefined; agents?: number | undefined },
): OfficeSet {
  return { ...set, payloadBytes: Math.round(set.payloadBytes * scale), agents: Math.min(set.agents, agents) }
}

const FILE_MIN_BYTES = 4_000
const FILE_MAX_BYTES = 10_000_000

/** Log-uniform between 4 KB and 10 MB, scaled to the payload; the same for the same set. */
export function fileSizes({ files, payloadBytes }: Pick<OfficeSet, 'files' | 'payloadBytes'>): number[] {
  if (files === 1) return [payloadBytes]
  const span = Math.log(FILE_MAX_BYTES / FILE_MIN_BYTES)
  const drawn = Array.from({ length: files }, (_, i) => FILE_MIN_BYTES * Math.exp((span * (i + 0.5)) / files))
  const scale = payloadBytes / drawn.reduce((total, size) => total + size, 0)
  return drawn.map(size => Math.round(size * scale))
}
