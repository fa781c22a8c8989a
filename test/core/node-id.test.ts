import { publicKeyFromRaw } from '@libp2p/crypto/keys'
import { peerIdFromPublicKey, peerIdFromString } from '@libp2p/peer-id'
import test from 'ava'
import fc from 'fast-check'
import { nodeIdOf, nodeKey } from '../../core/node-id.ts'

const keys = fc.uint8Array({ minLength: 32, maxLength: 32 })
const extremes = [new Uint8Array(32), new Uint8Array(32).fill(255), Uint8Array.of(...new Uint8Array(31), 1)]

/** What libp2p makes of a text, if it is an Ed25519 peer id in the one form it writes itself. */
function readByLibp2p(text: string): Uint8Array | undefined {
  try {
    const id = peerIdFromString(text)
    return id.type === 'Ed25519' && id.toString() === text ? id.publicKey.raw : undefined
  } catch {
    return undefined // it throws many kinds of error
  }
}

test('the id of a key is the peer id that libp2p gives it, and gives the key back', t => {
  fc.assert(
    fc.property(keys, key => {
      const id = nodeIdOf(key)
      t.is(id, peerIdFromPublicKey(publicKeyFromRaw(key)).toString())
      t.deepEqual(nodeKey(id), key)
    }),
    { numRuns: 200, examples: extremes.map(key => [key]) },
  )
})

test('a text is a node id exactly when libp2p reads it as an Ed25519 peer id', t => {
  const changed = fc.tuple(keys, fc.nat(52), fc.constantFrom('', '1', '2', '0', 'l', 'z', 'é', '💾'), fc.nat(2))
  fc.assert(
    fc.property(changed, ([key, at, put, cut]) => {
      const id = nodeIdOf(key)
      const text = id.slice(0, at) + put + id.slice(at + cut)
      t.deepEqual(nodeKey(text), readByLibp2p(text), text)
    }),
    { numRuns: 500 },
  )
})

test('ids of other keys, other encodings of an id, and what is none are refused', t => {
  const id = nodeIdOf(new Uint8Array(32).fill(7))
  const others = [
    '',
    '1'.repeat(52),
    'z'.repeat(52),
    `1${'z'.repeat(51)}`,
    `1${id.slice(1)}1`,
    ` ${id.slice(1)}`,
    id.toLowerCase(),
    'QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N', // the hash of an RSA key
    peerIdFromString(id).toCID().toString(),
    '16Uiu2HAkyGJcJmzFZHJ3vGJcVJ5jVfvX2AkUPNQj9pDs8GDGaoqc', // secp256k1
  ]
  for (const text of others) t.is(nodeKey(text), undefined, text)
})

test('only a key of 32 bytes has an id', t => {
  for (const length of [0, 31, 33]) t.throws(() => nodeIdOf(new Uint8Array(length)), { instanceOf: RangeError })
})
