// `patchmesh recall member|key|manifest|schedule|list`: withdraws for good. The newest list is the whole list, so each is built on the one
// in force, verified here.

import { type Command, Option } from 'commander'
import { checkLine, isId } from '../../core/check.ts'
import { systemClock, toSeconds } from '../../core/clock.ts'
import { addGroup, printNote, printResult } from '../../core/command-line.ts'
import { isDigest } from '../../core/digest.ts'
import { keyIdOf } from '../../core/ed25519.ts'
import { CodedError } from '../../core/errors.ts'
import type { Header } from '../../core/header.ts'
import { roleNames } from '../../core/kinds.ts'
import { limits } from '../../core/limits.ts'
import { nodeKey } from '../../core/node-id.ts'
import { formatTime, renderTable, terminal } from '../../core/present.ts'
import {
  addRecalls,
  encodeRecall,
  keySubject,
  type Recall,
  type RecallEntry,
  type RecallType,
  recallSubject,
} from '../../core/recall.ts'
import { parsePublicKey } from '../../keys/public-key.ts'
import { nameNodes } from '../schedule/selection.ts'
import { adminKeyPath, findAdminKey } from './admin-key.ts'
import { addHomeCommand, type HomeOptions } from './coordinator-command.ts'
import { nothingChanged, type OrderOptions, type OrderOutcome, waitingNote } from './hand-in.ts'
import { sceneOf } from './order-words.ts'
import { entryWords, type RecallScene, recallWords, roleOfKey } from './recall-words.ts'
import { addOrderOptions, signOrder, standingMs } from './sign-order.ts'
import { askFleet } from './verify-fleet.ts'

interface RecallOptions extends OrderOptions {
  reason: string
  /** Also what the coordinator does not know. */
  unknown?: boolean
}

export interface RecallOutcome extends OrderOutcome {
  /** False: all of it is recalled already. */
  changed: boolean
  entries: { type: RecallType; subject: string; name: string; expiresAt: string | null }[]
  /** What will follow. */
  words: string[]
}

/** An entry to be, and what people call it. */
interface Named {
  entry: RecallEntry
  name: string
}

const kinds = ['roster', 'manifest', 'schedule'] as const

export function registerRecall(program: Command): void {
  const recall = addGroup(program, 'recall', {
    description: 'withdraw machines, keys, patches and schedules, for good',
    example: 'patchmesh recall member pc-017 --reason "stolen"',
  })
  const commands: { type: RecallType; argument: string; words: string; description: string; example: string }[] = [
    {
      type: 'member',
      argument: 'node',
      words: 'ids, the last 6 or more characters of them, or host names',
      description: 'Shuts machines out: nobody talks to them, nothing of theirs is used.',
      example: 'pc-17 --reason stolen',
    },
    {
      type: 'key',
      argument: 'keyid|hex',
      words: 'as "patchmesh root show" shows them, or whole public keys',
      description: 'Withdraws keys: what they alone signed stops counting.',
      example: '3f9a1c0855d2e711 --reason "laptop lost"',
    },
    {
      type: 'manifest',
      argument: 'patch|digest',
      words: 'patches, or digests of their manifests',
      description: 'Withdraws patches as they are now: nothing of them is installed any more.',
      example: 'acme-vpn-2.4 --reason "breaks the dialler"',
    },
    {
      type: 'schedule',
      argument: 'id',
      words: 'of the schedules',
      description: 'Withdraws schedules: what they order does not begin any more.',
      example: 'S20261128-3f9a1c --reason "wrong site"',
    },
  ]
  for (const { type, argument, words, description, example } of commands) {
    const command = addHomeCommand(recall, `${type} <${argument}...>`, {
      description,
      args: { [argument]: words },
      example: `patchmesh recall ${type} ${example}`,
    })
    addRecallOptions(command).action((names: string[], options: RecallOptions) => recallThings(type, names, options))
  }
  addHomeCommand(recall, 'list', {
    description: 'Lists what is withdrawn.',
    example: 'patchmesh recall list',
  }).action(listRecalls)
}

