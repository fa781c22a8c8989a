// Attack: a root, or an object of another role, that too few of the right keys signed. The cases, with their names, are those of
// the conformance suite of The Update Framework (https://github.com/theupdateframework/tuf-conformance,
// tuf_conformance/test_updater_key_rotations.py: root_rotation_cases and non_root_rotation_cases), and what a chain can be cut,
// stretched or aged to. Each runs against a node's trust with its state on disk.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { trustedFile } from '../../agent/trust/trust.ts'
import { createKeyPair, type KeyPair } from '../../core/ed25519.ts'
import { openEnvelope } from '../../core/envelope.ts'
import type { RoleName } from '../../core/kinds.ts'
import { DAY_MS, limits } from '../../core/limits.ts'
import { encodeRoot, type Root } from '../../core/root.ts'
import { verifyRootChain } from '../../core/verify.ts'
import { keySigner, signEnvelope } from '../../keys/sign.ts'
import { type Made, makeFleet } from '../kit/fleet.ts'
import { makeTrust } from '../kit/trust-kit.ts'

const now = Date.UTC(2026, 10, 22)
const fleet = await makeFleet({ now })
/** Ten keys, by number. */
const pool: KeyPair[] = Array.from({ length: 10 }, (_, index) => createKeyPair(Buffer.alloc(32, index + 1)))

interface Version {
  keys: number[]
  threshold: number
  sigs: number[]
}

const five = [0, 1, 2, 3, 4]
const oneOut = [0, 1, 3, 4, 5]

/** Each case's roots, version 1 first; the last one is accepted, or refused by what follows. */
const rootRotations: Record<string, [versions: Version[], accepted: boolean]> = {
  '1-of-1-key-rotation': [
    [
      { keys: [1], threshold: 1, sigs: [1] },
      { keys: [2], threshold: 1, sigs: [2, 1] },
      { keys: [2], threshold: 1, sigs: [2] },
    ],
    true,
  ],
  '1-of-1-key-rotation-unused-signatures': [
    [
      { keys: [1], threshold: 1, sigs: [3, 1, 4] },
      { keys: [2], threshold: 1, sigs: [3, 2, 1, 4] },
      { keys: [2], threshold: 1, sigs: [3, 2, 4] },
    ],
    true,
  ],
  '3-of-5-sign-with-different-keycombos': [
    [
      { keys: five, threshold: 3, sigs: [0, 2, 4] },
      { keys: five, threshold: 3, sigs: [0, 4, 1] },
      { keys: five, threshold: 3, sigs: [0, 1, 3] },
      { keys: five, threshold: 3, sigs: [0, 1, 3] },
    ],
    true,
  ],
  '3-of-5-one-key-rotated': [
    [
      { keys: five, threshold: 3, sigs: [0, 2, 4] },
      { keys: oneOut, threshold: 3, sigs: [0, 4, 1] },
    ],
    true,
  ],
  '3-of-5-one-key-rotated-with-intermediate-step': [
    [
      { keys: five, threshold: 3, sigs: [0, 2, 4] },
      { keys: oneOut, threshold: 3, sigs: [0, 2, 4, 5] },
      { keys: oneOut, threshold: 3, sigs: [0, 4, 5] },
    ],
    true,
  ],
  '3-of-5-all-keys-rotated-with-intermediate-step': [
    [
      { keys: five, threshold: 3, sigs: [0, 2, 4] },
      { keys: [5, 6, 7, 8, 9], threshold: 3, sigs: [0, 2, 4, 5, 6, 7] },
      { keys: [5, 6, 7, 8, 9], threshold: 3, sigs: [5, 6, 7] },
    ],
    true,
  ],
  '1-of-3-threshold-increase-to-2-of-3': [
    [
      { keys: [1, 2, 3], threshold: 1, sigs: [1] },
      { keys: [1, 2, 3], threshold: 2, sigs: [1, 2] },
    ],
    true,
  ],
  '2-of-3-threshold-decrease-to-1-of-3': [
    [
      { keys: [1, 2, 3], threshold: 2, sigs: [1, 2] },
      { keys: [1, 2, 3], threshold: 1, sigs: [1, 2] },
      { keys: [1, 2, 3], threshold: 1, sigs: [1] },
    ],
    true,
  ],
  '1-of-2-threshold-increase-to-2-of-2': [
    [
      { keys: [1], threshold: 1, sigs: [1] },
      { keys: [1, 2], threshold: 2, sigs: [1, 2] },
    ],
    true,
  ],
  '1-of-1-key-rotation-fail-not-signed-with-old-key': [
    [
      { keys: [1], threshold: 1, sigs: [1] },
      { keys: [2], threshold: 1, sigs: [2, 3, 4] },
    ],
    false,
  ],
  '1-of-1-key-rotation-fail-not-signed-with-new-key': [
    [
      { keys: [1], threshold: 1, sigs: [1] },
      { keys: [2], threshold: 1, sigs: [1, 3, 4] },
    ],
    false,
  ],
  '3-of-5-one-key-rotate-fails-not-signed-with-3-new-keys': [
    [
      { keys: five, threshold: 3, sigs: [0, 2, 4] },
      { keys: oneOut, threshold: 3, sigs: [0, 2, 4] },
    ],
    false,
  ],
  '3-of-5-one-key-rotate-fails-not-signed-with-3-old-keys': [
    [
      { keys: five, threshold: 3, sigs: [0, 2, 4] },
      { keys: oneOut, threshold: 3, sigs: [0, 4, 5] },
    ],
    false,
  ],
  '1-of-3-threshold-bump-to-2-of-3-fails-new-threshold-not-reached': [
    [
      { keys: [1, 2, 3], threshold: 1, sigs: [1] },
      { keys: [1, 2, 3], threshold: 2, sigs: [2] },
    ],
    false,
  ],
  '2-of-3-threshold-decr-to-1-of-3-fails-old-threshold-not-eached': [
    [
      { keys: [1, 2, 3], threshold: 2, sigs: [1, 2] },
      { keys: [1, 2, 3], threshold: 1, sigs: [1] },
    ],
    false,
  ],
}

