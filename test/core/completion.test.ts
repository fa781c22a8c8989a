// What `completion` prints, in the shells it is for: bash, and zsh and fish where they are installed.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { Command } from 'commander'
import { loadProgram } from '../../core/command-line.ts'
import { completionScript, type Shell } from '../../core/completion.ts'
import { hasShell } from '../kit/has-shell.ts'
import { programs, runPatchmesh as run } from '../kit/run-patchmesh.ts'

type ProgramName = keyof typeof programs

async function scriptFile(t: ExecutionContext, name: ProgramName, shell: Shell): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'patchmesh-completion-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const path = join(folder, `script.${shell}`)
  writeFileSync(path, completionScript(await loadProgram(programs[name], { argv: [] }), shell))
  return path
}

/** What bash offers for the last word of each line, as it calls the function that `complete -F` names. */
function askBash(script: string, name: ProgramName, lines: readonly (readonly string[])[]): string[][] {
  const quoted = (word: string) => `'${word}'`
  const call = `_${name.replaceAll('-', '_')}_completion`
  const asking = lines.map(words => `ask ${words.map(quoted).join(' ')}`).join('\n')
  const text = `set -u
compopt() { :; } # it works only while readline completes
source '${script}'
ask() {
  COMP_WORDS=(${name} "$@") COMP_CWORD=$#
  ${call} ${name} "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD - 1]}"
  echo "\${COMPREPLY[*]-}"
}
${asking}`
  const out = execFileSync('bash', ['--norc'], { input: text, encoding: 'utf8', stdio: ['pipe', 'pipe', 'inherit'] })
  return out
    .trimEnd()
    .split('\n')
    .map(line => line.split(' ').filter(Boolean))
}

const testBash = hasShell('bash') ? test : test.skip

testBash('bash completes every command and every option of both programs', async t => {
  for (const name of Object.keys(programs) as ProgramName[]) {
    const asked: string[][] = []
    const walk = (command: Command, words: string[]) => {
      for (const each of command.commands) {
        asked.push([...words, each.name()])
        walk(each, [...words, each.name()])
      }
      for (const { long } of command.options) asked.push([...words, long!])
    }
    walk(await loadProgram(programs[name], { argv: [] }), [])
    const offered = askBash(await scriptFile(t, name, 'bash'), name, asked)
    t.deepEqual(
      asked.filter((words, index) => !offered[index]!.includes(words.at(-1)!)),
      [],
    )
    t.true(asked.length > 30)
  }
})

testBash('bash completes beginnings of words, values that are known, and names of files', async t => {
  const script = await scriptFile(t, 'patchmesh', 'bash')
  const offered = askBash(script, 'patchmesh', [
    ['sched'],
    ['schedule', 'cr'],
    ['schedule', 'create', '--rebo'],
    ['schedule', 'create', '--site', 'berlin', '--reboot', ''],
    ['schedule', 'create', '--patch', ''],
    ['report', 'bytes', '--by', 'no'],
    ['completion', 'b'],
    ['submit', `${import.meta.dirname}/completion.te`],
    ['init', '--keys', import.meta.dirname],
  ])
  t.deepEqual(offered, [
    ['schedule'],
    ['create'],
    ['--reboot'],
    ['never', 'if-required', 'always'],
    [],
    ['node'],
    ['bash'],
    [import.meta.filename],
    [import.meta.dirname],
  ])
})

const testFish = hasShell('fish') ? test : test.skip
testFish('fish completes commands, options and values', async t => {
  const script = await scriptFile(t, 'patchmesh-agent', 'fish')
  const ask = (line: string) =>
    execFileSync('fish', ['--no-config', '-c', `source '${script}'; complete -C '${line}'`], { encoding: 'utf8' })
  t.regex(ask('patchmesh-agent sta'), /^status\t/)
  t.regex(ask('patchmesh-agent status --sta'), /^--state\t/)
  t.regex(ask('patchmesh-agent completion z'), /^zsh/)
})

const testZsh = hasShell('zsh') ? test : test.skip
testZsh('zsh reads the script', async t => {
  const script = await scriptFile(t, 'patchmesh', 'zsh')
  t.notThrows(() => execFileSync('zsh', ['-f', '-n', script]))
})

test('completion prints the script, and names the shells it knows when it is asked for another', async t => {
  for (const program of Object.keys(programs) as ProgramName[]) {
    const { code, out } = await run(['completion', 'bash'], { program })
    t.is(code, 0)
    t.regex(out, new RegExp(`\ncomplete -F \\w+ ${program}\n$`))
    t.is(JSON.parse((await run(['completion', 'bash', '--json'], { program })).out).script, out)
  }
  const { code, err } = await run(['completion', 'powershell'])
  t.is(code, 2)
  t.regex(err, /bash, zsh, fish/)
})
