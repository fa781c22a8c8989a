// Noise's ciphers as libp2p has them, but for how OpenSSL is given the key: node:crypto looks into a key of plain bytes anew for each frame, which
// costs half as much as opening a small one. The bytes of a connection's key stay the same array, so its key object is kept beside it.

import { createSecretKey, type KeyObject } from 'node:crypto'
import type { ICryptoInterface } from '@chainsafe/libp2p-noise'
import { defaultCrypto, nodeCrypto } from '@chainsafe/libp2p-noise/crypto'
import { noteBuffers } from './young-buffers.ts'

const keyObjects = new WeakMap<Uint8Array, KeyObject>()

/** libp2p's own ciphers take it where they take the bytes; its type does not say so. */
function keyOf(bytes: Uint8Array): Uint8Array {
  let key = keyObjects.get(bytes)
  if (!key) {
    key = createSecretKey(bytes)
    keyObjects.set(bytes, key)
  }
  return key as unknown as Uint8Array
}

/** Shorter frames are sealed sooner by libp2p's own code in WebAssembly. */
const shortBytes = 1200

export const noiseCrypto: ICryptoInterface = {
  ...defaultCrypto,
  chaCha20Poly1305Encrypt(plaintext, nonce, ad, key) {
    if (plaintext.byteLength < shortBytes) return defaultCrypto.chaCha20Poly1305Encrypt(plaintext, nonce, ad, key)
    noteBuffers(plaintext.byteLength)
    return nodeCrypto.chaCha20Poly1305Encrypt(plaintext, nonce, ad, keyOf(key))
  },
  chaCha20Poly1305Decrypt(sealed, nonce, ad, key, room) {
    if (sealed.byteLength < shortBytes) return defaultCrypto.chaCha20Poly1305Decrypt(sealed, nonce, ad, key, room)
    noteBuffers(2 * sealed.byteLength) // the socket's as well
    return nodeCrypto.chaCha20Poly1305Decrypt(sealed, nonce, ad, keyOf(key))
  },
}
