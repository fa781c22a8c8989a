// The root of trust: which keys hold which role, with which threshold, and which peer ids the coordinators have.

import { decode, encode } from '../proto/codec.ts'
import { checkBytes, checkInteger, checkLine, checkList, checkOneOf, checkUnique } from './check.ts'
import { isStrictPoint } from './ed25519.ts'
import { CodedError } from './errors.ts'
import { encodeHeader, type Header, parseHeader } from './header.ts'
import { type Kind, kinds, type RoleName, roleNames } from './kinds.ts'
import { limits } from './limits.ts'

export interface Role {
  threshold: number
  /** Epoch of the kinds this role signs. */
  epoch: number
  /** Raw 32-byte Ed25519 keys. */
  publicKeys: Uint8Array[]
}

export interface Root {
  header: Header<'root'>
  fleetName: string
  roles: Record<RoleName, Role>
  /** `boxKey`: raw X25519 key that inventories are sealed to. */
  coordinators: { peerId: string; addresses: string[]; boxKey: Uint8Array }[]
  /** Epoch of the recall list: a higher one starts an empty list. */
  recallEpoch: number
  operators: { peerId: string; name: string }[]
}

export function parseRoot(payload: Uint8Array): Root {
  const wire = decode('Root', payload)
  const root: Root = {
    header: parseHeader(wire.header, 'root'),
    fleetName: checkLine(wire.fleetName, 'fleet_name', limits.idLength),
    roles: parseRoles(wire.roles),
    coordinators: checkList(wire.coordinators, 'coordinators', limits.coordinators, (item, field) => ({
      peerId: checkLine(item.peerId, `${field}.peer_id`, 128),
      addresses: checkList(item.addresses, `${field}.addresses`, limits.addresses, (address, at) =>
        checkLine(address, at),
      ),
      boxKey: checkBytes(item.boxKey, `${field}.box_key`, 32),
    })),
    recallEpoch: checkInteger(wire.recallEpoch, 'recall_epoch'),
    operators: checkList(wire.operators, 'operators', limits.roleKeys, (item, field) => ({
      peerId: checkLine(item.peerId, `${field}.peer_id`, 128),
      name: checkLine(item.name, `${field}.name`),
    })),
  }
  if ((root.header.version === 1) !== (root.header.fleet === '')) {
    throw new CodedError('bad-object', 'header.fleet: expected it to be empty in root version 1 and only there')
  }
  return root
}

function parseRoles(wire: ReturnType<typeof decode<'Root'>>['roles']): Record<RoleName, Role> {
  const names = checkList(wire, 'roles', roleNames.length, (role, field) =>
    checkOneOf(role.name, roleNames, `${field}.name`),
  )
  checkUnique(names, 'roles')
  const entries = roleNames.map(name => {
    const role = wire[names.indexOf(name)]
    if (!role) throw new CodedError('bad-object', `roles: expected the role ${name}, it is not there`)
    return [name, parseRole(role, `roles.${name}`)] as const
  })
  const all = entries.flatMap(([, role]) => role.publicKeys.map(key => Buffer.from(key).toString('hex')))
  checkUnique(all, 'roles (a key holds one role, once)')
  return Object.fromEntries(entries) as Record<RoleName, Role>
}

function parseRole(role: { threshold: number; epoch: number; publicKeys: Uint8Array[] }, field: string): Role {
  const publicKeys = checkList(role.publicKeys, `${field}.public_keys`, limits.roleKeys, (key, at) => {
    if (!isStrictPoint(key)) throw new CodedError('bad-object', `${at}: expected an Ed25519 public key of 32 bytes`)
    return key
  })
  return {
    threshold: checkInteger(role.threshold, `${field}.threshold`, { min: 1, max: publicKeys.length }),
    epoch: checkInteger(role.epoch, `${field}.epoch`),
    publicKeys,
  }
}

export function encodeRoot(root: Root): Uint8Array {
  const roles = roleNames.map(name => ({ name, ...root.roles[name] }))
  return encode('Root', { ...root, header: encodeHeader(root.header), roles })
}

/** The epoch that an object of the kind must have under this root. */
export function epochOf(root: Root, kind: Exclude<Kind, 'root' | 'report' | 'announcement'>): number {
  return kind === 'recall' ? root.recallEpoch : root.roles[kinds[kind].role].epoch
}
