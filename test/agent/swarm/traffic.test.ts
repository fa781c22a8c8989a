import test from 'ava'
import { TrafficBook } from '../../../agent/swarm/traffic.ts'
import type { Traffic } from '../../../core/report.ts'
import { trafficOf } from '../../kit/coordinator-kit.ts'
import { memoryTable } from '../../kit/memory-table.ts'

const digest = 'a'.repeat(64)

test('bytes are counted by source and reason, and survive a restart', async t => {
  const table = memoryTable<Traffic>()
  const book = new TrafficBook(table)
  await book.load()
  book.want(digest, 1000, true)
  book.countLan(digest, 'lan', 100)
  book.countLan(digest, 'seed', 200)
  book.countLanWasted(digest, 'came-twice', 30)
  book.countLanWasted(digest, 'came-twice', 20)
  book.countLanWasted(digest, 'bad-pieces', 10)
  book.countOrigin(digest, 'first-copy', 300)
  book.countOrigin(digest, 'first-copy', 50)
  book.countOrigin(digest, 'lease-taken-over', 50)
  book.countWire(digest, 450)
  await book.save()
  const again = new TrafficBook(table)
  await again.load()
  again.countOrigin(digest, 'first-copy', 1)
  t.deepEqual(again.list(), [
    {
      artifact: digest,
      sizeBytes: 1000,
      localBytes: 0,
      lanBytes: 100,
      seedBytes: 200,
      originBytes: 401,
      originWireBytes: 450,
      needed: true,
      reasons: [
        { reason: 'first-copy', bytes: 351 },
        { reason: 'lease-taken-over', bytes: 50 },
      ],
      lanWasted: [
        { reason: 'came-twice', bytes: 50 },
        { reason: 'bad-pieces', bytes: 10 },
      ],
    },
  ])
})

test('what was written before waste was counted has none', async t => {
  const table = memoryTable<Traffic>()
  const { lanWasted: _, ...older } = trafficOf(digest, { lanBytes: 5 })
  await table.put(digest, older as Traffic)
  const book = new TrafficBook(table)
  await book.load()
  t.deepEqual(book.list(), [{ ...older, lanWasted: [] }])
})

test('only what changed is written', async t => {
  const table = memoryTable<Traffic>()
  const book = new TrafficBook(table)
  book.countLocal(digest, 5)
  await book.save()
  table.values.clear()
  await book.save()
  t.is(table.values.size, 0)
})
