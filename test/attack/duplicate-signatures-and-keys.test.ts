// Attack: one key that counts as several. It signs often, under other key ids, with malleated and small-order signatures, stands in the
// root twice or in two roles, or the threshold is 0; and a flood of signatures that cost much to refuse.

import test from 'ava'
import { createKeyPair, type KeyPair, verify } from '../../core/ed25519.ts'
import { openEnvelope, type Signature, sealEnvelope } from '../../core/envelope.ts'
import type { CodedError } from '../../core/errors.ts'
import { kinds, type RoleName, roleNames } from '../../core/kinds.ts'
import { limits } from '../../core/limits.ts'
import type { Root } from '../../core/root.ts'
import { type SignedKind, signersOf, verifyObject, verifyRoot } from '../../core/verify.ts'
import { keySigner, signEnvelope } from '../../keys/sign.ts'
import { makeFleet } from '../kit/fleet.ts'
import { signedCorpus } from '../kit/signed-corpus.ts'

const now = Date.UTC(2026, 10, 22, 12)
const fleet = await makeFleet({ now, adminKeys: 2 })
const corpus = await signedCorpus(fleet, now)
/** Kinds of which one of the two admin keys is not enough. */
const needTwo = corpus.filter(({ kind, verify: check, bytes }) => {
  if (kinds[kind].role !== 'admin') return false
  const { payload, signatures } = openEnvelope(bytes)
  return codeOf(() => check(sealEnvelope(kind, payload, signatures.slice(0, 1)))) !== 'accepted'
})

function codeOf(work: () => unknown): string {
  try {
    work()
    return 'accepted'
  } catch (error) {
    return (error as CodedError).code ?? String(error)
  }
}

const order = 2n ** 252n + 27742317777372353535851937790883648493n
const prime = 2n ** 255n - 19n

function littleEndian(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse()
}

