// The one door to protobufjs: bytes to plain objects and back. Before decoding, a scan bounds depth and the number of fields and
// refuses what our writers never produce and what two readers may read differently: unknown fields, a wire type that is not the
// field's, a single field or a oneof that comes twice (the last would win), numbers in more bytes than needed or beyond the field's
// range (protobufjs would cut them off). The order of fields means nothing, so it is left free.
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
  /** Fields in all, those of sub-messages and each number of a packed list included. */
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
  new Scan(name, bytes, bounds).message(shapeOf(name), 0, bytes.length, 1)
  return build(name, bytes)
}

/**
 * A message in parts, for one that is too large for a single turn of the event loop: each part has the fields of about `partBytes` more
 * bytes. Lists are to be joined; a single field is in one part only. Throws as `decode`, for what is wrong with a part when it is its turn.
 */
export function* decodeParts<N extends MessageName>(
  name: N,
  bytes: Uint8Array,
  partBytes: number,
): Generator<Message<N>, undefined> {
  for (const [start, end] of new Scan(name, bytes, defaultBounds).parts(shapeOf(name), partBytes))
    yield build(name, bytes.subarray(start, end))
}

/** Of bytes that were scanned. */
function build<N extends MessageName>(name: N, bytes: Uint8Array): Message<N> {
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

interface Field {
  /** This field's own bit. */
  bit: number
  /** Bits of the fields of which only one may be there: its own, with those of its oneof; none when it is repeated. */
  excludes: number
  /** `bytes` is text too: that it is UTF-8 the decoder holds. */
  type: 'number' | 'numbers' | 'bytes' | 'message'
  /** Largest value of a number. */
  max: number
  /** Of a message. */
  inner: string
}
/** By field number. */
type Shape = readonly (Field | undefined)[]

/** Largest values; above 2^53 a number of JavaScript is no longer exact. */
const largest: Record<string, number> = { uint32: 2 ** 32 - 1, uint64: Number.MAX_SAFE_INTEGER, bool: 1 }
const compiled = new Map(Object.entries(shapes).map(([name, lines]) => [name, compileShape(lines)]))

function shapeOf(name: string): Shape {
  return compiled.get(name)!
}

/** From lines as scripts/proto.ts writes them: `bytes`, `repeated Signature`, `oneof action FileAction`. */
function compileShape(lines: Record<string, string>): Shape {
  const shape: Field[] = []
  for (const [id, line] of Object.entries(lines)) {
    const words = line.split(' ')
    const inner = words.at(-1)!
    const isNumber = Object.hasOwn(largest, inner)
    const isMessage = Object.hasOwn(shapes, inner)
    if (Number(id) > 30 || !(isNumber || isMessage || inner === 'string' || inner === 'bytes'))
      throw new TypeError(`field ${id} ${line} is not provided for`)
    const isRepeated = words[0] === 'repeated'
    const group = Object.entries(lines).filter(
      ([, other]) => words[0] === 'oneof' && other.startsWith(`oneof ${words[1]} `),
    )
    const bit = 1 << Number(id)
    shape[Number(id)] = {
      bit,
      excludes: isRepeated ? 0 : group.reduce((bits, [other]) => bits | (1 << Number(other)), bit),
      type: isNumber ? (isRepeated ? 'numbers' : 'number') : isMessage ? 'message' : 'bytes',
      max: largest[inner] ?? 0,
      inner,
    }
  }
  return shape
}

/** Walks a message and its sub-messages without building anything. */
class Scan {
  readonly #name: MessageName
  readonly #bytes: Uint8Array
  readonly #bounds: CodecBounds
  #at = 0
  #fields = 0

  constructor(name: MessageName, bytes: Uint8Array, bounds: CodecBounds) {
    this.#name = name
    this.#bytes = bytes
    this.#bounds = bounds
  }

  message(shape: Shape, start: number, end: number, depth: number): void {
    if (depth > this.#bounds.maxDepth) throw this.#refusal(`is nested deeper than ${this.#bounds.maxDepth}`)
    this.#at = start
    let seen = 0
    while (this.#at < end) seen = this.#field(shape, end, depth, seen)
  }

  /** Where the parts of the outermost message begin and end; a part ends with the field that fills it. None of an empty message. */
  *parts(shape: Shape, partBytes: number): Generator<[start: number, end: number], undefined> {
    let seen = 0
    for (let start = 0; start < this.#bytes.length; start = this.#at) {
      while (this.#at < this.#bytes.length && this.#at < start + partBytes)
        seen = this.#field(shape, this.#bytes.length, 1, seen)
      yield [start, this.#at]
    }
  }

  /** `seen` and what is returned: bits of the fields that the message has had. */
  #field(shape: Shape, end: number, depth: number, seen: number): number {
    this.#count()
    const tag = this.#varint(end, Number.MAX_SAFE_INTEGER)
    const number = Math.floor(tag / 8)
    const field = shape[number]
    if (field === undefined) throw new CodecError(`field ${number} is unknown in a ${this.#name} message`)
    if ((seen & field.excludes) !== 0) throw this.#refusal(`has field ${number} twice, or two of a choice`)
    const wireType = field.type === 'number' ? 0 : 2
    if (tag % 8 !== wireType) throw this.#refusal(`has wire type ${tag % 8} in field ${number}, expected ${wireType}`)
    this.#value(field, end, depth)
    return seen | field.bit
  }

  #value(field: Field, end: number, depth: number): void {
    if (field.type === 'number') {
      this.#varint(end, field.max)
      return
    }
    const length = this.#varint(end, Number.MAX_SAFE_INTEGER)
    const from = this.#at
    const to = from + length
    if (to > end) throw this.#refusal('is cut short')
    if (field.type === 'message') this.message(shapeOf(field.inner), from, to, depth + 1)
    else if (field.type === 'numbers') this.#numbers(field, to)
    this.#at = to
  }

  #numbers({ max }: Field, end: number): void {
    while (this.#at < end) {
      this.#count()
      this.#varint(end, max)
    }
  }

  #count(): void {
    if (++this.#fields > this.#bounds.maxFields) throw this.#refusal(`has over ${this.#bounds.maxFields} fields`)
  }

  #varint(end: number, max: number): number {
    let value = 0
    for (let index = 0; index < 10; index++) {
      const byte = this.#at < end ? this.#bytes[this.#at++]! : undefined
      if (byte === undefined) throw new CodecError('a number is cut short')
      value += (byte & 0x7f) * 2 ** (7 * index)
      if (byte >= 0x80) continue
      if (byte === 0 && index > 0) throw new CodecError('a number has more bytes than it needs')
      if (value > max) throw new CodecError(`a number is above ${max}`)
      return value
    }
    throw new CodecError('a number is longer than 10 bytes')
  }

  #refusal(what: string): CodecError {
    return new CodecError(`a ${this.#name} message ${what}`)
  }
}
