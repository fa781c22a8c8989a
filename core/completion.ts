// `completion bash|zsh|fish` of both programs: a script for the shell, made from the tree of commands itself, so that it never lags behind. It
// is whole: completing starts no process, asks no daemon, and so knows no names of patches or machines.

import { Argument, type Command } from 'commander'
import { type About, addCommand, type Commands, loadProgram, printResult } from './command-line.ts'

const writers = { bash: bashScript, zsh: zshScript, fish: fishScript } as const
export type Shell = keyof typeof writers

/** What may stand somewhere: the name of a file or folder, one of these words, or what only the user knows. */
type Value = 'file' | 'folder' | 'other' | readonly string[]

/** One command, as completion sees it. */
interface Place {
  /** The words that lead to it, each after a blank: ` schedule create`; empty for the program. */
  path: string
  commands: { name: string; words: string }[]
  /** `value` undefined: a switch. */
  options: { flags: string[]; words: string; value: Value | undefined }[]
  argument: Value | undefined
}

/** The command `completion`; `self` is the program that it becomes part of. */
export function registerCompletion(self: { commands: Commands; about: About }): (program: Command) => void {
  const { name } = self.about
  return program =>
    addCommand(program, 'completion', {
      description: `Prints a script that makes a shell complete the commands and options of ${name}. For bash, keep it in /etc/bash_completion.d; for zsh, as _${name} in a folder of $fpath; for fish, as ${name}.fish in ~/.config/fish/completions.`,
      example: `source <(${name} completion bash)`,
    })
      .addArgument(new Argument('<shell>', 'whose script').choices(Object.keys(writers)))
      .action(async (shell: Shell, { json }: { json?: boolean }) => {
        const script = completionScript(await loadProgram(self, { argv: [] }), shell)
        printResult({ shell, script }, { json, render: () => script })
      })
}

export function completionScript(program: Command, shell: Shell): string {
  return writers[shell](program.name(), placesOf(program, ''))
}

function placesOf(command: Command, path: string): Place[] {
  const help = command.createHelp()
  const commands = help.visibleCommands(command).filter(each => each.name() !== 'help')
  const argument = command.registeredArguments[0]
  const place: Place = {
    path,
    commands: commands.map(each => ({ name: each.name(), words: firstSentence(each.description()) })),
    options: help.visibleOptions(command).map(option => ({
      flags: [option.short, option.long].filter(flag => flag !== undefined),
      words: firstSentence(option.description),
      value: option.required ? (option.argChoices ?? kindOfValue(option.flags)) : undefined,
    })),
    argument: argument && (argument.argChoices ?? kindOfValue(argument.name())),
  }
  return [place, ...commands.flatMap(each => placesOf(each, `${path} ${each.name()}`))]
}

/** By what the help calls it. */
function kindOfValue(text: string): Value {
  if (/\bfile\b/.test(text.split(' ').at(-1)!)) return 'file'
  return /\bdir\b/.test(text.split(' ').at(-1)!) ? 'folder' : 'other'
}

function firstSentence(text: string): string {
  return text.split(/[.;:] |\.$|\n/)[0]!.replace(/ \(required\)$/, '')
}

/** Paths with what follows them, for the branches of a `case`: values of options first. */
function valueBranches(places: readonly Place[]): { patterns: string[]; value: Value }[] {
  const branches = new Map<string, { patterns: string[]; value: Value }>()
  for (const { path, options } of places) {
    for (const { flags, value } of options) {
      if (value === undefined) continue
      const key = String(value)
      const branch = branches.get(key) ?? { patterns: [], value }
      branch.patterns.push(...flags.map(flag => `${path} ${flag}`))
      branches.set(key, branch)
    }
  }
  return [...branches.values()]
}

