// A root, and what a new one changes, in words: what a person reads before signing. Pure.

import { keyIdOf } from '../../core/ed25519.ts'
import { type RoleName, roleNames } from '../../core/kinds.ts'
import { formatAgo, formatTime } from '../../core/present.ts'
import type { Role, Root } from '../../core/root.ts'
import type { TrustAnchor } from '../../core/verify.ts'
import type { Count, ProposedRoot } from './root-signatures.ts'

/** What ends when a role's epoch is raised: everything it signed before. */
const epochMeaning: Record<RoleName, string> = {
  root: 'nothing but this root is of that role',
  admin: 'all approvals, schedules, pauses, policies and groups end: they must be signed anew',
  release:
    'all manifests and piece lists end: the coordinator signs new ones, and since approvals and schedules name manifests by digest, they must be signed anew too',
  enrol: 'all rosters end: the coordinator signs them anew, nobody loses membership',
  heartbeat: 'all heartbeats end: the coordinator signs them anew',
}
/** What the removal of one of a role's keys ends, where its signature was needed. */
const removalMeaning: Record<RoleName, string> = {
  root: 'it counts for no later root',
  admin:
    'approvals, schedules, pauses, policy and groups that needed its signature end: sign them anew, and the recall too, which stays in force but is no longer taken by who has not had it',
  release:
    'manifests and piece lists that it signed end, and with the manifests the approvals and schedules that name them',
  enrol: 'the coordinator signs the rosters anew',
  heartbeat: 'the coordinator signs the heartbeats anew',
}

/** Lines about the root as it is. */
export function describeRoot({ fleet, root }: TrustAnchor, now: number): string[] {
  const lines = [`Root version ${root.header.version} of fleet ${root.fleetName}`, `  id           ${fleet}`]
  for (const name of roleNames) {
    const role = root.roles[name]
    lines.push(row(name, `${quorum(role)}, epoch ${role.epoch}`))
    for (const key of role.publicKeys) lines.push(row('', keyIdOf(key)))
  }
  lines.push(row('recall', `epoch ${root.recallEpoch}`))
  for (const { peerId, addresses } of root.coordinators)
    lines.push(row('coordinator', `${peerId} at ${addresses.join(', ')}`))
  for (const { peerId, name } of root.operators) lines.push(row('operator', `${name} ${peerId}`))
  lines.push(row('expires', expiry(root, now)))
  return lines
}

/** Lines about what `next` changes, and what that means. */
export function describeChange({ fleet, root: old }: TrustAnchor, next: Root, now: number): string[] {
  const lines = [
    `Root version ${old.header.version} -> ${next.header.version} of fleet ${next.fleetName}`,
    `  id           ${fleet}`,
  ]
  const meanings: string[] = []
  if (old.fleetName !== next.fleetName) lines.push(row('name', `${old.fleetName} -> ${next.fleetName}`))
  for (const name of roleNames) {
    lines.push(...describeRole(name, old.roles[name], next.roles[name]))
    meanings.push(...roleMeanings(name, old.roles[name], next.roles[name]))
  }
  if (old.recallEpoch !== next.recallEpoch) {
    lines.push(row('recall', `epoch ${old.recallEpoch} -> ${next.recallEpoch}`))
    meanings.push('the recall list starts empty: what was recalled counts again until it is recalled anew')
  }
  lines.push(
    ...describePeers('coordinator', old.coordinators.map(coordinatorText), next.coordinators.map(coordinatorText)),
  )
  lines.push(...describePeers('operator', old.operators.map(operatorText), next.operators.map(operatorText)))
  const invited = next.operators.filter(({ peerId }) => !old.operators.some(each => each.peerId === peerId))
  if (invited.length > 0)
    meanings.push(
      `${invited.map(({ name }) => name).join(', ')} may command the coordinator from another machine: that lets machines in, and orders nothing`,
    )
  lines.push(row('expires', `${expiry(old, now)} ->`), row('', expiry(next, now)))
  if (meanings.length === 0) meanings.push('no key, threshold or epoch changes')
  return [...lines, 'What it means:', ...meanings.map(text => `  - ${text}`)]
}

