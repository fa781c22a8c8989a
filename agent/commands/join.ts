// `patchmesh-agent join`: makes this machine a member of the site that a token names.

import { mkdir, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Command } from 'commander'
import { systemClock } from '../../core/clock.ts'
import { printNote, printResult } from '../../core/command-line.ts'
import { CodedError } from '../../core/errors.ts'
import { createLog } from '../../core/log.ts'
import { systemRandom } from '../../core/random.ts'
import { memberClasses } from '../../core/roster.ts'
import { defaultConfig, isTcpAddress } from '../config.ts'
import { type Joined, type JoinOptions, join } from '../join.ts'
import { addStateCommand, type StateOptions } from './agent-command.ts'

interface JoinCommandOptions extends StateOptions {
  tokenFile?: string
  root?: string
  listen?: string[]
  seed?: boolean
  class?: string
  wait?: boolean
}

export function registerJoin(program: Command): void {
  addStateCommand(program, 'join [token]', {
    description: 'Makes this machine a member of a site, with a token that an admin made ("patchmesh token create").',
    args: { token: 'the token; in a file it is not seen in the list of processes' },
    example: 'patchmesh-agent join --token-file token.txt --state /var/lib/patchmesh-agent',
  })
    .option('--token-file <file>', 'read the token from a file, or from standard input with "-"')
    .option(
      '--root <dir>',
      "treat this folder as the machine's root (for tests and images); made if it is not there",
      path => resolve(path),
    )
    .option(
      '--listen <multiaddr>',
      `address to listen on, may be given several times (default: ${defaultConfig.listen[0]})`,
      collect,
    )
    .option('--seed', 'hold and serve all files of the site')
    .option('--class <class>', 'what the machine is: wired, wireless, battery, vpn or metered')
    .option('--wait', 'where an admin lets each machine in: wait until that is done')
    .action(joinSite)
}

/** Not commander's own list: that would swallow the token behind it. */
function collect(value: string, previous: string[] = []): string[] {
  return [...previous, value]
}

async function joinSite(token: string | undefined, options: JoinCommandOptions): Promise<void> {
  for (const address of options.listen ?? []) checkListen(address)
  if (options.root) await makeRoot(options.root)
  const joined = await join({
    token: await readToken(token, options.tokenFile),
    stateFolder: options.state,
    ...(options.root && { root: options.root }),
    ...(options.listen && { listen: options.listen }),
    ...classOf(options),
    ...(options.wait && { wait: { onPending: words => printNote(`waiting: ${words}`) } }),
    clock: systemClock,
    random: systemRandom,
    log: createLog({ name: 'agent', level: process.env.PATCHMESH_LOG_LEVEL ?? 'warn' }),
  })
  printResult(joined, { json: options.json, render: each => render(each, options) })
}

/** Before the token is used up: an agent that cannot listen must not become a member. */
function checkListen(address: string): void {
  if (isTcpAddress(address)) return
  throw new CodedError(
    'bad-argument',
    `--listen: expected a multiaddr such as ${defaultConfig.listen[0]}, found ${JSON.stringify(address)}`,
  )
}

/** An image that is still empty is a machine too. */
async function makeRoot(root: string): Promise<void> {
  try {
    await mkdir(root, { recursive: true })
  } catch (cause) {
    throw new CodedError('bad-argument', `--root: cannot use ${root}: ${(cause as Error).message}`, { cause })
  }
}

function render({ node, site, wasMember }: Joined, { state }: StateOptions): string {
  if (wasMember) return `${node} is a member of site ${site} already; nothing was changed`
  return `${node} is now a member of site ${site}; start it with "patchmesh-agent run --state ${state}"`
}

async function readToken(given: string | undefined, file: string | undefined): Promise<string> {
  if ((given === undefined) === (file === undefined))
    throw new CodedError(
      'bad-argument',
      'expected a token: give it as the argument, or name its file with --token-file',
    )
  if (given !== undefined) return given.trim()
  if (file === '-') return (await text(process.stdin)).trim()
  try {
    return (await readFile(file!, 'utf8')).trim()
  } catch (cause) {
    throw new CodedError('not-found', `cannot read the token file ${file}: ${(cause as Error).message}`, { cause })
  }
}

/** Without either option the machine's class is found out. */
function classOf({ seed = false, class: named }: JoinCommandOptions): Pick<JoinOptions, 'seed' | 'memberClass'> {
  if (named === undefined) return { seed }
  if (seed) throw new CodedError('bad-argument', `--seed and --class ${named} exclude each other`)
  const memberClass = memberClasses.filter(each => each !== 'seed').find(each => each === named)
  if (memberClass) return { seed, memberClass }
  throw new CodedError('bad-argument', `--class: expected wired, wireless, battery, vpn or metered, found ${named}`)
}
