// Attack, and its end: a manifest, a schedule or a key turned out bad after everything was signed. A recall stops what has not begun,
// at the last moment too; nobody who hides the recall, or the pause, gets an install begun that the admins have stopped.

import { join } from 'node:path'
import test from 'ava'
import { createInstaller } from '../../agent/installer/install.ts'
import { systemClock } from '../../core/clock.ts'
import { createKeyPair } from '../../core/ed25519.ts'
import { silentLog } from '../../core/log.ts'
import type { RecallEntry } from '../../core/recall.ts'
import { keySubject, recallSubject } from '../../core/recall.ts'
import { makeFleet } from '../kit/fleet.ts'
import { makeInstallLab, temporaryFolder } from '../kit/install-kit.ts'
import { makePlannedNode, orderOf } from '../kit/planned-node.ts'
import { makeTrust } from '../kit/trust-kit.ts'

const now = Date.UTC(2026, 10, 22)
const fleet = await makeFleet({ now, adminKeys: 2 })
const order = await orderOf(fleet)
const entry = (type: RecallEntry['type'], subject: string): RecallEntry => ({
  type,
  subject,
  recalledAt: 1,
  expiresAt: 0,
})
const ofManifest = entry('manifest', order.manifest.digest)

test('a recalled manifest or schedule is not installed, whichever comes first', async t => {
  for (const each of [ofManifest, entry('schedule', recallSubject('schedule', 's1')!)]) {
    const recall = await fleet.recall([each])
    for (const objects of [
      [recall, ...order.all],
      [order.heartbeat, order.roster, recall, ...order.all],
    ]) {
      const node = await makePlannedNode(t, fleet, { now })
      await node.offer(...objects)
      t.deepEqual(node.begun, [])
      t.is(await node.stateOf('tool'), 'missing recalled')
    }
  }
})

test('an install that was ordered and has not begun asks once more, and is told of the recall', async t => {
  const node = await makePlannedNode(t, fleet, { now })
  await node.offer(...order.all)
  t.deepEqual(node.begun[0]?.lacks(), [])
  await node.trust.offer([(await fleet.recall([ofManifest])).bytes], 'peer')
  t.deepEqual(node.begun[0]?.lacks(), ['recalled'])
})

test('a version of the schedule that was made after its recall is recalled too', async t => {
  const node = await makePlannedNode(t, fleet, { now })
  const again = await fleet.schedule('s1', order.schedule.body.patches, { version: 2 })
  const recall = await fleet.recall([entry('schedule', recallSubject('schedule', 's1')!)])
  await node.offer(...order.all.filter(made => made.head.kind !== 'schedule'), recall, again)
  t.is(await node.stateOf('tool'), 'missing recalled')
})

test('what a recalled key was needed for is dropped, and signatures of it count no more', async t => {
  const { trust, reopen } = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })
  await trust.offer(
    order.all.map(({ bytes }) => bytes),
    'peer',
  )
  const recall = await fleet.recall([entry('key', keySubject(fleet.keys.admin[0]!.publicKey))])
  await trust.offer([recall.bytes], 'peer')
  for (const which of [trust, await reopen()]) {
    t.deepEqual([which.all('approval').length, which.all('schedule').length, which.all('manifest').length], [0, 0, 1])
    const late = await fleet.approval('late', [])
    t.is((await which.offer([late.bytes], 'peer')).refused[0]?.code, 'bad-signature')
    t.truthy(which.current('recall', ''), 'it was heard before it spoke')
  }
})

test('a recall outlives the keys that signed it, and ends with its epoch', async t => {
  const { trust } = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })
  await trust.offer([(await fleet.recall([ofManifest])).bytes], 'peer')
  const rotated = await fleet.nextRoot(fleet.root, root => {
    root.roles.admin.publicKeys = [createKeyPair(Buffer.alloc(32, 6)).publicKey]
    root.roles.admin.threshold = 1
    root.roles.admin.epoch = 1
  })
  await trust.offer([rotated.bytes], 'peer')
  t.true(trust.restrictions().recall.hasManifest(order.manifest.digest))
  const emptied = await fleet.nextRoot(rotated, root => {
    root.recallEpoch = 1
  })
  await trust.offer([emptied.bytes], 'peer')
  t.false(trust.restrictions().recall.hasManifest(order.manifest.digest))
  t.false(trust.restrictions().isRecallMissing, 'the list of the new epoch is empty until it is signed')
})

test('while a recall that the heartbeat names is withheld, nothing begins', async t => {
  const recall = await fleet.recall([])
  const heads = [...order.heartbeat.body.heads, recall.head]
  const node = await makePlannedNode(t, fleet, { now })
  await node.offer(await fleet.heartbeat('office', heads), ...order.all.slice(1))
  t.deepEqual(node.begun, [])
  t.is(await node.stateOf('tool'), 'waiting recall-missing')
  await node.offer(recall)
  t.is(await node.stateOf('tool'), 'installing installing')
})

test('while the pause that the heartbeat names is withheld, its schedule does not begin', async t => {
  const [pause, resume] = [await fleet.pause('s1'), await fleet.pause('s1', false, { version: 2 })]
  const heads = [...order.heartbeat.body.heads, pause.head]
  const node = await makePlannedNode(t, fleet, { now })
  await node.offer(await fleet.heartbeat('office', heads), ...order.all.slice(1))
  t.is(await node.stateOf('tool'), 'waiting pause-missing')
  await node.offer(pause)
  t.is(await node.stateOf('tool'), 'waiting paused')
  t.deepEqual(node.begun, [])
  await node.offer(resume)
  t.is(await node.stateOf('tool'), 'installing installing')
})

test('one admin key pauses, resuming takes the threshold, and its pauses of unknown schedules take no room', async t => {
  const node = await makePlannedNode(t, fleet, { now })
  const [one] = fleet.keys.admin
  await node.offer(...order.all.filter(({ head }) => head.kind !== 'manifest'))
  t.deepEqual(await node.offer(await fleet.pause('s1', true, {}, [one!])), [])
  t.deepEqual(await node.offer(await fleet.pause('s1', false, { version: 2 }, [one!])), ['bad-signature'])
  t.is(node.trust.restrictions().pauseOf('s1'), 'paused')
  const unknown = await fleet.pause('s999', true, {}, [one!])
  t.deepEqual(await node.trust.wants([order.heartbeat.head, unknown.head], 'peer'), [])
  t.deepEqual(await node.offer(unknown), ['not-current'])
})

test('the installer asks at the last moment, when its turn has come', async t => {
  const lab = await makeInstallLab(await temporaryFolder(t))
  const artifact = await lab.offer('new')
  const manifest = {
    ...order.manifest.body,
    artifacts: [artifact],
    action: { type: 'file' as const, artifact: artifact.digest, path: '/tool', mode: 0o644 },
    detection: [{ type: 'file-sha256' as const, path: '/tool', digest: artifact.digest }],
  }
  const installer = await createInstaller({
    ...lab,
    artifactPath: digest => join(lab.store, digest),
    clock: systemClock,
    log: silentLog,
  })
  t.teardown(() => installer.close())
  const lacks: string[] = []
  const install = (schedule: string) =>
    installer.install({
      manifest,
      wanted: [artifact],
      key: { schedule, manifest: artifact.digest },
      lacks: () => lacks,
    })
  t.like(await install('s1'), { state: 'installed' })
  lacks.push('recalled')
  await t.throwsAsync(install('s2'), { code: 'refused', message: /recalled/ })
  t.is(await installer.recorded({ schedule: 's2', manifest: artifact.digest }), undefined)
})
