// Protobuf bytes as a tree of fields and back, without asking whether they make sense: for tests that build what no honest writer
// would. Sub-messages are opened by the shapes of our messages.

import shapes from '../../proto/shapes.json' with { type: 'json' }

export interface WireField {
  number: number
  wireType: number
  /** A number (wire type 0), the bytes, or the fields of a sub-message (wire type 2). */
  value: bigint | Uint8Array | WireField[]
}

export type ShapeName = keyof typeof shapes

/** Of bytes that our own code wrote; throws RangeError on others. */
export function readWire(name: ShapeName, bytes: Uint8Array): WireField[] {
  const fields: WireField[] = []
  let at = 0
  const varint = () => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++]
      if (byte === undefined) throw new RangeError('cut short')
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
  while (at < bytes.length) {
    const tag = Number(varint())
    const number = tag >> 3
    if ((tag & 7) === 0) fields.push({ number, wireType: 0, value: varint() })
    else {
      const length = Number(varint())
      const content = bytes.slice(at, at + length)
      at += length
      const inner = innerMessage(name, number)
      fields.push({ number, wireType: 2, value: inner ? readWire(inner, content) : content })
    }
  }
  return fields
}

/** The message that a field holds, or undefined for one that holds none. */
export function innerMessage(name: ShapeName, number: number): ShapeName | undefined {
  const type = (shapes[name] as Record<string, string>)[number]?.split(' ').at(-1)
  return type !== undefined && Object.hasOwn(shapes, type) ? (type as ShapeName) : undefined
}

export function writeWire(fields: readonly WireField[]): Uint8Array {
  return Buffer.concat(fields.map(writeField))
}

function writeField({ number, wireType, value }: WireField): Uint8Array {
  const tag = varintBytes((BigInt(number) << 3n) | BigInt(wireType))
  if (typeof value === 'bigint') return Buffer.concat([tag, varintBytes(value)])
  const content = value instanceof Uint8Array ? value : writeWire(value)
  return wireType === 2
    ? Buffer.concat([tag, varintBytes(BigInt(content.length)), content])
    : Buffer.concat([tag, content])
}

/** `padding` adds bytes that the number does not need. */
export function varintBytes(value: bigint, padding = 0): Uint8Array {
  const bytes: number[] = []
  let rest = value
  do {
    bytes.push(Number(rest & 0x7fn))
    rest >>= 7n
  } while (rest > 0n)
  for (let index = 0; index < padding; index++) bytes.push(0)
  return Uint8Array.from(bytes, (byte, index) => (index < bytes.length - 1 ? byte | 0x80 : byte))
}
