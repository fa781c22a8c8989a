// A member of the office in swarm-office.ts that a test plays: its key is in the roster, its hellos and signatures are right, and what it
// says and serves is up to the test. For attacks by insiders.

import type { Stream } from '@libp2p/interface'
import { streamPair } from '@libp2p/utils'
import { type Announcement, encodeAnnouncement } from '../../core/announcement.ts'
import { type Digest, sha256 } from '../../core/digest.ts'
import { createKeyPair, type KeyPair, sign } from '../../core/ed25519.ts'
import { preAuthEncoding, sealEnvelope } from '../../core/envelope.ts'
import { exchangeHello, FrameStream } from '../../core/frames.ts'
import { payloadType } from '../../core/kinds.ts'
import { MIB } from '../../core/limits.ts'
import { nodeIdOf } from '../../core/node-id.ts'
import { PieceSet, pieceCount } from '../../core/pieces.ts'
import { protocols } from '../../core/protocols.ts'
import type { Encodable } from '../../proto/codec.ts'
import { fleet, type Office, pieceOf } from './swarm-office.ts'

/** Answers one request for a piece on its stream; never returning keeps the asker waiting. */
export type PieceLie = (frames: FrameStream, piece: number, right: Buffer) => Promise<void>

export interface HostileMember {
  node: string
  keys: KeyPair
  /** Requests for pieces that came. */
  asked(): number
  /** To each honest node whose swarm stream this member opened or was opened to. */
  tell(message: Encodable<'SwarmMessage'>): Promise<void>
  /** A well signed announcement of its own, or by another key. */
  announcement(body: Partial<Announcement>, signer?: KeyPair): Uint8Array
}

/** Keys for members that join later: their ids are smaller than those of the office's own nodes, so that they open the streams. */
export function hostileKeys(count: number): KeyPair[] {
  const keys = Array.from({ length: 40 * count }, (_, index) => createKeyPair(seedOf(index)))
  return keys.sort((a, b) => (nodeIdOf(a.publicKey) < nodeIdOf(b.publicKey) ? -1 : 1)).slice(0, count)
}

function seedOf(index: number): Buffer {
  const seed = Buffer.alloc(32, 0xe7)
  seed.writeUInt16BE(index)
  return seed
}

/** Connects the member to every honest node; to who asks, it says that it has all of `content`. */
export async function joinHostile(
  office: Office,
  keys: KeyPair,
  { content, lie }: { content: Buffer; lie: PieceLie },
): Promise<HostileMember> {
  const node = nodeIdOf(keys.publicKey)
  const hello = { fleet, site: office.site }
  const signal = office.ended
  let asked = 0
  const serve = async (stream: Stream): Promise<void> => {
    const frames = new FrameStream(stream, { maxFrameBytes: 1024, maxBufferedFrames: 64 })
    await exchangeHello(frames, hello, signal)
    for (;;) {
      const { piece } = await frames.receive('PieceRequest', signal)
      asked++
      await lie(frames, piece, Buffer.from(pieceOf(content, piece)))
    }
  }
  await office.networks.get(node)!.handle(protocols.piece, stream => {
    serve(stream).catch(() => undefined) // until it is cut off
  })
  const have = haveAll(content)
  const links: FrameStream[] = []
  const listen = async (frames: FrameStream): Promise<void> => {
    for (;;) {
      const { ask } = await frames.receive('SwarmMessage', signal)
      if (ask) await frames.send('SwarmMessage', { have }, signal)
    }
  }
  for (const honest of office.nodes) {
    const [mine, theirs] = await streamPair({ delay: 0 })
    const frames = new FrameStream(mine, { maxFrameBytes: MIB, maxBufferedFrames: 256 })
    honest.network.handlers.get(protocols.swarm)!(theirs, node)
    await exchangeHello(frames, hello, signal)
    listen(frames).catch(() => undefined) // until the office closes
    links.push(frames)
  }
  return {
    node,
    keys,
    asked: () => asked,
    async tell(message) {
      for (const frames of links) await frames.send('SwarmMessage', message, signal)
    },
    announcement: (body, signer = keys) => signAnnouncement({ node, site: office.site, ...body }, signer, node),
  }
}

export function haveAll(content: Buffer): NonNullable<Encodable<'SwarmMessage'>['have']> {
  return {
    artifact: Buffer.from(sha256(content), 'hex'),
    bitfield: PieceSet.full(pieceCount(content.length)).toBytes(),
  }
}

export function signAnnouncement(
  body: Partial<Announcement> & { node: string; site: string },
  signer: KeyPair,
  keyId: string,
): Uint8Array {
  const base = { fleet: fleet as Digest, boot: 1, sequence: 1, until: 0, leases: [], holdings: [] }
  const payload = encodeAnnouncement({ ...base, doing: 'idle', class: 'wired', ...body })
  const sig = sign(signer.secretKey, preAuthEncoding(payloadType('announcement'), payload))
  return sealEnvelope('announcement', payload, [{ keyId, sig }])
}

/** What insiders do with a request for a piece. */
export const pieceLies = {
  silence: () => new Promise(() => undefined),
  async garbage(frames, _piece, right) {
    right[0] = right[0]! ^ 1
    await sendPiece(frames, right)
  },
  async busy(frames) {
    await frames.send('PieceAnswer', { refused: 'busy' }, never)
  },
  async notHeld(frames) {
    await frames.send('PieceAnswer', { refused: 'not-held' }, never)
  },
  async tooLong(frames, _piece, right) {
    await sendPiece(frames, Buffer.concat([right, right]))
  },
  async tooShort(frames, _piece, right) {
    await sendPiece(frames, right.subarray(1))
  },
  /** An answer of the right length that never ends. */
  async unfinished(frames, _piece, right) {
    await frames.send('PieceAnswer', { sizeBytes: right.length }, never)
    frames.stream.send(new Uint8Array([0x80, 0x80, 0x04])) // a length of 64 KiB, then one byte
    frames.stream.send(right.subarray(0, 1))
    await new Promise(() => undefined)
  },
  async hangUp(frames) {
    frames.abort(new Error('gone'))
  },
  async junk(frames) {
    frames.stream.send(Buffer.alloc(4096, 0xff))
    await new Promise(() => undefined)
  },
} satisfies Record<string, PieceLie>

const never = new AbortController().signal

export async function sendPiece(frames: FrameStream, bytes: Uint8Array): Promise<void> {
  await frames.send('PieceAnswer', { sizeBytes: bytes.length }, never)
  await frames.sendRaw(bytes, never)
}
