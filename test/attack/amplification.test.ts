// Attack: few bytes that become many objects, or a deep pile of them: empty sub-messages, packed numbers, messages in messages.

import test from 'ava'
import { limits } from '../../core/limits.ts'
import { CodecError, decode } from '../../proto/codec.ts'
import shapes from '../../proto/shapes.json' with { type: 'json' }
import { innerMessage, type ShapeName, varintBytes } from '../kit/wire.ts'

/** Refused, and within this thread's time of 50 ms and 32 MiB of memory. */
function isCheaplyRefused(name: Parameters<typeof decode>[0], bytes: Uint8Array): boolean {
  const memory = process.memoryUsage().heapUsed
  const began = process.threadCpuUsage()
  let refused = false
  try {
    decode(name, bytes)
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    refused = true
  }
  const { user, system } = process.threadCpuUsage(began)
  return refused && user + system < 50_000 && process.memoryUsage().heapUsed - memory < 32 * 1024 * 1024
}

const field = (number: number, content: Uint8Array) =>
  Buffer.concat([varintBytes(BigInt(number * 8 + 2)), varintBytes(BigInt(content.length)), content])

test('4 MiB of empty sub-messages, texts or bytes become no objects', t => {
  const pair = (tag: number) => Buffer.alloc(limits.envelopeBytes, Buffer.from([tag, 0]))
  t.true(isCheaplyRefused('Roster', pair(0x1a))) // members
  t.true(isCheaplyRefused('Roster', pair(0x12))) // prefixes
  t.true(isCheaplyRefused('Heartbeat', pair(0x12)))
  t.true(isCheaplyRefused('SyncGet', pair(0x0a)))
  t.true(isCheaplyRefused('Envelope', pair(0x1a)))
})

test('4 MiB of packed numbers in one field become no list', t => {
  t.true(isCheaplyRefused('Have', field(3, Buffer.alloc(limits.envelopeBytes, 1))))
})

test('no message of ours contains itself, so none can be piled deeper than 8', t => {
  const depthOf = (name: ShapeName, above: readonly string[]): number => {
    t.false(above.includes(name), `${name} contains itself`)
    const inner = Object.keys(shapes[name]).flatMap(number => innerMessage(name, Number(number)) ?? [])
    return 1 + Math.max(0, ...inner.map(each => depthOf(each, [...above, name])))
  }
  for (const name of Object.keys(shapes)) t.true(depthOf(name as ShapeName, []) <= 8, name)
})

test('numbers and lengths that never end, or exceed everything, are refused', t => {
  t.true(isCheaplyRefused('Hello', Buffer.alloc(limits.envelopeBytes, 0x80)))
  t.true(isCheaplyRefused('Hello', Buffer.from([0x12, 0xff, 0xff, 0xff, 0xff, 0x0f])))
  t.true(isCheaplyRefused('Hello', Buffer.from([0x12, 0x05, 0x61])))
})
