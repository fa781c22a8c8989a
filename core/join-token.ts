// Text form of a join token: `pmj1_`, then base64url of the JoinToken message and a checksum, so that a typing error
// is told apart from a token that the coordinator no longer honours. Making secrets and counting uses is enrolment's business.

import { CodecError, decode, encode } from '../proto/codec.ts'
import { checkDigest, checkInteger, checkLine, checkList } from './check.ts'
import { type Digest, sha256 } from './digest.ts'
import { CodedError } from './errors.ts'
import { limits } from './limits.ts'
import { nodeKey } from './node-id.ts'

export interface JoinToken {
  fleet: Digest
  /** The coordinator's peer id. */
  coordinator: string
  /** Multiaddrs of the coordinator, without its peer id. */
  addresses: string[]
  rootVersion: number
  rootDigest: Digest
  /** 16 to 64 random bytes. */
  secret: Uint8Array
}

const prefix = 'pmj1_'
const checksumBytes = 4

export function encodeJoinToken(token: JoinToken): string {
  const message = encode('JoinToken', {
    ...token,
    fleet: Buffer.from(token.fleet, 'hex'),
    rootDigest: Buffer.from(token.rootDigest, 'hex'),
  })
  return prefix + Buffer.concat([message, checksum(message)]).toString('base64url')
}

/** White space around it is ignored. Throws `bad-token`. */
export function parseJoinToken(text: string): JoinToken {
  const trimmed = text.trim()
  if (trimmed === '') throw new CodedError('bad-token', 'expected a join token, found nothing: is the file empty?')
  if (trimmed.length > limits.joinTokenLength || !trimmed.startsWith(prefix)) {
    throw new CodedError(
      'bad-token',
      `expected a join token, which starts with ${prefix}, found something else: copy what \`patchmesh token create\` printed`,
    )
  }
  const encoded = trimmed.slice(prefix.length)
  const bytes = Buffer.from(encoded, 'base64url')
  const message = bytes.subarray(0, Math.max(0, bytes.length - checksumBytes))
  if (bytes.toString('base64url') !== encoded || !checksum(message).equals(bytes.subarray(message.length))) {
    throw new CodedError('bad-token', 'the join token is mistyped or cut short: copy it again, in full')
  }
  try {
    return parseMessage(message)
  } catch (cause) {
    if (!(cause instanceof CodecError) && !(cause instanceof CodedError)) throw cause
    throw new CodedError('bad-token', 'the join token is of another version of patchmesh: create a new one', { cause })
  }
}

function parseMessage(message: Uint8Array): JoinToken {
  const wire = decode('JoinToken', message)
  if (nodeKey(wire.coordinator) === undefined)
    throw new CodedError('bad-object', 'coordinator: expected an Ed25519 peer id')
  if (wire.secret.length < 16 || wire.secret.length > 64)
    throw new CodedError('bad-object', `secret: expected 16 to 64 bytes, found ${wire.secret.length}`)
  return {
    fleet: checkDigest(wire.fleet, 'fleet'),
    coordinator: wire.coordinator,
    addresses: checkList(wire.addresses, 'addresses', limits.addresses, (address, field) => checkLine(address, field)),
    rootVersion: checkInteger(wire.rootVersion, 'root_version', { min: 1 }),
    rootDigest: checkDigest(wire.rootDigest, 'root_digest'),
    secret: wire.secret,
  }
}

function checksum(message: Uint8Array): Buffer {
  return Buffer.from(sha256(message), 'hex').subarray(0, checksumBytes)
}
