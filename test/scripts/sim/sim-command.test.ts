import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import test from 'ava'

const script = join(import.meta.dirname, '../../../scripts/sim.ts')
const run = promisify(execFile)
const sim = (...given: string[]) => run(process.execPath, [script, ...given])

test('the same seed and options give the same last line, another seed another one', async t => {
  const given = ['--scenario', 'random', '--agents', '6', '--json', '--seed']
  const [one, again, other] = await Promise.all([sim(...given, '3'), sim(...given, '3'), sim(...given, '4')])
  const lastLine = (stdout: string) => stdout.trimEnd().split('\n').at(-1)!
  t.is(lastLine(one.stdout), lastLine(again.stdout))
  t.not(lastLine(one.stdout), lastLine(other.stdout))
  const told = JSON.parse(lastLine(one.stdout)) as { failed: number[]; runs: { wanRatio: number; digest: string }[] }
  t.deepEqual(told.failed, [])
  t.regex(told.runs[0]!.digest, /^[0-9a-f]{64}$/)
})

for (const [name, given] of [
  ['an unknown option', ['--speed', '3']],
  ['an unknown scenario', ['--scenario', 'utopia']],
  ['a count that is no number', ['--count', 'many']],
] as const)
  test(`${name} is a usage error`, async t => {
    const error = await t.throwsAsync<Error & { code: number; stderr: string }>(sim(...given))
    t.is(error?.code, 2)
    t.regex(error!.stderr, /expected|unknown option/)
  })
