// The admin's side of signing: which key, and which fleet. A running coordinator hands over the root chain; the fleet it
// must belong to is pinned in a file beside the key (`admin.key.fleet`), written when the key first signs. So a
// coordinator that was replaced later cannot present another fleet's rules to the admin.

import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { wholeNumber } from '../../core/command-line.ts'
import { isDigest } from '../../core/digest.ts'
import { openEnvelope } from '../../core/envelope.ts'
import { CodedError, systemCode } from '../../core/errors.ts'
import { keySubject } from '../../core/recall.ts'
import { type TrustAnchor, verifyRootChain } from '../../core/verify.ts'
import { writeDurably } from '../../keys/durable-file.ts'
import type { KeyUse } from '../../keys/key-file.ts'
import { openSigner } from '../../keys/open-signer.ts'
import { passphraseSource } from '../../keys/passphrase.ts'
import type { Signer } from '../../keys/sign.ts'
import { readConfig } from '../config.ts'
import type { HomeOptions } from './coordinator-command.ts'
import { checkSeenRoot } from './seen-settings.ts'

export interface SigningOptions {
  key?: string
  /** Command of an external signer. */
  signer?: string
  passphraseFd?: number
}

export interface AdminOptions extends HomeOptions, SigningOptions {}

export const signerHelp = 'a program that has the secret of --key: a token, an HSM (run without a shell)'

/** The options of every command that signs. */
export function addSigningOptions(command: Command, whose: string): Command {
  return command
    .option('--key <file>', whose)
    .option('--signer <command>', signerHelp)
    .option('--passphrase-fd <n>', 'read the passphrase from this file descriptor', wholeNumber('--passphrase-fd'))
}

/** The signer of the key in a file: what is sealed there, or the external command. Throws as `openSigner`. */
export async function signerFrom(
  keyPath: string,
  { signer, passphraseFd }: SigningOptions,
): Promise<Signer & { use: KeyUse }> {
  const passphrase = passphraseSource({
    ...(passphraseFd !== undefined && { fd: passphraseFd }),
    question: `Passphrase of ${keyPath}: `,
  })
  return await openSigner(keyPath, { passphrase, command: signer })
}

/** `--key`, else PATCHMESH_KEY, else what `patchmesh init` noted in the home; undefined when none says. */
export async function findAdminKey({ home, key, coordinator }: AdminOptions): Promise<string | undefined> {
  return key || process.env.PATCHMESH_KEY || (coordinator ? '' : await keyOfHome(home)) || undefined
}

/** As `findAdminKey`, for commands that sign. Throws `bad-argument` when none says. */
export async function adminKeyPath(options: AdminOptions): Promise<string> {
  const path = await findAdminKey(options)
  if (path !== undefined) return path
  throw new CodedError('bad-argument', 'expected the file of an admin key: give --key FILE, or set PATCHMESH_KEY')
}

/** An admin's home need not be a coordinator's. */
async function keyOfHome(home: string): Promise<string> {
  try {
    return (await readConfig(home)).adminKey
  } catch (error) {
    if (error instanceof CodedError && error.code === 'not-found') return ''
    throw error
  }
}

/**
 * Verifies the root chain against the fleet pinned beside the key; without a pin, or a key, against the chain's own first root. With a
 * key it is no shorter than that key has seen it. Throws `wrong-fleet`, `rollback`, `equivocation` and what `verifyRootChain` throws.
 */
export async function trustRoots(roots: readonly Uint8Array[], keyPath: string | undefined): Promise<TrustAnchor> {
  const first = roots[0]
  if (!first) throw new CodedError('bad-object', "expected the fleet's root from the coordinator, found none")
  const pinned = keyPath === undefined ? undefined : await readPin(pinPath(keyPath))
  const found = openEnvelope(first).digest
  if (pinned !== undefined && pinned !== found)
    throw new CodedError(
      'wrong-fleet',
      `${keyPath} signs for the fleet ${pinned.slice(0, 12)}…, this coordinator is of another, ${found.slice(0, 12)}…: ` +
        'give the key of an admin of its fleet, or ask the other coordinator',
    )
  const anchor = verifyRootChain(roots, found)
  if (keyPath !== undefined) await checkSeenRoot(keyPath, roots, anchor.fleet)
  return anchor
}

/** Where the fleet is noted that a key signs for; `patchmesh init` notes it first. */
export function pinPath(keyPath: string): string {
  return `${keyPath}.fleet`
}

async function readPin(path: string): Promise<string | undefined> {
  try {
    const text = (await readFile(path, 'utf8')).trim()
    if (isDigest(text)) return text
    throw new CodedError('bad-key-file', `${path}: expected the id of a fleet, found something else: restore it`)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Notes the fleet beside the key, so that it signs for no other. */
export async function pinFleet(keyPath: string, fleet: string): Promise<void> {
  const path = pinPath(keyPath)
  if ((await readPin(path)) !== undefined) return
  try {
    await writeDurably(path, `${fleet}\n`)
  } catch (error) {
    // A key on a medium that is not writable is used without a pin.
    if (!['EACCES', 'EROFS', 'EPERM'].includes(systemCode(error) ?? '')) throw error
  }
}

/**
 * Opens the key and checks that the fleet's root gives it the role admin; from then on the key is pinned to the fleet.
 * Throws as `readKeyFile`, `refused`, or `recalled`.
 */
export async function openAdminKey(
  keyPath: string,
  options: AdminOptions,
  { fleet, root, recalledKeys }: TrustAnchor,
): Promise<Signer> {
  const signer = await signerFrom(keyPath, options)
  const { publicKeys } = root.roles.admin
  if (!publicKeys.some(key => Buffer.from(key).equals(signer.publicKey)))
    throw new CodedError(
      'refused',
      `${keyPath} is a ${signer.use} key: expected an admin key of fleet ${root.fleetName}`,
    )
  if (recalledKeys?.has(keySubject(signer.publicKey)))
    throw new CodedError('recalled', `the admins have recalled the key ${keyPath}: what it signs does not count`)
  await pinFleet(keyPath, fleet)
  return signer
}
