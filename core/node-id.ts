// A node's id is its libp2p peer id, which contains its Ed25519 key. The only place that takes it apart.

import { publicKeyFromRaw } from '@libp2p/crypto/keys'
import { peerIdFromPublicKey, peerIdFromString } from '@libp2p/peer-id'

/** The 32-byte key of a node id, or undefined when the text is no Ed25519 peer id. */
export function nodeKey(node: string): Uint8Array | undefined {
  try {
    const id = peerIdFromString(node)
    return id.type === 'Ed25519' && id.toString() === node ? id.publicKey.raw : undefined
  } catch {
    return undefined // not base58, or another kind of key
  }
}

export function nodeIdOf(publicKey: Uint8Array): string {
  return peerIdFromPublicKey(publicKeyFromRaw(publicKey)).toString()
}
