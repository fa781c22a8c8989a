// Both programs' whole trees of commands, as the parser has them: what their help says, and what they make of a slip of the finger.

import test from 'ava'
import type { Command } from 'commander'
import { loadProgram } from '../../core/command-line.ts'
import { programs, runPatchmesh as run } from '../kit/run-patchmesh.ts'

type ProgramName = keyof typeof programs
const names = Object.keys(programs) as ProgramName[]

/** Every command with the words that lead to it, the program itself with none. */
async function commandsOf(name: ProgramName): Promise<{ words: string[]; command: Command }[]> {
  const below = (command: Command, words: string[]): { words: string[]; command: Command }[] => [
    { words, command },
    ...command.commands.flatMap(each => below(each, [...words, each.name()])),
  ]
  return below(await loadProgram(programs[name], { argv: [] }), [])
}

test('the help of every command says what it does, its arguments, options, exit codes and an example', async t => {
  for (const program of names) {
    for (const { words, command } of await commandsOf(program)) {
      const { code, out, err } = await run([...words, '--help'], { program })
      const name = [program, ...words].join(' ')
      t.is(code, 0, name)
      t.is(err, '')
      t.true(out.startsWith(`Usage: ${name} `), out)
      t.true(command.description().length > 10, name)
      t.regex(out, /\nExit codes:\n {2}0 +\S/, name)
      t.regex(out, new RegExp(`\nExample:\n {2}.*\\b${[program, ...words.slice(0, 1)].join(' ')}\\b`), name)
      if (command.commands.length === 0) t.regex(out, / --json /, name)
      for (const argument of command.registeredArguments)
        t.true(argument.description.length > 3, `${name}: ${argument.name()}`)
      for (const option of command.options) t.true(option.description.length > 3, `${name} ${option.flags}`)
    }
  }
})

test('help is as wide as COLUMNS says, and 80 columns where nobody knows', async t => {
  const widest = async (env: Record<string, string>) => {
    const { out } = await run(['schedule', 'create', '--help'], { env })
    const beforeExample = out.slice(0, out.indexOf('Example:'))
    return Math.max(...beforeExample.split('\n').map(line => line.length))
  }
  t.true((await widest({ COLUMNS: '' })) <= 80)
  t.true((await widest({ COLUMNS: '' })) > 70)
  t.true((await widest({ COLUMNS: '60' })) <= 60)
  t.true((await widest({ COLUMNS: '130' })) > 100)
})

/** One letter wrong, one missing, two swapped. */
function slips(word: string): string[] {
  const at = Math.floor(word.length / 2)
  const wrong = word[at] === 'x' ? 'q' : 'x'
  return [
    `${word.slice(0, at)}${wrong}${word.slice(at + 1)}`,
    `${word.slice(0, at)}${word.slice(at + 1)}`,
    `${word.slice(0, at - 1)}${word[at]}${word[at - 1]}${word.slice(at + 1)}`,
  ].filter(each => each !== word)
}

test('a slip in any command gets the right one suggested', async t => {
  let slipped = 0
  for (const program of names) {
    const all = await commandsOf(program)
    const known = new Set(all.map(({ words }) => words.join(' ')))
    for (const { words } of all.filter(each => each.words.length > 0)) {
      const [before, last] = [words.slice(0, -1), words.at(-1)!]
      for (const slip of slips(last)) {
        if (known.has([...before, slip].join(' '))) continue
        const { code, out, err } = await run([...before, slip], { program })
        t.deepEqual([code, out], [2, ''], `${program} ${before.join(' ')} ${slip}`)
        t.regex(err, new RegExp(`Did you mean .*\\b${last}\\b`), `${program} ${before.join(' ')} ${slip}`)
        slipped++
      }
    }
  }
  t.true(slipped > 200, String(slipped))
})

test('a slip in any option gets the right one suggested, whether or not another is required', async t => {
  let slipped = 0
  for (const program of names) {
    for (const { words, command } of await commandsOf(program)) {
      const known = new Set([...command.options.map(({ long }) => long!.slice(2)), 'help'])
      for (const option of known) {
        for (const slip of slips(option).filter(each => each.length > 1 && !known.has(each))) {
          const { code, out, err } = await run([...words, `--${slip}`], { program })
          t.deepEqual([code, out], [2, ''], `${program} ${words.join(' ')} --${slip}`)
          t.regex(err, new RegExp(`Did you mean .*--${option}\\b`), `${program} ${words.join(' ')} --${slip}`)
          slipped++
        }
      }
    }
  }
  t.true(slipped > 1000, String(slipped))
})

test('a suggestion is part of the one sentence that --json gives', async t => {
  const { err } = await run(['report', 'bytes', '--sit', 'x', '--json'])
  const { error } = JSON.parse(err)
  t.is(error.code, 'bad-argument')
  t.regex(error.message, /^unknown option '--sit' \(Did you mean --site\?\): add --help/)
})

test('--version says the commit, or that it is unknown', async t => {
  for (const program of names) {
    const { code, out } = await run(['--version'], { program })
    t.is(code, 0)
    t.regex(out, new RegExp(`^${program} \\d+\\.\\d+\\.\\d+ \\(commit ([0-9a-f]{12}|unknown)\\)\n$`))
    const json = JSON.parse((await run(['--json', '--version'], { program })).out)
    t.deepEqual(Object.keys(json), ['name', 'version', 'commit'])
  }
})