function describeRole(name: string, old: Role, next: Role): string[] {
  const [before, after] = [new Set(old.publicKeys.map(keyIdOf)), new Set(next.publicKeys.map(keyIdOf))]
  const changes = [
    ...[...after].filter(id => !before.has(id)).map(id => `+ ${id}`),
    ...[...before].filter(id => !after.has(id)).map(id => `- ${id}`),
  ]
  const sizes = quorum(old) === quorum(next) ? quorum(next) : `${quorum(old)} -> ${quorum(next)}`
  const epoch = old.epoch === next.epoch ? '' : `, epoch ${old.epoch} -> ${next.epoch}`
  const isSame = changes.length === 0 && sizes === quorum(next) && epoch === ''
  return [row(name, `${sizes}${epoch}${isSame ? ', as before' : ''}`), ...changes.map(text => row('', text))]
}

function roleMeanings(name: RoleName, old: Role, next: Role): string[] {
  const meanings: string[] = []
  const after = new Set(next.publicKeys.map(keyIdOf))
  const removed = old.publicKeys.map(keyIdOf).filter(id => !after.has(id))
  if (next.threshold > old.threshold)
    meanings.push(
      `${name}: ${next.threshold} signatures are needed from now on${name === 'root' ? '' : ', what has fewer ends'}`,
    )
  if (next.threshold < old.threshold) meanings.push(`${name}: ${next.threshold} of its keys are enough from now on`)
  if (removed.length > 0 && old.epoch === next.epoch)
    meanings.push(`${name}: without ${removed.join(', ')}: ${removalMeaning[name]}`)
  if (old.epoch !== next.epoch)
    meanings.push(
      `${name}: what was signed under epoch ${old.epoch} no longer counts, whatever its version: ${epochMeaning[name]}`,
    )
  return meanings
}

function describePeers(title: string, old: readonly string[], next: readonly string[]): string[] {
  return [
    ...next.filter(text => !old.includes(text)).map(text => row(title, `+ ${text}`)),
    ...old.filter(text => !next.includes(text)).map(text => row(title, `- ${text}`)),
  ]
}

/** Who signed, and what is missing for the two thresholds. */
export function describeSignatures({
  signers,
  counts,
  isComplete,
}: Pick<ProposedRoot, 'signers' | 'counts' | 'isComplete'>): string[] {
  const [old, own] = counts
  return [
    signers.length === 0 ? 'Nobody has signed it yet.' : `Signed by ${signers.join(', ')}.`,
    `It needs ${needed(old)}, and ${needed(own)}.`,
    ...(isComplete ? ['It has all its signatures: patchmesh root publish FILE hands it to the coordinator.'] : []),
  ]
}

function needed({ version, have, threshold }: Count): string {
  const missing = threshold - have
  const state = missing > 0 ? `has ${have}: ${missing} more` : 'has them'
  return `${threshold} root key(s) of version ${version} (${state})`
}

function quorum({ threshold, publicKeys }: Role): string {
  return `${threshold} of ${publicKeys.length}`
}

function coordinatorText({ peerId, addresses, boxKey }: Root['coordinators'][number]): string {
  return `${peerId} at ${addresses.join(', ')}, box key ${keyIdOf(boxKey)}`
}

function operatorText({ name, peerId }: Root['operators'][number]): string {
  return `${name} ${peerId}`
}

function expiry({ header }: Root, now: number): string {
  const ms = header.notAfter * 1000
  const [local, utc] = [formatTime(ms), formatTime(ms, 'UTC')]
  return `${local === utc ? utc : `${local} (${utc})`}, ${formatAgo(ms, now)}`
}

function row(title: string, text: string): string {
  return `  ${title.padEnd(12)} ${printable(text)}`
}

/** Names come from whoever proposed. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '?')
}
