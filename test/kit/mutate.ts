// Random structural mutants of a protobuf message: fields dropped, repeated, moved, swapped with a field elsewhere, renumbered, nested
// in themselves; numbers, text and lengths changed; bytes spliced. One to four changes each.

import fc from 'fast-check'
import { readWire, type ShapeName, varintBytes, type WireField, writeWire } from './wire.ts'

type Change = (fields: WireField[], random: () => number) => void

const numbers = [0n, 1n, 127n, 128n, 2n ** 31n, 2n ** 32n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n]
const texts = ['', '__proto__', '../../etc/passwd', 'a\nb', '\u202e', 'x'.repeat(300), '\0']

const changes: Change[] = [
  (fields, random) => void fields.splice(pick(fields, random), 1),
  (fields, random) => void fields.splice(pick(fields, random), 0, structuredClone(fields[pick(fields, random)]!)),
  (fields, random) => {
    const [a, b] = [pick(fields, random), pick(fields, random)]
    ;[fields[a], fields[b]] = [fields[b]!, fields[a]!]
  },
  (fields, random) => {
    fields[pick(fields, random)]!.number = 1 + Math.floor(random() * 20)
  },
  (fields, random) => {
    const field = fields[pick(fields, random)]!
    if (field.wireType === 0) field.value = numbers[Math.floor(random() * numbers.length)]!
    else field.value = Buffer.from(texts[Math.floor(random() * texts.length)]!)
  },
  (fields, random) => {
    const field = fields[pick(fields, random)]!
    if (field.wireType !== 2) return
    const bytes = Buffer.from(field.value instanceof Uint8Array ? field.value : writeWire(field.value as WireField[]))
    if (bytes.length === 0) return
    const at = Math.floor(random() * bytes.length)
    const how = Math.floor(random() * 3)
    if (how === 0) bytes[at]! ^= 1 << Math.floor(random() * 8)
    field.value = how === 1 ? bytes.subarray(0, at) : how === 2 ? Buffer.concat([bytes, bytes.subarray(at)]) : bytes
  },
  (fields, random) => {
    const field = fields[pick(fields, random)]!
    field.value = writeWire([field]) // once deeper
    field.wireType = 2
  },
  (fields, random) => {
    const field = fields[pick(fields, random)]!
    if (typeof field.value === 'bigint') field.value = varintBytes(field.value, 1 + Math.floor(random() * 9))
  },
  (fields, random) => void fields.push({ number: 1 + Math.floor(random() * 40), wireType: 0, value: 1n }),
]

/** Mutants of bytes that our own code wrote; each is made from one number, which a failure prints. */
export function mutate(name: ShapeName, bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  return fc.noBias(fc.integer({ min: 0, max: 2 ** 32 - 1 })).map(seed => {
    const random = mulberry32(seed)
    const fields = readWire(name, bytes)
    for (let left = 1 + Math.floor(random() * 4); left > 0; left--) {
      const level = levelOf(fields, random)
      if (level.length > 0) changes[Math.floor(random() * changes.length)]!(level, random)
    }
    return writeWire(fields)
  })
}

function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Walks down into sub-messages for as long as chance says. */
function levelOf(fields: WireField[], random: () => number): WireField[] {
  const inner = fields.flatMap(({ value }) => (Array.isArray(value) ? [value] : []))
  return inner.length === 0 || random() < 0.35 ? fields : levelOf(inner[Math.floor(random() * inner.length)]!, random)
}

function pick(fields: readonly WireField[], random: () => number): number {
  return Math.floor(random() * fields.length)
}
