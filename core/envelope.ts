// DSSE envelopes (https://github.com/secure-systems-lab/dsse, protocol v1.0.2) in a protobuf message. Opening checks
// form only; whether the signatures mean anything is decided in verify.ts. Received bytes are kept as they came.

import { decode, encode } from '../proto/codec.ts'
import { type Digest, sha256 } from './digest.ts'
import { CodedError } from './errors.ts'
import { type Kind, kindOfPayloadType, kinds, payloadType } from './kinds.ts'
import { limits } from './limits.ts'

export interface Signature {
  sig: Uint8Array
  /** A hint only. */
  keyId: string
}

export interface Envelope {
  /** As received. */
  bytes: Uint8Array
  kind: Kind
  payload: Uint8Array
  signatures: Signature[]
  /** What is signed. */
  pae: Uint8Array
  /** SHA-256 of the PAE: identifies payload and type, whatever the signatures. */
  digest: Digest
}

/** DSSE's pre-authentication encoding. */
export function preAuthEncoding(type: string, payload: Uint8Array): Uint8Array {
  const typeLength = Buffer.byteLength(type)
  return Buffer.concat([Buffer.from(`DSSEv1 ${typeLength} ${type} ${payload.length} `), payload])
}

/** Throws `bad-envelope`, `limit-exceeded` or `unknown-kind`. Size is judged before anything is parsed. */
export function openEnvelope(bytes: Uint8Array): Envelope {
  if (bytes.length > limits.envelopeBytes) {
    throw new CodedError(
      'limit-exceeded',
      `an envelope is at most ${limits.envelopeBytes} bytes, this one has ${bytes.length}`,
    )
  }
  const message = decodeEnvelope(bytes)
  const kind = kindOfPayloadType(message.payloadType)
  if (!kind)
    throw new CodedError(
      'unknown-kind',
      `payload type ${JSON.stringify(message.payloadType.slice(0, 80))} is not one of ours`,
    )
  if (bytes.length > kinds[kind].maxBytes) {
    throw new CodedError(
      'limit-exceeded',
      `a ${kind} is at most ${kinds[kind].maxBytes} bytes, this one has ${bytes.length}`,
    )
  }
  if (message.signatures.length > limits.signatures) {
    throw new CodedError(
      'limit-exceeded',
      `an envelope has at most ${limits.signatures} signatures, this one ${message.signatures.length}`,
    )
  }
  const pae = preAuthEncoding(message.payloadType, message.payload)
  return { bytes, kind, payload: message.payload, signatures: message.signatures, pae, digest: sha256(pae) }
}

function decodeEnvelope(bytes: Uint8Array) {
  try {
    return decode('Envelope', bytes, { maxFields: 3 * limits.signatures + 8, maxDepth: 2 })
  } catch (cause) {
    throw new CodedError('bad-envelope', `expected an envelope, found ${bytes.length} bytes that are none`, { cause })
  }
}

export function sealEnvelope(kind: Kind, payload: Uint8Array, signatures: Signature[]): Uint8Array {
  return encode('Envelope', { payload, payloadType: payloadType(kind), signatures })
}