/** Options of everything that recalls. */
export function addRecallOptions(command: Command): Command {
  const terms = command
    .requiredOption('--reason <text>', 'why, for the records')
    .addOption(new Option('--unknown', 'also what this coordinator does not know'))
  return addOrderOptions(terms)
}

/** Signs the next list with these in it, and hands it over. */
export async function recallThings(type: RecallType, names: string[], options: RecallOptions): Promise<void> {
  checkReason(options.reason)
  const keyPath = await adminKeyPath(options)
  const now = systemClock.now()
  const fleet = await askFleet(options, { keyPath, kinds })
  const scene = sceneOf(fleet, fleet.objects)
  const named = [...new Set(names)].map(name => find(type, name, { scene, options, now }))
  const before = { entries: fleet.recall?.body.entries ?? [], notes: fleet.recall?.body.notes ?? [] }
  const isNew = ({ entry }: Named) =>
    !before.entries.some(each => each.type === entry.type && each.subject === entry.subject)
  const added = named.filter(isNew)
  const notes = added.map(({ entry, name }) => ({
    subject: entry.subject,
    text: `${name}: ${options.reason}`.slice(0, limits.lineLength),
  }))
  const next = addRecalls(before, { entries: added.map(({ entry }) => entry), notes }, toSeconds(now))
  const words = recallWords(next, scene)
  const entries = named.map(({ entry: { type, subject, expiresAt }, name }) => ({
    type,
    subject,
    name,
    expiresAt: iso(expiresAt),
  }))
  if (added.length === 0) {
    const outcome = nothingChanged(fleet.anchor.root.roles.admin.threshold)
    return printOutcome({ changed: false, entries, words: [], ...outcome }, options)
  }
  printNote(words.join('\n'))
  const version = { anchor: fleet.anchor, current: fleet.recall, now, notAfterMs: now + standingMs }
  const encode = (header: Header<'recall'>) => encodeRecall({ header, ...next })
  const order = { kind: 'recall' as const, name: '', question: 'Sign this recall?', encode, ...version }
  const outcome = await signOrder(order, keyPath, options)
  printOutcome({ changed: true, entries, words, ...outcome }, options)
}

function printOutcome(outcome: RecallOutcome, { json }: RecallOptions): void {
  printResult(outcome, {
    json,
    render: ({ changed, entries, published }) => {
      const names = entries.map(({ type, name }) => `${type} ${name}`).join(', ')
      if (!changed) return `${names}: recalled already, nothing changed`
      return published ? `recalled: ${names}` : `to be recalled: ${names}; ${waitingNote(outcome)}`
    },
  })
}

/** Throws `bad-argument`. */
export function checkReason(reason: string): void {
  try {
    checkLine(reason, '--reason')
  } catch (cause) {
    throw new CodedError('bad-argument', (cause as Error).message, { cause })
  }
}

interface Search {
  scene: RecallScene
  options: RecallOptions
  now: number
}

/** Throws `not-found`, `bad-argument` or `refused`. */
function find(type: RecallType, name: string, search: Search): Named {
  const { subject, called, expiresAt } = finders[type](name, search)
  return { entry: { type, subject, recalledAt: toSeconds(search.now), expiresAt }, name: called }
}

type Found = { subject: string; called: string; expiresAt: number }

