// Policy and protected groups by the real commands: what is read, what it changes, and what counts after that.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import type { GroupOutcome, GroupRow } from '../../../coordinator/commands/group.ts'
import type { PolicyOutcome, PolicyShown } from '../../../coordinator/commands/policy.ts'
import { parsePolicyYaml } from '../../../coordinator/commands/policy-yaml.ts'
import type { PlannedSchedule } from '../../../coordinator/schedule/plan-schedule.ts'
import { sha256 } from '../../../core/digest.ts'
import { openAdminOffice } from '../../kit/admin-office.ts'
import { temporaryFolder } from '../../kit/patch-folder.ts'
import { errorOf, jsonOf, runPatchmesh } from '../../kit/run-patchmesh.ts'

const policyText = `
budgets:
  - site: berlin
    rate: 2 MiB/s
    up: 64 kB/s
    lanUpload: 10 MB/s
    hours: ["Mon,Tue 18:00 PT12H local"]
  - pauseFetching: true
pauseFetching: true
keyrings:
  - feed: debian
    path: debian.gpg
protectedGroups: [servers]
`

test('every fault of a policy file is named with its line and field, and nothing is guessed', t => {
  const text =
    'budgets:\n  - rate: fast\n    site: a b\n  - rte: 1 kB/s\n    site: paris\n    pauseFetching: maybe\nprotectedGroups: servers\ncolour: red\n'
  const read = parsePolicyYaml(text, 'p.yaml')
  t.deepEqual('faults' in read && read.faults.map(({ line, field }) => `${line} ${field}`), [
    '3 budgets[0].site',
    '2 budgets[0].rate',
    '6 budgets[1].pauseFetching',
    '4 budgets[1].rte',
    '7 protectedGroups',
    '8 colour',
  ])
  const twice = parsePolicyYaml('keyrings:\n  - {feed: a, path: x}\n  - {feed: a, path: y}\n', 'p.yaml')
  t.true('faults' in twice && /two of a/.test(twice.faults[0]!.message))
  const both = parsePolicyYaml('keyrings:\n  - {feed: a}\n', 'p.yaml')
  t.true('faults' in both && /either sha256 or path/.test(both.faults[0]!.message))
})

test('two admins protect a group; from then on only they move machines into it, whatever a roster says', async t => {
  const { fleet, kit, admins, look, home, keyFiles } = await openAdminOffice(t)
  const [first, second] = fleet.nodes.berlin!.map(({ node }) => node)
  const folder = await temporaryFolder(t)
  const file = join(folder, 'policy.yaml')
  await writeFile(join(folder, 'debian.gpg'), 'a keyring')
  await writeFile(file, policyText)

  const policy = await jsonOf<PolicyOutcome>(admins[0]!('policy', 'set', file))
  t.like(policy, { changed: true, published: false })
  t.deepEqual(policy.words, [
    'adds the pause of fetching at every site: nothing comes from outside',
    'adds the budget of site berlin: 2 MiB/s, 63 KiB/s up, in "Mon,Tue 18:00 PT12H local", each node gives its neighbours 9.5 MiB/s',
    'adds the budget of every other site: PAUSED: nothing comes from outside (else no limit)',
    `adds the keyring of feed debian: SHA-256 ${sha256(Buffer.from('a keyring'))}`,
    'adds protection of group servers: only admins put machines into it or out of it',
  ])
  t.is(kit.objects.current('policy', ''), undefined)
  t.like(await jsonOf(admins[1]!('proposal', 'sign', 'policy')), { published: true })
  const shown = await jsonOf<PolicyShown>(look('policy', 'show'))
  t.deepEqual(shown.budgets, [
    {
      site: 'berlin',
      rateBytesPerSecond: 2_097_152,
      upBytesPerSecond: 64_000,
      lanUploadBytesPerSecond: 10_000_000,
      hours: ['Mon,Tue 18:00 PT12H local'],
      pauseFetching: false,
    },
    {
      site: null,
      rateBytesPerSecond: 0,
      upBytesPerSecond: 0,
      lanUploadBytesPerSecond: 0,
      hours: [],
      pauseFetching: true,
    },
  ])
  t.true(shown.pauseFetching)
  t.deepEqual(shown.keyrings, [{ feed: 'debian', digest: sha256(Buffer.from('a keyring')) }])
  t.like(await jsonOf(admins[2]!('policy', 'set', file)), { changed: false, published: true })

  const group = await jsonOf<GroupOutcome>(admins[0]!('group', 'set', 'servers', '--add', 'berlin-0'))
  t.like(group, { changed: true, published: false, protected: true, nodes: [first] })
  t.like(await jsonOf(admins[1]!('proposal', 'sign', 'group/servers')), { published: true })
  t.deepEqual(await jsonOf<GroupRow[]>(look('group', 'list')), [
    { group: 'servers', protected: true, nodes: 1, version: kit.objects.current('group', 'servers')!.header.version },
  ])

  // The enrol key says otherwise: the other machine is in, the first one is not.
  const { body } = await fleet.roster('berlin')
  const members = body.members.map(member => ({ ...member, groups: member.node === second ? ['servers'] : [] }))
  await kit.put(await fleet.roster('berlin', { version: 2, members }))
  const plan = await jsonOf<PlannedSchedule>(
    runPatchmesh(
      ['schedule', 'plan', '--patch', 'vpn', '--group', 'servers', '--start', 'now', '--home', home, '--json'].concat([
        '--key',
        keyFiles[0]!,
      ]),
    ),
  )
  t.like(plan, { nodes: 1, sites: [{ site: 'berlin', nodes: 1 }] as never })
  const nodes = await jsonOf<{ node: string; groups: string[] }[]>(look('node', 'list'))
  t.deepEqual(nodes.find(({ node }) => node === first)!.groups, ['servers'])
  t.deepEqual(nodes.find(({ node }) => node === second)!.groups, [])
})

test('a coordinator that shows an admin less than the key has met gets nothing signed', async t => {
  const { fleet, kit, admins } = await openAdminOffice(t)
  const entry = { type: 'manifest', subject: 'ab'.repeat(32), recalledAt: 1, expiresAt: 0 } as const
  await kit.put(await fleet.recall([entry], { version: 5 }))
  t.like(await jsonOf(admins[0]!('recall', 'manifest', 'vpn', '--reason', 'x')), { published: false })
  const honest = kit.handlers['fleet-objects']!
  kit.handlers['fleet-objects'] = async (args, call) => ({ ...((await honest(args, call)) as object), settings: [] })
  t.is(await errorOf(admins[0]!('recall', 'manifest', 'vpn', '--reason', 'x')), 'rollback')
  t.is((await kit.proposals.list()).length, 1)
})
