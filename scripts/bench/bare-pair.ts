// Program: one end of a bare libp2p pair (TCP, Noise, yamux, nothing of ours), the floor of what peer-to-peer transfer costs here.
// `--listen MULTIADDR` sends what it is asked for; `--dial MULTIADDR --bytes N` takes it. Each prints one line of JSON on its work.

import { parseArgs } from 'node:util'
import { noise } from '@chainsafe/libp2p-noise'
import type { Stream } from '@libp2p/interface'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { CodedError } from '../../core/errors.ts'
import { KIB } from '../../core/limits.ts'

const protocol = '/bare/1'
const chunkBytes = 256 * KIB

/** What one end used between the first and the last byte. */
export interface BareEnd {
  bytes: number
  seconds: number
  cpuSeconds: number
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { listen: { type: 'string' }, dial: { type: 'string' }, bytes: { type: 'string', default: '0' } },
  })
  const node = await createLibp2p({
    addresses: { listen: values.listen ? [values.listen] : [] },
    transports: [tcp()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionGater: { denyDialMultiaddr: () => false },
  })
  if (values.listen) {
    await node.handle(protocol, async stream => say(await send(stream)))
    return say({ event: 'listening', address: node.getMultiaddrs()[0]!.toString() })
  }
  if (!values.dial)
    throw new CodedError('bad-argument', 'usage: bare-pair.ts --listen MULTIADDR | --dial MULTIADDR --bytes N')
  const stream = await node.dialProtocol(multiaddr(values.dial), protocol)
  say(await take(stream, Number(values.bytes)))
  await node.stop()
}

/** How many bytes are wanted comes first: eight of them. */
async function send(stream: Stream): Promise<BareEnd> {
  const asked = await new Promise<number>(resolve => {
    stream.addEventListener('message', ({ data }) => resolve(Number(Buffer.from(data.subarray()).readBigUInt64BE())))
  })
  const measured = measure()
  const chunk = new Uint8Array(chunkBytes).fill(7)
  for (let left = asked; left > 0; left -= chunkBytes)
    if (!stream.send(chunk.subarray(0, Math.min(left, chunkBytes)))) await stream.onDrain()
  await stream.close()
  return measured(asked)
}

async function take(stream: Stream, bytes: number): Promise<BareEnd> {
  const asked = Buffer.alloc(8)
  asked.writeBigUInt64BE(BigInt(bytes))
  const measured = measure()
  stream.send(asked)
  let taken = 0
  for await (const part of stream) taken += part.byteLength
  if (taken !== bytes) throw new CodedError('wrong-size', `expected ${bytes} bytes, found ${taken}`)
  return measured(taken)
}

function measure(): (bytes: number) => BareEnd {
  const began = performance.now()
  const before = process.cpuUsage()
  return bytes => {
    const { user, system } = process.cpuUsage(before)
    return { bytes, seconds: (performance.now() - began) / 1000, cpuSeconds: (user + system) / 1e6 }
  }
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

if (import.meta.main) await main()
