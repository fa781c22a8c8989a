// `patchmesh key create|list|show|seal`: key files on the machine of their holder. Nothing here asks a coordinator but `show`, for the
// roles of a key, and that only when one answers.

import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { addCommand, addGroup, printResult, wholeNumber } from '../../core/command-line.ts'
import { keyIdOf } from '../../core/ed25519.ts'
import { CodedError, systemCode } from '../../core/errors.ts'
import { roleNames } from '../../core/kinds.ts'
import { nodeIdOf } from '../../core/node-id.ts'
import { renderTable, terminal } from '../../core/present.ts'
import type { TrustAnchor } from '../../core/verify.ts'
import { boxKeyPair } from '../../keys/box.ts'
import { commandWords } from '../../keys/command-words.ts'
import {
  createExternalKeyFile,
  createKeyFile,
  inspectKeyFile,
  type KeyFacts,
  type KeyUse,
  keyUses,
  peekKeyFile,
  readKeyFile,
  sealKeyFile,
} from '../../keys/key-file.ts'
import { newPassphraseSource, passphraseSource } from '../../keys/passphrase.ts'
import { defaultHome } from './coordinator-command.ts'
import { publicKeyFrom } from './public-key-option.ts'
import { addRootSource, type RootSource, readAnchor } from './root-source.ts'

interface KeyView {
  file: string
  use: KeyUse
  keyId: string
  publicKey: string
  form: KeyFacts['form']
  /** Program and arguments of the external signer. */
  signer: string[]
  /** Of a node or operator: its peer id. */
  node: string | null
}

interface CreateOptions {
  use: KeyUse
  publicKey?: string
  signer?: string
  passphraseFd?: number
  json?: boolean
}

/** Uses whose keys are in a person's hands, and always sealed. */
const sealedUses: readonly KeyUse[] = ['root', 'admin', 'operator']

export function registerKey(program: Command): void {
  const key = addGroup(program, 'key', {
    description: 'make, seal and look at key files',
    example: 'patchmesh key list /media/usb',
  })
  addCommand(key, 'create <file>', {
    description:
      'Makes a key. Keys for root, admin and operator are sealed with a passphrase, online ones when one is given. With --public-key it makes the file of a key whose secret a token or HSM has.',
    args: { file: 'new file for the key' },
    example: 'patchmesh key create /media/usb/alice-root.key --use root',
  })
    .addOption(new Option('--use <use>', 'what the key is for').choices(keyUses).makeOptionMandatory())
    .option('--public-key <key>', 'of a token or HSM: hexadecimal, or a file with a PEM or with a key')
    .option('--signer <command>', 'the program that signs with it (run without a shell)')
    .option('--passphrase-fd <n>', 'read the passphrase from this file descriptor', wholeNumber('--passphrase-fd'))
    .action(create)
  addCommand(key, 'list <dir>', {
    description: 'Lists the key files in a folder.',
    args: { dir: 'where the files are' },
    example: 'patchmesh key list /media/usb',
  }).action(list)
  const shown = addCommand(key, 'show <file>', {
    description: "Shows a key's public half, and which roles it holds in a fleet's root.",
    args: { file: 'of the key' },
    example: 'patchmesh key show /media/usb/alice-root.key --root roots.json',
  }).option('--home <dir>', "the coordinator's folder", defaultHome)
  addRootSource(shown).action(show)
  addCommand(key, 'seal <file>', {
    description:
      'Seals a plain key with a passphrase, or gives a sealed one another. The file is replaced in one step, after the new one has been opened.',
    args: { file: 'of the key' },
    example: 'patchmesh key seal /var/lib/patchmesh/keys/release.key',
  })
    .option(
      '--passphrase-fd <n>',
      'read passphrases from this file descriptor, a line each: the present one if it is sealed, then the new one',
      wholeNumber('--passphrase-fd'),
    )
    .action(sealKey)
}

async function create(file: string, { use, publicKey, signer, passphraseFd, json }: CreateOptions): Promise<void> {
  if (publicKey !== undefined) {
    const words = signer === undefined ? [] : commandWords(signer)
    if (passphraseFd !== undefined)
      throw new CodedError('bad-argument', '--passphrase-fd: a key whose secret is elsewhere is not sealed here')
    await createExternalKeyFile(file, { use, publicKey: await publicKeyFrom(publicKey, '--public-key'), signer: words })
  } else {
    if (signer !== undefined)
      throw new CodedError('bad-argument', '--signer needs --public-key: the public half of the key it signs with')
    const isSealed = sealedUses.includes(use) || passphraseFd !== undefined
    const passphrase = newPassphraseSource({
      ...(passphraseFd !== undefined && { fd: passphraseFd }),
      question: `New passphrase for ${file}: `,
    })
    await createKeyFile(file, { use, ...(isSealed && { passphrase: await passphrase() }) })
  }
  const view = viewOf(file, await inspectKeyFile(file))
  const boxKey = await boxKeyOf(file, view)
  printResult({ ...view, boxKey }, { json, render: () => renderKey({ ...view, boxKey }) })
}