/** The role's keys as the new root names them, and who signs the object. */
const otherRotations: Record<string, [version: Version, accepted: boolean]> = {
  '1-of-1-key-rotation': [{ keys: [2], threshold: 1, sigs: [2] }, true],
  '1-of-1-key-rotation-unused-signatures': [{ keys: [1], threshold: 1, sigs: [3, 1, 4] }, true],
  '1-of-1-key-rotation-fail-not-signed-with-new-key': [{ keys: [2], threshold: 1, sigs: [1, 3, 4] }, false],
  '3-of-5-one-key-signature-wrong-not-signed-with-3-expected-keys': [
    { keys: oneOut, threshold: 3, sigs: [0, 2, 4] },
    false,
  ],
  '2-of-5-one-key-signature-mising-threshold-not-reached': [{ keys: oneOut, threshold: 3, sigs: [0, 4] }, false],
  '3-of-5-sign-first-combo': [{ keys: five, threshold: 3, sigs: [0, 2, 4] }, true],
  '3-of-5-sign-second-combo': [{ keys: five, threshold: 3, sigs: [0, 4, 1] }, true],
  '3-of-5-sign-third-combo': [{ keys: five, threshold: 3, sigs: [0, 1, 3] }, true],
  '3-of-5-sign-fourth-combo': [{ keys: five, threshold: 3, sigs: [1, 2, 3] }, true],
  '3-of-5-sign-fifth-combo': [{ keys: five, threshold: 3, sigs: [2, 3, 4] }, true],
}

function keysOf(numbers: number[]): KeyPair[] {
  return numbers.map(number => pool[number]!)
}

