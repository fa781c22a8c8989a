// `patchmesh group set|list|show`: who is in a protected group. It is what the admins signed, whatever join tokens and rosters say.

import type { Command } from 'commander'
import { isId } from '../../core/check.ts'
import { systemClock } from '../../core/clock.ts'
import { addGroup, printNote, printResult } from '../../core/command-line.ts'
import { CodedError } from '../../core/errors.ts'
import { encodeGroup } from '../../core/group.ts'
import type { Header } from '../../core/header.ts'
import { limits } from '../../core/limits.ts'
import { nodeKey } from '../../core/node-id.ts'
import { renderTable, terminal } from '../../core/present.ts'
import type { Signed } from '../../core/verify.ts'
import { nameNodes } from '../schedule/selection.ts'
import { adminKeyPath, findAdminKey } from './admin-key.ts'
import { addHomeCommand, type HomeOptions } from './coordinator-command.ts'
import { nothingChanged, type OrderOptions, type OrderOutcome, waitingNote } from './hand-in.ts'
import { groupWords } from './settings-words.ts'
import { addOrderOptions, addTtlOption, signOrder, standingMs } from './sign-order.ts'
import { askFleet } from './verify-fleet.ts'

interface GroupOptions extends OrderOptions {
  node?: string[]
  add?: string[]
  remove?: string[]
  ttl?: number
}

export interface GroupOutcome extends OrderOutcome {
  group: string
  /** False: it holds these nodes already. */
  changed: boolean
  nodes: string[]
  /** Policy protects it: before that, rosters say who is in it. */
  protected: boolean
  words: string[]
}

export function registerGroup(program: Command): void {
  const group = addGroup(program, 'group', {
    description: 'who is in the groups that policy protects',
    example: 'patchmesh group list',
  })
  const set = addHomeCommand(group, 'set <name>', {
    description: 'Says who is in a protected group: signs the whole list and hands it over.',
    args: { name: 'the group' },
    example: 'patchmesh group set servers --add db-1 db-2',
  })
    .option('--node <id...>', 'exactly these machines: an id, its last 6 or more characters, or a host name')
    .option('--add <id...>', 'these too')
    .option('--remove <id...>', 'without these')
  addOrderOptions(addTtlOption(set)).action(setGroup)
  addHomeCommand(group, 'list', {
    description: 'Lists the groups that policy protects or admins have signed.',
    example: 'patchmesh group list',
  }).action(listGroups)
  addHomeCommand(group, 'show <name>', {
    description: 'Shows who is in such a group.',
    args: { name: 'the group' },
    example: 'patchmesh group show servers',
  }).action(showGroup)
}

async function setGroup(name: string, options: GroupOptions): Promise<void> {
  checkTerms(name, options)
  const keyPath = await adminKeyPath(options)
  const now = systemClock.now()
  const { anchor, groups, protection, objects } = await askFleet(options, { keyPath, kinds: ['roster'] })
  const current = groups.find(({ header }) => header.name === name)
  const before = current?.body.nodes ?? []
  const nodes = nextNodes(before, options, objects)
  const words = groupWords({ before, next: nodes }, objects)
  const isProtected = protection.protectedGroups.includes(name)
  const told = { group: name, nodes, protected: isProtected, words }
  if (!isProtected)
    printNote(
      `note: policy does not protect the group ${name}: until it does, rosters say who is in it (see "patchmesh policy set")`,
    )
  if (current && words.length === 0 && options.ttl === undefined) {
    const outcome = nothingChanged(anchor.root.roles.admin.threshold)
    return printOutcome({ ...told, changed: false, ...outcome }, options)
  }
  if (!options.json) printNote(words.map(line => `  ${line}`).join('\n'))
  const version = { anchor, current, now, notAfterMs: now + (options.ttl ?? standingMs) }
  const encode = (header: Header<'group'>) => encodeGroup({ header, nodes })
  const order = { kind: 'group' as const, name, question: `Sign the group ${name}?`, encode, ...version }
  const outcome = await signOrder(order, keyPath, options)
  printOutcome({ ...told, changed: true, ...outcome }, options)
}

/** Throws `bad-argument`. */
function checkTerms(name: string, { node, add, remove }: GroupOptions): void {
  if (!isId(name)) throw new CodedError('bad-argument', `${name}: expected a name of letters, digits and :+.~_-`)
  if (node && (add || remove))
    throw new CodedError('bad-argument', 'expected --node for the whole list, or --add and --remove, found both')
  if (!node && !add && !remove)
    throw new CodedError('bad-argument', 'expected the machines: give --node, --add or --remove')
}

