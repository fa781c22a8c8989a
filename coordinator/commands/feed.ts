// `patchmesh feed add|sync|list`: where patches come from.

import { readFile } from 'node:fs/promises'
import { isAbsolute, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { systemClock } from '../../core/clock.ts'
import { addGroup, exitCodes, exitWith, interval, printNote, printResult } from '../../core/command-line.ts'
import { CodedError, systemCode } from '../../core/errors.ts'
import { formatAgo, formatDuration, renderTable, terminal } from '../../core/present.ts'
import { createProgress } from '../../core/progress.ts'
import type { FeedAddition, FeedRow, SyncOutcome, SyncProgress } from '../catalogue/feed-handlers.ts'
import { checkFeedConfig, type FeedConfig } from '../feed/feed-config.ts'
import { addHomeCommand, askCoordinator, type HomeOptions } from './coordinator-command.ts'

interface AddOptions extends HomeOptions {
  type: 'apt' | 'folder'
  url?: string
  suite?: string
  component?: string
  arch?: string
  keyring?: string
  distribution?: string
  proxy?: string
  path?: string
  origin?: string
  every?: number
  replace?: boolean
}

export function registerFeed(program: Command): void {
  const feed = addGroup(program, 'feed', {
    description: 'say where patches come from, and fetch what is new',
    example: 'patchmesh feed sync',
  })
  addHomeCommand(feed, 'add <name>', {
    description:
      'Adds a feed: an archive of Debian or Ubuntu packages (apt), or a folder of in-house patches (folder).',
    args: { name: 'what you call the feed' },
    example: 'patchmesh feed add inhouse --type folder --path /srv/patches',
  })
    .addOption(new Option('--type <type>', 'kind of feed').choices(['apt', 'folder']).makeOptionMandatory())
    .option('--url <url>', "apt: the archive's root")
    .option('--suite <name>', 'apt: such as bookworm-security')
    .option('--component <name>', 'apt: such as main')
    .option('--arch <name>', 'apt: such as amd64')
    .option('--keyring <file>', 'apt: OpenPGP keys that sign the archive, as apt takes them')
    .option('--distribution <name>', 'apt: os-release name its patches are for, or "any" (default: from the suite)')
    .option('--proxy <url>', 'apt: http://host:port')
    .option('--path <dir>', 'folder: a folder for each patch, with a patch.yaml')
    .option('--origin <url>', 'folder: a web server that serves this folder to agents (default: the built-in one)')
    .option('--every <time>', 'synchronise so often: 6h, 30m (default: only when asked)', interval('--every'))
    .option('--replace', 'change the settings of a feed that is there')
    .action(addFeed)
  addHomeCommand(feed, 'sync [name]', {
    description: 'Fetches what is new in one feed, or in all.',
    exits: { [exitCodes.failed]: 'a feed, or a patch in it, was not usable' },
    args: { name: 'one feed (default: all of them)' },
    example: 'patchmesh feed sync debian',
  }).action(syncFeeds)
  addHomeCommand(feed, 'list', {
    description: 'Lists the feeds, when each was last synchronised and what was wrong.',
    example: 'patchmesh feed list',
  }).action(listFeeds)
}

async function addFeed(name: string, options: AddOptions): Promise<void> {
  const config = checkFeedConfig(options.type === 'apt' ? aptConfig(name, options) : folderConfig(name, options))
  const addition: FeedAddition = { config, replace: options.replace ?? false }
  if (config.type === 'apt') addition.keyring = (await readKeyring(config.keyring)).toString('base64')
  const result = await askCoordinator<{ name: string; isNew: boolean }>(options, 'feed-add', addition)
  printResult(result, {
    json: options.json,
    render: ({ isNew }) =>
      isNew
        ? `feed ${name} is set up; next: patchmesh feed sync ${name}`
        : `feed ${name} is set up so already: nothing changed`,
  })
}

function aptConfig(name: string, options: AddOptions): FeedConfig {
  refuseOthers(options, ['path', 'origin'])
  const { url, suite, component, arch, keyring } = options
  const missing = Object.entries({ url, suite, component, arch, keyring }).find(([, value]) => value === undefined)
  if (missing) throw new CodedError('bad-argument', `a feed of type apt needs --${missing[0]}`)
  const distribution = options.distribution ?? 'auto'
  return {
    name,
    everyMs: options.every ?? 0,
    type: 'apt',
    url: url!,
    suite: suite!,
    component: component!,
    architecture: arch!,
    keyring: resolve(keyring!),
    distribution: distribution === 'any' ? '' : distribution,
    proxy: options.proxy ?? '',
  }
}

function folderConfig(name: string, options: AddOptions): FeedConfig {
  refuseOthers(options, ['url', 'suite', 'component', 'arch', 'keyring', 'distribution', 'proxy'])
  if (options.path === undefined) throw new CodedError('bad-argument', 'a feed of type folder needs --path')
  const { every, path, origin, coordinator } = options
  if (coordinator && !isAbsolute(path))
    throw new CodedError(
      'bad-argument',
      `--path: expected an absolute path on the coordinator's machine, found ${path}`,
    )
  return { name, everyMs: every ?? 0, type: 'folder', path: resolve(path), origin: origin ?? '' }
}

function refuseOthers(options: AddOptions, names: (keyof AddOptions)[]): void {
  const given = names.find(name => options[name] !== undefined)
  if (given) throw new CodedError('bad-argument', `--${given} is not for a feed of type ${options.type}`)
}

async function readKeyring(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw new CodedError(
      'bad-argument',
      `--keyring: expected the archive's OpenPGP keys at ${resolve(path)}, found ${describeUnread(cause)}: give the path of a .gpg or .asc file`,
      { cause },
    )
  }
}

