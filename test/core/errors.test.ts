// Error codes are API: the specification lists each, and no other.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'

const project = join(import.meta.dirname, '..', '..')
const read = (path: string) => readFileSync(join(project, path), 'utf8')

test('the specification lists exactly the codes there are', t => {
  const union = read('core/errors.ts').split('export class')[0]!
  const codes = [...union.matchAll(/\| '([a-z-]+)'/g)].map(match => match[1]!)
  const section = read('proto/README.md').split('## 7. Error codes')[1]!
  const listed = [...section.matchAll(/^\| `([a-z-]+)` \|/gm)].map(match => match[1]!)
  t.deepEqual(listed, codes)
})