function scalarOf(signature: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`)
}

/** The 14 encodings of the points of small order: canonical and not, with both signs. */
const smallOrder = [
  ...[0n, 1n, prime - 1n, prime, prime + 1n].map(littleEndian),
  Buffer.from('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', 'hex'),
  Buffer.from('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a', 'hex'),
].flatMap(point => {
  const negative = Buffer.from(point)
  negative[31]! |= 0x80
  return [point, negative]
})

/** Every way to make a second signature out of one. */
function forgeries({ sig, keyId }: Signature): Signature[] {
  const [r, s] = [Buffer.from(sig.subarray(0, 32)), Buffer.from(sig.subarray(32))]
  const made = [
    sig,
    Buffer.concat([r, littleEndian(scalarOf(sig) + order)]),
    Buffer.concat([r, littleEndian((order - scalarOf(sig)) % order)]),
    ...smallOrder.map(point => Buffer.concat([point, s])),
    ...smallOrder.map(point => Buffer.concat([point, Buffer.alloc(32)])),
    Buffer.alloc(64),
    Buffer.alloc(64, 0xff),
    Buffer.alloc(0),
    Buffer.from(sig.subarray(0, 63)),
    Buffer.concat([sig, Buffer.from([0])]),
    Buffer.concat([r, s, s]),
  ]
  return made.flatMap(each => [
    { sig: each, keyId },
    { sig: each, keyId: 'another' },
  ])
}

test('one of two admin keys is one, whatever is made of its signature', t => {
  t.true(needTwo.length >= 4)
  for (const { kind, bytes, verify: check } of needTwo) {
    const { payload, signatures } = openEnvelope(bytes)
    const [first, second] = signatures as [Signature, Signature]
    for (const forged of forgeries(first)) {
      const renamed = { ...forged, keyId: second.keyId }
      for (const list of [
        [first, forged],
        [forged, first],
        [first, renamed],
        [forged, renamed, first],
      ])
        t.is(
          codeOf(() => check(sealEnvelope(kind, payload, list))),
          'bad-signature',
          kind,
        )
    }
    t.is(
      codeOf(() => check(sealEnvelope(kind, payload, [first, second]))),
      'accepted',
      kind,
    )
  }
})

test('of a key that signs for another role nothing counts, in any kind', async t => {
  for (const { kind, bytes, verify: check } of corpus) {
    const { role } = kinds[kind]
    if (role === 'node') continue
    const { payload } = openEnvelope(bytes)
    const others = roleNames.filter(each => each !== role).flatMap(each => fleet.keys[each])

    const envelope = await signEnvelope(
      kind,
      payload,
      others.map(key => keySigner(key)),
    )
    t.is(
      codeOf(() => check(envelope)),
      'bad-signature',
      kind,
    )
  }
})

test('strict verification never accepts a point of small order or beyond the field, as key or in the signature', t => {
  const pair = createKeyPair(Buffer.alloc(32, 3))
  const message = Buffer.from('message')
  const beyond = [prime, prime + 1n, prime + 18n, 2n ** 255n - 1n].map(littleEndian)
  for (const point of [...smallOrder, ...beyond]) {
    for (const s of [Buffer.alloc(32), littleEndian(1n), littleEndian(order - 1n)]) {
      t.false(verify(point, message, Buffer.concat([point, s])))
      t.false(verify(pair.publicKey, message, Buffer.concat([point, s])))
      t.false(verify(point, message, Buffer.concat([Buffer.from(pair.publicKey), s])))
    }
  }
})

const hostileRoots: Record<string, (root: Root, role: RoleName) => void> = {
  'threshold 0': (root, role) => {
    root.roles[role].threshold = 0
  },
  'a threshold above the keys': (root, role) => {
    root.roles[role].threshold = root.roles[role].publicKeys.length + 1
  },
  'no keys': (root, role) => {
    root.roles[role].publicKeys = []
  },
  'a key twice': (root, role) => {
    root.roles[role].publicKeys = [...root.roles[role].publicKeys, ...root.roles[role].publicKeys]
  },
  'a key of another role': (root, role) => {
    const other = roleNames[(roleNames.indexOf(role) + 1) % roleNames.length]!
    root.roles[role].publicKeys = [...root.roles[role].publicKeys, root.roles[other].publicKeys[0]!]
  },
  'a key of small order': (root, role) => {
    root.roles[role].publicKeys = [...root.roles[role].publicKeys, smallOrder[3]!]
  },
  'a key beyond the field': (root, role) => {
    root.roles[role].publicKeys = [...root.roles[role].publicKeys, littleEndian(prime + 5n)]
  },
  'a key of 31 bytes': (root, role) => {
    root.roles[role].publicKeys = [...root.roles[role].publicKeys, Buffer.alloc(31, 9)]
  },
}
for (const [what, change] of Object.entries(hostileRoots)) {
  test(`a root that gives a role ${what} is refused, though signed by the root keys`, async t => {
    for (const role of roleNames) {
      const { bytes } = await fleet.nextRoot(fleet.root, root => change(root, role))
      t.is(
        codeOf(() => verifyRoot(bytes, fleet.anchor)),
        'bad-object',
        role,
      )
    }
  })
}

test('an envelope full of forgeries costs a bounded number of tries, and 64 honest signers still count', async t => {
  const admins: KeyPair[] = Array.from({ length: limits.roleKeys }, (_, index) =>
    createKeyPair(Buffer.alloc(32, index + 1)),
  )
  const anchor = structuredClone(fleet.anchor)
  anchor.root.roles.admin = { threshold: admins.length, epoch: 0, publicKeys: admins.map(key => key.publicKey) }
  const honest = await fleet.sign('approval', (await fleet.approval('tool', [fleet.id])).body, admins.toReversed())
  const check = (bytes: Uint8Array) =>
    codeOf(() => verifyObject(bytes, { anchor, now, allowed: ['approval' as SignedKind & 'approval'] }))
  t.is(check(honest.bytes), 'accepted')
  const envelope = openEnvelope(honest.bytes)
  const nameless = envelope.signatures.map(({ sig }, index) => {
    const forged = Buffer.from(sig)
    forged[40]! ^= index + 1
    return { sig: forged, keyId: 'nobody' }
  })
  const [forgedUs = 0, honestUs = 1] = leastCpuUs(
    () => t.deepEqual(signersOf({ ...envelope, signatures: nameless }, anchor.root.roles.admin), []),
    () => {
      for (let index = 0; index < limits.signatureTries; index++)
        verify(admins[0]!.publicKey, envelope.pae, nameless[0]!.sig)
    },
  )
  const tries = (forgedUs / honestUs) * limits.signatureTries
  // without the bound each of 64 keys would be tried with each of 64 signatures: 4096
  t.true(tries < 3 * limits.signatureTries, `as long as ${Math.round(tries)} verifications`)
})

/** Of each, of five runs in turns: what else the process or the machine does in between is in the others. */
function leastCpuUs(...works: (() => void)[]): number[] {
  const least = works.map(() => Number.POSITIVE_INFINITY)
  for (let turn = 0; turn < 5; turn++)
    for (const [index, work] of works.entries()) {
      const began = process.threadCpuUsage()
      work()
      const { user, system } = process.threadCpuUsage(began)
      least[index] = Math.min(least[index]!, user + system)
    }
  return least
}