function describeUnread(cause: unknown): string {
  switch (systemCode(cause)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'no such file'
    case 'EISDIR':
      return 'a folder'
    case 'EACCES':
      return 'a file that this user may not read'
    default:
      return (cause as Error).message
  }
}

async function syncFeeds(name: string | undefined, options: HomeOptions): Promise<void> {
  const progress = createProgress()
  const onProgress = (value: unknown) => {
    const { feed, done, total } = value as SyncProgress
    progress.show(done, total, `synchronising ${feed}`)
  }
  const asked = name === undefined ? {} : { name }
  const asking = askCoordinator<SyncOutcome[]>(options, 'feed-sync', asked, { onProgress })
  const outcomes = await asking.finally(() => progress.end())
  printResult(outcomes, { json: options.json, render: renderOutcomes })
  for (const outcome of outcomes) noteFaults(outcome)
  if (outcomes.some(({ error, faults }) => error || faults.length > 0)) exitWith(exitCodes.failed)
}

function renderOutcomes(outcomes: SyncOutcome[]): string {
  if (outcomes.length === 0) return 'there is no feed yet: "patchmesh feed add" makes one'
  return outcomes.map(renderOutcome).join('\n')
}

function renderOutcome({ feed, error, patches, isChanged, added, changed, removed }: SyncOutcome): string {
  if (error) return `${feed}: failed`
  const count = patches === 1 ? '1 patch' : `${patches} patches`
  if (!isChanged) return `${feed}: ${count}, nothing new`
  return `${feed}: ${count}, ${added} new, ${changed} changed, ${removed} gone`
}

function noteFaults({ feed, error, faults, skipped }: SyncOutcome): void {
  if (error) printNote(`${feed}: ${error.message}`)
  for (const fault of faults) printNote(`${feed}: ${renderFault(fault)}`)
  for (const { package: name, reason } of skipped) printNote(`${feed}: package ${name} left out: ${reason}`)
}

function renderFault({ file, line, field, message }: FeedRow['faults'][number]): string {
  const where = line > 0 ? `${file}:${line}` : file
  return field === '' ? `${where}: ${message}` : `${where}: ${field}: ${message}`
}

async function listFeeds(options: HomeOptions): Promise<void> {
  const rows = await askCoordinator<FeedRow[]>(options, 'feed-list')
  printResult(rows, {
    json: options.json,
    render: () =>
      rows.length > 0 ? renderRows(rows, systemClock.now()) : 'there is no feed yet: "patchmesh feed add" makes one',
  })
}

export function renderRows(rows: FeedRow[], now: number): string {
  const table = renderTable(
    rows,
    [
      { title: 'feed', value: row => row.name },
      { title: 'type', value: row => row.type },
      { title: 'from', value: row => placeOf(row.config), shrinks: true },
      { title: 'every', value: ({ config }) => (config.everyMs === 0 ? 'when asked' : formatDuration(config.everyMs)) },
      { title: 'last sync', value: row => (row.lastSync ? formatAgo(Date.parse(row.lastSync), now) : 'never') },
      // A mirror that stands still answers every synchronisation: only this tells.
      { title: 'signed', value: row => (row.publishedAt ? formatAgo(Date.parse(row.publishedAt), now) : '-') },
      { title: 'patches', value: row => row.patches, align: 'right' },
      { title: 'state', value: stateOf, style: row => (stateOf(row) === 'good' ? 'green' : 'yellow'), shrinks: true },
    ],
    terminal(),
  )
  const faults = rows.flatMap(row => row.faults.map(fault => `${row.name}: ${renderFault(fault)}\n`))
  return faults.length > 0 ? `${table}\n${faults.join('')}` : table
}

function placeOf(config: FeedConfig): string {
  if (config.type === 'folder') return config.path
  return `${config.url} ${config.suite} ${config.component} ${config.architecture}`
}

function stateOf({ error, faults, skipped, lastSync }: FeedRow): string {
  if (error) return error.message
  if (!lastSync) return 'not synchronised yet'
  if (faults.length > 0) return `${faults.length} faults`
  return skipped > 0 ? `good, ${skipped} packages left out` : 'good'
}