/** Sorted. Throws `not-found` or `bad-argument`. */
function nextNodes(
  before: readonly string[],
  { node, add = [], remove = [] }: GroupOptions,
  rosters: readonly Signed<'roster'>[],
): string[] {
  const ids = (names: readonly string[], option: string) => names.map(name => nodeId(name, { option, before, rosters }))
  const removed = ids(remove, '--remove')
  const kept = node ? ids(node, '--node') : [...before, ...ids(add, '--add')].filter(each => !removed.includes(each))
  const nodes = [...new Set(kept)].sort()
  if (nodes.length > limits.members)
    throw new CodedError('limit-exceeded', `a group has at most ${limits.members} nodes, this would have more`)
  return nodes
}

/** A machine that has left, or has not joined yet, is named by its whole id. */
function nodeId(
  name: string,
  { option, before, rosters }: { option: string; before: readonly string[]; rosters: readonly Signed<'roster'>[] },
): string {
  if (before.includes(name) || nodeKey(name) !== undefined) return name
  const selection = { all: false, sites: [], groups: [], nodes: [name] }
  return nameNodes(
    selection,
    rosters.map(({ body }) => body),
    option,
  ).nodes[0]!
}

function printOutcome(outcome: GroupOutcome, { json }: GroupOptions): void {
  printResult(outcome, {
    json,
    render: ({ group, nodes, changed, published }) => {
      if (!changed) return `group ${group} holds these ${nodes.length} nodes already: nothing changed`
      return published ? `group ${group}: ${nodes.length} nodes` : `group ${group}: ${waitingNote(outcome)}`
    },
  })
}

export interface GroupRow {
  group: string
  protected: boolean
  /** How many the admins put into it; null: they have signed none. */
  nodes: number | null
  version: number | null
}

async function listGroups(options: HomeOptions): Promise<void> {
  const { groups, protection } = await askFleet(options, { keyPath: await findAdminKey(options), kinds: [] })
  const names = [...new Set([...protection.protectedGroups, ...groups.map(({ header }) => header.name)])].sort()
  const rows: GroupRow[] = names.map(name => {
    const signed = groups.find(({ header }) => header.name === name)
    return {
      group: name,
      protected: protection.protectedGroups.includes(name),
      nodes: signed?.body.nodes.length ?? null,
      version: signed?.header.version ?? null,
    }
  })
  printResult(rows, { json: options.json, render: () => renderRows(rows) })
}

function renderRows(rows: readonly GroupRow[]): string {
  if (rows.length === 0) return 'no group is protected: "patchmesh policy set" names those that are'
  return renderTable(
    rows,
    [
      { title: 'group', value: row => row.group },
      { title: 'protected', value: row => (row.protected ? 'yes' : 'not by policy') },
      { title: 'nodes', value: row => row.nodes ?? 'none signed', align: 'right' },
    ],
    terminal(),
  )
}

async function showGroup(name: string, options: HomeOptions): Promise<void> {
  const fleet = await askFleet(options, { keyPath: await findAdminKey(options), kinds: ['roster'] })
  const signed = fleet.groups.find(({ header }) => header.name === name)
  const isProtected = fleet.protection.protectedGroups.includes(name)
  if (!signed && !isProtected)
    throw new CodedError(
      'not-found',
      `no admin has signed a group ${name}, and policy protects none: see "patchmesh group list"`,
    )
  const members = fleet.objects.flatMap(({ header, body }) =>
    body.members.map(({ node, hostName }) => ({ node, host: hostName, site: header.name })),
  )
  const nodes = (signed?.body.nodes ?? []).map(
    node => members.find(member => member.node === node) ?? { node, host: '', site: '' },
  )
  const shown = { group: name, protected: isProtected, version: signed?.header.version ?? null, nodes }
  printResult(shown, {
    json: options.json,
    render: () =>
      nodes.length === 0
        ? `nobody is in ${name}`
        : renderTable(
            nodes,
            [
              { title: 'host', value: row => row.host || null, shrinks: true },
              { title: 'site', value: row => row.site || null },
              { title: 'node', value: row => row.node },
            ],
            terminal(),
          ),
  })
}
