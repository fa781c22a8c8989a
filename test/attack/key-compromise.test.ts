// Each key of a fleet stolen in turn, then the coordinator whole. A node with real trust and real installs is offered whatever the
// thief can sign; nothing of the thief's reaches the machine, and what the admins ordered goes on.

import test, { type ExecutionContext } from 'ava'
import type { KeyPair } from '../../core/ed25519.ts'
import type { RoleName } from '../../core/kinds.ts'
import { memberMark } from '../../core/schedule.ts'
import type { SignedKind } from '../../core/verify.ts'
import { type Fleet, type Made, makeFleet } from '../kit/fleet.ts'
import { makeVictim } from '../kit/victim.ts'

const now = Date.UTC(2026, 10, 26, 12)
const evil = Buffer.from('the content of a thief')
const good = Buffer.from('what the vendor made')

/** Two of three admins, two of three root keys; every node of the office is there. */
async function setUp(t: ExecutionContext) {
  const fleet = await makeFleet({ now, adminKeys: 3, adminThreshold: 2, rootKeys: 3, rootThreshold: 2 })
  const victim = await makeVictim(t, fleet, { now, files: [evil, good] })
  const roster = await fleet.roster('office')
  await victim.take(await fleet.heartbeat('office', [roster.head]), roster)
  return { fleet, victim, roster }
}

/** All that an order takes, each signed with the keys given, or with those of its role. */
async function order(fleet: Fleet, patch: string, content: Uint8Array, keys: Partial<Record<RoleName, KeyPair[]>>) {
  const with_ = async (made: Made, role: RoleName): Promise<Made> => {
    const signers = keys[role]
    return signers ? ((await fleet.sign(made.head.kind as SignedKind, made.body as never, signers)) as Made) : made
  }
  const manifest = await with_((await fleet.manifest(patch, content)) as Made, 'release')
  const pieces = await with_((await fleet.pieceList(content)) as Made, 'release')
  const approval = await with_((await fleet.approval(patch, [manifest.digest])) as Made, 'admin')
  const schedule = await with_(
    (await fleet.schedule(`S-${patch}`, [{ patch, manifest: manifest.digest }])) as Made,
    'admin',
  )
  const policy = await with_((await fleet.policy()) as Made, 'admin')
  return { manifest, objects: [policy, manifest, pieces, approval, schedule] }
}

for (const role of ['root', 'admin', 'release', 'enrol', 'heartbeat', 'node'] as const) {
  test(`a stolen ${role} key installs nothing`, async t => {
    const { fleet, victim } = await setUp(t)
    const stolen = role === 'node' ? fleet.nodes.office![1]! : fleet.keys[role][0]!
    // the thief signs every kind with the one key, twice each, as if it held every role
    const keys = Object.fromEntries(
      (['admin', 'release', 'enrol', 'heartbeat'] as const).map(each => [each, [stolen, stolen]]),
    )
    const { objects } = await order(fleet, 'evil', evil, keys)
    const own = await order(fleet, 'evil', evil, { [role]: [stolen, stolen] })
    const root = await fleet.nextRoot(
      fleet.root,
      next => {
        for (const each of Object.values(next.roles)) each.threshold = 1
        next.roles.admin.publicKeys.push(fleet.coordinator.publicKey)
      },
      [stolen, stolen],
    )
    await victim.take(root, ...objects, ...own.objects.filter(each => isAtHand(role, each)))
    t.is(victim.trust.anchor().root.header.version, 1)
    t.is(await victim.file('/opt/evil'), undefined)
    t.notRegex(victim.about('evil'), /^(installed|installing|ready|fetching)/)

    const honest = await order(fleet, 'good', good, {})
    const heads = [...honest.objects, await fleet.roster('office')].map(({ head }) => head)
    await victim.take(await fleet.heartbeat('office', heads, { version: 2 }), ...honest.objects)
    t.is(await victim.file('/opt/good'), good.toString())
  })
}

/** Which of the objects a thief can get: what the key signs by right, and for an admin's key all that the coordinator describes. */
function isAtHand(role: string, { head }: Made): boolean {
  return role === 'admin' || (role === 'release' && (head.kind === 'manifest' || head.kind === 'piece-list'))
}

test('a stolen coordinator gets its own bytes installed nowhere: it approves nothing and schedules nothing', async t => {
  const { fleet, victim } = await setUp(t)
  const { release, heartbeat } = fleet.keys
  const { manifest, objects } = await order(fleet, 'evil', evil, { release, admin: [...release, ...heartbeat] })
  const heads = objects.map(({ head }) => head)
  await victim.take(await fleet.heartbeat('office', heads, { version: 2 }), ...objects)
  t.is(await victim.file('/opt/evil'), undefined)

  // what the admins approved under this id names another manifest: the coordinator's replacement is not it
  const honest = await order(fleet, 'good', good, {})
  const replaced = await fleet.manifest('good', evil, { version: 9 })
  await victim.take(...honest.objects.slice(2), replaced, manifest)
  t.is(await victim.file('/opt/good'), undefined)
  t.is(victim.about('good'), 'unknown manifest-missing')
})

