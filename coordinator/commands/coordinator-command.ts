// What every command of `patchmesh` shares on top of core/command-line.ts: which coordinator it asks, the one of this machine (`--home`)
// or one elsewhere (`--coordinator`, as the operator of `--identity`), and how. It knows no command.

import { type Command, Option } from 'commander'
import { systemClock } from '../../core/clock.ts'
import { addCommand, type Help, wholeNumber } from '../../core/command-line.ts'
import { callControl } from '../../core/control.ts'
import { createKeyPair, type KeyPair } from '../../core/ed25519.ts'
import { CodedError } from '../../core/errors.ts'
import { readKeyFile } from '../../keys/key-file.ts'
import { passphraseSource } from '../../keys/passphrase.ts'
import { explainSilence } from '../../keys/start-record.ts'
import { homePaths } from '../home.ts'
import type { CallOptions, RemoteCoordinator } from '../remote/remote-coordinator.ts'

export const defaultHome = '/var/lib/patchmesh'

/** Where the coordinator is: on another machine when `coordinator` says so. */
export interface CoordinatorOptions {
  home: string
  coordinator?: string
  identity?: string
  identityPassphraseFd?: number
}

export interface HomeOptions extends CoordinatorOptions {
  json?: boolean
}

/** A command that works in the folder of a coordinator on this machine: `--home`, `--json`, and an example in its help. */
export function addLocalCommand(parent: Command, usage: string, help: Help): Command {
  return addCommand(parent, usage, help).option('--home <dir>', "the coordinator's folder", defaultHome)
}

/** A command that asks a running coordinator, here or elsewhere. `anonymous`: it may come from nobody in particular. */
export function addHomeCommand(parent: Command, usage: string, help: Help, { anonymous = false } = {}): Command {
  return addLocalCommand(parent, usage, help)
    .addOption(
      new Option('--coordinator <multiaddr>', 'a coordinator on another machine, with its peer id: …/p2p/ID').env(
        'PATCHMESH_COORDINATOR',
      ),
    )
    .addOption(
      new Option('--identity <file>', 'key file of an operator of the fleet, for --coordinator').env(
        'PATCHMESH_IDENTITY',
      ),
    )
    .option(
      '--identity-passphrase-fd <n>',
      'when that key file is sealed: read its passphrase from here',
      wholeNumber('--identity-passphrase-fd'),
    )
    .hook('preAction', (_, command) => settleCoordinator(command, anonymous))
    .hook('postAction', disconnect)
}

/** What is said on the command line goes before the environment. Throws `bad-argument` when two coordinators are meant. */
function settleCoordinator(command: Command, anonymous: boolean): void {
  const isTyped = (name: string) => command.getOptionValueSource(name) === 'cli'
  if (isTyped('home') && isTyped('coordinator'))
    throw new CodedError('bad-argument', 'expected --home or --coordinator, found both: name one coordinator')
  if (isTyped('home')) command.setOptionValue('coordinator', undefined)
  const { coordinator, identity } = command.opts<CoordinatorOptions>()
  if (!coordinator && (isTyped('identity') || isTyped('identityPassphraseFd')))
    throw new CodedError(
      'bad-argument',
      '--identity is for a coordinator on another machine: give --coordinator MULTIADDR',
    )
  if (coordinator && !identity && !anonymous)
    throw new CodedError('bad-argument', '--coordinator needs the key file of an operator: give --identity FILE')
}

/** Asks the running coordinator; the result is its own, so it is trusted to have its form. Throws as `callControl` and `RemoteCoordinator`. */
export async function askCoordinator<T>(
  options: CoordinatorOptions,
  name: string,
  args: unknown = {},
  how: CallOptions = {},
): Promise<T> {
  if (!options.coordinator) return (await askHere(options.home, name, args, how)) as T
  const remote = await connect(options)
  return (await remote.call(name, args, how)) as T
}

async function askHere(home: string, name: string, args: unknown, how: CallOptions): Promise<unknown> {
  const start = `start it with "patchmesh serve --home ${home}", or give another --home`
  try {
    return await callControl(homePaths(home).control, name, args, { ...how, start })
  } catch (error) {
    throw await explainSilence(error, { folder: home, now: systemClock.now() })
  }
}

/** A command asks one coordinator, perhaps often: over one connection, which ends with the command. */
let connection: Promise<RemoteCoordinator> | undefined

/** Only with `coordinator`. Throws as `readKeyFile` and `RemoteCoordinator.dial`. */
export async function connect(options: CoordinatorOptions): Promise<RemoteCoordinator> {
  connection ??= dial(options.coordinator!, options)
  return await connection
}

/** Says goodbye to the coordinator elsewhere, if there is one: it need not find out that the command has ended. */
export async function disconnect(): Promise<void> {
  const open = connection
  connection = undefined
  const remote = await open?.catch(() => undefined) // the command has failed with it
  await remote?.close()
}

async function dial(address: string, options: CoordinatorOptions): Promise<RemoteCoordinator> {
  // Loaded only here: the local command line needs no network.
  const [{ RemoteCoordinator }, { parseCoordinatorAddress }] = await Promise.all([
    import('../remote/remote-coordinator.ts'),
    import('../network.ts'),
  ])
  parseCoordinatorAddress(address) // before a passphrase is asked
  const { secretKey } = options.identity ? await readIdentity(options.identity, options) : createKeyPair()
  return await RemoteCoordinator.dial({ secretKey, address })
}

async function readIdentity(path: string, { identityPassphraseFd: fd }: CoordinatorOptions): Promise<KeyPair> {
  const question = `Passphrase of the identity ${path}: `
  const pair = await readKeyFile(path, passphraseSource({ ...(fd !== undefined && { fd }), question }))
  if (pair.use === 'operator' || pair.use === 'node') return pair
  throw new CodedError(
    'bad-argument',
    `--identity: expected an operator's key, ${path} is a key of the role ${pair.use}: that one signs, and names no connection`,
  )
}
