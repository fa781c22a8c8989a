// Trusted state in two checksummed slots that hold the same bytes: one damaged slot costs nothing, and a change counts only
// when both are durable. What the bytes mean is the owner's business.

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { CodedError, systemCode } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { oneAtATime } from '../core/one-at-a-time.ts'
import { writeDurably } from './durable-file.ts'

/** Slot: "PMSLOT1\n", generation (8 bytes), SHA-256 of generation and state (32 bytes), state. */
const magic = Buffer.from('PMSLOT1\n')
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
 * initial state.
 */
export async function openSlots(path: string, { mayBeLost = false } = {}): Promise<Slots> {
  const found = await Promise.all([readSlot(`${path}.0`), readSlot(`${path}.1`)])
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

export type FoundSlot = { status: 'absent' | 'damaged' } | { status: 'whole'; generation: bigint; state: Uint8Array }

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
