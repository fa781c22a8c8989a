// What every command of both programs has in common: `--json`, one result on stdout, everything else on stderr, exit
// codes, and errors as one sentence. It knows no command and starts nothing.

import { Command, CommanderError, type Option } from 'commander'
import { asCoded } from './control.ts'
import { CodedError } from './errors.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './limits.ts'
import { plainJson, plainText } from './plain-text.ts'
import { screenWidth } from './present.ts'
import { readCommit } from './read-commit.ts'

export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  /** By Ctrl-C: what a shell makes of a process that SIGINT ends. */
  interrupted: 130,
  /** The question was "is there something to do?", and there is. */
  somethingToDo: 100,
} as const

/** What a program says of itself. */
export interface About {
  name: string
  description: string
  version: string
  example: string
}

/** The top of a program: `patchmesh`, `patchmesh-agent`. */
function createProgram({ name, description, version, example }: About, argv: readonly string[]): Command {
  const program = new Command(name)
    .description(description)
    .option('--version', 'say which version this is, and of which commit')
    .on('option:version', () => {
      printResult({ name, version, commit: readCommit() ?? null }, { json: asksForJson(argv), render: versionLine })
      throw new CommanderError(exitCodes.done, 'commander.version', '')
    })
    .exitOverride() // inherited by subcommands: runCommand decides about exit codes
    .showHelpAfterError(`(add --help to see how ${name} is used)`)
    .configureHelp({ minWidthToWrap: 20 })
    .configureOutput({
      writeErr: text => asksForJson(argv) || process.stderr.write(plainText(text)),
      getOutHelpWidth: () => screenWidth(process.stdout) ?? 80,
      getErrHelpWidth: () => screenWidth(process.stderr) ?? 80,
    })
  return endHelp(program, { example })
}

function versionLine({ name, version, commit }: { name: string; version: string; commit: string | null }): string {
  return `${name} ${version} (commit ${commit ?? 'unknown'})`
}

/** What the help of a command says besides its options. */
export interface Help {
  description: string
  example: string
  /** In words, by their names in the usage. */
  args?: Record<string, string>
  /** Exit codes that mean something of their own here. */
  exits?: Partial<Record<number, string>>
}

/** A command with `--json`, exit codes and an example in its help. `usage` is commander's: `show <id>`, `create`. */
export function addCommand(parent: Command, usage: string, help: Help): Command {
  const command = parent.command(usage).description(help.description)
  for (const argument of command.registeredArguments) argument.description = help.args?.[argument.name()] ?? ''
  return endHelp(command.option('--json', 'one JSON document on stdout'), help)
}

/** A command that only holds others: `schedule`, `report`. */
export function addGroup(program: Command, name: string, help: { description: string; example: string }): Command {
  return endHelp(program.command(name).description(help.description), help)
}

const usualExits = {
  [exitCodes.done]: 'done',
  [exitCodes.failed]: 'failed: the error says what was expected, what was found and what to do',
  [exitCodes.usage]: 'wrong usage: nothing was done',
}

function endHelp(command: Command, { example, exits = {} }: Pick<Help, 'example' | 'exits'>): Command {
  const codes = Object.entries({ ...usualExits, ...exits }).map(([code, words]) => ({ term: code, words }))
  return command.addHelpText('after', ({ command: shown, error }) => {
    const help = Object.assign(shown.createHelp(), {
      helpWidth: screenWidth(error ? process.stderr : process.stdout) ?? 80,
    })
    const lines = codes.map(({ term, words }) => help.formatItem(term, 5, words, help))
    return `\nExit codes:\n${lines.join('\n')}\n\nExample:\n  ${example}`
  })
}

/** The one result of a command: JSON, or what `render` makes of it for people. */
export function printResult<T>(
  value: T,
  { json, render }: { json: boolean | undefined; render: (value: T) => string },
) {
  const text = json ? plainJson(JSON.stringify(value)) : plainText(render(value))
  process.stdout.write(text === '' || text.endsWith('\n') ? text : `${text}\n`)
}

/** Progress and remarks; never on stdout. */
export function printNote(text: string): void {
  process.stderr.write(`${plainText(text)}\n`)
}

/** For commander's option parsers: a whole number of at least `min`. */
export function wholeNumber(option: string, min = 0): (text: string) => number {
  return text => {
    const value = Number(text)
    if (/^[0-9]+$/.test(text) && Number.isSafeInteger(value) && value >= min) return value
    throw new CodedError('bad-argument', `${option}: expected a whole number of at least ${min}, found ${text}`)
  }
}

