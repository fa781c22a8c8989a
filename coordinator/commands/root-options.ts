// The options of `patchmesh root propose`, which say what is to change in the root.

import type { Command } from 'commander'
import { interval } from '../../core/command-line.ts'
import { CodedError } from '../../core/errors.ts'
import { type RoleName, roleNames } from '../../core/kinds.ts'
import { DAY_MS } from '../../core/limits.ts'
import type { RootChange } from '../root/root-change.ts'
import { publicKeyFrom } from './public-key-option.ts'

export interface ChangeOptions {
  addKey?: string[]
  removeKey?: string[]
  threshold?: string[]
  raiseEpoch?: string[]
  raiseRecallEpoch?: boolean
  setCoordinator?: string[]
  boxKey?: string[]
  removeCoordinator?: string[]
  addOperator?: string[]
  removeOperator?: string[]
  expires?: string
}

/** A root holds for five years unless --expires says otherwise; a new one is signed before that. */
export const rootValidityMs = 5 * 365 * DAY_MS
const roles = roleNames.join(', ')

export function addChangeOptions(command: Command): Command {
  return command
    .option('--add-key <role=key...>', `a key for a role (${roles}): its file, or 64 hexadecimal digits`)
    .option('--remove-key <role=id...>', 'take a key away from a role; "root show" lists the ids')
    .option('--threshold <role=n...>', 'how many keys of a role must sign')
    .option('--raise-epoch <role...>', 'what the role signed before no longer counts, whatever its version')
    .option('--raise-recall-epoch', 'the recall list starts empty')
    .option('--set-coordinator <node=addresses...>', 'a coordinator: its peer id and its multiaddrs, with commas')
    .option('--box-key <node=key...>', 'a new coordinator\'s box key: "key show" of its node key tells it')
    .option('--remove-coordinator <node...>', 'agents no longer talk to it')
    .option('--add-operator <name=node...>', 'who may command the coordinator from afar: name and peer id')
    .option('--remove-operator <name...>', 'by name or peer id')
    .option('--expires <time>', 'a date such as 2031-12-01, or a time from now such as 1825d (default: five years)')
}

/** Throws `bad-argument`. */
export async function readChange(options: ChangeOptions, now: number): Promise<RootChange> {
  const addKeys: RootChange['addKeys'] = []
  for (const text of options.addKey ?? []) {
    const { role, value } = roleAnd(text, '--add-key')
    addKeys.push({ role, publicKey: await publicKeyFrom(value, `--add-key ${role}`) })
  }
  const boxKeys = new Map<string, Uint8Array>()
  for (const text of options.boxKey ?? []) {
    const [node, key] = pair(text, '--box-key', 'PEERID=HEX')
    if (!/^[0-9a-fA-F]{64}$/.test(key)) throw bad('--box-key', 'PEERID=HEX with 64 hexadecimal digits', text)
    boxKeys.set(node, Buffer.from(key, 'hex'))
  }
  return {
    addKeys,
    removeKeys: (options.removeKey ?? []).map(text => {
      const { role, value } = roleAnd(text, '--remove-key')
      return { role, key: value }
    }),
    thresholds: (options.threshold ?? []).map(text => {
      const { role, value } = roleAnd(text, '--threshold')
      if (!/^[0-9]{1,3}$/.test(value)) throw bad('--threshold', 'ROLE=NUMBER', text)
      return { role, threshold: Number(value) }
    }),
    raiseEpochs: (options.raiseEpoch ?? []).map(text => roleOf(text, '--raise-epoch')),
    raiseRecallEpoch: options.raiseRecallEpoch === true,
    coordinators: (options.setCoordinator ?? []).map(text => {
      const [peerId, list] = pair(text, '--set-coordinator', 'PEERID=ADDRESS,…')
      return { peerId, addresses: list.split(',').filter(address => address !== ''), boxKey: boxKeys.get(peerId) }
    }),
    removeCoordinators: options.removeCoordinator ?? [],
    operators: (options.addOperator ?? []).map(text => {
      const [name, peerId] = pair(text, '--add-operator', 'NAME=PEERID')
      return { name, peerId }
    }),
    removeOperators: options.removeOperator ?? [],
    notAfterMs: options.expires === undefined ? now + rootValidityMs : expiryOf(options.expires, now),
  }
}

function expiryOf(text: string, now: number): number {
  if (/^[0-9]+[smhd]$/.test(text)) return now + interval('--expires')(text)
  const time = /^\d{4}-\d\d-\d\d(T.+(Z|[+-]\d\d:\d\d))?$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(time)) throw bad('--expires', 'a date such as 2031-12-01 (UTC) or a time such as 1825d', text)
  return time
}

function roleAnd(text: string, option: string): { role: RoleName; value: string } {
  const [role, value] = pair(text, option, 'ROLE=…')
  return { role: roleOf(role, option), value }
}

function roleOf(text: string, option: string): RoleName {
  const role = roleNames.find(name => name === text)
  if (role) return role
  throw bad(option, `one of the roles ${roles}`, text)
}

function pair(text: string, option: string, form: string): [string, string] {
  const at = text.indexOf('=')
  if (at < 1 || at === text.length - 1) throw bad(option, form, text)
  return [text.slice(0, at), text.slice(at + 1)]
}

function bad(option: string, expected: string, found: string): CodedError {
  return new CodedError('bad-argument', `${option}: expected ${expected}, found ${JSON.stringify(found)}`)
}
