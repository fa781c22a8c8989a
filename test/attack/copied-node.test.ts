// Attack: a disk was copied, or a node's key stolen, and both machines take part in the office's swarm. Members notice it by themselves:
// announcements of two starts of one node alternate; and the copied node notices when its own id speaks from elsewhere.

import test from 'ava'
import { AlarmBook } from '../../agent/alarms.ts'
import { DuplicateAlarm } from '../../agent/duplicate-alarm.ts'
import { type Clock, systemClock } from '../../core/clock.ts'
import { limits } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { hostileKeys, joinHostile, pieceLies, signAnnouncement } from '../kit/hostile-member.ts'
import { manualClock } from '../kit/manual-clock.ts'
import { MemoryOrigin, openOffice } from '../kit/swarm-office.ts'

test('members hear that a node speaks from two places, and a node that it is itself', async t => {
  let aheadMs = 0
  const clock: Clock = { ...systemClock, monotonic: () => systemClock.monotonic() + aheadMs }
  const heard: string[] = []
  const [keys] = hostileKeys(1)
  const adjust = (options: { clock: Clock; onDuplicate(node: string): void }) =>
    Object.assign(options, { clock, onDuplicate: (node: string) => heard.push(node) })
  const office = await openOffice(1, { origin: new MemoryOrigin(), extra: [keys!], adjust })
  t.teardown(() => office.close())
  const [honest] = office.nodes as [(typeof office.nodes)[0]]
  const member = await joinHostile(office, keys!, { content: Buffer.alloc(1), lie: pieceLies.silence })
  const fromOther = (boot: number, sequence: number, doing: 'idle' | 'yielding' = 'idle') =>
    member.announcement({ boot, sequence, doing })
  const fromSelf = (boot: number, sequence: number) =>
    signAnnouncement({ node: honest.node, site: office.site, boot, sequence }, honest.keys, honest.node)
  const tell = async (...announcements: Uint8Array[]) => {
    for (const announcement of announcements) await member.tell({ announcement })
  }
  await tell(fromOther(1, 1), fromOther(2, 1), fromSelf(7, 1))
  await tell(fromOther(1, 2), fromOther(2, 2, 'yielding')) // may have been under way
  const peer = () => office.nodes[0]!.swarm.peers().find(({ node }) => node === member.node)
  while (peer()?.doing !== 'yielding') await new Promise(setImmediate)
  aheadMs = 11_000
  await tell(fromOther(1, 3), fromSelf(7, 2))
  t.deepEqual(heard, [])
  await tell(fromOther(2, 3), fromSelf(7, 3))
  while (heard.length < 2) await new Promise(setImmediate)
  t.deepEqual(heard, [member.node, honest.node])
})

test('the alarm names the node, and is over an hour after the last sign of it', async t => {
  const clock = manualClock(0)
  const alarms = new AlarmBook({ clock, log: silentLog })
  const duplicates = new DuplicateAlarm({ alarms, clock })
  duplicates.raise('x', { isSelf: true })
  await clock.advance(limits.duplicateAlarmMs - 1)
  duplicates.raise('x', { isSelf: true })
  await clock.advance(limits.duplicateAlarmMs - 1)
  t.like(alarms.all(), [{ code: 'duplicate-node', subject: 'x', count: 2 }])
  await clock.advance(1)
  t.deepEqual(alarms.all(), [])
})
