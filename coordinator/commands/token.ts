// `patchmesh token create|list|revoke`: what a new machine needs to join a site.

import { BlockList, isIP } from 'node:net'
import { type Command, Option } from 'commander'
import { addGroup, interval, printNote, printResult, wholeNumber } from '../../core/command-line.ts'
import { CodedError } from '../../core/errors.ts'
import { DAY_MS } from '../../core/limits.ts'
import { formatTime, renderTable, terminal } from '../../core/present.ts'
import type { CreatedToken, RevokedToken, TokenRequest, TokenRow } from '../enrol/token-handlers.ts'
import { addHomeCommand, askCoordinator, type HomeOptions } from './coordinator-command.ts'

interface TokenOptions extends HomeOptions {
  site?: string
  group?: string[]
  prefix?: string[]
  uses: number
  ttl: number
  approve?: boolean
  replaces?: string
}

export function registerToken(program: Command): void {
  const token = addGroup(program, 'token', {
    description: 'let new machines join a site',
    example: 'patchmesh token create --site berlin',
  })
  addHomeCommand(token, 'create', {
    description: 'Makes a join token and prints it: whoever has it can add machines to the site until it expires.',
    example: 'patchmesh token create --site berlin --group web --uses 20 --ttl 24h',
  })
    .option('--site <name>', 'the site that machines join with it')
    .option('--group <name...>', 'groups they will be in')
    .option('--uses <n>', 'how many machines may join with it', wholeNumber('--uses', 1), 1)
    .addOption(
      new Option('--ttl <time>', 'how long it is valid: 30m, 24h, 7d')
        .argParser(interval('--ttl'))
        .default(DAY_MS, '24h'),
    )
    .option('--prefix <cidr...>', "address prefixes of the site's LAN to add")
    .option('--approve', 'each machine waits until an admin lets it in ("patchmesh node approve")')
    .option('--replaces <node>', 'for a machine set up anew: it takes the place of this node, which is retired')
    .action(createToken)
  addHomeCommand(token, 'list', {
    description: 'Lists the tokens and what is left of them. The tokens themselves are not kept.',
    example: 'patchmesh token list',
  }).action(listTokens)
  addHomeCommand(token, 'revoke <id>', {
    description: 'Ends a token. Machines that joined with it stay members: "patchmesh node retire" ends that.',
    args: { id: 'of the token, as "token list" shows it' },
    example: 'patchmesh token revoke 5c1f0a9be27d',
  }).action(revokeToken)
}

async function createToken(options: TokenOptions): Promise<void> {
  options.prefix?.forEach(checkPrefix)
  if (options.site === undefined && options.replaces === undefined)
    throw new CodedError('bad-argument', 'expected --site NAME, or --replaces NODE: which site does the machine join?')
  const request: TokenRequest = {
    site: options.site,
    groups: options.group,
    prefixes: options.prefix ?? [],
    uses: options.uses,
    ttlMs: options.ttl,
    needsApproval: options.approve === true,
    replaces: options.replaces ?? '',
  }
  const created = await askCoordinator<CreatedToken>(options, 'token-create', request)
  printResult(created, { json: options.json, render: ({ token }) => token })
  if (!options.json && process.stderr.isTTY)
    printNote(`for site ${created.site}, ${created.uses} use(s), until ${formatTime(Date.parse(created.expiresAt))}`)
}

async function listTokens(options: HomeOptions): Promise<void> {
  const rows = await askCoordinator<TokenRow[]>(options, 'token-list')
  const left = ({ isOpen, usesLeft }: TokenRow) => (isOpen ? String(usesLeft) : usesLeft > 0 ? 'expired' : 'used up')
  const notes = ({ needsApproval, replaces }: TokenRow) =>
    [needsApproval ? 'needs approval' : '', replaces ? `replaces …${replaces.slice(-8)}` : '']
      .filter(note => note !== '')
      .join(', ')
  const render = () =>
    renderTable(
      rows,
      [
        { title: 'id', value: row => row.id },
        { title: 'site', value: row => row.site },
        { title: 'groups', value: row => row.groups.join(' '), shrinks: true },
        { title: 'uses left', value: left },
        { title: 'until', value: row => formatTime(Date.parse(row.expiresAt)) },
        { title: 'notes', value: notes, shrinks: true },
      ],
      terminal(),
    )
  printResult(rows, { json: options.json, render: () => (rows.length > 0 ? render() : 'no tokens\n') })
}

async function revokeToken(id: string, options: HomeOptions): Promise<void> {
  const revoked = await askCoordinator<RevokedToken>(options, 'token-revoke', { id })
  const render = ({ dropped }: RevokedToken) =>
    `token ${id} is of no use any more${dropped > 0 ? `; ${dropped} machine(s) that waited by it are not let in` : ''}`
  printResult(revoked, { json: options.json, render })
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
