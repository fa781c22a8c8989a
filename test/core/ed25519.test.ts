// Strict Ed25519: RFC 8032 vectors, and what lenient verifiers accept.

import test from 'ava'
import fc from 'fast-check'
import nacl from 'tweetnacl'
import { createKeyPair, isStrictPoint, sign, signOften, verify } from '../../core/ed25519.ts'

const hex = (text: string) => Buffer.from(text, 'hex')

/** RFC 8032 §7.1, tests 1 to 3. */
const vectors = [
  {
    seed: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  {
    seed: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
]

for (const [index, vector] of vectors.entries()) {
  test(`RFC 8032 vector ${index + 1} is made and accepted`, t => {
    const pair = createKeyPair(hex(vector.seed))
    t.is(Buffer.from(pair.publicKey).toString('hex'), vector.publicKey)
    t.is(Buffer.from(sign(pair.secretKey, hex(vector.message))).toString('hex'), vector.signature)
    t.is(Buffer.from(sign(hex(vector.seed), hex(vector.message))).toString('hex'), vector.signature)
    t.is(Buffer.from(signOften(pair.secretKey, hex(vector.message))).toString('hex'), vector.signature)
    t.true(verify(hex(vector.publicKey), hex(vector.message), hex(vector.signature)))
  })
}

test('a key pair is the one that tweetnacl makes of the seed, and without a seed always another', t => {
  const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 })
  fc.assert(
    fc.property(seeds, seed => t.deepEqual(createKeyPair(seed), nacl.sign.keyPair.fromSeed(seed))),
    { numRuns: 50, examples: [[new Uint8Array(32)], [new Uint8Array(32).fill(255)]] },
  )
  const [one, other] = [createKeyPair(), createKeyPair()]
  t.notDeepEqual(one, other)
  t.deepEqual(one, nacl.sign.keyPair.fromSeed(one.secretKey.subarray(0, 32)))
  for (const length of [0, 31, 33, 64])
    t.throws(() => createKeyPair(new Uint8Array(length)), { instanceOf: RangeError })
})

test('what is signed often is signed alike', t => {
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
  fc.assert(
    fc.property(bytes(32), fc.uint8Array({ maxLength: 2000 }), (seed, text) => {
      const { secretKey } = createKeyPair(seed)
      t.deepEqual(Buffer.from(signOften(secretKey, text)), Buffer.from(sign(secretKey, text)))
    }),
    { numRuns: 50 },
  )
})

const pair = createKeyPair(Buffer.alloc(32, 7))
const message = Buffer.from('a message')
const signature = sign(pair.secretKey, message)
const order = 2n ** 252n + 27742317777372353535851937790883648493n

function littleEndian(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse()
}

test('a signature with S + L is refused', t => {
  const s = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`)
  const malleated = Buffer.concat([signature.subarray(0, 32), littleEndian(s + order)])
  t.true(verify(pair.publicKey, message, signature))
  t.false(verify(pair.publicKey, message, malleated))
})

test('all 14 encodings of small order are refused as key and as R', t => {
  const prime = 2n ** 255n - 19n
  const ys = [0n, 1n, prime - 1n, prime, prime + 1n]
  const eights = [
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  ]
  const points = [...ys.map(littleEndian), ...eights.map(hex)].flatMap(point => {
    const negative = Buffer.from(point)
    negative[31]! |= 0x80
    return [point, negative]
  })
  t.is(points.length, 14)
  for (const point of points) {
    t.false(isStrictPoint(point))
    t.false(verify(point, message, Buffer.concat([point, Buffer.alloc(32)])))
    t.false(verify(pair.publicKey, message, Buffer.concat([point, signature.subarray(32)])))
  }
})

test('a small-order key with a zero S, which node:crypto alone accepts, is refused', t => {
  const identity = Buffer.alloc(32)
  identity[0] = 1
  t.false(verify(identity, message, Buffer.concat([identity, Buffer.alloc(32)])))
})

test('wrong lengths and wrong types are refused without a throw', t => {
  for (const length of [0, 31, 33, 64]) t.false(verify(new Uint8Array(length), message, signature))
  for (const length of [0, 63, 65]) t.false(verify(pair.publicKey, message, new Uint8Array(length)))
  t.false(verify(undefined as unknown as Uint8Array, message, signature))
  t.false(verify(pair.publicKey, undefined as unknown as Uint8Array, signature))
})

test('any one changed bit of key, message or signature is refused', t => {
  fc.assert(
    fc.property(fc.constantFrom('key', 'message', 'signature'), fc.nat(), (where, position) => {
      const parts = {
        key: Buffer.from(pair.publicKey),
        message: Buffer.from(message),
        signature: Buffer.from(signature),
      }
      const target = parts[where]
      const bit = position % (target.length * 8)
      target[bit >> 3]! ^= 1 << (bit & 7)
      return !verify(parts.key, parts.message, parts.signature)
    }),
    { numRuns: 300 },
  )
  t.pass()
})
