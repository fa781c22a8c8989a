// Attack: whoever steals a key signs an object of the highest version there is, so that nothing the fleet signs later counts as newer.
// A new root takes the key away and raises the role's epoch: then the fleet's next ordinary version counts again, and the thief's
// does not, with or without its key. The root itself has no versions to jump to.

import test, { type ExecutionContext } from 'ava'
import { createKeyPair, type KeyPair } from '../../core/ed25519.ts'
import type { Head, Header } from '../../core/header.ts'
import type { RoleName } from '../../core/kinds.ts'
import type { Root } from '../../core/root.ts'
import { type Made, makeFleet } from '../kit/fleet.ts'
import { makeTrust } from '../kit/trust-kit.ts'

const now = Date.UTC(2026, 10, 22)
const fleet = await makeFleet({ now })
const fresh = createKeyPair(Buffer.alloc(32, 9))
const highest = Number.MAX_SAFE_INTEGER

interface Terms {
  version: number
  header?: Partial<Header<never>>
}

type Relayed = 'roster' | 'manifest' | 'piece-list' | 'approval' | 'schedule' | 'policy' | 'group' | 'recall' | 'pause'

const makers: Record<Relayed, [role: RoleName, make: (terms: Terms) => Promise<Made>]> = {
  roster: ['enrol', terms => fleet.roster('office', terms)],
  manifest: ['release', terms => fleet.manifest('tool', undefined, terms)],
  'piece-list': ['release', terms => fleet.pieceList(Buffer.from('tool'), [], terms)],
  approval: ['admin', terms => fleet.approval('tool', [fleet.id], terms)],
  schedule: ['admin', terms => fleet.schedule('s1', [{ patch: 'tool', manifest: fleet.id }], terms)],
  policy: ['admin', terms => fleet.policy(terms)],
  group: ['admin', terms => fleet.group('web', [], terms)],
  recall: ['admin', terms => fleet.recall([], terms)],
  pause: ['admin', terms => fleet.pause('s1', true, terms)],
}

/** The role's next root: another key, and what `change` says. */
function nextRoot(role: RoleName, change: (root: Root) => void): Promise<Made<'root'>> {
  return fleet.nextRoot(fleet.root, root => {
    root.roles[role].publicKeys = [fresh.publicKey]
    change(root)
  })
}

function signedBy(key: KeyPair, made: Made): Promise<Made> {
  return fleet.sign(made.head.kind as Relayed, made.body as never, [key])
}

/** The heartbeat that names an object, of the version that its heads are offered under. */
function heartbeatFor(heads: Head[], version: number): Promise<Made> {
  return fleet.heartbeat('office', heads, { version })
}

async function stolen(t: ExecutionContext, kind: Relayed) {
  const [role, make] = makers[kind]
  const { trust } = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })
  const thiefs = await make({ version: highest })
  const heartbeat = await heartbeatFor([thiefs.head], 1)
  const paused = kind === 'pause' ? [await makers.schedule[1]({ version: 1 })] : []
  const objects: Made[] = [heartbeat, ...paused, thiefs]
  const { refused } = await trust.offer(
    objects.map(({ bytes }) => bytes),
    'peer',
  )
  t.deepEqual(refused, [], 'the key counts: the thief is believed')
  return { role, make, trust, thiefs }
}

for (const kind of Object.keys(makers) as Relayed[]) {
  test(`a ${kind} of the highest version by a stolen key is harmless once the epoch is raised`, async t => {
    const { role, make, trust, thiefs } = await stolen(t, kind)
    const raised = await nextRoot(role, root => {
      if (kind === 'recall') root.recallEpoch = 1
      else root.roles[role].epoch = 1
    })
    const honest = await signedBy(fresh, await make({ version: 2, header: { epoch: 1 } }))
    const heartbeat = await heartbeatFor([honest.head], 2)
    const { refused } = await trust.offer([raised.bytes, heartbeat.bytes, honest.bytes], 'peer')
    t.deepEqual(refused, [])
    t.is(trust.current(kind, honest.head.name)?.header.version, 2)
    const again = await trust.offer([thiefs.bytes], 'peer')
    t.is(again.refused[0]?.code, 'bad-signature')
    t.is(trust.current(kind, honest.head.name)?.header.version, 2)
  })

  test(`without a higher epoch a ${kind} of the highest version bars the way, whoever has the key`, async t => {
    const { role, make, trust } = await stolen(t, kind)
    const root = await nextRoot(role, () => undefined)
    const honest = await signedBy(fresh, await make({ version: 2 }))
    const heartbeat = await heartbeatFor([honest.head], 2)
    const { refused } = await trust.offer([root.bytes, heartbeat.bytes, honest.bytes], 'peer')
    t.is(refused[0]?.code, 'rollback')
  })
}

test('a heartbeat of the highest version by a stolen key is harmless once the epoch is raised', async t => {
  const { trust } = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })
  t.is((await trust.offer([(await heartbeatFor([], highest)).bytes], 'peer')).accepted.length, 1)
  const root = await nextRoot('heartbeat', ({ roles }) => {
    roles.heartbeat.epoch = 1
  })
  const made = await fleet.heartbeat('office', [], { version: 2, header: { epoch: 1 } })
  const honest = await signedBy(fresh, made)
  t.deepEqual((await trust.offer([root.bytes, honest.bytes], 'peer')).refused, [])
  t.is(trust.heartbeat()?.header.version, 2)
})

test('an epoch that the root does not name is refused: a stolen key cannot run ahead of it', async t => {
  for (const kind of Object.keys(makers) as Relayed[]) {
    const { trust } = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })
    const ahead = await makers[kind][1]({ version: 1, header: { epoch: 1 } })
    const { refused } = await trust.offer([(await heartbeatFor([ahead.head], 1)).bytes, ahead.bytes], 'peer')
    t.is(refused[0]?.code, 'bad-header', kind)
  }
})

test('a root cannot jump ahead, though all its keys sign it', async t => {
  const { trust } = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })
  const jump = await fleet.nextRoot(fleet.root, root => {
    root.header.version = highest
  })
  t.is((await trust.offer([jump.bytes], 'peer')).refused[0]?.code, 'rollback')
  t.deepEqual((await trust.offer([(await fleet.nextRoot(fleet.root)).bytes], 'peer')).refused, [])
})
