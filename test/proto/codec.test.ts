// Bounds of decoding: depth, number of fields, unknown fields, cut and over-long input.

import test from 'ava'
import fc from 'fast-check'
import { CodecError, decode, decodeParts, encode } from '../../proto/codec.ts'

test('what is encoded decodes to the same, absent fields to their defaults', t => {
  const bytes = encode('Header', { kind: 'root', version: 2 ** 40 })
  t.deepEqual(decode('Header', bytes), {
    fleet: Buffer.alloc(0),
    kind: 'root',
    name: '',
    epoch: 0,
    version: 2 ** 40,
    issuedAt: 0,
    notAfter: 0,
    minSpec: 0,
  })
})

test('an unknown field is refused', t => {
  t.throws(() => decode('Signature', Buffer.from([0x1a, 0x01, 0x41])), {
    instanceOf: CodecError,
    message: /field 3 is unknown/,
  })
})

test('groups and fixed-width fields are refused', t => {
  for (const wireType of [1, 3, 4, 5, 6, 7]) {
    t.throws(() => decode('Signature', Buffer.from([(1 << 3) | wireType, 0, 0, 0, 0, 0, 0, 0, 0])), {
      instanceOf: CodecError,
    })
  }
})

test('a megabyte of empty sub-messages is refused before it becomes objects', t => {
  const amplification = Buffer.alloc(1024 * 1024)
  for (let at = 0; at < amplification.length; at += 2) amplification[at] = 0x1a // Roster.members, length 0
  const before = process.memoryUsage().heapUsed
  t.throws(() => decode('Roster', amplification), { instanceOf: CodecError, message: /over 200000 fields/ })
  t.true(process.memoryUsage().heapUsed - before < 16 * 1024 * 1024)
})

test('a message cut anywhere is refused or is a shorter message, never a crash', t => {
  const bytes = encode('Envelope', {
    payload: Buffer.from('payload'),
    payloadType: 'type',
    signatures: [{ sig: Buffer.alloc(64), keyId: 'id' }],
  })
  for (let length = 0; length < bytes.length; length++) {
    try {
      decode('Envelope', bytes.subarray(0, length))
    } catch (error) {
      t.true(error instanceof CodecError, String(error))
    }
  }
  t.pass()
})

test('arbitrary bytes decode or are refused', t => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom('Envelope', 'Manifest', 'Roster', 'SwarmMessage', 'TrustedState'),
      (bytes, name) => {
        try {
          decode(name as 'Envelope', bytes)
          return true
        } catch (error) {
          return error instanceof CodecError
        }
      },
    ),
    { numRuns: 2000 },
  )
  t.pass()
})

test('names from outside never reach a prototype', t => {
  const bytes = encode('Member', { node: '__proto__', hostName: 'constructor' })
  const member = decode('Member', bytes)
  t.is(member.node, '__proto__')
  t.is(Object.getPrototypeOf(member), Object.prototype)
})

test('a message in parts says the same as at once, whatever the size of a part', t => {
  const members = Array.from({ length: 50 }, (_, index) => ({
    node: `node-${index}`,
    groups: ['desks'],
    hostName: 'pc',
  }))
  const bytes = encode('Roster', { header: { kind: 'roster', version: 3 }, prefixes: ['10.0.0.0/8'], members })
  const whole = decode('Roster', bytes)
  for (const partBytes of [1, 100, 1000, bytes.length, 1e6]) {
    const parts = [...decodeParts('Roster', bytes, partBytes)]
    t.deepEqual(
      parts.map(part => part.header).filter(header => header !== null),
      [whole.header!],
    )
    t.deepEqual(
      parts.flatMap(part => part.members),
      whole.members,
    )
    t.deepEqual(
      parts.flatMap(part => part.prefixes),
      whole.prefixes,
    )
  }
  t.deepEqual([...decodeParts('Roster', new Uint8Array(), 100)], [])
})

test('a single field that comes again is refused in whatever part it is, and so are too many fields in all', t => {
  const header = encode('Roster', { header: { kind: 'roster', version: 3 } })
  const members = encode('Roster', { members: Array.from({ length: 50 }, () => ({ node: 'node' })) })
  const twice = Buffer.concat([header, members, header])
  t.throws(() => [...decodeParts('Roster', twice, 100)], { instanceOf: CodecError, message: /field 1 twice/ })
  const many = Buffer.alloc(2 * 200_001, Buffer.from([0x1a, 0]))
  t.throws(() => [...decodeParts('Roster', many, 1000)], { instanceOf: CodecError, message: /over 200000 fields/ })
  t.throws(() => [...decodeParts('Roster', members.subarray(0, -1), 100)], { instanceOf: CodecError })
})
