// What every command of both programs has in common: `--json`, one result on stdout, everything else on stderr, exit
// codes, and errors as one sentence. It knows no command and starts nothing.

import { Command, CommanderError } from 'commander'
import { asCoded } from './control.ts'
import { CodedError } from './errors.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './limits.ts'
import { plainJson, plainText } from './plain-text.ts'

export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  /** The question was "is there something to do?", and there is. */
  somethingToDo: 100,
} as const

/** What a program says of itself. */
export interface About {
  name: string
  description: string
  version: string
}

/** The top of a program: `patchmesh`, `patchmesh-agent`. */
function createProgram({ name, description, version }: About, argv: readonly string[]): Command {
  return new Command(name)
    .description(description)
    .version(version, '--version')
    .exitOverride() // inherited by subcommands: runCommand decides about exit codes
    .showHelpAfterError(`(add --help to see how ${name} is used)`)
    .configureOutput({ writeErr: text => asksForJson(argv) || process.stderr.write(text) })
    .configureHelp({ helpWidth: process.stdout.columns ?? 100 })
}

/** A command with `--json` and an example in its help. `usage` is commander's: `show <id>`, `create`. */
export function addCommand(
  parent: Command,
  usage: string,
  { description, example }: { description: string; example: string },
): Command {
  return parent
    .command(usage)
    .description(description)
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', `\nExample:\n  ${example}`)
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
  return coded.code === 'bad-argument' ? exitCodes.usage : exitCodes.failed
}

function usageError(error: CommanderError): CodedError {
  const message = error.code === 'commander.help' ? 'expected a command' : error.message.replace(/^error: /, '')
  return new CodedError('bad-argument', `${message}: add --help to see the usage`, { cause: error })
}

/** A program's commands by name, each loaded only when it is asked for: `--help` stays quick. */
export type Commands = Record<string, { summary: string; load: () => Promise<(program: Command) => void> }>

/**
 * Runs the one command that `argv` (as process.argv) names and returns the exit code it means. Errors go to stderr, as a sentence or
 * with `--json` as one line `{"error":{code,message}}`; stdout stays empty then.
 */
export async function runCommand(commands: Commands, about: About, argv: readonly string[]): Promise<number> {
  const program = createProgram(about, argv)
  const asked = argv.slice(2).find(word => !word.startsWith('-') && word !== 'help')
  try {
    for (const [name, { summary, load }] of Object.entries(commands)) {
      if (name === asked) (await load())(program)
      else program.command(name).description(summary)
    }
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