/** The roots of a case, each signed by just whom the case names. */
async function makeRoots(versions: Version[]): Promise<{ fleet: string; roots: Uint8Array[] }> {
  const roots: Uint8Array[] = []
  let id = ''
  for (const [index, { keys, threshold, sigs }] of versions.entries()) {
    const root: Root = structuredClone(fleet.root.body)
    root.header = { ...root.header, fleet: id, version: index + 1 }
    root.roles.root = { threshold, epoch: 0, publicKeys: keysOf(keys).map(key => key.publicKey) }
    const signers = keysOf(sigs).map(key => keySigner(key))
    const bytes = await signEnvelope('root', encodeRoot(root), signers)
    roots.push(bytes)
    if (index === 0) id = openEnvelope(bytes).digest
  }
  return { fleet: id, roots }
}

for (const [name, [versions, accepted]] of Object.entries(rootRotations)) {
  test(`root rotation: ${name}`, async t => {
    const { fleet: id, roots } = await makeRoots(versions)
    const { trust, persistedRoots } = await makeTrust(t, { fleet: id, root: roots[0]!, now })
    const { refused } = await trust.offer(roots.slice(1), 'peer')
    const expected = accepted ? roots.length : roots.length - 1
    t.is(trust.anchor().root.header.version, expected)
    t.is(await persistedRoots(), expected)
    t.deepEqual(
      refused.map(({ code }) => code),
      accepted ? [] : ['bad-signature'],
    )
  })
}

const roles = {
  enrol: () => fleet.roster('office').then(({ body }) => ({ kind: 'roster', body }) as const),
  heartbeat: () => fleet.heartbeat('office', []).then(({ body }) => ({ kind: 'heartbeat', body }) as const),
  release: () => fleet.manifest('tool').then(({ body }) => ({ kind: 'manifest', body }) as const),
  admin: () =>
    fleet
      .schedule('s1', [{ patch: 'tool', manifest: fleet.id }])
      .then(({ body }) => ({ kind: 'schedule', body }) as const),
}

for (const [role, make] of Object.entries(roles)) {
  for (const [name, [{ keys, threshold, sigs }, accepted]] of Object.entries(otherRotations)) {
    test(`rotation of ${role}: ${name}`, async t => {
      const root = await fleet.nextRoot(fleet.root, ({ roles }) => {
        roles[role as RoleName] = { threshold, epoch: 0, publicKeys: keysOf(keys).map(key => key.publicKey) }
      })
      const { kind, body } = await make()
      const made = await fleet.sign(kind, body as never, keysOf(sigs))
      const { trust } = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })
      t.is(
        (await trust.offer([made.bytes], 'peer')).refused[0]?.code,
        'bad-signature',
        'the old root knows none of them',
      )
      const heartbeat = role === 'heartbeat' ? [] : [(await fleet.heartbeat('office', [made.head])).bytes]
      t.deepEqual((await trust.offer([root.bytes, ...heartbeat], 'peer')).refused, [])
      const { refused } = await trust.offer([made.bytes], 'peer')
      t.is(refused[0]?.code, accepted ? undefined : 'bad-signature')
      t.is(trust.current(kind, body.header.name) !== undefined, accepted)
    })
  }
}

/** Roots up to `version`, signed by the fleet's root key; `change` ages one. */
async function chainOf(version: number, change: (root: Root) => void = () => undefined): Promise<Made<'root'>[]> {
  const chain: Made<'root'>[] = [fleet.root]
  while (chain.length < version) chain.push(await fleet.nextRoot(chain.at(-1)!, change))
  return chain
}

const bytesOf = (chain: readonly Made[]) => chain.map(({ bytes }) => bytes)