/** For commander's option parsers: `90s`, `30m`, `24h`, `7d` to milliseconds. */
export function interval(option: string): (text: string) => number {
  return text => {
    const match = /^([0-9]{1,9})([smhd])$/.exec(text)
    if (match && Number(match[1]) > 0) return Number(match[1]) * unitMs[match[2] as keyof typeof unitMs]
    throw new CodedError('bad-argument', `${option}: expected a time such as 90s, 30m, 24h or 7d, found ${text}`)
  }
}
const unitMs = { s: SECOND_MS, m: MINUTE_MS, h: HOUR_MS, d: DAY_MS }

/** For actions that end well and yet are no plain "done": sets the exit code that runCommand gives. */
export function exitWith(code: (typeof exitCodes)[keyof typeof exitCodes]): void {
  process.exitCode = code
}

function asksForJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  return argv.slice(0, end < 0 ? argv.length : end).includes('--json')
}

/** Prints an error as the user gets to see it, and returns the exit code it means. */
function reportFailure(error: unknown, { json }: { json: boolean }): number {
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done // help or version was asked for
  const coded = error instanceof CommanderError ? usageError(error) : asCoded(error)
  if (json)
    process.stderr.write(`${plainJson(JSON.stringify({ error: { code: coded.code, message: coded.message } }))}\n`)
  else if (!(error instanceof CommanderError)) printNote(`error: ${coded.message}`) // else it is printed
  if (coded.code === 'internal' && error instanceof Error) printNote(String(error.stack))
  if (coded.code === 'interrupted') return exitCodes.interrupted
  return coded.code === 'bad-argument' ? exitCodes.usage : exitCodes.failed
}

function usageError(error: CommanderError): CodedError {
  const message =
    error.code === 'commander.help' ? 'expected a command' : error.message.replace(/^error: /, '').replace('\n', ' ')
  return new CodedError('bad-argument', `${message}: add --help to see the usage`, { cause: error })
}

/** A program's commands by name, each loaded only when it is asked for: `--help` stays quick. */
export type Commands = Record<string, { summary: string; load: () => Promise<(program: Command) => void> }>

/** A program with all its commands, or with all that is to know about `only` and the names of the rest. */
export async function loadProgram(
  { commands, about }: { commands: Commands; about: About },
  { argv, only }: { argv: readonly string[]; only?: string | undefined },
): Promise<Command> {
  const program = createProgram(about, argv)
  for (const [name, { summary, load }] of Object.entries(commands)) {
    if (only === undefined || only === name) (await load())(program)
    else program.command(name).description(summary)
  }
  askForRequiredLast(program)
  return program
}

/** Commander asks for required options before it looks for misspelt ones: it would never say that `--pathc` is `--patch`. */
function askForRequiredLast(program: Command): void {
  const required = new Set<Option>()
  for (const option of withAllBelow(program).flatMap(command => command.options)) {
    if (!option.mandatory) continue
    option.mandatory = false
    option.description += ' (required)'
    required.add(option)
  }
  program.hook('preAction', (_, command) => {
    const missing = command.options.find(
      option => required.has(option) && command.getOptionValue(option.attributeName()) === undefined,
    )
    if (missing)
      throw new CodedError('bad-argument', `required option '${missing.flags}' is missing: add --help to see the usage`)
  })
}

function withAllBelow(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withAllBelow)]
}

/**
 * Runs the one command that `argv` (as process.argv) names and returns the exit code it means. Errors go to stderr, as a sentence or
 * with `--json` as one line `{"error":{code,message}}`; stdout stays empty then.
 */
export async function runCommand(commands: Commands, about: About, argv: readonly string[]): Promise<number> {
  const asked = argv.slice(2).find(word => !word.startsWith('-') && word !== 'help')
  try {
    const program = await loadProgram({ commands, about }, { argv, only: asked ?? '' })
    await program.parseAsync([...argv])
    return Number(process.exitCode ?? exitCodes.done)
  } catch (error) {
    return reportFailure(error, { json: asksForJson(argv) })
  }
}

/** Runs the command of process.argv and ends the process: an action's promise is the program's life. */
export async function runCommands(commands: Commands, about: About): Promise<never> {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', error => {
      if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit() // the reader (`| head`) has enough
      throw error
    })
  }
  const code = await runCommand(commands, about, process.argv)
  await Promise.all([process.stdout, process.stderr].map(stream => new Promise(done => stream.write('', done))))
  process.exit(code)
}
