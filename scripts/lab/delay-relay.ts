// Program: a WAN's delay without the kernel's netem. It passes the UDP packets of a tunnel from one side to the other and back, each
// after the same time, in their order. It changes nothing but checksums that are still open, and knows no rate: shaping is the tunnel
// ends' business.

import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { CodedError } from '../../core/errors.ts'
import { completeChecksum } from './complete-checksum.ts'

const SOCKET_BYTES = 8 * 1024 * 1024
/** Bytes held back one way: 40 ms at a gigabit. A packet that finds no room is lost, as on any line. */
const HELD_MAX_BYTES = 8 * 1024 * 1024

interface Side {
  socket: Socket
  peer: string
}

interface HeldPacket {
  dueAt: number
  bytes: Buffer
}

/** Holds packets for one direction back: one timer for all of them. */
function createLine(to: Side, { port, delayMs }: { port: number; delayMs: number }): (bytes: Buffer) => void {
  const held: HeldPacket[] = []
  let heldBytes = 0
  let isTimed = false
  const pass = () => {
    isTimed = false
    const now = performance.now()
    let passed = 0
    // A timer comes up to a millisecond early or late: half of one is closer than the next.
    while (passed < held.length && held[passed]!.dueAt <= now + 0.5) {
      const { bytes } = held[passed]!
      heldBytes -= bytes.length
      completeChecksum(bytes)
      to.socket.send(bytes, port, to.peer)
      passed++
    }
    held.splice(0, passed)
    plan()
  }
  const plan = () => {
    if (isTimed || held.length === 0) return
    isTimed = true
    setTimeout(pass, Math.max(0, held[0]!.dueAt - performance.now()))
  }
  return bytes => {
    if (heldBytes + bytes.length > HELD_MAX_BYTES) return
    heldBytes += bytes.length
    held.push({ dueAt: performance.now() + delayMs, bytes })
    plan()
  }
}

async function openSide(text: string, port: number): Promise<Side> {
  const [address, peer] = text.split('/')
  if (!address || !peer) throw new CodedError('bad-argument', `--side: expected ADDRESS/PEER, found ${text}`)
  const socket = createSocket({ type: 'udp4', recvBufferSize: SOCKET_BYTES, sendBufferSize: SOCKET_BYTES })
  socket.on('error', error => process.stderr.write(`${error.message}\n`))
  socket.bind(port, address)
  await once(socket, 'listening')
  return { socket, peer }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      side: { type: 'string', multiple: true, default: [] },
      port: { type: 'string', default: '' },
      'delay-ms': { type: 'string', default: '' },
    },
  })
  const [first, second] = values.side
  const port = Number(values.port)
  const delayMs = Number(values['delay-ms'])
  if (!first || !second || !port || !delayMs)
    throw new CodedError('bad-argument', 'usage: delay-relay.ts --side A/PEER --side B/PEER --port N --delay-ms N')
  const [a, b] = [await openSide(first, port), await openSide(second, port)]
  a.socket.on('message', createLine(b, { port, delayMs }))
  b.socket.on('message', createLine(a, { port, delayMs }))
  process.stdout.write(`${JSON.stringify({ event: 'passing', delayMs })}\n`)
}

if (import.meta.main) await main()
