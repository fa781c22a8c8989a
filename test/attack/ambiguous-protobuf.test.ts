// Attack: bytes that two readers of protobuf read differently, or that hide what one of them does not see, signed by the right keys:
// unknown fields, wrong wire types, a field or a choice twice (the last wins), padded and over-long numbers, broken text.

import test from 'ava'
import { openEnvelope, sealEnvelope } from '../../core/envelope.ts'
import type { CodedError } from '../../core/errors.ts'
import { kinds } from '../../core/kinds.ts'
import shapes from '../../proto/shapes.json' with { type: 'json' }
import { makeFleet } from '../kit/fleet.ts'
import { type Sample, signedCorpus } from '../kit/signed-corpus.ts'
import { innerMessage, readWire, type ShapeName, varintBytes, type WireField, writeWire } from '../kit/wire.ts'

const now = Date.UTC(2026, 10, 22, 12)
const fleet = await makeFleet({ now, adminKeys: 2 })
const corpus = await signedCorpus(fleet, now)

/** Fields that are to stand in the place of the list, in a copy of the message. */
type Change = (fields: WireField[], shape: Record<string, string>) => WireField[][]

/** The message with each change in it once, at every level and place. */
function* variants(name: ShapeName, fields: WireField[], change: Change): Iterable<WireField[]> {
  yield* change(fields, shapes[name] as Record<string, string>)
  for (const [index, field] of fields.entries()) {
    const inner = innerMessage(name, field.number)
    if (!inner) continue
    for (const value of variants(inner, field.value as WireField[], change))
      yield fields.with(index, { ...field, value })
  }
}

const word = (shape: Record<string, string>, field: WireField) => shape[field.number]!.split(' ')
const isNumber = ({ wireType }: WireField) => wireType === 0
const eachField = (replace: (field: WireField, words: string[]) => WireField[] | undefined): Change => {
  return (fields, shape) =>
    fields.flatMap((field, index) => {
      const instead = replace(field, word(shape, field))
      return instead ? [[...fields.slice(0, index), ...instead, ...fields.slice(index + 1)]] : []
    })
}
/** A number in bytes of our own making. */
const rawNumber = (field: WireField, bytes: Uint8Array): WireField => ({ ...field, wireType: 0, value: bytes })
const unknown = (wireType: number, value: WireField['value']): Change => {
  return fields => [29, 15_000].map(number => [...fields, { number, wireType, value }])
}

const hostile: Record<string, Change> = {
  'an unknown number': unknown(0, 1n),
  'an unknown text': unknown(2, Buffer.from('hidden')),
  'an unknown fixed number': unknown(5, Buffer.alloc(4)),
  'an unknown long fixed number': unknown(1, Buffer.alloc(8)),
  'an unknown group': unknown(3, Uint8Array.from([0xec, 0x01])),
  'a field of the wrong wire type': eachField(field =>
    isNumber(field) ? [{ ...field, wireType: 2, value: Buffer.alloc(0) }] : [rawNumber(field, varintBytes(0n))],
  ),
  'a wrong wire type before the right one': eachField(field =>
    isNumber(field)
      ? [{ ...field, wireType: 2, value: Buffer.alloc(0) }, field]
      : [rawNumber(field, varintBytes(0n)), field],
  ),
  'a single field twice': eachField((field, [rule]) => (rule === 'repeated' ? undefined : [field, field])),
  'both of a choice': (fields, shape) =>
    fields.flatMap(field => {
      const [rule, group] = word(shape, field)
      if (rule !== 'oneof') return []
      const others = Object.entries(shape).filter(
        ([id, line]) => line.startsWith(`oneof ${group} `) && Number(id) !== field.number,
      )
      return others.map(([id]) => [...fields, { number: Number(id), wireType: 2, value: [] }])
    }),
  'a number in more bytes than it needs': eachField(field =>
    isNumber(field) ? [rawNumber(field, varintBytes(field.value as bigint, 1))] : undefined,
  ),
  'a number that never ends': eachField(field =>
    isNumber(field) ? [rawNumber(field, Buffer.alloc(11, 0x80))] : undefined,
  ),
  'a number that a 32-bit reader cuts off': eachField((field, words) =>
    words.includes('uint32') ? [rawNumber(field, varintBytes((field.value as bigint) + 2n ** 32n))] : undefined,
  ),
  'a truth above 1': eachField((field, words) =>
    words.includes('bool') ? [rawNumber(field, varintBytes(3n))] : undefined,
  ),
  'a number that JavaScript rounds': eachField(field =>
    isNumber(field) ? [rawNumber(field, varintBytes(2n ** 53n + 1n))] : undefined,
  ),
  'text that is no UTF-8': eachField((field, words) =>
    words.at(-1) === 'string'
      ? [{ ...field, value: Buffer.concat([field.value as Uint8Array, Buffer.from([0xc3, 0x28])]) }]
      : undefined,
  ),
}

function codeOf({ verify }: Sample, bytes: Uint8Array): string {
  try {
    verify(bytes)
    return 'accepted'
  } catch (error) {
    return (error as CodedError).code ?? String(error)
  }
}

for (const [what, change] of Object.entries(hostile)) {
  test(`${what} is refused in every message of every kind, though signed by the right keys`, async t => {
    let tried = 0
    for (const sample of corpus) {
      const name = kinds[sample.kind].message
      const payload = readWire(name, openEnvelope(sample.bytes).payload)
      for (const fields of variants(name, payload, change)) {
        tried++
        const bytes = await sample.signAgain(writeWire(fields))
        t.is(codeOf(sample, bytes), 'bad-object', `${sample.kind}, variant ${tried}`)
      }
    }
    t.true(tried > 0, `${tried} tried`)
  })

  test(`${what} is refused in the envelope itself`, t => {
    for (const sample of corpus.filter(each => each.kind !== 'root')) {
      for (const fields of variants('Envelope', readWire('Envelope', sample.bytes), change))
        t.is(codeOf(sample, writeWire(fields)), 'bad-envelope', sample.kind)
    }
    t.pass()
  })
}

test('the order of fields means nothing: it is free', async t => {
  for (const sample of corpus) {
    const payload = readWire(kinds[sample.kind].message, openEnvelope(sample.bytes).payload)
    t.is(codeOf(sample, await sample.signAgain(writeWire(payload.toReversed()))), 'accepted', sample.kind)
    t.is(codeOf(sample, writeWire(readWire('Envelope', sample.bytes).toReversed())), 'accepted', sample.kind)
  }
})

test('an envelope with two payloads is none, whichever of them is signed', async t => {
  for (const sample of corpus) {
    const { kind, payload, signatures } = openEnvelope(sample.bytes)
    const [signed] = readWire('Envelope', sealEnvelope(kind, payload, []))
    const rest = readWire('Envelope', sealEnvelope(kind, Buffer.from('other'), signatures))
    for (const fields of [
      [signed!, ...rest],
      [...rest, signed!],
    ])
      t.is(codeOf(sample, writeWire(fields)), 'bad-envelope')
  }
})
