// Attack: what a peer, a feed or another daemon says carries line feeds, terminal commands, characters that turn text around, NUL, or a
// megabyte: to forge a line of the log, to hide one, or to steer the admin's terminal. What comes out is one line each, cut, and inert.

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import test from 'ava'
import { asLine, checkLine } from '../../core/check.ts'
import { limits, MIB } from '../../core/limits.ts'
import { plainJson, plainText } from '../../core/plain-text.ts'
import { renderTable } from '../../core/present.ts'

const core = join(import.meta.dirname, '../../core')
const hostile = [
  'host\n{"level":30,"msg":"all is well"}',
  '\u001b[2J\u001b]0;owned\u0007',
  '\u009b31m\u0085\u2028\u2029',
  'txt.exe\u202e\u2066\u200f',
  'a\0b\r\u0008\u007f',
]
/** All that a terminal obeys or that ends a line. */
const steering = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u

/** What a script says on stdout and stderr in a process of its own, given `input`. */
async function run(script: string, input: unknown): Promise<{ out: string; err: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'pipe' })
  child.stdin.end(JSON.stringify(input))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { out, err }
}

const read = `import { text } from 'node:stream/consumers'; const texts = JSON.parse(await text(process.stdin));`

test('each log call is one line of JSON, inert and of bounded length, and still says what was said', async t => {
  const long = 'x'.repeat(MIB)
  const script = `import { createLog } from ${JSON.stringify(join(core, 'log.ts'))}; ${read}
    const log = createLog({ name: 'test', level: 'trace' })
    for (const each of texts) log.warn({ host: each, [each.slice(0, 1000)]: 1, err: new Error(each), list: [each] }, each)
    log.child({ peer: texts[0] }).info('child')
    log.info({ list: Array.from({ length: 10000 }, () => texts[0]) }, 'many')`
  const { err } = await run(script, [...hostile, long])
  const lines = err.trimEnd().split('\n')
  t.is(lines.length, hostile.length + 3)
  for (const [index, line] of lines.entries()) {
    t.notRegex(line, steering)
    t.true(line.length <= 6 * limits.logLineLength, `${line.length} characters`)
    const { msg, host, level } = JSON.parse(line)
    if (index < hostile.length) t.deepEqual([msg, host, level], [hostile[index], hostile[index], 40])
  }
  t.true(lines[hostile.length]!.length < limits.logLineLength)
})

test('results, remarks and errors of a command steer no terminal; their JSON means the same', async t => {
  const script = `import { printNote, printResult, runCommand } from ${JSON.stringify(join(core, 'command-line.ts'))}
    ${read}
    printResult(texts, { json: true, render: () => '' })
    for (const each of texts) printResult(each, { json: false, render: value => value })
    for (const each of texts) printNote(each)
    const load = async () => program => program.command('fail').action(() => { throw new Error(texts.join(' ')) })
    const about = { name: 'x', description: 'x', version: '1' }
    await runCommand({ fail: { summary: 'fails', load } }, about, ['node', 'x', 'fail'])`
  const { out, err } = await run(script, hostile)
  t.regex(err, /a bug of patchmesh, please report it: host/)
  const [json, ...rest] = out.split('\n')
  t.deepEqual(JSON.parse(json!), hostile)
  t.notRegex(json!, steering)
  t.notRegex(rest.join(''), steering)
  t.notRegex(err.replaceAll('\n', ''), steering)
})

test('a table has one line a row, whatever is in it', t => {
  const rows = hostile.map(host => ({ host }))
  const table = renderTable(rows, [{ title: 'host', value: row => row.host }], { width: Number.POSITIVE_INFINITY })
  const lines = table.trimEnd().split('\n')
  t.is(lines.length, rows.length + 1)
  for (const line of lines) t.notRegex(line, steering)
})

test('names and lines of signed objects and reports cannot hold such characters, and what is told on is cut', t => {
  for (const each of hostile) {
    t.throws(() => checkLine(each, 'host_name'), { code: 'bad-object' })
    t.notThrows(() => checkLine(asLine(each), 'detail'))
  }
  t.throws(() => checkLine('x'.repeat(MIB), 'detail'), { code: 'bad-object' })
  t.is(asLine('x'.repeat(MIB)).length, limits.lineLength)
})

test('colours of our own stay, and only they', t => {
  t.is(plainText('\u001b[31mred\u001b[39m\tx\n'), '\u001b[31mred\u001b[39m\tx\n')
  t.is(plainText('\u001b[2Jgone\u001b[31'), '?[2Jgone?[31')
  t.is(plainJson('"\u009b\u202e"'), '"\\u009b\\u202e"')
})
