// Names of what lies in a coordinator's home, and reading of its online keys. No root or admin key may be among it.

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeyPair } from '../core/ed25519.ts'
import { CodedError } from '../core/errors.ts'
import type { Root } from '../core/root.ts'
import type { TrustAnchor } from '../core/verify.ts'
import { peekKeyFile, readKeyFile } from '../keys/key-file.ts'
import { openSigner } from '../keys/open-signer.ts'
import type { Signer } from '../keys/sign.ts'
import { type OnlineRole, type OnlineSigners, onlineRoles } from './sign/online-signer.ts'

export function homePaths(home: string) {
  return {
    keys: join(home, 'keys'),
    nodeKey: join(home, 'keys', 'node.key'),
    onlineKey: (role: OnlineRole) => join(home, 'keys', `${role}.key`),
    database: join(home, 'db'),
    files: join(home, 'files'),
    control: join(home, 'control', 'coordinator.sock'),
  }
}

export interface OnlineKeys {
  node: KeyPair
  signers: OnlineSigners
}

/** The passphrase is asked only when a key is sealed. */
export async function readOnlineKeys(
  home: string,
  { root, passphrase }: { root: Root; passphrase: () => Promise<string> },
): Promise<OnlineKeys> {
  const node = await readKeyFile(homePaths(home).nodeKey, passphrase)
  return { node, signers: await readOnlineSigners(home, { root, passphrase }) }
}

/** Whatever their files' names, the keys that the root names count: the next key can lie beside the one in use. */
export async function readOnlineSigners(
  home: string,
  { root, passphrase }: { root: Root; passphrase: () => Promise<string> },
): Promise<OnlineSigners> {
  const signers: Record<OnlineRole, Signer[]> = { release: [], enrol: [], heartbeat: [] }
  const folder = homePaths(home).keys
  for (const name of (await readdir(folder)).sort()) {
    const path = join(folder, name)
    const key = name.endsWith('.key') ? await peekKeyFile(path) : undefined
    const role =
      key && onlineRoles.find(role => root.roles[role].publicKeys.some(each => sameBytes(each, key.publicKey)))
    if (!role || signers[role].some(({ publicKey }) => sameBytes(publicKey, key.publicKey))) continue
    if (signers[role].length < root.roles[role].threshold) signers[role].push(await openSigner(path, { passphrase }))
  }
  return signers
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a).equals(b)
}

/** Throws `refused` when a key of the roles root or admin lies below the home, its database and patch files aside. */
export async function refuseOfflineKeys(home: string, { root }: TrustAnchor): Promise<void> {
  const offline = [...root.roles.root.publicKeys, ...root.roles.admin.publicKeys].map(key => Buffer.from(key))
  const { database, files } = homePaths(home)
  for (const entry of await readdir(home, { recursive: true, withFileTypes: true })) {
    // Names in these two are the coordinator's own, and there are many.
    const isOwn = [database, files].some(folder => `${entry.parentPath}/`.startsWith(`${folder}/`))
    if (!entry.isFile() || isOwn) continue
    const path = join(entry.parentPath, entry.name)
    const key = await peekKeyFile(path)
    if (!key) continue
    if (key.use === 'root' || key.use === 'admin' || offline.some(public_ => public_.equals(key.publicKey))) {
      throw new CodedError(
        'refused',
        `${path} holds the key of the role ${key.use}: it must never lie in the coordinator's home. Move it to the machine of its holder`,
      )
    }
  }
}
