import test from 'ava'
import { InterfaceWatch } from '../../agent/interfaces.ts'
import { limits } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { manualClock } from '../kit/manual-clock.ts'

test('a changed address is noticed within a look, with what is gone; a bridge of containers that goes is nothing lost', async t => {
  const clock = manualClock(0)
  const table: Record<string, { cidr: string }[]> = {
    eth0: [{ cidr: '10.1.2.3/24' }],
    docker0: [{ cidr: '172.17.0.1/16' }],
  }
  const watch = new InterfaceWatch({ clock, log: silentLog, read: () => table })
  const changes: (readonly string[])[] = []
  watch.onChange(({ gone }) => changes.push(gone))
  await clock.advance(10 * limits.interfaceLookMs)
  t.deepEqual(changes, [])
  table.eth0 = [{ cidr: '10.1.2.77/24' }]
  await clock.advance(limits.interfaceLookMs)
  t.deepEqual(changes, [['10.1.2.3/24']])
  t.deepEqual(watch.links.lan, ['10.1.2.77/24'])
  delete table.docker0
  await clock.advance(limits.interfaceLookMs)
  t.deepEqual(changes, [['10.1.2.3/24'], []])
  watch.close()
  table.eth0 = []
  await clock.advance(10 * limits.interfaceLookMs)
  t.is(changes.length, 2)
})

test('a table that cannot be read, as without a descriptor left, changes nothing', async t => {
  const clock = manualClock(0)
  let isReadable = true
  const read = () => {
    if (!isReadable) throw new Error('uv_interface_addresses returned Unknown system error 24')
    return { eth0: [{ cidr: '10.1.2.3/24' }] }
  }
  const watch = new InterfaceWatch({ clock, log: silentLog, read })
  t.teardown(() => watch.close())
  let changes = 0
  watch.onChange(() => changes++)
  isReadable = false
  await t.notThrowsAsync(clock.advance(2 * limits.interfaceLookMs))
  isReadable = true
  await clock.advance(limits.interfaceLookMs)
  t.is(changes, 0)
  t.deepEqual(watch.links.lan, ['10.1.2.3/24'])
})
