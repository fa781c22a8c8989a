// The one door to protobufjs: bytes to plain objects and back. Before decoding, a scan bounds depth and the number of fields and
// refuses what our writers never produce: unknown fields, groups, fixed-width numbers. A wire type that is not the field's is left
// to the decoder.
// What it does not do: judge meaning; that is the business of the module that names the object.

import { patchmesh } from './generated.js'
import shapes from './shapes.json' with { type: 'json' }

type Messages = typeof patchmesh
export type MessageName = keyof Messages & keyof typeof shapes

/** What protobufjs's `toObject` gives with numbers for uint64: every scalar and list present, sub-messages or null. */
export type Plain<T> = {
  [K in keyof T as K extends '$unknowns' | `$${string}` ? never : K]-?: PlainValue<NonNullable<T[K]>>
}
type PlainValue<T> = T extends Uint8Array | number | string | boolean
  ? T
  : T extends readonly (infer Item)[]
    ? PlainItem<NonNullable<Item>>[]
    : Plain<T> | null
type PlainItem<T> = T extends Uint8Array | number | string | boolean ? T : Plain<T>

type Properties<N extends MessageName> = NonNullable<ConstructorParameters<Messages[N]>[0]>
export type Message<N extends MessageName> = Plain<Properties<N>>
/** What `encode` takes: absent fields keep their protobuf default. */
export type Encodable<N extends MessageName> = Properties<N>

/** The bytes are not a message of the type, or exceed a bound. */
export class CodecError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'CodecError'
  }
}

export interface CodecBounds {
  /** Fields in all, sub-messages included. */
  maxFields: number
  maxDepth: number
}

/** 200,000 fields take about 50 ms to decode; our messages need a depth of five. */
const defaultBounds: CodecBounds = { maxFields: 200_000, maxDepth: 8 }

export function encode<N extends MessageName>(name: N, message: Encodable<N>): Uint8Array {
  const type = patchmesh[name] as unknown as Coder
  return type.encode(message).finish()
}

/** Throws CodecError on anything that is not a well-formed message of the type within the bounds. */
export function decode<N extends MessageName>(name: N, bytes: Uint8Array, bounds = defaultBounds): Message<N> {
  scan(name, bytes, bounds)
  const type = patchmesh[name] as unknown as Coder
  try {
    const message = type.decode(bytes)
    return type.toObject(message, { longs: Number, defaults: true, arrays: true, oneofs: false }) as Message<N>
  } catch (cause) {
    throw new CodecError(`not a ${name} message: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

interface Coder {
  encode(message: unknown): { finish(): Uint8Array }
  decode(bytes: Uint8Array): unknown
  toObject(message: unknown, options: Record<string, unknown>): unknown
}

type Shape = Record<string, string | null>

/** Walks the message and its sub-messages without building anything. */
function scan(name: MessageName, bytes: Uint8Array, bounds: CodecBounds): void {
  let fields = 0
  const walk = (shape: Shape, start: number, end: number, depth: number): void => {
    if (depth > bounds.maxDepth) throw new CodecError(`a ${name} message is nested deeper than ${bounds.maxDepth}`)
    let at = start
    while (at < end) {
      if (++fields > bounds.maxFields) throw new CodecError(`a ${name} message has over ${bounds.maxFields} fields`)
      const [tag, afterTag] = varint(bytes, at, end)
      const number = Math.floor(tag / 8)
      if (!Object.hasOwn(shape, number)) throw new CodecError(`field ${number} is unknown in a ${name} message`)
      const wireType = tag % 8
      if (wireType === 0) at = varint(bytes, afterTag, end)[1]
      else if (wireType === 2) {
        const [length, from] = varint(bytes, afterTag, end)
        if (length > end - from) throw new CodecError(`a ${name} message is cut short`)
        at = from + length
        const inner = shape[number]
        if (inner) walk((shapes as Record<string, Shape>)[inner]!, from, at, depth + 1)
      } else throw new CodecError(`wire type ${wireType} is not used in a ${name} message`)
    }
  }
  walk((shapes as Record<string, Shape>)[name]!, 0, bytes.length, 1)
}

/** Value and the offset behind it; values over 2^53 lose precision and are caught by the meaning checks. */
function varint(bytes: Uint8Array, start: number, end: number): [value: number, next: number] {
  let value = 0
  for (let index = 0; index < 10; index++) {
    const byte = start + index < end ? bytes[start + index] : undefined
    if (byte === undefined) throw new CodecError('a number is cut short')
    value += (byte & 0x7f) * 2 ** (7 * index)
    if (byte < 0x80) return [value, start + index + 1]
  }
  throw new CodecError('a number is longer than 10 bytes')
}