/** A word of a shell; ours have no quote in them but in the words of a help. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

function knownPaths(places: readonly Place[]): string {
  return places
    .filter(({ path }) => path !== '')
    .map(({ path }) => quote(path))
    .join(' | ')
}

function bashScript(name: string, places: readonly Place[]): string {
  const fill = (value: Value) => {
    if (value === 'other') return 'return'
    if (value === 'file') return 'compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$word"); return'
    if (value === 'folder') return 'compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$word"); return'
    return `words=${quote(value.join(' '))}`
  }
  const values = valueBranches(places).map(
    ({ patterns, value }) => `    ${patterns.map(quote).join(' | ')}) ${fill(value)} ;;`,
  )
  const here = places.map(({ path, commands, options, argument }) => {
    const words = [...commands.map(each => each.name), ...options.flatMap(each => each.flags)]
    const isFile = argument === 'file' || argument === 'folder'
    const fixed = Array.isArray(argument) ? argument : []
    const files = isFile ? `; [[ $word != -* ]] && { ${fill(argument)}; }` : ''
    return `        ${quote(path)}) words=${quote([...fixed, ...words].join(' '))}${files} ;;`
  })
  const call = functionName(name)
  return `# Completion of ${name} for bash: source <(${name} completion bash)
${call}() {
  local word=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} path='' words='' at
  COMPREPLY=()
  for ((at = 1; at < COMP_CWORD; at++)); do
    case "$path \${COMP_WORDS[at]}" in
    ${knownPaths(places)}) path+=" \${COMP_WORDS[at]}" ;;
    esac
  done
  case "$path $previous" in
${values.join('\n')}
    *)
      case "$path" in
${here.join('\n')}
      esac
      ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}
complete -F ${call} ${name}
`
}

function zshScript(name: string, places: readonly Place[]): string {
  const described = (word: string, words: string) => quote(`${word.replaceAll(':', '\\:')}:${words}`)
  const fill = (value: Value) => {
    if (value === 'other') return '_message value'
    if (value === 'file') return '_files'
    return value === 'folder' ? '_files -/' : `compadd -- ${value.map(quote).join(' ')}`
  }
  const values = valueBranches(places).map(
    ({ patterns, value }) => `    (${patterns.map(quote).join('|')}) ${fill(value)}; return ;;`,
  )
  const here = places.map(({ path, commands, options, argument }) => {
    const first = argument === undefined || argument === 'other' ? '' : `[[ $word != -* ]] && ${fill(argument)}; `
    const lists = [
      `commands=(${commands.map(each => described(each.name, each.words)).join(' ')})`,
      `options=(${options.flatMap(each => each.flags.map(flag => described(flag, each.words))).join(' ')})`,
    ]
    return `    (${path === '' ? "''" : quote(path)}) ${first}${lists.join('; ')} ;;`
  })
  const call = functionName(name)
  return `#compdef ${name}
# Completion of ${name} for zsh: keep it as _${name} in a folder of $fpath, or: source <(${name} completion zsh)
${call}() {
  local word=$words[CURRENT] previous=$words[CURRENT-1] at_command='' at
  local -a commands options
  for ((at = 2; at < CURRENT; at++)); do
    case "$at_command $words[at]" in
    (${places.flatMap(({ path }) => (path === '' ? [] : [quote(path)])).join('|')}) at_command+=" $words[at]" ;;
    esac
  done
  case "$at_command $previous" in
${values.join('\n')}
  esac
  case "$at_command" in
${here.join('\n')}
  esac
  (( $#commands )) && [[ $word != -* ]] && _describe command commands
  [[ $word == -* || $#commands -eq 0 ]] && _describe -o option options
}
if [[ $funcstack[1] == _${name} ]]; then ${call} "$@"; else compdef ${call} ${name}; fi
`
}

function fishScript(name: string, places: readonly Place[]): string {
  const call = functionName(name)
  const fill = (value: Value | undefined) => {
    if (value === undefined) return ''
    if (value === 'file') return ' -r -F'
    if (value === 'folder') return " -x -a '(__fish_complete_directories)'"
    return value === 'other' ? ' -x' : ` -x -a ${fishQuote(value.join(' '))}`
  }
  const lines = places.flatMap(({ path, commands, options, argument }) => {
    const at = `complete -c ${name} -n ${fishQuote(`${call}_at ${fishQuote(path)}`)}`
    return [
      ...commands.map(each => `${at} -a ${fishQuote(each.name)} -d ${fishQuote(each.words)}`),
      ...options.map(({ flags, words, value }) => {
        const named = flags.map(flag => (flag.startsWith('--') ? ` -l ${flag.slice(2)}` : ` -s ${flag.slice(1)}`))
        return `${at}${named.join('')} -d ${fishQuote(words)}${fill(value)}`
      }),
      ...(argument === undefined || argument === 'other'
        ? []
        : [`${at}${argument === 'file' ? ' -F' : fill(argument).replace(' -x', '')}`]),
    ]
  })
  const paths = places.filter(({ path }) => path !== '').map(({ path }) => fishQuote(path))
  return `# Completion of ${name} for fish: keep it as ~/.config/fish/completions/${name}.fish
function ${call}_at
    set -l path ''
    set -l given (commandline -opc)
    for word in $given[2..-1]
        if contains -- "$path $word" ${paths.join(' ')}
            set path "$path $word"
        end
    end
    test "$path" = "$argv[1]"
end
complete -c ${name} -f
${lines.join('\n')}
`
}

function fishQuote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

function functionName(name: string): string {
  return `_${name.replaceAll('-', '_')}_completion`
}