async function list(folder: string, { json }: { json?: boolean }): Promise<void> {
  const rows: (Partial<KeyView> & { file: string; problem: string })[] = []
  for (const name of await namesIn(folder)) {
    const file = join(folder, name)
    const key = await peekKeyFile(file)
    if (!key && !name.endsWith('.key')) continue
    rows.push({ ...(key && viewOf(file, key)), file, problem: await problemOf(file) })
  }
  const columns = [
    { title: 'file', value: (row: (typeof rows)[number]) => row.file, shrinks: true },
    { title: 'use', value: (row: (typeof rows)[number]) => row.use ?? null },
    { title: 'id', value: (row: (typeof rows)[number]) => row.keyId ?? null },
    { title: 'form', value: (row: (typeof rows)[number]) => row.form ?? null },
    { title: 'problem', value: (row: (typeof rows)[number]) => row.problem },
  ]
  const shown = rows.some(({ problem }) => problem !== '') ? columns : columns.slice(0, -1)
  printResult(rows, {
    json,
    render: () => (rows.length === 0 ? `no key files in ${folder}` : renderTable(rows, shown, terminal())),
  })
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries.flatMap(entry => (entry.isFile() ? [entry.name] : [])).sort()
  } catch (cause) {
    if (!['ENOENT', 'ENOTDIR', 'EACCES'].includes(systemCode(cause) ?? '')) throw cause
    throw new CodedError('not-found', `cannot list ${folder}: expected a folder (${systemCode(cause)})`, { cause })
  }
}

/** Why the file would be refused when it is used. */
async function problemOf(file: string): Promise<string> {
  try {
    await inspectKeyFile(file)
    return ''
  } catch (error) {
    if (error instanceof CodedError) return error.message
    throw error
  }
}

async function show(file: string, options: RootSource & { json?: boolean }): Promise<void> {
  const view = viewOf(file, await inspectKeyFile(file))
  const boxKey = await boxKeyOf(file, view)
  const anchor = await anchorIfAny(options)
  const roles = anchor ? rolesOf(view, anchor) : null
  const fleet = anchor?.fleet ?? null
  const result = { ...view, boxKey, fleet, fleetName: anchor?.root.fleetName ?? null, roles }
  printResult(result, {
    json: options.json,
    render: () => `${renderKey({ ...view, boxKey })}${renderRoles(roles, anchor)}`,
  })
}

/** Without --root a coordinator that is not running is no error: then the roles are not known. */
async function anchorIfAny(options: RootSource): Promise<TrustAnchor | undefined> {
  try {
    return await readAnchor(options, undefined)
  } catch (error) {
    const isAbsent = error instanceof CodedError && ['not-running', 'not-found', 'io-failed'].includes(error.code)
    if (options.root === undefined && isAbsent) return undefined
    throw error
  }
}

function rolesOf({ publicKey, node }: KeyView, { root }: TrustAnchor): string[] {
  const roles: string[] = roleNames.filter(name =>
    root.roles[name].publicKeys.some(key => Buffer.from(key).toString('hex') === publicKey),
  )
  if (root.coordinators.some(({ peerId }) => peerId === node)) roles.push('coordinator')
  const operator = root.operators.find(({ peerId }) => peerId === node)
  return operator ? [...roles, `operator ${operator.name}`] : roles
}

async function sealKey(file: string, { passphraseFd, json }: { passphraseFd?: number; json?: boolean }): Promise<void> {
  const fd = passphraseFd === undefined ? {} : { fd: passphraseFd }
  const { wasSealed } = await sealKeyFile(file, {
    passphrase: passphraseSource({ ...fd, question: `Present passphrase of ${file}: ` }),
    next: newPassphraseSource({ ...fd, question: `New passphrase for ${file}: ` }),
  })
  const view = viewOf(file, await inspectKeyFile(file))
  const done = wasSealed
    ? `${file} has the new passphrase. Copies of it still have the old one.`
    : `${file} is sealed. It was plain before: the disk and older copies of the file may still hold the bare key.`
  printResult({ ...view, wasSealed }, { json, render: () => done })
}

function viewOf(file: string, { use, publicKey, form, signer }: KeyFacts): KeyView {
  const node = use === 'node' || use === 'operator' ? nodeIdOf(publicKey) : null
  return { file: resolve(file), use, keyId: keyIdOf(publicKey), publicKey: hex(publicKey), form, signer, node }
}

/** What inventories are sealed to, if this is a coordinator's node key and in the clear. */
async function boxKeyOf(file: string, { use, form }: KeyView): Promise<string | null> {
  if (use !== 'node' || form !== 'plain') return null
  const { secretKey } = await readKeyFile(file, async () => '')
  return hex(boxKeyPair(secretKey).publicKey)
}

function renderKey({ file, use, keyId, publicKey, form, signer, node, boxKey }: KeyView & { boxKey: string | null }) {
  const forms = { plain: 'plain: who can read the file can use it', sealed: 'sealed with a passphrase', external: '' }
  const how = signer.length > 0 ? `signed by ${signer.join(' ')}` : 'public half alone: sign with --signer'
  return [
    file,
    `  use          ${use}`,
    `  id           ${keyId}`,
    `  public key   ${publicKey}`,
    `  secret       ${form === 'external' ? how : forms[form]}`,
    ...(node === null ? [] : [`  peer id      ${node}`]),
    ...(boxKey === null ? [] : [`  box key      ${boxKey}`]),
    '',
  ].join('\n')
}

function renderRoles(roles: string[] | null, anchor: TrustAnchor | undefined): string {
  if (!anchor || !roles) return '  roles        not known: no coordinator answers here, give --root FILE\n'
  const { fleetName, header } = anchor.root
  const held = roles.length === 0 ? 'none' : roles.join(', ')
  return `  roles        ${held} (root version ${header.version} of fleet ${fleetName})\n`
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
