// A node's id is its libp2p peer id, which contains its Ed25519 key. The only place that takes it apart. Put together here, and held equal to
// libp2p's own by a test, so that what only reads ids (commands, plans, checks of signatures) need not load a network library.

import { base58btc } from 'multiformats/bases/base58'

/** Of every such id: an identity multihash of 36 bytes, in it a protobuf of the key's type, Ed25519, and of its 32 bytes. */
const prefix = Buffer.from('002408011220', 'hex')
const idLength = 52

/** The 32-byte key of a node id, or undefined when the text is no Ed25519 peer id. */
export function nodeKey(node: string): Uint8Array | undefined {
  if (node.length !== idLength) return undefined
  const bytes = decoded(node)
  if (!bytes || !prefix.equals(bytes.subarray(0, prefix.length))) return undefined // another kind of key
  const key = bytes.slice(prefix.length)
  return key.length === 32 && nodeIdOf(key) === node ? key : undefined
}

function decoded(text: string): Uint8Array | undefined {
  try {
    return base58btc.baseDecode(text)
  } catch {
    return undefined // not base58
  }
}

/** Throws `RangeError` for what is no key of 32 bytes. */
export function nodeIdOf(publicKey: Uint8Array): string {
  if (publicKey.length !== 32) throw new RangeError(`expected a key of 32 bytes, found ${publicKey.length}`)
  return base58btc.baseEncode(Buffer.concat([prefix, publicKey]))
}
