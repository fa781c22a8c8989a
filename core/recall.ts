// The admins' list of what is withdrawn: members, keys, manifests, schedules. The newest list is the whole list. It says nothing
// about root's keys: only a new root replaces those, and no check of a root looks here.

import { decode, encode } from '../proto/codec.ts'
import { checkBytes, checkInteger, checkLine, checkList } from './check.ts'
import { type Digest, sha256 } from './digest.ts'
import { CodedError } from './errors.ts'
import { encodeHeader, type Header, parseHeader } from './header.ts'
import { DAY_MS, limits } from './limits.ts'
import { nodeKey } from './node-id.ts'
import { atOnce, type Steps } from './steps.ts'

/** In the order of their numbers on the wire. */
export const recallTypes = ['member', 'key', 'manifest', 'schedule'] as const
export type RecallType = (typeof recallTypes)[number]

export interface RecallEntry {
  type: RecallType
  /** 64 hexadecimal characters: see `recallSubject`. */
  subject: string
  /** Seconds since 1970. */
  recalledAt: number
  /** When the withdrawn object expires by itself, in seconds since 1970; 0: never. */
  expiresAt: number
}

export interface Recall {
  header: Header<'recall'>
  /** Sorted by type and subject, none twice. */
  entries: RecallEntry[]
  /** Names and reasons for people, of some of the entries. */
  notes: { subject: string; text: string }[]
}

/** Type (1), subject (32), recalled at (5), expires at (5). */
const entryBytes = 43

/** How long an entry outlives its object: a clock that is a month behind still finds it. */
const keptAfterExpirySeconds = (30 * DAY_MS) / 1000

/** Throws CodecError or `bad-object`. */
export function parseRecall(payload: Uint8Array): Recall {
  return atOnce(recallSteps(payload))
}

/** 65,536 entries are more than one turn's work. */
export function* recallSteps(payload: Uint8Array): Steps<Recall> {
  const wire = decode('Recall', payload)
  const header = parseHeader(wire.header, 'recall')
  if (header.name !== '') throw new CodedError('bad-object', 'header.name: expected none for a recall')
  return {
    header,
    entries: yield* parseEntries(wire.entries),
    notes: checkList(wire.notes, 'notes', limits.recallNotes, (note, field) => ({
      subject: Buffer.from(checkBytes(note.subject, `${field}.subject`, 32)).toString('hex'),
      text: checkLine(note.text, `${field}.text`),
    })),
  }
}

function* parseEntries(packed: Uint8Array): Steps<RecallEntry[]> {
  const count = checkInteger(packed.length / entryBytes, 'entries', { max: limits.recalls })
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength)
  const entries: RecallEntry[] = []
  for (let index = 0; index < count; index++) {
    const entry = parseEntry(bytes, index)
    const before = entries.at(-1)
    if (before && byKey(before, entry) >= 0)
      throw new CodedError('bad-object', `entries[${index}]: expected entries sorted by type and subject, none twice`)
    entries.push(entry)
    if (index % limits.turnEntries === 0) yield
  }
  return entries
}

function parseEntry(bytes: Buffer, index: number): RecallEntry {
  const at = index * entryBytes
  const type = recallTypes[bytes[at]!]
  if (type === undefined) throw new CodedError('bad-object', `entries[${index}]: expected a type below 4`)
  return {
    type,
    subject: bytes.toString('hex', at + 1, at + 33),
    recalledAt: bytes.readUIntBE(at + 33, 5),
    expiresAt: bytes.readUIntBE(at + 38, 5),
  }
}

export function encodeRecall({ header, entries, notes }: Recall): Uint8Array {
  const packed = Buffer.alloc(entries.length * entryBytes)
  entries.toSorted(byKey).forEach((entry, index) => {
    const at = index * entryBytes
    packed[at] = recallTypes.indexOf(entry.type)
    packed.write(entry.subject, at + 1, 32, 'hex')
    packed.writeUIntBE(entry.recalledAt, at + 33, 5)
    packed.writeUIntBE(entry.expiresAt, at + 38, 5)
  })
  return encode('Recall', {
    header: encodeHeader(header),
    entries: packed,
    notes: notes.map(({ subject, text }) => ({ subject: Buffer.from(subject, 'hex'), text })),
  })
}

