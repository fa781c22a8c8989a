// What a recall withdraws, in words: who or what each entry is, as far as it can be told from verified objects, and what will follow.
// Pure.

import { keyIdOf } from '../../core/ed25519.ts'
import { type RoleName, roleNames } from '../../core/kinds.ts'
import { nodeKey } from '../../core/node-id.ts'
import { keySubject, type Recall, type RecallEntry, recallSubject } from '../../core/recall.ts'
import type { Root } from '../../core/root.ts'
import type { Signed } from '../../core/verify.ts'

/** What names the entries. */
export interface RecallScene {
  root: Root
  /** In force. */
  recall: Recall | undefined
  rosters: readonly Signed<'roster'>[]
  manifests: readonly Signed<'manifest'>[]
  schedules: readonly Signed<'schedule'>[]
}

const followsWithoutKey: Record<Exclude<RoleName, 'root' | 'admin'>, string> = {
  release: 'manifests and piece lists that it signed do not count any more, and what they describe is not installed',
  enrol: 'its rosters take no newcomer and no change any more; members stay until a new key signs the rosters anew',
  heartbeat: 'its heartbeats do not count any more: every node becomes stale and takes nothing new',
}

/** One paragraph for each entry that the list in force lacks, then what it would let go. */
export function recallWords(next: Pick<Recall, 'entries' | 'notes'>, scene: RecallScene): string[] {
  const before = new Set(scene.recall?.entries.map(keyOf))
  const after = new Set(next.entries.map(keyOf))
  const notes = new Map([...(scene.recall?.notes ?? []), ...next.notes].map(note => [note.subject, note.text]))
  const line = (entry: RecallEntry) => withNote(entryWords(entry, scene), notes.get(entry.subject))
  const added = next.entries.filter(entry => !before.has(keyOf(entry)))
  const gone = (scene.recall?.entries ?? []).filter(entry => !after.has(keyOf(entry)))
  return [
    ...added.map(entry => `withdraws ${line(entry)}`),
    ...keyWarnings(next.entries, scene),
    ...gone.map(entry => `no longer lists ${line(entry)}`),
  ]
}

function keyOf({ type, subject }: RecallEntry): string {
  return `${type}/${subject}`
}

function withNote(words: string, note: string | undefined): string {
  return note ? `${words} (${note})` : words
}

/** Who or what an entry names. */
export function entryWords({ type, subject }: Pick<RecallEntry, 'type' | 'subject'>, scene: RecallScene): string {
  switch (type) {
    case 'member':
      return memberWords(subject, scene)
    case 'key':
      return keyWords(subject, scene.root)
    case 'manifest': {
      const manifest = scene.manifests.find(({ digest }) => digest === subject)
      const what = manifest ? `patch ${manifest.header.name} (${manifest.body.title}), ` : ''
      return `the manifest of ${what}digest ${subject.slice(0, 12)}…: no node begins to install it`
    }
    case 'schedule': {
      const schedule = scene.schedules.find(({ header }) => recallSubject('schedule', header.name) === subject)
      const what = schedule
        ? schedule.header.name
        : `that is not known here, SHA-256 of its id ${subject.slice(0, 12)}…`
      return `the schedule ${what}: nothing it orders begins any more`
    }
  }
}

function memberWords(subject: string, { rosters }: RecallScene): string {
  for (const { header, body } of rosters) {
    const member = body.members.find(({ node }) => {
      const key = nodeKey(node)
      return key !== undefined && keySubject(key) === subject
    })
    if (member)
      return `the machine ${member.hostName} of site ${header.name}, node ${member.node}: nobody talks to it any more`
  }
  return `a machine that is on no roster, key ${subject.slice(0, 16)}…`
}

function keyWords(subject: string, root: Root): string {
  const key = Buffer.from(subject, 'hex')
  const role = roleOfKey(subject, root)
  if (role === undefined || role === 'root') return `the key ${keyIdOf(key)}, which holds no role`
  const follows = role === 'admin' ? 'its signatures do not count any more' : followsWithoutKey[role]
  return `the ${role} key ${keyIdOf(key)}: ${follows}`
}

export function roleOfKey(subject: string, { roles }: Root): RoleName | undefined {
  return roleNames.find(role => roles[role].publicKeys.some(key => keySubject(key) === subject))
}

/** How many keys remain where the list withdraws some. */
function keyWarnings(entries: readonly RecallEntry[], { root, recall }: RecallScene): string[] {
  const withdrawn = new Set(entries.filter(({ type }) => type === 'key').map(({ subject }) => subject))
  const known = new Set(recall?.entries.filter(({ type }) => type === 'key').map(({ subject }) => subject))
  return roleNames.flatMap(role => {
    const { publicKeys, threshold } = root.roles[role]
    const lost = publicKeys.filter(key => withdrawn.has(keySubject(key)))
    if (role === 'root' || lost.every(key => known.has(keySubject(key)))) return []
    const left = publicKeys.length - lost.length
    const count = `${left} of ${publicKeys.length} ${role} keys remain, ${threshold} ${threshold === 1 ? 'is' : 'are'} needed`
    if (left >= threshold) return [count]
    return [
      `WARNING: ${count}: nothing of this role can be signed any more, and what these keys signed ends, until a new root names other keys ("patchmesh root propose")`,
    ]
  })
}
