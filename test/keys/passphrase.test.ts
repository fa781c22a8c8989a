// A passphrase that is typed: what ends the reading.

import { PassThrough } from 'node:stream'
import test from 'ava'
import { readHidden } from '../../keys/passphrase.ts'

test('a typed passphrase ends with its line, and what was rubbed out is not in it', async t => {
  const terminal = new PassThrough()
  const read = readHidden(terminal)
  terminal.write('secrez\u007ft\rmore')
  t.is(await read, 'secret')
})

for (const [name, key] of [
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
] as const)
  test(`${name} gives no passphrase`, async t => {
    const terminal = new PassThrough()
    const read = readHidden(terminal)
    terminal.write(`half${key}`)
    await t.throwsAsync(read, { code: 'interrupted' })
  })

test('a terminal that ends gives no passphrase, also to who asks once more', async t => {
  const terminal = new PassThrough()
  const read = readHidden(terminal)
  terminal.end('half')
  await t.throwsAsync(read, { code: 'interrupted' })
  await t.throwsAsync(readHidden(terminal), { code: 'interrupted' })
})
