// Program: an insider. A machine that joined by a real token runs the real agent, of which only the parts that give pieces and say what
// is held are replaced: `hostile-agent.ts run --state FOLDER --how WAY`. It counts what it injects in its log.

import { parseArgs } from 'node:util'
import type { Stream } from '@libp2p/interface'
import { startAgent } from '../../../agent/agent.ts'
import { readPin } from '../../../agent/pin.ts'
import { Keeper } from '../../../agent/swarm/keeper.ts'
import { NeighbourLink } from '../../../agent/swarm/neighbour-link.ts'
import { PieceUploads } from '../../../agent/swarm/piece-uploads.ts'
import type { Membership } from '../../../agent/swarm/swarm-network.ts'
import type { Wanted } from '../../../agent/swarm/wanted.ts'
import { systemClock } from '../../../core/clock.ts'
import { CodedError } from '../../../core/errors.ts'
import { exchangeHello, FrameStream } from '../../../core/frames.ts'
import { limits } from '../../../core/limits.ts'
import { createLog, type Log } from '../../../core/log.ts'
import { PieceSet, pieceCount, pieceRange } from '../../../core/pieces.ts'
import { systemRandom } from '../../../core/random.ts'
import { injectedLine, type Way, ways } from './ways.ts'

const corruptShare = 0.01
const trickleMs = 1000

async function main(): Promise<void> {
  const { values } = parseArgs({
    allowPositionals: true,
    options: { state: { type: 'string', default: '' }, how: { type: 'string', default: '' } },
  })
  const how = ways.find(way => way === values.how)
  const pin = values.state === '' ? undefined : await readPin(values.state)
  if (!how || !pin)
    throw new CodedError('bad-argument', `usage: hostile-agent.ts run --state FOLDER --how ${ways.join('|')}`)
  const log = createLog({ name: 'agent' })
  turn(how, { fleet: pin.fleet, site: pin.site }, log)
  const agent = await startAgent({
    folder: values.state,
    passphrase: async () => '',
    clock: systemClock,
    random: systemRandom,
    log,
  })
  process.stdout.write(`${JSON.stringify({ event: 'listening', node: agent.node, addresses: agent.addresses() })}\n`)
  process.once('SIGTERM', () => void agent.close().finally(() => process.exit(0)))
}

function turn(how: Way, membership: Membership, log: Log): void {
  if (how === 'bad') corrupt(1, log)
  if (how === 'corrupt') corrupt(corruptShare, log)
  if (how !== 'silent' && how !== 'trickle') return
  advertiseAll()
  if (how === 'silent') Keeper.prototype.readPiece = () => new Promise(() => undefined)
  else trickle(membership, log)
}

/** This share of the pieces it gives has a wrong byte. */
function corrupt(share: number, log: Log): void {
  const { readPiece } = Keeper.prototype
  Keeper.prototype.readPiece = async function (artifact, piece, buffers) {
    const bytes = await readPiece.call(this, artifact, piece, buffers)
    if (!bytes || systemRandom() >= share) return bytes
    bytes[0]! ^= 1
    log.info({ artifact, piece, bytes: bytes.length }, injectedLine)
    return bytes
  }
}

const sizes = new Map<string, number>()

/** Whatever it is to say about what it holds, it says that it holds all; and so to whoever asks, at once. */
function advertiseAll(): void {
  const { want } = Keeper.prototype
  Keeper.prototype.want = function (list: readonly Wanted[]) {
    for (const { artifact, sizeBytes } of list) sizes.set(artifact, sizeBytes)
    want.call(this, list)
  }
  const { send } = NeighbourLink.prototype
  NeighbourLink.prototype.send = function (message) {
    const artifact = message.have?.artifact
    const sizeBytes = artifact ? sizes.get(Buffer.from(artifact).toString('hex')) : undefined
    if (!artifact || sizeBytes === undefined) return send.call(this, message)
    send.call(this, { have: { artifact, bitfield: PieceSet.full(pieceCount(sizeBytes)).toBytes() } })
  }
  const { run } = NeighbourLink.prototype
  NeighbourLink.prototype.run = async function (listener) {
    await run.call(this, message => {
      listener(message)
      for (const artifact of message.ask?.artifacts ?? []) this.send({ have: { artifact } })
    })
  }
}

/** The answer to any request begins at once and goes on by a byte a second. */
function trickle(membership: Membership, log: Log): void {
  const signal = new AbortController().signal
  const answer = async (stream: Stream) => {
    const frames = new FrameStream(stream, {
      maxFrameBytes: limits.pieceRequestBytes,
      maxBufferedFrames: limits.pieceRequests,
    })
    await exchangeHello(frames, membership, signal)
    const { artifact: bytes, piece } = await frames.receive('PieceRequest', signal)
    const artifact = Buffer.from(bytes).toString('hex')
    const { start, end } = pieceRange(sizes.get(artifact) ?? 1, piece)
    await frames.send('PieceAnswer', { sizeBytes: end - start }, signal)
    stream.send(varint(end - start))
    while (stream.status === 'open') {
      stream.send(Uint8Array.of(7))
      log.info({ artifact, piece, bytes: 1 }, injectedLine)
      await new Promise(resolve => setTimeout(resolve, trickleMs))
    }
  }
  PieceUploads.prototype.serve = (stream, node) => {
    answer(stream).catch(error => log.debug({ node, err: error }, 'piece stream ended'))
  }
}

/** As lengths of frames are written: seven bits a byte, the lowest first. */
function varint(value: number): Uint8Array {
  const bytes: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.of(...bytes, rest)
    bytes.push((rest % 128) | 128)
  }
}

if (import.meta.main) await main()
