// The next version of a root from the one in force and what a person wants changed. Pure; who must sign it is root-signatures.ts.

import { toSeconds } from '../../core/clock.ts'
import { keyIdOf } from '../../core/ed25519.ts'
import { CodedError } from '../../core/errors.ts'
import type { RoleName } from '../../core/kinds.ts'
import { nodeKey } from '../../core/node-id.ts'
import { encodeRoot, parseRoot, type Root } from '../../core/root.ts'
import type { TrustAnchor } from '../../core/verify.ts'

export interface RootChange {
  addKeys: { role: RoleName; publicKey: Uint8Array }[]
  /** `key`: key id or public key in hexadecimal, or the beginning of one, at least 8 characters. */
  removeKeys: { role: RoleName; key: string }[]
  thresholds: { role: RoleName; threshold: number }[]
  raiseEpochs: RoleName[]
  raiseRecallEpoch: boolean
  /** Replaces one of the same peer id; `boxKey` is needed for a new one. */
  coordinators: { peerId: string; addresses: string[]; boxKey?: Uint8Array | undefined }[]
  removeCoordinators: string[]
  operators: { name: string; peerId: string }[]
  /** Name or peer id. */
  removeOperators: string[]
  /** Milliseconds since 1970. */
  notAfterMs: number
}

/** Throws `bad-argument` when the change cannot be meant, or makes no valid root. */
export function changeRoot({ fleet, root }: TrustAnchor, change: RootChange, now: number): Root {
  const next = structuredClone(root)
  const { header } = root
  const issuedAt = toSeconds(now)
  next.header = { ...header, fleet, version: header.version + 1, issuedAt, notAfter: toSeconds(change.notAfterMs) }
  if (change.notAfterMs <= now) throw bad('--expires: expected a time to come')
  for (const removal of change.removeKeys) removeKey(next, removal)
  for (const addition of change.addKeys) addKey(next, addition)
  for (const { role, threshold } of change.thresholds) next.roles[role].threshold = threshold
  for (const role of new Set(change.raiseEpochs)) next.roles[role].epoch++
  if (change.raiseRecallEpoch) next.recallEpoch++
  changeCoordinators(next, change)
  changeOperators(next, change)
  return asParsed(next)
}

/** As everyone else will read it; what is out of range is the person's mistake. */
function asParsed(root: Root): Root {
  try {
    return parseRoot(encodeRoot(root))
  } catch (cause) {
    if (!(cause instanceof CodedError)) throw cause
    throw new CodedError('bad-argument', `this would be no valid root: ${cause.message}`, { cause })
  }
}

function addKey({ roles }: Root, { role, publicKey }: RootChange['addKeys'][number]): void {
  const holder = Object.entries(roles).find(([, { publicKeys }]) => publicKeys.some(key => sameKey(key, publicKey)))
  if (holder) throw bad(`--add-key ${role}: the key ${keyIdOf(publicKey)} holds the role ${holder[0]} already`)
  roles[role].publicKeys = [...roles[role].publicKeys, publicKey]
}

function removeKey({ roles }: Root, { role, key }: RootChange['removeKeys'][number]): void {
  const wanted = key.toLowerCase()
  const found = roles[role].publicKeys.filter(
    each => wanted.length >= 8 && (keyIdOf(each).startsWith(wanted) || hex(each).startsWith(wanted)),
  )
  if (found.length !== 1) {
    const ids = roles[role].publicKeys.map(keyIdOf).join(', ')
    throw bad(`--remove-key ${role}: expected the id of one of its keys (${ids}), found ${key}`)
  }
  roles[role].publicKeys = roles[role].publicKeys.filter(each => each !== found[0])
}

function changeCoordinators(root: Root, { coordinators, removeCoordinators }: RootChange): void {
  for (const peerId of removeCoordinators) {
    if (!root.coordinators.some(each => each.peerId === peerId))
      throw bad(`--remove-coordinator: the root names no coordinator ${peerId}`)
    root.coordinators = root.coordinators.filter(each => each.peerId !== peerId)
  }
  for (const { peerId, addresses, boxKey } of coordinators) {
    checkPeerId(peerId, '--coordinator')
    const held = root.coordinators.find(each => each.peerId === peerId)
    const key = boxKey ?? held?.boxKey
    if (!key)
      throw bad(
        `--coordinator ${peerId}: a new coordinator needs --box-key ${peerId}=HEX ("patchmesh key show" of its node key tells it)`,
      )
    const next = { peerId, addresses: addresses.length > 0 ? addresses : (held?.addresses ?? []), boxKey: key }
    root.coordinators = [...root.coordinators.filter(each => each !== held), next]
  }
}

function changeOperators(root: Root, { operators, removeOperators }: RootChange): void {
  for (const who of removeOperators) {
    const rest = root.operators.filter(({ name, peerId }) => name !== who && peerId !== who)
    if (rest.length === root.operators.length) throw bad(`--remove-operator: the root names no operator ${who}`)
    root.operators = rest
  }
  for (const { name, peerId } of operators) {
    checkPeerId(peerId, '--add-operator')
    if (root.operators.some(each => each.peerId === peerId || each.name === name))
      throw bad(`--add-operator: ${name} or ${peerId} is an operator already`)
    root.operators = [...root.operators, { peerId, name }]
  }
}

function checkPeerId(peerId: string, option: string): void {
  if (!nodeKey(peerId)) throw bad(`${option}: expected a peer id such as 12D3KooW…, found ${JSON.stringify(peerId)}`)
}

function sameKey(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a).equals(b)
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

function bad(message: string): CodedError {
  return new CodedError('bad-argument', message)
}