const finders: Record<RecallType, (name: string, search: Search) => Found> = {
  member(name, { scene, options }) {
    const isUnknown = options.unknown && nodeKey(name) !== undefined
    const rosters = scene.rosters.map(({ body }) => body)
    const none = { all: false, sites: [], groups: [] }
    const node = isUnknown ? name : nameNodes({ ...none, nodes: [name] }, rosters, 'recall member').nodes[0]!
    const host = rosters.flatMap(({ members }) => members).find(member => member.node === node)?.hostName
    const subject = recallSubject('member', node)
    if (!subject) throw new CodedError('bad-argument', `${name}: expected a node id with an Ed25519 key in it`)
    return { subject, called: host ? `${host} (${node})` : node, expiresAt: 0 }
  },
  key(name, { scene }) {
    const all = roleNames.flatMap(role => scene.root.roles[role].publicKeys)
    const key = all.find(each => keyIdOf(each) === name.toLowerCase()) ?? parsePublicKey(name)
    if (!key) {
      const known = all.map(keyIdOf).join(', ')
      throw new CodedError(
        'not-found',
        `${name}: expected the id of a key of the fleet (${known}), or a public key of 64 hexadecimal digits`,
      )
    }
    const subject = keySubject(key)
    if (roleOfKey(subject, scene.root) === 'root')
      throw new CodedError(
        'refused',
        `${name} is a root key: a recall does not reach it; replace it by a new root ("patchmesh root propose")`,
      )
    return { subject, called: keyIdOf(key), expiresAt: 0 }
  },
  manifest(name, { scene, options }) {
    const manifest = scene.manifests.find(({ header, digest }) => header.name === name || digest === name)
    if (manifest) return { subject: manifest.digest, called: manifest.header.name, expiresAt: manifest.header.notAfter }
    if (isDigest(name) && options.unknown) return { subject: name, called: name, expiresAt: 0 }
    throw unknownThing(name, 'manifest', 'patchmesh patch list', 'by its digest')
  },
  schedule(name, { scene, options }) {
    const schedule = scene.schedules.find(({ header }) => header.name === name)
    if (!schedule && !(options.unknown && isId(name)))
      throw unknownThing(name, 'schedule', 'patchmesh schedule list', 'by its whole id')
    return { subject: recallSubject('schedule', name)!, called: name, expiresAt: schedule?.header.notAfter ?? 0 }
  },
}

function unknownThing(name: string, what: string, where: string, how: string): CodedError {
  return new CodedError(
    'not-found',
    `there is no ${what} ${name} here: see "${where}"; to recall what this coordinator does not know, name it ${how} and add --unknown`,
  )
}

export interface RecallRow {
  type: RecallType
  subject: string
  /** Name and reason, as the admins noted them; empty when they did not. */
  note: string
  /** What it is, as far as it is known here. */
  what: string
  recalledAt: string | null
  /** When what was withdrawn expires by itself; null: never, or unknown. */
  expiresAt: string | null
}

async function listRecalls(options: HomeOptions): Promise<void> {
  const fleet = await askFleet(options, { keyPath: await findAdminKey(options), kinds })
  const rows = rowsOf(fleet.recall?.body, sceneOf(fleet, fleet.objects))
  printResult(rows, {
    json: options.json,
    render: () => (rows.length > 0 ? renderRows(rows) : 'nothing is recalled'),
  })
}

function rowsOf(recall: Recall | undefined, scene: RecallScene): RecallRow[] {
  const notes = new Map(recall?.notes.map(note => [note.subject, note.text]))
  return (recall?.entries ?? []).map(entry => ({
    type: entry.type,
    subject: entry.subject,
    note: notes.get(entry.subject) ?? '',
    what: entryWords(entry, scene),
    recalledAt: iso(entry.recalledAt),
    expiresAt: iso(entry.expiresAt),
  }))
}

function renderRows(rows: readonly RecallRow[]): string {
  return renderTable(
    rows,
    [
      { title: 'type', value: row => row.type },
      { title: 'recalled', value: row => formatTime(row.recalledAt ? Date.parse(row.recalledAt) : 0) },
      { title: 'what', value: row => row.what.replace(/:.*/, ''), shrinks: true },
      { title: 'note', value: row => row.note, shrinks: true },
    ],
    terminal(),
  )
}

function iso(seconds: number): string | null {
  return seconds === 0 ? null : new Date(seconds * 1000).toISOString()
}
