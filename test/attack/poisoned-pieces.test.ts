// Three of ten members of an office say they have the whole file and give other bytes. Real swarms, stores and hashes over joined streams.

import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import test from 'ava'
import type { PieceStore } from '../../agent/swarm/keeper.ts'
import { sha256 } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { hostileKeys, joinHostile, pieceLies } from '../kit/hostile-member.ts'
import { MemoryOrigin, openOffice, pieceOf, wantedFile, whenComplete } from '../kit/swarm-office.ts'

const honest = 7
const poisoners = 3

test('poisoned pieces from 30 % of the peers: no bad byte is kept, every poisoner is named and held back, and all finish', async t => {
  const content = randomBytes(process.env.PATCHMESH_LONG === '1' ? 64_000_000 : 2_000_000)
  const wanted = wantedFile(content)
  const keys = hostileKeys(poisoners)
  const kept: boolean[] = []
  const refused: boolean[] = []
  const office = await openOffice(honest, {
    origin: new MemoryOrigin(content),
    extra: keys,
    adjust: options => {
      options.store = watchWrites(options.store, (piece, bytes, isKept) => {
        const isRight = pieceOf(content, piece).equals(bytes)
        if (isKept) kept.push(isRight)
        else refused.push(isRight)
      })
    },
  })
  t.teardown(() => office.close())
  for (const { swarm } of office.nodes) swarm.want([wanted])
  const liars = await Promise.all(keys.map(key => joinHostile(office, key, { content, lie: pieceLies.garbage })))
  await Promise.all(office.nodes.map(node => whenComplete(node, wanted.artifact)))

  t.true(kept.length >= honest * wanted.hashes.length && kept.every(isRight => isRight))
  t.true(refused.length > 0 && refused.every(isRight => !isRight))
  for (const { store } of office.nodes) t.is(sha256(await readFile(store.path(wanted.artifact))), wanted.artifact)
  for (const liar of liars) {
    const accounts = office.nodes.map(({ swarm }) => swarm.peers().find(peer => peer.node === liar.node)!)
    for (const { badPieces, heldBack, goodPieces } of accounts) {
      t.is(goodPieces, 0)
      t.true(badPieces <= 1, 'after the first it is not asked again for 30 s, after the second never')
      t.is(heldBack, badPieces > 0 ? 'suspended' : 'nothing')
    }
    t.true(
      accounts.some(({ badPieces }) => badPieces > 0),
      `${liar.node} is named`,
    )
  }
})

/** The real store; tells which writes it took. */
function watchWrites(
  store: PieceStore,
  onWrite: (piece: number, bytes: Uint8Array, isKept: boolean) => void,
): PieceStore {
  return {
    has: digest => store.has(digest),
    begin: artifact => store.begin(artifact),
    readPiece: (digest, piece) => store.readPiece(digest, piece),
    complete: digest => store.complete(digest),
    keep: digests => store.keep(digests),
    async writePiece(digest, piece, bytes) {
      try {
        await store.writePiece(digest, piece, bytes)
      } catch (error) {
        if (error instanceof CodedError) onWrite(piece, bytes, false)
        throw error
      }
      onWrite(piece, bytes, true)
    },
  }
}
