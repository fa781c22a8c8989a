// docs/metrics.md lists exactly what the two programs tell; each metric is filled.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import { agentMetrics } from '../agent/metrics.ts'
import { coordinatorMetrics } from '../coordinator/metrics.ts'

test('docs/metrics.md lists every metric with its type, labels and words, and no other', async t => {
  const text = await readFile(join(import.meta.dirname, '../docs/metrics.md'), 'utf8')
  const rows = text.split('\n').filter(line => line.startsWith('| `patchmesh_'))
  const wanted = Object.entries({ ...agentMetrics, ...coordinatorMetrics }).map(
    ([name, { type, help, labels }]) =>
      `| \`${name}\` | ${type} | ${labels.map(label => `\`${label}\``).join(', ')} | ${help} |`,
  )
  t.deepEqual(rows, wanted)
})
