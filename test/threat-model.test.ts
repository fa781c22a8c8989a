// docs/threat-model.md names the attack tests that there are, all of them and no others.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'

test('the threat model names every attack test, and none that is not there', t => {
  const text = readFileSync(join(import.meta.dirname, '../docs/threat-model.md'), 'utf8')
  const rows = text.split('\n').filter(line => line.startsWith('| ') && !line.startsWith('| who '))
  const named = rows.flatMap(row => [...(row.split('|')[3] ?? '').matchAll(/`([a-z-]+)`/g)].map(match => match[1]!))
  const files = readdirSync(join(import.meta.dirname, 'attack')).flatMap(
    name => name.match(/^(.+)\.test\.ts$/)?.[1] ?? [],
  )
  t.deepEqual([...new Set(named)].sort(), files.sort())
})
