// A stolen release key signs a piece list of other bytes for an approved artifact, and members serve exactly those bytes: every piece
// fits the list, and the whole is not the artifact. The artifact's SHA-256 decides; a right list of a higher version heals.

import { randomBytes } from 'node:crypto'
import { streamPair } from '@libp2p/utils'
import test, { type ExecutionContext } from 'ava'
import type { Wanted } from '../../agent/swarm/wanted.ts'
import { type Digest, sha256 } from '../../core/digest.ts'
import { openEnvelope } from '../../core/envelope.ts'
import { exchangeHello, FrameStream } from '../../core/frames.ts'
import { nodeIdOf } from '../../core/node-id.ts'
import { parsePieceList } from '../../core/piece-list.ts'
import { protocols } from '../../core/protocols.ts'
import { verifyObject } from '../../core/verify.ts'
import { type Made, makeFleet } from '../kit/fleet.ts'
import { hostileKeys, joinHostile, sendPiece } from '../kit/hostile-member.ts'
import { fleet, MemoryOrigin, type Office, openOffice, pieceOf, wantedFile, whenComplete } from '../kit/swarm-office.ts'

const right = randomBytes(300_000)
const evil = randomBytes(300_000)
const artifact = sha256(right)

/** As the agent reads it: verified, then turned into what is wanted. */
function wantedBy(list: Made<'piece-list'>, anchor: Parameters<typeof verifyObject>[1]['anchor'], now: number): Wanted {
  const { body } = verifyObject(list.bytes, { anchor, now, allowed: ['piece-list'] })
  const { hashes, sizeBytes } = parsePieceList(openEnvelope(list.bytes).payload)
  return { ...wantedFile(right), artifact: body.header.name as Digest, sizeBytes, hashes }
}

async function whenRefused({ nodes }: Office): Promise<void> {
  const { swarm } = nodes[0]!
  while (swarm.status().artifacts[0]?.status !== 'wrong-piece-list') await new Promise(setImmediate)
}

/** What a member of the site gets when it asks the node for a piece. */
async function ask(t: ExecutionContext, office: Office, asker: string): Promise<string> {
  const [mine, theirs] = await streamPair({ delay: 0 })
  office.nodes[0]!.network.handlers.get(protocols.piece)!(theirs, asker)
  const frames = new FrameStream(mine, { maxFrameBytes: 1 << 20, maxBufferedFrames: 4 })
  t.teardown(() => frames.abort(new Error('over')))
  await exchangeHello(frames, { fleet, site: office.site }, office.ended)
  await frames.send('PieceRequest', { artifact: Buffer.from(artifact, 'hex'), piece: 0 }, office.ended)
  const { refused } = await frames.receive('PieceAnswer', office.ended)
  return refused === '' ? 'served' : refused
}

test('a piece list of other bytes completes nothing and is served to nobody as the file; the next right list heals', async t => {
  const made = await makeFleet()
  const size = wantedFile(right).hashes.length
  const hashes = Array.from({ length: size }, (_, piece) => sha256(pieceOf(evil, piece)))
  const now = made.seconds * 1000
  const lying = wantedBy(await made.pieceList(right, [], { hashes }), made.anchor, now)
  const corrected = wantedBy(await made.pieceList(right, [], { version: 2 }), made.anchor, now)

  const [keys] = hostileKeys(1)
  const origin = new MemoryOrigin(right)
  origin.files.set(artifact, evil)
  const office = await openOffice(1, { origin, extra: [keys!] })
  t.teardown(() => office.close())
  const [{ swarm, store }] = office.nodes as [Office['nodes'][0]]
  const lie = (frames: FrameStream, piece: number) => sendPiece(frames, Buffer.from(pieceOf(evil, piece)))
  await joinHostile(office, keys!, { content: right, lie })
  const completed: string[] = []
  swarm.onComplete(digest => completed.push(digest))

  swarm.want([lying])
  await whenRefused(office)
  t.false(store.has(artifact))
  t.deepEqual(completed, [])
  t.is(await ask(t, office, nodeIdOf(keys!.publicKey)), 'not-held')

  origin.files.set(artifact, right)
  swarm.want([corrected])
  await whenComplete(office.nodes[0]!, artifact)
  t.true(store.has(artifact))
  t.is(await ask(t, office, nodeIdOf(keys!.publicKey)), 'served')
})
