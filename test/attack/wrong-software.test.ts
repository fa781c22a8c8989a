// Attack: a genuine, well signed patch where it does not belong: for another platform, ordered for another node, approved for another
// site or group, of another fleet, or under the name of another patch. A node with real trust, plan and installs puts nothing in place and
// says why.

import test, { type ExecutionContext } from 'ava'
import { memberMark } from '../../core/schedule.ts'
import { type Fleet, type Made, makeFleet } from '../kit/fleet.ts'
import { makeVictim, type Victim } from '../kit/victim.ts'

const now = Date.UTC(2026, 10, 22, 12)
const content = Buffer.from('what the vendor made')
const options = { now, sites: { office: 2, shop: 1 } }
const fleet = await makeFleet(options)
const foreign = await makeFleet({ ...options, seed: 'another' })
const nobody = { all: false, sites: [], groups: [], nodes: [], rosters: [], includesLaterMembers: false, members: [] }

type More<K extends 'manifest' | 'approval' | 'schedule'> = Parameters<Fleet[K]>[2]

interface Changes {
  manifest?: More<'manifest'>
  approval?: More<'approval'>
  schedule?: More<'schedule'>
  /** The patch ids that approval and schedule give for the manifest. */
  approvedAs?: string
  orderedAs?: string
}

/** All that an order of the patch `tool` takes, a change in it. */
async function orderOf(of: Fleet, changes: Changes = {}): Promise<Made[]> {
  const { approvedAs = 'tool', orderedAs = 'tool' } = changes
  const manifest = await of.manifest('tool', content, changes.manifest)
  const entry = { patch: orderedAs, manifest: manifest.digest }
  const objects = [
    await of.policy(),
    await of.roster('office'),
    await of.approval(approvedAs, [manifest.digest], changes.approval),
    manifest,
    await of.schedule('S', [entry], changes.schedule),
    await of.pieceList(content),
  ] as Made[]
  return [
    (await of.heartbeat(
      'office',
      objects.map(({ head }) => head),
    )) as Made,
    ...objects,
  ]
}

async function afterTaking(t: ExecutionContext, objects: Made[]): Promise<Victim> {
  const victim = await makeVictim(t, fleet, { now, files: [content] })
  await victim.take(...objects)
  return victim
}

test('what is for this node is installed', async t => {
  const victim = await afterTaking(t, await orderOf(fleet))
  t.is(await victim.file('/opt/tool'), content.toString())
})

const platform = { os: '', architecture: '', distribution: '' }
const elsewhere = { nodes: [fleet.nodes.shop![0]!.node], members: [memberMark(fleet.nodes.shop![0]!.node)] }

const wrong: Record<string, { changes: Changes; says: string }> = {
  'a patch for another operating system': {
    changes: { manifest: { platform: { ...platform, os: 'win32' } } },
    says: 'not-applicable other-os',
  },
  'a patch for another architecture': {
    changes: { manifest: { platform: { ...platform, architecture: 's390x' } } },
    says: 'not-applicable other-architecture',
  },
  'a patch for another distribution': {
    changes: { manifest: { platform: { ...platform, distribution: 'slackware-3' } } },
    says: 'not-applicable other-distribution',
  },
  'a schedule that names another node': {
    changes: { schedule: { targets: { ...nobody, ...elsewhere } } },
    says: 'not ordered',
  },
  'a schedule for another site': {
    changes: { schedule: { targets: { ...nobody, sites: ['shop'], includesLaterMembers: true } } },
    says: 'not ordered',
  },
  'a schedule for a group that this node is not in': {
    changes: { schedule: { targets: { ...nobody, groups: ['servers'], includesLaterMembers: true } } },
    says: 'not ordered',
  },
  'an approval for another site': {
    changes: { approval: { scope: { sites: ['shop'], groups: [] } } },
    says: 'missing out-of-scope',
  },
  'an approval for a group that this node is not in': {
    changes: { approval: { scope: { sites: [], groups: ['servers'] } } },
    says: 'missing out-of-scope',
  },
  'an approval of another patch that names this manifest': {
    changes: { approvedAs: 'other' },
    says: 'missing approval-missing',
  },
}

for (const [what, { changes, says }] of Object.entries(wrong)) {
  test(`${what} installs nothing`, async t => {
    const victim = await afterTaking(t, await orderOf(fleet, changes))
    t.is(await victim.file('/opt/tool'), undefined)
    t.is(victim.about('tool'), says)
  })
}

test('a schedule that gives the manifest of a patch under the name of another, approved as either, installs nothing', async t => {
  for (const approvedAs of ['tool', 'other']) {
    const victim = await afterTaking(t, await orderOf(fleet, { orderedAs: 'other', approvedAs }))
    t.is(await victim.file('/opt/tool'), undefined)
    t.is(victim.about('other'), 'missing not-in-schedule')
    t.is(victim.about('tool'), 'not ordered')
  }
})

test('the orders of another fleet are refused, signed by its keys or by ours, and change nothing that holds', async t => {
  const victim = await afterTaking(t, [])
  const theirs = await orderOf(foreign)
  const bothSigned = await Promise.all(
    theirs.map(({ head, body }) => fleet.sign(head.kind as 'policy', body as never) as Promise<Made>),
  )
  for (const objects of [theirs, bothSigned]) {
    const { accepted, refused } = await victim.take(...objects)
    t.deepEqual(accepted, [])
    t.is(refused.length, objects.length)
  }
  t.is(await victim.file('/opt/tool'), undefined)
  t.is(victim.about('tool'), 'not ordered')
  await victim.take(...(await orderOf(fleet)))
  t.is(await victim.file('/opt/tool'), content.toString())
})
