import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import fc from 'fast-check'
import { decodeLines, encodeLine } from '../../../agent/installer/checked-lines.ts'
import { Journal, journalName } from '../../../agent/installer/journal.ts'
import { interruptedKeys } from '../../../agent/installer/journal-folder.ts'
import type { InstallOutcome } from '../../../agent/installer/outcome.ts'
import { temporaryFolder } from '../../kit/install-kit.ts'

const key = { schedule: 'sched-1', manifest: 'a'.repeat(64) }
const done: InstallOutcome = { state: 'installed', reason: 'applied', detail: 'x', final: true }

async function writtenJournal(folder: string): Promise<string> {
  const journal = await Journal.open({ folder, key })
  await journal.begin('patch', 1)
  await journal.mark('copied', 2)
  await journal.mark('applying', 3)
  await journal.mark('applied', 4)
  await journal.end(done, 5)
  await journal.close()
  return join(folder, journalName(key))
}

test('a journal remembers how its install ended', async t => {
  const folder = await temporaryFolder(t)
  await writtenJournal(folder)
  const again = await Journal.open({ folder, key })
  t.deepEqual(again.outcome, done)
  t.false(again.halfDone)
  await again.close()
  t.deepEqual(await interruptedKeys(folder), [])
})

test('a journal cut at any length never claims an end, and goes on from there', async t => {
  const folder = await temporaryFolder(t)
  const whole = await readFile(await writtenJournal(folder))
  const ends = [...whole.entries()].filter(([, byte]) => byte === 10).map(([at]) => at + 1)
  for (let length = 0; length < whole.length - 1; length++) {
    const cut = join(folder, `cut-${length}`)
    await mkdir(cut)
    await writeFile(join(cut, journalName(key)), whole.subarray(0, length))
    const journal = await Journal.open({ folder: cut, key })
    const lines = ends.filter(end => end - 1 <= length).length // the line's end itself may be missing
    t.is(journal.outcome, undefined)
    t.is(journal.entries.length, lines)
    if (lines === 3) t.true(journal.halfDone, `at ${length}`)
    await journal.end(done, 9)
    await journal.close()
    const again = await Journal.open({ folder: cut, key })
    t.deepEqual(again.outcome, done, `at ${length}`)
    t.is(again.entries.length, lines + 1)
    await again.close()
  }
})

test('a killed run is found again by its key', async t => {
  const folder = await temporaryFolder(t)
  const journal = await Journal.open({ folder, key })
  await journal.begin('patch', 1)
  t.deepEqual(await interruptedKeys(folder), [{ ...key, halfDone: false }])
  await journal.mark('applying', 2)
  t.deepEqual(await interruptedKeys(folder), [{ ...key, halfDone: true }])
  await journal.mark('applied', 3)
  t.deepEqual(await interruptedKeys(folder), [{ ...key, halfDone: false }])
  await journal.close()
})

test('keys never become paths', async t => {
  const folder = await temporaryFolder(t)
  const hostile = { schedule: '../../etc', manifest: '/x' }
  const journal = await Journal.open({ folder, key: hostile })
  await journal.begin('patch', 1)
  await journal.close()
  t.deepEqual(await readdir(folder), [journalName(hostile)])
  t.regex(journalName(hostile), /^[0-9a-f]{64}\.journal$/)
})

test('a flipped bit costs only the line it is in, and is counted', t => {
  const values = [{ a: 1 }, { b: 'two' }, { c: [3] }]
  const text = Buffer.from(values.map(encodeLine).join(''))
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.integer({ min: 0, max: 7 }), (at, bit) => {
      const broken = Buffer.from(text)
      broken[at]! ^= 1 << bit
      const read = decodeLines(broken.toString('latin1'))
      t.true(read.lost.length > 0)
      for (const value of read.values) t.true(values.some(sound => JSON.stringify(sound) === JSON.stringify(value)))
    }),
  )
})

test('lines of any content come back as they were', t => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), values => {
      const read = decodeLines(values.map(encodeLine).join(''))
      t.is(JSON.stringify(read.values), JSON.stringify(values.map(value => JSON.parse(JSON.stringify(value)))))
      t.deepEqual(read.lost, [])
    }),
  )
})
