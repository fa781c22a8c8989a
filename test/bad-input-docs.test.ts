// docs/bad-input.md names the tests of bad input that there are, all of them and no others, and codes that exist.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'

const project = join(import.meta.dirname, '..')
const rows = readFileSync(join(project, 'docs/bad-input.md'), 'utf8')
  .split('\n')
  .filter(line => line.startsWith('| ') && !line.startsWith('| input '))
  .map(line => line.split('|').map(cell => cell.trim()))

test('the table of bad input names every test of it, and none that is not there', t => {
  const named = rows.flatMap(row => [...(row[4] ?? '').matchAll(/`([a-z/-]+)`/g)].map(match => match[1]!))
  const files = readdirSync(join(project, 'test/bad-input')).flatMap(name => name.match(/^(.+)\.test\.ts$/)?.[1] ?? [])
  t.deepEqual([...new Set(named)].sort(), files.sort())
})

test('every code in the table is asserted by the test beside it', t => {
  for (const [, input, , outcome, tests] of rows) {
    const texts = [...(tests ?? '').matchAll(/`([a-z/-]+)`/g)].flatMap(match => withCases(`${match[1]}.test.ts`))
    for (const [, code] of outcome!.matchAll(/`([a-z-]+)`/g))
      t.true(
        texts.some(text => text.includes(`'${code}'`)),
        `${input}: ${code}`,
      )
  }
})

/** A test's text, and that of tables of cases it takes from the kit. */
function withCases(name: string): string[] {
  const text = readFileSync(join(project, 'test/bad-input', name), 'utf8')
  const tables = [...text.matchAll(/from '\.\.\/kit\/([a-z-]+-lies\.ts)'/g)]
  return [text, ...tables.map(match => readFileSync(join(project, 'test/kit', match[1]!), 'utf8'))]
}
