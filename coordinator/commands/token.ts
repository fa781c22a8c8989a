// `patchmesh token create`: what a new machine needs to join a site.

import { BlockList, isIP } from 'node:net'
import { type Command, Option } from 'commander'
import { interval, printNote, printResult, wholeNumber } from '../../core/command-line.ts'
import { CodedError } from '../../core/errors.ts'
import { DAY_MS } from '../../core/limits.ts'
import { formatTime } from '../../core/present.ts'
import type { CreatedToken, TokenRequest } from '../enrol/token-handlers.ts'
import { addHomeCommand, askCoordinator, type HomeOptions } from './coordinator-command.ts'

interface TokenOptions extends HomeOptions {
  site: string
  group?: string[]
  prefix?: string[]
  uses: number
  ttl: number
}

export function registerToken(program: Command): void {
  const token = program.command('token').description('let new machines join a site')
  addHomeCommand(token, 'create', {
    description: 'Makes a join token and prints it: whoever has it can add machines to the site until it expires.',
    example: 'patchmesh token create --site berlin --group web --uses 20 --ttl 24h',
  })
    .requiredOption('--site <name>', 'the site that machines join with it')
    .option('--group <name...>', 'groups they will be in')
    .option('--uses <n>', 'how many machines may join with it', wholeNumber('--uses', 1), 1)
    .addOption(
      new Option('--ttl <time>', 'how long it is valid: 30m, 24h, 7d')
        .argParser(interval('--ttl'))
        .default(DAY_MS, '24h'),
    )
    .option('--prefix <cidr...>', "address prefixes of the site's LAN to add")
    .action(createToken)
}

async function createToken(options: TokenOptions): Promise<void> {
  options.prefix?.forEach(checkPrefix)
  const request: TokenRequest = {
    site: options.site,
    groups: options.group ?? [],
    prefixes: options.prefix ?? [],
    uses: options.uses,
    ttlMs: options.ttl,
  }
  const created = await askCoordinator<CreatedToken>(options, 'token-create', request)
  printResult(created, { json: options.json, render: ({ token }) => token })
  if (!options.json && process.stderr.isTTY)
    printNote(`for site ${created.site}, ${created.uses} use(s), until ${formatTime(Date.parse(created.expiresAt))}`)
}

function checkPrefix(text: string): void {
  const [address, length, more] = text.split('/')
  const version = isIP(address ?? '')
  try {
    if (version === 0 || !/^\d{1,3}$/.test(length ?? '') || more !== undefined) throw new RangeError('no CIDR prefix')
    new BlockList().addSubnet(address!, Number(length), version === 4 ? 'ipv4' : 'ipv6')
  } catch (cause) {
    throw new CodedError(
      'bad-argument',
      `--prefix: expected an address prefix such as 10.1.0.0/16, found ${JSON.stringify(text)}`,
      { cause },
    )
  }
}
