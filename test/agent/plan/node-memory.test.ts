import test from 'ava'
import { type Life, NodeMemory } from '../../../agent/plan/node-memory.ts'
import type { InstallRecord } from '../../../agent/plan/plan.ts'
import { limits } from '../../../core/limits.ts'
import { memoryTable } from '../../kit/memory-table.ts'

test('what a node remembers of its installs does not grow without end, and the newest stay', async t => {
  const installs = memoryTable<InstallRecord>()
  const tables = { life: memoryTable<Life>(), seen: memoryTable<number>(), installs }
  const products = { read: async () => [], write: async () => undefined }
  const outcome = { state: 'installed', reason: 'applied', detail: '', final: true } as const
  const key = (index: number) => ({ schedule: `s${index}`, manifest: 'm' })
  const first = await NodeMemory.open(tables, products, 0)
  for (let index = 0; index < limits.journals; index++) await first.noteInstall(key(index), outcome, index)
  t.is(installs.values.size, limits.journals)

  const again = await NodeMemory.open(tables, products, 0)
  for (const index of [0, 1]) await again.noteInstall(key(limits.journals + index), outcome, limits.journals + index)
  t.is(installs.values.size, limits.journals)
  t.is(again.record(key(0)), undefined)
  t.is(again.record(key(1)), undefined)
  t.truthy(again.record(key(2)))
  t.truthy(again.record(key(limits.journals + 1)))
})
