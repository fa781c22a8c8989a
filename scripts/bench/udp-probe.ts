// Program: how long a small packet takes over the office's link and back. `udp-probe.ts --echo ADDR:PORT` answers; `--ask ADDR:PORT` asks
// fifty times a second and, at SIGTERM, prints all round trips in milliseconds as one line of JSON.

import { createSocket } from 'node:dgram'
import { parseArgs } from 'node:util'
import { CodedError } from '../../core/errors.ts'
import { parseSocketAddress } from '../lab/relay.ts'

const everyMs = 20
const packetBytes = 16
/** A packet that is not back by then was lost: it counts as this. */
const lostMs = 1000

function echo(address: string): void {
  const { host, port } = parseSocketAddress(address)
  const socket = createSocket('udp4')
  socket.on('message', (packet, from) => socket.send(packet, from.port, from.address))
  socket.bind(port, host, () => say({ event: 'listening' }))
}

function ask(address: string): void {
  const { host, port } = parseSocketAddress(address)
  const socket = createSocket('udp4')
  const roundTripsMs: number[] = []
  socket.on('message', packet => {
    roundTripsMs[packet.readUInt32BE(0)] = Math.min(lostMs, performance.now() - packet.readDoubleBE(4))
  })
  const asking = setInterval(() => {
    const packet = Buffer.alloc(packetBytes)
    packet.writeUInt32BE(roundTripsMs.push(lostMs) - 1, 0)
    packet.writeDoubleBE(performance.now(), 4)
    socket.send(packet, port, host)
  }, everyMs)
  process.once('SIGTERM', () => {
    clearInterval(asking)
    setTimeout(() => {
      say({ roundTripsMs: roundTripsMs.map(ms => Math.round(ms * 100) / 100) })
      process.exit(0)
    }, lostMs)
  })
  say({ event: 'asking' })
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

function main(): void {
  const { values } = parseArgs({ options: { echo: { type: 'string' }, ask: { type: 'string' } } })
  if (values.echo) echo(values.echo)
  else if (values.ask) ask(values.ask)
  else throw new CodedError('bad-argument', 'usage: udp-probe.ts --echo ADDR:PORT | --ask ADDR:PORT')
}

if (import.meta.main) main()
