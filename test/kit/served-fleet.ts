// The whole coordinator in this process, on a home made by hand: three admins, two of whom are needed, each with a key in a folder of
// their own, and operators.

import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { chooseAddresses } from '../../coordinator/addresses.ts'
import { defaultConfig, writeConfig } from '../../coordinator/config.ts'
import { homePaths } from '../../coordinator/home.ts'
import { serve } from '../../coordinator/serve.ts'
import { onlineRoles } from '../../coordinator/sign/online-signer.ts'
import { createState, openState } from '../../coordinator/state.ts'
import { systemClock } from '../../core/clock.ts'
import { callControl } from '../../core/control.ts'
import { silentLog } from '../../core/log.ts'
import type { Root } from '../../core/root.ts'
import { makePrivateFolder } from '../../keys/durable-file.ts'
import { createKeyFile } from '../../keys/key-file.ts'
import { type Fleet, type Made, makeFleet } from './fleet.ts'
import { temporaryFolder } from './patch-folder.ts'

export interface ServedFleet {
  fleet: Fleet
  /** Version 2, in force. */
  root: Made<'root'>
  home: string
  /** The coordinator's peer id, and where it listens. */
  node: string
  address: string
  /** Of the three admins. */
  keyFiles: string[]
  /** As the command line on the coordinator's machine. */
  call<T>(name: string, args?: unknown): Promise<T>
}

export async function openServedFleet(
  t: ExecutionContext,
  { operators, change = () => undefined }: { operators: Root['operators']; change?: (root: Root) => void },
): Promise<ServedFleet> {
  const fleet = await makeFleet({ sites: {}, adminKeys: 3, adminThreshold: 2 })
  const home = await temporaryFolder(t)
  const { keys, nodeKey, onlineKey, control } = homePaths(home)
  await makePrivateFolder(keys)
  await createKeyFile(nodeKey, { use: 'node', pair: fleet.coordinator })
  for (const role of onlineRoles) await createKeyFile(onlineKey(role), { use: role, pair: fleet.keys[role][0]! })
  await writeConfig(home, { ...defaultConfig, ...(await chooseAddresses({ listen: ['/ip4/127.0.0.1/tcp/0'] })) })
  await createState(home, fleet.root.bytes)
  const next = await fleet.nextRoot(fleet.root, root => {
    root.operators = operators
    change(root)
  })
  await (await openState(home)).takeRoot(next.bytes)
  const running = await serve({ home, passphrase: async () => '', clock: systemClock, log: silentLog })
  t.teardown(() => running.close())
  const keyFiles = await Promise.all(
    fleet.keys.admin.map(async (pair, index) => {
      const path = join(await temporaryFolder(t), `admin${index}.key`)
      await createKeyFile(path, { use: 'admin', pair })
      return path
    }),
  )
  return {
    fleet,
    root: next,
    home,
    node: running.node,
    address: running.addresses[0]!,
    keyFiles,
    call: async <T>(name: string, args: unknown = {}) => (await callControl(control, name, args)) as T,
  }
}