test('a root that skips a version is refused, and so is one that comes back', async t => {
  const [, second, third, fourth] = await chainOf(4)
  const { trust } = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })
  t.is((await trust.offer([third!.bytes], 'peer')).refused[0]?.code, 'rollback')
  t.deepEqual((await trust.offer([second!.bytes, third!.bytes], 'peer')).refused, [])
  const other = await fleet.nextRoot(fleet.root, root => {
    root.fleetName = 'another second'
  })
  t.is((await trust.offer([other.bytes], 'peer')).refused[0]?.code, 'rollback')
  t.is((await trust.offer([fourth!.bytes], 'peer')).accepted.length, 1)
})

test('a chain of 256 roots is taken at once and opens again, a 257th is refused', async t => {
  const chain = await chainOf(limits.roots + 1)
  const { trust, reopen } = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })
  const { accepted, refused } = await trust.offer(bytesOf(chain.slice(1)), 'peer')
  t.is(accepted.length, 255)
  t.deepEqual(
    refused.map(({ code }) => code),
    ['limit-exceeded'],
  )
  t.is((await reopen()).anchor().root.header.version, 256)
  t.throws(() => verifyRootChain(bytesOf(chain), fleet.id), { code: 'limit-exceeded' })
})

test('each root is on disk before the next is looked at: a crash on the way keeps what was done', async t => {
  const chain = await chainOf(6)
  const sizes: number[] = []
  const onNow = (folder: string) => sizes.push(readFileSync(join(folder, `${trustedFile}.1`)).length)
  const { trust } = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now }, { onNow })
  sizes.length = 0
  await trust.offer(bytesOf(chain.slice(1)), 'peer')
  const grown = new Set(sizes)
  t.true(grown.size >= 5, `before each of five roots the slot had ${[...grown].join(', ')} bytes`)
})

async function agedNode(t: ExecutionContext, lastEnds: number) {
  const ages = [now + 10 * DAY_MS, now + 20 * DAY_MS, lastEnds]
  const chain = await chainOf(4, root => {
    root.header.notAfter = Math.floor(ages[root.header.version - 2]! / 1000)
  })
  const kit = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })
  const validity = { notAfter: fleet.seconds + 800 * 86_400 }
  const held = await fleet.schedule('before', [{ patch: 'tool', manifest: fleet.id }], { header: validity })
  const first = await fleet.heartbeat('office', [held.head])
  t.deepEqual((await kit.trust.offer([first.bytes, held.bytes], 'peer')).refused, [])
  kit.time.now = now + 400 * DAY_MS
  const heartbeat = await fleet.heartbeat('office', [held.head], { version: 2, header: validity })
  return { ...kit, chain, validity, heartbeat }
}

test('a node that was off for a year comes through roots that have expired meanwhile', async t => {
  const { trust, chain, heartbeat } = await agedNode(t, now + 500 * DAY_MS)
  const { refused } = await trust.offer([...bytesOf(chain.slice(1)), heartbeat.bytes], 'peer')
  t.deepEqual(refused, [])
  t.is(trust.anchor().root.header.version, 4)
  t.is(trust.heartbeat()?.header.version, 2)
})

test('under an expired last root nothing new counts but a newer root and what stops things; what was accepted goes on', async t => {
  const { trust, chain, validity, heartbeat, reopen } = await agedNode(t, now + 30 * DAY_MS)
  t.deepEqual((await trust.offer(bytesOf(chain.slice(1)), 'peer')).refused, [])
  t.is((await trust.offer([heartbeat.bytes], 'peer')).refused[0]?.code, 'expired')
  const opened = await reopen()
  t.truthy(opened.current('schedule', 'before'), 'what was accepted stays, over a restart too')
  const pause = await fleet.pause('before', true, { header: validity })
  const recall = await fleet.recall([], { header: validity })
  t.deepEqual((await opened.offer([pause.bytes, recall.bytes], 'peer')).refused, [])
  const fifth = await fleet.nextRoot(chain.at(-1)!, root => {
    root.header.notAfter = validity.notAfter
  })
  t.deepEqual((await opened.offer([fifth.bytes, heartbeat.bytes], 'peer')).refused, [])
  t.is(opened.heartbeat()?.header.version, 2)
})
