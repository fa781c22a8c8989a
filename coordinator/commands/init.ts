// `patchmesh init`: keys, root version 1 and the home of a new fleet's coordinator.

import { readdir, rm } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import type { Command } from 'commander'
import { isId } from '../../core/check.ts'
import { systemClock, toSeconds } from '../../core/clock.ts'
import { addCommand, printResult, wholeNumber } from '../../core/command-line.ts'
import type { KeyPair } from '../../core/ed25519.ts'
import { openEnvelope } from '../../core/envelope.ts'
import { CodedError, systemCode } from '../../core/errors.ts'
import { specVersion } from '../../core/header.ts'
import { type RoleName, roleNames } from '../../core/kinds.ts'
import { nodeIdOf } from '../../core/node-id.ts'
import { defaultPort } from '../../core/protocols.ts'
import { encodeRoot, type Root } from '../../core/root.ts'
import { boxKeyPair } from '../../keys/box.ts'
import { makePrivateFolder, writeDurably } from '../../keys/durable-file.ts'
import { createKeyFile, type KeyUse } from '../../keys/key-file.ts'
import { newPassphraseSource } from '../../keys/passphrase.ts'
import { keySigner, signEnvelope } from '../../keys/sign.ts'
import { announced, chooseAddresses, originUrl } from '../addresses.ts'
import { defaultConfig, writeConfig } from '../config.ts'
import { homePaths } from '../home.ts'
import { onlineRoles } from '../sign/online-signer.ts'
import { createState } from '../state.ts'
import { pinPath } from './admin-key.ts'
import { defaultHome } from './coordinator-command.ts'
import { rootValidityMs } from './root-options.ts'

export interface InitOptions {
  home: string
  keys: string
  fleet: string
  listen: string[]
  originListen?: string
  passphrase: () => Promise<string>
  /** Cost of sealing; tests pass a small one. */
  cost?: number
}

export interface InitResult {
  fleet: string
  name: string
  coordinator: string
  addresses: string[]
  origin: string
  rootKey: string
  adminKey: string
}

/** Makes everything or nothing. Throws `already-exists`, `bad-argument`, `bad-passphrase` or `io-failed`. */
export async function initFleet(options: InitOptions): Promise<InitResult> {
  const { home, keys } = options
  if (!isId(options.fleet))
    throw new CodedError(
      'bad-argument',
      `--fleet: expected letters, digits and :+.~_-, found ${JSON.stringify(options.fleet)}`,
    )
  if (isWithin(keys, home) || isWithin(home, keys)) {
    throw new CodedError(
      'bad-argument',
      `--keys: expected a folder outside the home ${home} and not around it, found ${keys}`,
    )
  }
  const config = { ...defaultConfig, ...(await chooseAddresses(options)) }
  for (const folder of [home, keys]) await refuseUsed(folder)
  const passphrase = await options.passphrase()
  const made: string[] = []
  try {
    for (const folder of [home, keys, homePaths(home).keys]) {
      await makePrivateFolder(folder)
    }
    const create = async (path: string, use: KeyUse, sealed: boolean) => {
      made.push(path)
      return await createKeyFile(path, { use, ...(sealed && { passphrase, cost: options.cost }) })
    }
    const paths = homePaths(home)
    const pairs: Record<RoleName, KeyPair> = {
      root: await create(join(keys, 'root.key'), 'root', true),
      admin: await create(join(keys, 'admin.key'), 'admin', true),
      release: await create(paths.onlineKey('release'), 'release', false),
      enrol: await create(paths.onlineKey('enrol'), 'enrol', false),
      heartbeat: await create(paths.onlineKey('heartbeat'), 'heartbeat', false),
    }
    const node = await create(paths.nodeKey, 'node', false)
    const root = firstRoot({ name: options.fleet, pairs, node, addresses: announced(config) })
    const envelope = await signEnvelope('root', encodeRoot(root), [keySigner(pairs.root)])
    made.push(join(home, 'coordinator.yaml'))
    await writeConfig(home, { ...config, adminKey: join(keys, 'admin.key') })
    await createState(home, envelope)
    const { digest } = openEnvelope(envelope)
    made.push(pinPath(join(keys, 'admin.key')))
    await writeDurably(pinPath(join(keys, 'admin.key')), `${digest}\n`)
    return {
      fleet: digest,
      name: options.fleet,
      coordinator: nodeIdOf(node.publicKey),
      addresses: announced(config),
      origin: originUrl(config),
      rootKey: join(keys, 'root.key'),
      adminKey: join(keys, 'admin.key'),
    }
  } catch (error) {
    for (const path of made) await rm(path, { force: true })
    throw error
  }
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way === '' || !(way === '..' || way.startsWith('../'))
}

