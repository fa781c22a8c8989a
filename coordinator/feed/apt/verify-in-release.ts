// The signature over a Debian archive's InRelease, with the feed's own keyring. The one place where OpenPGP is used.
// Only the text that the library verified is parsed: it silently accepts text before and after the signed block, which we refuse.

import { type CleartextMessage, enums, type Key, readCleartextMessage, readKey, readKeys, verify } from 'openpgp'
import { CodedError } from '../../../core/errors.ts'
import { limits } from '../../../core/limits.ts'
import { checkRelease, parseRelease, type Release, type ReleaseExpectation } from './release.ts'

export interface InReleaseInput extends ReleaseExpectation {
  bytes: Uint8Array
  /** A keyring as apt takes it: binary or armored. */
  keyring: Uint8Array
}

/**
 * At least one signature must be valid, by a key of the keyring that is neither expired nor revoked at `now`.
 * Throws `bad-signature`, `bad-key-file`, `limit-exceeded`, and what `parseRelease` and `checkRelease` throw.
 */
export async function verifyInRelease({ bytes, keyring, ...expectation }: InReleaseInput): Promise<Release> {
  if (bytes.length > limits.inReleaseBytes) {
    throw new CodedError(
      'limit-exceeded',
      `InRelease: expected at most ${limits.inReleaseBytes} bytes, found ${bytes.length}; check the feed's URL`,
    )
  }
  const armored = onlySignedBlock(bytes)
  const keys = await readKeyring(keyring)
  const text = await verifiedText(armored, { keys, now: expectation.now })
  const release = parseRelease(text)
  checkRelease(release, expectation)
  return release
}

/** Throws `bad-key-file`. */
export async function readKeyring(keyring: Uint8Array): Promise<Key[]> {
  if (keyring.length > limits.keyringBytes) {
    throw new CodedError(
      'limit-exceeded',
      `keyring: expected at most ${limits.keyringBytes} bytes, found ${keyring.length}; give the archive's own keyring`,
    )
  }
  try {
    if (keyring.length === 0) throw new Error('an empty file')
    const text = Buffer.from(keyring).toString('latin1')
    const blocks = text.match(/-----BEGIN PGP PUBLIC KEY BLOCK-----[\s\S]*?-----END PGP PUBLIC KEY BLOCK-----/g)
    if (blocks === null) return await readKeys({ binaryKeys: new Uint8Array(keyring) })
    return await Promise.all(blocks.map(armoredKey => readKey({ armoredKey })))
  } catch (error) {
    throw new CodedError(
      'bad-key-file',
      `keyring: expected OpenPGP public keys, found ${(error as Error).message}; give the archive's keyring (.gpg or .asc)`,
      { cause: error },
    )
  }
}

/** The bytes as text, when they are one cleartext-signed block and nothing else (RFC 9580 §7). */
function onlySignedBlock(bytes: Uint8Array): string {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    throw unsigned('UTF-8 text', error)
  }
  const body =
    /^-----BEGIN PGP SIGNED MESSAGE-----\r?\n(?:Hash: [A-Za-z0-9, -]+\r?\n)*\r?\n([\s\S]*?)\r?\n-----BEGIN PGP SIGNATURE-----\r?\n/.exec(
      text,
    )
  if (body === null) throw unsigned('a block that starts with BEGIN PGP SIGNED MESSAGE')
  if (/^-(?! )/m.test(body[1]!)) throw unsigned('one signed block')
  const signature = text.slice(body[0].length)
  if (
    !/^(?:[A-Za-z0-9]+: [^\n]*\n)*\r?\n(?:[A-Za-z0-9+/=]+\r?\n)+-----END PGP SIGNATURE-----(?:\r?\n)*$/.test(signature)
  ) {
    throw unsigned('nothing but one signature after the signed text')
  }
  return text
}

/** The text that a key of the keyring signed. */
async function verifiedText(armored: string, { keys, now }: { keys: Key[]; now: number }): Promise<string> {
  const message = await readMessage(armored)
  const date = new Date(now + limits.releaseSkewMs)
  const { data, signatures } = await verify({ message, verificationKeys: keys, date })
  const faults = await Promise.all(signatures.map(signature => faultOf(signature, { keys, now })))
  if (faults.includes(undefined)) return data
  const found = faults.join('; ').slice(0, 400) || 'none'
  throw new CodedError(
    'bad-signature',
    `InRelease: expected a valid signature by a key of the keyring, found ${found}; check the keyring, or the mirror`,
  )
}

async function readMessage(armored: string): Promise<CleartextMessage> {
  let message: CleartextMessage
  try {
    message = await readCleartextMessage({ cleartextMessage: armored })
  } catch (error) {
    throw unsigned('a cleartext-signed message', error)
  }
  // The library checks all of them at once: a thousand would be a thousand verifications.
  const count = message.getSigningKeyIDs().length
  if (count <= limits.releaseSignatures) return message
  throw new CodedError(
    'limit-exceeded',
    `InRelease: expected at most ${limits.releaseSignatures} signatures, found ${count}; no archive has so many, check the mirror`,
  )
}

/** Why a signature does not count, or undefined when it does. */
async function faultOf(
  { keyID, verified, signature }: Awaited<ReturnType<typeof verify>>['signatures'][number],
  { keys, now }: { keys: Key[]; now: number },
): Promise<string | undefined> {
  try {
    await verified
    const type = (await signature).packets[0]?.signatureType
    if (type !== enums.signature.text && type !== enums.signature.binary) return `${keyID.toHex()}: not over a text`
    // The library judges a key at the signature's date, which the holder of an expired key may choose: judge it today as well.
    const key = keys.find(candidate => candidate.getKeys(keyID).length > 0)
    await key!.getSigningKey(keyID, new Date(now))
    return undefined
  } catch (error) {
    return `${keyID.toHex()}: ${(error as Error).message}`
  }
}

function unsigned(expected: string, cause?: unknown): CodedError {
  return new CodedError(
    'bad-signature',
    `InRelease: expected ${expected}, found something else; the mirror or something on the way altered it`,
    { cause },
  )
}
