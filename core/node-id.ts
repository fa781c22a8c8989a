// A node's id is its libp2p peer id, which contains its Ed25519 key. The only place that takes it apart. Written out here, and held equal to
// libp2p's own by a test, so that what only reads ids (commands, plans, checks of signatures) need not load a network library.

/** Of every such id: an identity multihash of 36 bytes, in it a protobuf of the key's type, Ed25519, and of its 32 bytes. */
const prefix = '002408011220'
const idLength = 52
const digits = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** The 32-byte key of a node id, or undefined when the text is no Ed25519 peer id. */
export function nodeKey(node: string): Uint8Array | undefined {
  if (node.length !== idLength) return undefined
  let value = 0n
  for (const digit of node) {
    const at = digits.indexOf(digit)
    if (at < 0) return undefined // not base58
    value = value * 58n + BigInt(at)
  }
  const hex = value.toString(16).padStart(prefix.length + 64, '0')
  if (!hex.startsWith(prefix)) return undefined // another kind of key
  const key = new Uint8Array(Buffer.from(hex.slice(prefix.length), 'hex'))
  return key.length === 32 && nodeIdOf(key) === node ? key : undefined
}

/** Throws `RangeError` for what is no key of 32 bytes. */
export function nodeIdOf(publicKey: Uint8Array): string {
  if (publicKey.length !== 32) throw new RangeError(`expected a key of 32 bytes, found ${publicKey.length}`)
  let value = BigInt(`0x${prefix}${Buffer.from(publicKey).toString('hex')}`)
  let id = ''
  for (; value > 0n; value /= 58n) id = digits[Number(value % 58n)] + id
  return `1${id}` // base58 of the leading zero byte
}