async function refuseUsed(folder: string): Promise<void> {
  try {
    const names = await readdir(folder)
    if (names.length === 0) return
    throw new CodedError(
      'already-exists',
      `${folder} is not empty: expected a new folder, found ${names.slice(0, 3).join(', ')}`,
    )
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
  }
}

function firstRoot(parts: {
  name: string
  pairs: Record<RoleName, KeyPair>
  node: KeyPair
  addresses: string[]
}): Root {
  const now = systemClock.now()
  const roles = roleNames.map(name => [name, { threshold: 1, epoch: 0, publicKeys: [parts.pairs[name].publicKey] }])
  return {
    header: {
      fleet: '',
      kind: 'root',
      name: '',
      epoch: 0,
      version: 1,
      issuedAt: toSeconds(now),
      notAfter: toSeconds(now + rootValidityMs),
      minSpec: specVersion,
    },
    fleetName: parts.name,
    roles: Object.fromEntries(roles) as Root['roles'],
    coordinators: [
      {
        peerId: nodeIdOf(parts.node.publicKey),
        addresses: parts.addresses,
        boxKey: boxKeyPair(parts.node.secretKey).publicKey,
      },
    ],
    recallEpoch: 0,
    operators: [],
  }
}

interface InitCommandOptions {
  home: string
  keys: string
  fleet: string
  listen?: string[]
  originListen?: string
  passphraseFd?: number
  json?: boolean
}

export function registerInit(program: Command): void {
  addCommand(program, 'init', {
    description:
      'Makes a new fleet: root and admin keys, sealed with a passphrase, in --keys; all that the coordinator needs in --home.',
    example: 'patchmesh init --home /var/lib/patchmesh --keys /media/safe/keys --fleet example',
  })
    .option('--home <dir>', 'new folder for the coordinator', defaultHome)
    .requiredOption('--keys <dir>', 'new folder for the root and admin keys; keep it off the coordinator')
    .requiredOption('--fleet <name>', 'name of the fleet')
    .option('--listen <multiaddr...>', `where the coordinator listens (default: /ip4/0.0.0.0/tcp/${defaultPort})`)
    .option('--origin-listen <host:port>', 'where the built-in HTTP origin listens (default: the next port)')
    .option('--passphrase-fd <n>', 'read the passphrase from this file descriptor', wholeNumber('--passphrase-fd'))
    .action(runInit)
}

async function runInit(options: InitCommandOptions): Promise<void> {
  const home = resolve(options.home)
  const question = 'New passphrase for the root and admin keys: '
  const result = await initFleet({
    home,
    keys: resolve(options.keys),
    fleet: options.fleet,
    listen: options.listen ?? [],
    ...(options.originListen !== undefined && { originListen: options.originListen }),
    passphrase: newPassphraseSource({
      ...(options.passphraseFd !== undefined && { fd: options.passphraseFd }),
      question,
    }),
  })
  printResult(result, { json: options.json, render: made => explain(made, home) })
}

function explain(result: InitResult, home: string): string {
  return `Fleet ${result.name} is made. Its id is ${result.fleet}.

What to keep where:
  ${result.rootKey}
      the root key, sealed with your passphrase. Copy it to two offline media and delete it here. It is needed only
      to change keys; with it and the passphrase one can take over the fleet, without it lost keys cannot be replaced.
  ${result.adminKey}
      the admin key, sealed with the same passphrase. Keep it on the admin's own machine: it approves and schedules.
  ${home}
      everything the coordinator needs. Its keys (${onlineRoles.join(', ')}) can order no install. Back it up.

Next: patchmesh serve --home ${home}
It listens on ${result.addresses.join(', ')} and serves files at ${result.origin}
`
}
