import { randomBytes } from 'node:crypto'
import { pureJsCrypto } from '@chainsafe/libp2p-noise'
import test from 'ava'
import fc from 'fast-check'
import { noiseCrypto } from '../../core/noise-crypto.ts'

const ad = new Uint8Array(0)
const bytesOf = (sealed: { subarray(): Uint8Array }) => Buffer.from(sealed.subarray())

test('frames of every length are those that libp2p seals in plain JavaScript, and are opened again', t => {
  const key = randomBytes(32)
  const length = fc.oneof(fc.nat(65_519), fc.integer({ min: 1180, max: 1220 }))
  fc.assert(
    fc.property(length, fc.uint8Array({ minLength: 12, maxLength: 12 }), (size, nonce) => {
      const plain = randomBytes(size)
      const sealed = bytesOf(noiseCrypto.chaCha20Poly1305Encrypt(plain, nonce, ad, key))
      if (!sealed.equals(bytesOf(pureJsCrypto.chaCha20Poly1305Encrypt(plain, nonce, ad, key)))) return false
      return bytesOf(noiseCrypto.chaCha20Poly1305Decrypt(sealed, nonce, ad, key)).equals(plain)
    }),
    { numRuns: 30 },
  )
  t.pass()
})

test('a frame that was changed, or sealed with another key, is not opened', t => {
  const key = randomBytes(32)
  const nonce = new Uint8Array(12)
  for (const size of [100, 5000]) {
    const sealed = bytesOf(noiseCrypto.chaCha20Poly1305Encrypt(randomBytes(size), nonce, ad, key))
    t.throws(() => noiseCrypto.chaCha20Poly1305Decrypt(sealed, nonce, ad, randomBytes(32)))
    sealed[size >> 1]! ^= 1
    t.throws(() => noiseCrypto.chaCha20Poly1305Decrypt(sealed, nonce, ad, key))
  }
})