test('a stolen coordinator adds no target and takes none away: a schedule means whom it was signed for', async t => {
  const { fleet, victim } = await setUp(t)
  const [own, other] = fleet.nodes.office!
  const honest = await order(fleet, 'good', good, {})
  const members = (await fleet.roster('office')).body.members
  const orderFor = (id: string, node: string) =>
    fleet.schedule(id, [{ patch: 'good', manifest: honest.manifest.digest }], {
      targets: {
        all: false,
        sites: [],
        groups: ['web'],
        nodes: [],
        rosters: [],
        includesLaterMembers: false,
        members: [memberMark(node)],
      },
    })
  // the enrol key moves this node into the group, after a schedule was signed for another node
  const moved = await fleet.roster('office', {
    version: 2,
    members: members.map(each => ({ ...each, groups: ['web'] })),
  })
  const forOther = await orderFor('for-other', other!.node)
  const objects = honest.objects.slice(0, 4)
  const named = [moved, forOther, ...objects].map(({ head }) => head)
  await victim.take(await fleet.heartbeat('office', named, { version: 2 }), moved, ...objects, forOther)
  t.is(await victim.file('/opt/good'), undefined)
  t.is(victim.about('good'), 'missing target-added-later')

  // and out of it again, after one was signed for this node
  const out = await fleet.roster('office', { version: 3 })
  const forOwn = await orderFor('for-own', own!.node)
  const heads = [out, forOther, forOwn, ...objects].map(({ head }) => head)
  await victim.take(await fleet.heartbeat('office', heads, { version: 3 }), out, forOwn)
  t.is(await victim.file('/opt/good'), good.toString())
})

test('protected groups are the admins’ word, whatever the coordinator’s rosters say', async t => {
  const { fleet, victim } = await setUp(t)
  const honest = await order(fleet, 'good', good, {})
  const policy = await fleet.policy({ protectedGroups: ['servers'], version: 2 })
  const members = (await fleet.roster('office')).body.members
  const moved = await fleet.roster('office', {
    version: 2,
    members: members.map(each => ({ ...each, groups: ['servers'] })),
  })
  const schedule = await fleet.schedule('S-good', [{ patch: 'good', manifest: honest.manifest.digest }], {
    targets: {
      all: false,
      sites: [],
      groups: ['servers'],
      nodes: [],
      rosters: [],
      includesLaterMembers: true,
      members: [],
    },
  })
  const objects: Made[] = [policy, moved, ...honest.objects.slice(1, 4), schedule]
  const heads = objects.map(({ head }) => head)
  await victim.take(await fleet.heartbeat('office', heads, { version: 2 }), ...objects)
  t.is(await victim.file('/opt/good'), undefined)

  const group = await fleet.group('servers', [fleet.nodes.office![0]!.node])
  await victim.take(await fleet.heartbeat('office', [...heads, group.head], { version: 3 }), group)
  t.is(await victim.file('/opt/good'), good.toString())
})

test('a recall that the coordinator withholds comes by another way and wins over what it says is current', async t => {
  const { fleet, victim } = await setUp(t)
  const honest = await order(fleet, 'good', good, {})
  const recall = await fleet.recall([
    { type: 'manifest', subject: honest.manifest.digest, recalledAt: fleet.seconds, expiresAt: 0 },
  ])
  // no heartbeat of the stolen coordinator names it
  const heads = [await fleet.roster('office'), ...honest.objects].map(({ head }) => head)
  await victim.take(recall, await fleet.heartbeat('office', heads, { version: 2 }), ...honest.objects)
  t.is(await victim.file('/opt/good'), undefined)
  t.regex(victim.about('good'), /recalled$/)
})

test('a coordinator that dates everything 2040 stops nothing that admins ordered, and a new root ends it', async t => {
  const { fleet, victim } = await setUp(t)
  const late = Date.UTC(2040, 0, 1) / 1000
  const dated = { issuedAt: late, notAfter: late + 86_400 }
  const roster = await fleet.roster('office', { version: late, header: dated })
  const false_ = await fleet.manifest('good', evil, { version: late, header: dated })
  await victim.take(
    await fleet.heartbeat('office', [roster.head, false_.head], { version: late, header: dated }),
    roster,
    false_,
  )
  t.true(victim.trust.now() < Date.UTC(2027, 0, 1))

  const root = await fleet.nextRoot(fleet.root, next => {
    for (const role of ['release', 'enrol', 'heartbeat'] as const) next.roles[role].epoch = 1
  })
  const epoch = { header: { epoch: 1 } }
  const content = await fleet.manifest('good', good, epoch)
  const approval = await fleet.approval('good', [content.digest])
  const schedule = await fleet.schedule('S-good', [{ patch: 'good', manifest: content.digest }])
  const objects = [
    await fleet.roster('office', epoch),
    content,
    await fleet.pieceList(good, [], epoch),
    approval,
    schedule,
  ]
  const heads = objects.map(({ head }) => head)
  await victim.take(root, await fleet.heartbeat('office', heads, epoch), ...objects)
  t.is(await victim.file('/opt/good'), good.toString())
})
