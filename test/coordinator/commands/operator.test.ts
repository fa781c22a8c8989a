// An operator from the ceremony to the end: named by a root that a running coordinator takes, at work from another machine, and cut off by
// the next root. A real coordinator and the real commands, in one process.

import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { initFleet } from '../../../coordinator/commands/init.ts'
import { RemoteCoordinator } from '../../../coordinator/remote/remote-coordinator.ts'
import { serve } from '../../../coordinator/serve.ts'
import { systemClock } from '../../../core/clock.ts'
import { silentLog } from '../../../core/log.ts'
import { createKeyFile } from '../../../keys/key-file.ts'
import { temporaryFolder } from '../../kit/patch-folder.ts'
import { jsonHere, patchmeshHere } from '../../kit/patchmesh-here.ts'
import { identity } from '../../kit/remote-coordinator.ts'

async function setUp(t: ExecutionContext) {
  const folder = await temporaryFolder(t)
  const home = join(folder, 'home')
  const passphrase = async () => 'safe'
  const places = { listen: ['/ip4/127.0.0.1/tcp/0'], originListen: '127.0.0.1:0' }
  const made = await initFleet({ home, keys: join(folder, 'safe'), fleet: 'office', ...places, passphrase, cost: 2 })
  const running = await serve({ home, passphrase, clock: systemClock, log: silentLog })
  t.teardown(() => running.close())
  const operator = identity(1)
  const key = join(folder, 'operator.key')
  await createKeyFile(key, { use: 'operator', pair: operator })
  const changeRoot = async (name: string, ...change: string[]) => {
    const file = join(folder, name)
    await jsonHere(['root', 'propose', '--home', home, '--out', file, ...change])
    await jsonHere(['root', 'sign', file, '--key', made.rootKey], { passphrase: 'safe' })
    return await jsonHere<{ version: number }>(['root', 'publish', file, '--home', home])
  }
  const address = `${running.addresses[0]}/p2p/${running.node}`
  const remotely = (...args: string[]) => patchmeshHere([...args, '--coordinator', address, '--identity', key])
  return { made, operator, address, changeRoot, remotely }
}

test('an operator that a new root names administers from afar, until the next root names it no more', async t => {
  const { made, operator, address, changeRoot, remotely } = await setUp(t)
  t.like((await remotely('node', 'list')).error, { code: 'refused' }, 'nobody has named it yet')
  t.is((await changeRoot('two.root', '--add-operator', `alice=${operator.node}`)).version, 2)

  const look = async (...args: string[]) => {
    const { out, error } = await remotely(...args)
    t.is(error, undefined, args.join(' '))
    return JSON.parse(out) as unknown
  }
  t.like(await look('root', 'show'), { fleet: made.fleet, version: 2 })
  t.like(await look('token', 'create', '--site', 'berlin'), { site: 'berlin' })
  const tokens = await look('token', 'list')
  t.is((tokens as unknown[]).length, 1)
  t.like(tokens, [{ site: 'berlin', isOpen: true }])
  for (const list of ['proposal list', 'recall list', 'group list', 'node list', 'report alarms', 'patch list'])
    t.deepEqual(await look(...list.split(' ')), [], list)
  t.like(await look('policy', 'show'), { version: null, budgets: [] })

  const connected = await RemoteCoordinator.dial({ secretKey: operator.secretKey, address })
  t.teardown(() => connected.close())
  t.deepEqual(await connected.call('proposal-list', {}), [])
  t.is((await changeRoot('three.root', '--remove-operator', 'alice')).version, 3)
  await t.throwsAsync(connected.call('proposal-list', {}), { code: 'refused' })
  t.is((await remotely('token', 'list')).error?.code, 'refused')
})
