// The scripts that `completion zsh` and `completion fish` of the real executables print, in the real shells, as who types there meets them:
// the line and the Tab key in, what the shell offers out. Bash is in test/core/completion.test.ts. A shell that is not installed is left out.

import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import test from 'ava'
import { hasShell } from '../kit/has-shell.ts'
import { processTest } from '../kit/long.ts'
import { command } from '../kit/processes.ts'

/** An interactive zsh at a terminal of its own, with what it would offer as lines instead. */
const atTerminal = `
zmodload zsh/zpty
zpty asked zsh -f -i
zpty -w asked "source $1; print -r -- rea''dy"
while zpty -r asked line; do [[ $line == *ready* ]] && break; done
zpty -w -n asked "$2"$'\\t'
while zpty -r asked line; do print -rn -- "$line"; done
`
const zshrc = (script: string) => `
PROMPT=
autoload -Uz compinit; compinit -D -u
source ${script}
bindkey '^I' complete-word
compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
  local -a hits
  builtin compadd -O hits "$@"
  (( $#hits )) && print -rl -- "" "hit:"\${^hits}
  return 0
}
comppostfuncs=(exit)
`

async function askerOf(t: ExecutionContext, program: 'patchmesh' | 'agent', shell: 'zsh' | 'fish') {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-shell-'))
  t.teardown(() => rm(folder, { recursive: true }))
  const file = async (name: string, text: string) => {
    await writeFile(join(folder, name), text)
    return join(folder, name)
  }
  await mkdir(join(folder, 'keys-here'))
  const { code, stdout } = await command(program, ['completion', shell])
  t.is(code, 0)
  const script = await file('completion', stdout)
  const options = {
    encoding: 'utf8',
    timeout: 60_000,
    cwd: folder,
    env: { ...process.env, HOME: folder, TERM: 'vt100' },
  } as const
  if (shell === 'fish') {
    const offered = (line: string) =>
      execFileSync('fish', ['--no-config', '-c', `source ${script}; complete -C '${line}'`], options)
    return (line: string) =>
      offered(line)
        .split('\n')
        .flatMap(each => each.split('\t')[0]!.replace(/\/$/, '') || [])
  }
  const [rc, driver] = [await file('zshrc', zshrc(script)), await file('driver', atTerminal)]
  return (line: string) => {
    const shown = execFileSync('zsh', ['-f', driver, rc, line], options)
    return [...new Set([...shown.matchAll(/^hit:(.*?)\r*$/gm)].map(match => match[1]!))]
  }
}

const cases = {
  patchmesh: {
    'patchmesh sched': ['schedule'],
    'patchmesh schedule cr': ['create'],
    'patchmesh schedule create --rebo': ['--reboot'],
    'patchmesh schedule create --site berlin --reboot ': ['never', 'if-required', 'always'],
    'patchmesh schedule create --patch ': [],
    'patchmesh completion b': ['bash'],
    'patchmesh init --keys key': ['keys-here'],
  },
  agent: { 'patchmesh-agent sta': ['status'], 'patchmesh-agent log le': ['level'] },
} as const

for (const shell of ['zsh', 'fish'] as const) {
  const testShell = hasShell(shell) ? processTest : test.skip
  testShell(`${shell} offers commands, options, values and names of files at the Tab key`, async t => {
    t.timeout(180_000)
    for (const program of ['patchmesh', 'agent'] as const) {
      const ask = await askerOf(t, program, shell)
      for (const [line, expected] of Object.entries(cases[program]))
        t.deepEqual(ask(line).sort(), [...expected].sort(), line)
    }
  })
}