/**
 * What an entry names: of a member its id's public key, of a key itself (raw), of a manifest its digest, of a schedule the SHA-256
 * of its id, so that no version of it holds. Undefined for a node id without a key in it.
 */
export function recallSubject(type: 'member' | 'manifest' | 'schedule', name: string): string | undefined {
  switch (type) {
    case 'member': {
      const key = nodeKey(name)
      return key && keySubject(key)
    }
    case 'manifest':
      return name
    case 'schedule':
      return sha256(Buffer.from(name))
  }
}

export function keySubject(publicKey: Uint8Array): string {
  return Buffer.from(publicKey).toString('hex')
}

/** The next list: those of before whose object has not been expired for 30 days, and the new ones. Throws `limit-exceeded`. */
export function addRecalls(
  before: Pick<Recall, 'entries' | 'notes'>,
  added: Pick<Recall, 'entries' | 'notes'>,
  nowSeconds: number,
): Pick<Recall, 'entries' | 'notes'> {
  const isKept = ({ expiresAt }: RecallEntry) => expiresAt === 0 || expiresAt + keptAfterExpirySeconds > nowSeconds
  const entries = new Map([...added.entries, ...before.entries.filter(isKept)].map(entry => [entryKey(entry), entry]))
  if (entries.size > limits.recalls)
    throw new CodedError('limit-exceeded', `a recall list has at most ${limits.recalls} entries, this would have more`)
  const named = new Set([...entries.values()].map(({ subject }) => subject))
  const notes = new Map(
    [...before.notes, ...added.notes].filter(note => named.has(note.subject)).map(note => [note.subject, note]),
  )
  return { entries: [...entries.values()].sort(byKey), notes: [...notes.values()].slice(-limits.recallNotes) }
}

/** Answers for what holds. */
export interface RecallIndex {
  hasMember(node: string): boolean
  hasKey(publicKey: Uint8Array): boolean
  hasManifest(digest: Digest): boolean
  hasSchedule(id: string): boolean
}

/** What any of the lists withdraws. They are sorted, so nothing is built: 65,536 entries would take the event loop's turn. */
export function indexRecall(...recalls: (Pick<Recall, 'entries'> | undefined)[]): RecallIndex {
  const lists = recalls.flatMap(recall => (recall && recall.entries.length > 0 ? [recall.entries] : []))
  const has = (type: RecallType, subject: string | undefined) =>
    subject !== undefined && lists.some(entries => hasEntry(entries, { type, subject }))
  return {
    hasMember: node => lists.length > 0 && has('member', recallSubject('member', node)),
    hasKey: publicKey => has('key', keySubject(publicKey)),
    hasManifest: digest => has('manifest', digest),
    hasSchedule: id => lists.length > 0 && has('schedule', recallSubject('schedule', id)),
  }
}

function hasEntry(entries: readonly RecallEntry[], sought: EntryKey): boolean {
  let [from, to] = [0, entries.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    const order = byKey(entries[middle]!, sought)
    if (order === 0) return true
    if (order < 0) from = middle + 1
    else to = middle
  }
  return false
}

/** The keys it withdraws, as `keySubject`. Counted once for each list: it is asked with every object that comes. */
export function keysOf({ entries }: Pick<Recall, 'entries'>): ReadonlySet<string> {
  const known = keysOfEntries.get(entries)
  if (known) return known
  const keys = new Set(entries.filter(({ type }) => type === 'key').map(({ subject }) => subject))
  keysOfEntries.set(entries, keys)
  return keys
}

const keysOfEntries = new WeakMap<readonly RecallEntry[], ReadonlySet<string>>()

type EntryKey = Pick<RecallEntry, 'type' | 'subject'>

function entryKey({ type, subject }: EntryKey): string {
  return `${type}/${subject}`
}

function byKey(a: EntryKey, b: EntryKey): number {
  return (
    recallTypes.indexOf(a.type) - recallTypes.indexOf(b.type) ||
    (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0)
  )
}
