// Trusted state in two checksummed slots that hold the same bytes: one damaged slot costs nothing, and a change counts only
// when both are durable. What the bytes mean is the owner's business.

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CodedError, systemCode } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { oneAtATime } from '../core/one-at-a-time.ts'
import { CodecError, decode, type Message, type MessageName } from '../proto/codec.ts'
import { writeDurably } from './durable-file.ts'

/**
 * Slot: "PMSLOT1\n", generation (8 bytes), SHA-256 of generation and state (32 bytes), state. The number goes up with every change of a
 * home or state folder that an older program would misread.
 */
const magic = Buffer.from('PMSLOT1\n')
const anyMagic = /^PMSLOT[0-9]+\n/
const headBytes = magic.length + 8 + 32

export interface Slots {
  /** The state at opening; undefined when there never was one. */
  readonly initial: Uint8Array | undefined
  /** True when one slot was damaged or missing at opening and has been written again; one left behind by a crash is neither. */
  readonly healed: boolean
  /** Resolves when both slots hold `state`. Calls are carried out in order. */
  save(state: Uint8Array): Promise<void>
}

/**
 * Opens `<path>.0` and `<path>.1`. Throws `wrong-state` when slots are there but none is whole, unless `mayBeLost`: then there is no
 * initial state. Throws as `refuseNewer`, always: what a newer version wrote is neither lost nor ours to replace.
 */
export async function openSlots(path: string, { mayBeLost = false } = {}): Promise<Slots> {
  const found = await Promise.all([readSlot(`${path}.0`), readSlot(`${path}.1`)])
  if (isNewer(found)) throw newerState(dirname(path))
  const whole = found.filter(slot => slot.status === 'whole')
  if (!mayBeLost && whole.length === 0 && found.some(slot => slot.status === 'damaged')) {
    throw new CodedError('wrong-state', `${path}.0 and ${path}.1 are both damaged: restore a backup`)
  }
  const newest = whole.sort((a, b) => Number(b.generation - a.generation))[0]
  let generation = newest?.generation ?? 0n
  const write = async (state: Uint8Array) => {
    generation++
    const bytes = encodeSlot(generation, state)
    await writeDurably(`${path}.0`, bytes)
    await writeDurably(`${path}.1`, bytes)
  }
  const healed = whole.length === 1
  if (newest && (healed || whole[1]!.generation !== newest.generation)) await write(newest.state)
  const inTurn = oneAtATime()
  return { initial: newest?.state, healed, save: state => inTurn(() => write(state)) }
}

/** Reads, and writes nothing. Throws `wrong-state` when a newer version of patchmesh wrote the slots. */
export async function refuseNewer(path: string): Promise<void> {
  if (isNewer(await Promise.all([readSlot(`${path}.0`), readSlot(`${path}.1`)]))) throw newerState(dirname(path))
}

/** Both of those that are there: one alone is a damaged one. */
function isNewer(found: readonly FoundSlot[]): boolean {
  const present = found.filter(slot => slot.status !== 'absent')
  return present.length > 0 && present.every(slot => slot.status === 'newer')
}

/** What a whole slot holds. Its checksum was right: what does not read is another version's. Throws `wrong-state`. */
export function decodeState<N extends MessageName>(name: N, state: Uint8Array, folder: string): Message<N> {
  try {
    return decode(name, state)
  } catch (cause) {
    if (!(cause instanceof CodecError)) throw cause
    throw newerState(folder, cause)
  }
}

/** Of a folder whose state a newer version wrote. */
function newerState(folder: string, cause?: unknown): CodedError {
  return new CodedError(
    'wrong-state',
    `${folder} is of a newer version of patchmesh than this one: nothing was changed; start it with the newer version`,
    { cause },
  )
}

export type FoundSlot =
  | { status: 'absent' | 'damaged' | 'newer' }
  | { status: 'whole'; generation: bigint; state: Uint8Array }

export async function readSlot(path: string): Promise<FoundSlot> {
  let bytes: Buffer
  try {
    bytes = await readFile(path)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return { status: 'absent' }
    throw error
  }
  return decodeSlot(bytes)
}

export function encodeSlot(generation: bigint, state: Uint8Array): Uint8Array {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(generation)
  return Buffer.concat([magic, counter, checksum(counter, state), state])
}

function decodeSlot(bytes: Buffer): FoundSlot {
  const start = bytes.toString('latin1', 0, magic.length + 2)
  if (anyMagic.test(start) && !start.startsWith(magic.toString('latin1'))) return { status: 'newer' }
  if (bytes.length < headBytes || bytes.length > limits.slotBytes || !bytes.subarray(0, magic.length).equals(magic)) {
    return { status: 'damaged' }
  }
  const counter = bytes.subarray(magic.length, magic.length + 8)
  const state = bytes.subarray(headBytes)
  if (!checksum(counter, state).equals(bytes.subarray(magic.length + 8, headBytes))) return { status: 'damaged' }
  return { status: 'whole', generation: counter.readBigUInt64BE(), state }
}

function checksum(counter: Uint8Array, state: Uint8Array): Buffer {
  return createHash('sha256').update(counter).update(state).digest()
}
