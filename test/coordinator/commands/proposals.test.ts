// Several admins: the real commands, each on a folder of its own, against a coordinator's handlers on its real socket.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import type { DecisionRow } from '../../../coordinator/commands/patch-decide.ts'
import type { SignedProposal } from '../../../coordinator/commands/sign-proposal.ts'
import { homePaths } from '../../../coordinator/home.ts'
import type { ProposalRow } from '../../../coordinator/proposals/proposal-handlers.ts'
import { serveControl } from '../../../core/control.ts'
import { openEnvelope, sealEnvelope } from '../../../core/envelope.ts'
import { readEnvelopeFile, writeEnvelopeFile } from '../../../keys/envelope-file.ts'
import { createKeyFile } from '../../../keys/key-file.ts'
import { openAdminOffice } from '../../kit/admin-office.ts'
import { openTestStage } from '../../kit/catalogue.ts'
import { addPatch, temporaryFolder } from '../../kit/patch-folder.ts'
import { errorOf, jsonOf, runPatchmesh } from '../../kit/run-patchmesh.ts'

test('a schedule of one admin of two waits, is shown in words, and is published when another signs', async t => {
  const { kit, patch, admins, look, home, keyFiles } = await openAdminOffice(t)
  const [first, second] = [admins[0]!, admins[1]!]
  const terms = ['--patch', 'vpn', '--site', 'berlin', '--start', 'now', '--id', 'S1']
  const made = await jsonOf<SignedProposal>(first('schedule', 'create', '--yes', ...terms))
  t.like(made, { published: false, needed: 2, file: null })
  t.is(kit.objects.all('schedule').length, 0)
  const [row] = await jsonOf<ProposalRow[]>(look('proposal', 'list'))
  t.like(row, { id: made.proposal, kind: 'schedule', name: 'S1', needed: 2, outdated: null })

  const again = await jsonOf<SignedProposal>(first('schedule', 'sign', 'S1'))
  t.like(again, { changed: false, published: false })
  t.is(kit.objects.all('schedule').length, 0)

  const shown = await runPatchmesh(['proposal', 'show', row!.id.slice(0, 8), '--home', home, '--key', keyFiles[1]!])
  t.is(shown.code, 0, shown.err)
  t.regex(shown.out, /vpn .*CVE-2026-1234[\s\S]*berlin +2[\s\S]*UTC[\s\S]*1 of 2, 1 missing/)

  const signed = await jsonOf<SignedProposal>(second('schedule', 'sign', 'S1'))
  t.like(signed, { changed: true, published: true, proposal: null, needed: 2 })
  t.is(signed.signers.length, 2)
  t.deepEqual(kit.objects.current('schedule', 'S1')!.body.patches, [{ patch: 'vpn', manifest: patch.digest }])
  t.deepEqual(await jsonOf(look('proposal', 'list')), [])
  t.is(await errorOf(second('proposal', 'sign', 'S1')), 'not-found')
})

test('a proposal travels as a file; one that was changed, or whose base moved on, is refused by name', async t => {
  const { fleet, kit, admins } = await openAdminOffice(t)
  const file = join(await temporaryFolder(t), 'S2.json')
  const terms = ['--patch', 'vpn', '--all', '--start', 'now', '--id', 'S2', '--out', file]
  t.like(await jsonOf(admins[0]!('schedule', 'create', '--yes', ...terms)), { published: false, file })
  t.deepEqual(await kit.proposals.list(), [])

  const bytes = await readEnvelopeFile(file)
  const text = Buffer.from(bytes).toString('latin1')
  const changed = Buffer.from(text.replace('never', 'neVer'), 'latin1')
  const other = join(await temporaryFolder(t), 'changed.json')
  await writeEnvelopeFile(other, changed)
  t.is(await errorOf(admins[1]!('proposal', 'sign', other)), 'bad-signature')

  const { payload, signatures } = openEnvelope(bytes)
  const { body } = await fleet.schedule('S9', [{ patch: 'vpn', manifest: 'ab'.repeat(32) }])
  const elsewhere = openEnvelope((await fleet.sign('schedule', body, [fleet.keys.admin[2]!])).bytes).signatures
  await writeEnvelopeFile(other, sealEnvelope('schedule', payload, [...signatures, ...elsewhere]))
  t.is(await errorOf(admins[1]!('proposal', 'sign', other)), 'bad-signature')
  t.deepEqual(await kit.proposals.list(), [])

  const signed = await jsonOf<SignedProposal>(admins[1]!('proposal', 'sign', file, '--out', file))
  t.like(signed, { changed: true, published: false, file })
  t.is(signed.signers.length, 2)
  t.is(kit.objects.all('schedule').length, 0)
  t.regex(await readFile(file, 'utf8'), /patchmesh-proposal-1/)

  const current = await fleet.schedule('S2', [{ patch: 'vpn', manifest: 'ab'.repeat(32) }], { version: 9_999_999_999 })
  await kit.put(current)
  t.is(await errorOf(admins[2]!('proposal', 'sign', file, '--out', other)), 'not-current')
  t.is(kit.objects.current('schedule', 'S2')!.digest, current.digest)
})

test('the second admin checks the feed with their own copy before an approval gets its second signature', async t => {
  const stage = await openTestStage(t, { now: Date.now(), admins: { adminKeys: 3, adminThreshold: 2 } })
  const [path, own] = [await temporaryFolder(t), await temporaryFolder(t)]
  await addPatch(path, 'acme')
  await addPatch(own, 'acme')
  await stage.ask('feed-add', { config: { name: 'house', everyMs: 0, type: 'folder', path, origin: '' } })
  await stage.sync('house')
  const home = await temporaryFolder(t)
  const control = await serveControl(homePaths(home).control, stage.handlers)
  t.teardown(() => control.close())
  const keys = await Promise.all(
    stage.fleet.keys.admin.map(async (pair, index) => {
      const key = join(await temporaryFolder(t), `admin${index}.key`)
      await createKeyFile(key, { use: 'admin', pair })
      return key
    }),
  )
  const as = (index: number, ...args: string[]) =>
    runPatchmesh(['patch', ...args, '--home', home, '--key', keys[index]!, '--json'])

  const [row] = await jsonOf<DecisionRow[]>(as(0, 'approve', 'acme', '--reason', 'tested'))
  t.like(row, { changed: true, published: false, needed: 2 })
  t.is(stage.published.current('approval', 'acme'), undefined)
  t.is(stage.catalogue.judge(stage.catalogue.get('acme')).state, 'new')

  const empty = await temporaryFolder(t)
  t.is(await errorOf(as(1, 'sign', 'acme', '--files', empty)), 'bad-argument')
  t.is(stage.published.current('approval', 'acme'), undefined)
  const signed = await jsonOf<SignedProposal>(as(1, 'sign', 'acme', '--files', own))
  t.like(signed, { changed: true, published: true, proof: `equal to your copy in ${join(own, 'acme')}` })
  t.is(stage.catalogue.judge(stage.catalogue.get('acme')).state, 'approved')
  t.is(stage.published.all('piece-list').length, 1)
})

test('a proposal is withdrawn by anyone who reaches the coordinator', async t => {
  const { kit, admins, look } = await openAdminOffice(t)
  await jsonOf(admins[0]!('schedule', 'create', '--yes', '--patch', 'vpn', '--all', '--start', 'now', '--id', 'S3'))
  t.like(await jsonOf(look('proposal', 'withdraw', 'schedule/S3')), { name: 'S3' })
  t.deepEqual(await kit.proposals.list(), [])
  t.is(await errorOf(look('proposal', 'withdraw', 'schedule/S3')), 'not-found')
})
