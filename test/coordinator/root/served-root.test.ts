// A running coordinator and a root that does not describe it: refused with what to do, taken only on purpose, and told as an alarm from
// then on, at its next start too.

import test from 'ava'
import type { AlarmRow } from '../../../coordinator/reports/alarm-rows.ts'
import type { Root } from '../../../core/root.ts'
import { openServedFleet } from '../../kit/served-fleet.ts'

const foreignBoxKey = (root: Root) => {
  root.coordinators[0]!.boxKey = Buffer.alloc(32, 9)
}

test('a root that gives the coordinator a foreign box key is refused, and with --anyway taken and told', async t => {
  const { fleet, root, node, call } = await openServedFleet(t, { operators: [] })
  const alarms = async () => (await call<AlarmRow[]>('report-alarms')).filter(({ code }) => code === 'root-mismatch')
  const next = await fleet.nextRoot(root, foreignBoxKey)
  const envelope = Buffer.from(next.bytes).toString('base64')

  const refused = await t.throwsAsync(call('root-publish', { envelope }))
  t.like(refused, { code: 'wrong-state' })
  t.regex(refused!.message, /nothing was changed: .*box key.*root propose --set-coordinator/)
  t.is((await call<{ roots: string[] }>('root-chain')).roots.length, 2)
  t.deepEqual(await alarms(), [])

  const taken = await call<{ version: number; warnings: string[] }>('root-publish', { envelope, anyway: true })
  t.is(taken.version, 3)
  t.is(taken.warnings.length, 1)
  const [alarm, ...more] = await alarms()
  t.deepEqual(more, [])
  t.true(JSON.stringify(alarm).includes(node))
})

test('a coordinator that starts under a root with a foreign box key says so', async t => {
  const { call } = await openServedFleet(t, { operators: [], change: foreignBoxKey })
  const codes = (await call<AlarmRow[]>('report-alarms')).map(({ code }) => code)
  t.true(codes.includes('root-mismatch'))
})
