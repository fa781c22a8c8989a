// The coordinator's home: made whole or not at all, its state, and the keys that may not lie in it.

import { cp, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { initFleet } from '../../coordinator/commands/init.ts'
import { readConfig } from '../../coordinator/config.ts'
import { readOnlineKeys, refuseOfflineKeys } from '../../coordinator/home.ts'
import { missingKeys } from '../../coordinator/sign/online-signer.ts'
import { openState } from '../../coordinator/state.ts'
import type { CodedError } from '../../core/errors.ts'
import { createKeyFile } from '../../keys/key-file.ts'

const never = async (): Promise<string> => {
  throw new Error('asked for a passphrase')
}

async function withFleet(run: (paths: { home: string; keys: string; folder: string }) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-home-'))
  const [home, keys] = [join(folder, 'home'), join(folder, 'keys')]
  try {
    await initFleet({
      home,
      keys,
      fleet: 'test',
      listen: ['/ip4/127.0.0.1/tcp/0'],
      passphrase: async () => 'secret',
      cost: 2 ** 10,
    })
    await run({ home, keys, folder })
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function code(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
    return 'none'
  } catch (error) {
    return String((error as CodedError).code)
  }
}

test('init makes sealed keys, a pinned admin key, and a home that opens', async t => {
  await withFleet(async ({ home, keys }) => {
    t.deepEqual((await readdir(keys)).sort(), ['admin.key', 'admin.key.fleet', 'root.key'])
    for (const name of await readdir(join(home, 'keys')))
      t.is((await stat(join(home, 'keys', name))).mode & 0o777, 0o600)
    t.is((await stat(home)).mode & 0o777, 0o700)
    const state = await openState(home)
    t.is(state.anchor.root.fleetName, 'test')
    const { root } = state.anchor
    t.deepEqual(missingKeys(root, (await readOnlineKeys(home, { root, passphrase: never })).signers), [])
    await refuseOfflineKeys(home, state.anchor)
    const { listen } = await readConfig(home)
    t.regex(listen[0]!, /^\/ip4\/127\.0\.0\.1\/tcp\/[1-9]\d+$/)
  })
})

test('init into a used folder, with a bad name or address, leaves things as they were', async t => {
  await withFleet(async ({ home, folder }) => {
    const init = (change: Partial<Parameters<typeof initFleet>[0]>) =>
      initFleet({
        home: join(folder, 'h'),
        keys: join(folder, 'k'),
        fleet: 'x',
        listen: [],
        passphrase: async () => 'secret',
        ...change,
      })
    t.is(await code(init({ home })), 'already-exists')
    t.is(await code(init({ fleet: 'two words' })), 'bad-argument')
    t.is(await code(init({ keys: join(folder, 'h', 'keys') })), 'bad-argument')
    t.is(await code(init({ home: join(folder, 'k', 'home') })), 'bad-argument')
    t.is(await code(init({ listen: ['127.0.0.1:7433'] })), 'bad-argument')
    t.is(await code(init({ listen: ['/ip4/127.0.0.1/tcp/0'], passphrase: never })), 'undefined')
    t.deepEqual((await readdir(folder)).sort(), ['home', 'keys'])
  })
})

test('a root or admin key anywhere in the home keeps the coordinator from starting', async t => {
  await withFleet(async ({ home, keys }) => {
    const { anchor } = await openState(home)
    for (const name of ['root.key', 'admin.key']) {
      const hidden = join(home, 'keys', `spare-${name}`)
      await cp(join(keys, name), hidden)
      t.is(await code(refuseOfflineKeys(home, anchor)), 'refused')
      await rm(hidden)
    }
    await cp(keys, join(home, 'files-of-last-year'), { recursive: true })
    t.is(await code(refuseOfflineKeys(home, anchor)), 'refused')
    await rm(join(home, 'files-of-last-year'), { recursive: true })
    t.is(await code(refuseOfflineKeys(home, anchor)), 'none')
  })
})

test('an online key that the root does not name is refused', async t => {
  await withFleet(async ({ home }) => {
    await rm(join(home, 'keys', 'release.key'))
    await createKeyFile(join(home, 'keys', 'release.key'), { use: 'release' })
    const state = await openState(home)
    const { root } = state.anchor
    const { signers } = await readOnlineKeys(home, { root, passphrase: never })
    t.regex(missingKeys(root, signers).join(), /holds 0 of the 1 release key/)
  })
})

test('versions never go back, whatever the clock says, also over a restart', async t => {
  await withFleet(async ({ home }) => {
    const state = await openState(home)
    t.is(await state.takeVersion('roster', 'berlin', 1000), 1000)
    t.is(await state.takeVersion('roster', 'berlin', 900), 1001)
    t.is(await (await openState(home)).takeVersion('roster', 'berlin', 500), 1002)
    t.is(await (await openState(home)).takeVersion('roster', 'lyon', 500), 500)
  })
})

test('a folder that is no home is said to be none, a broken setting is named', async t => {
  await withFleet(async ({ home, folder }) => {
    t.is(await code(openState(folder)), 'not-found')
    t.is(await code(readConfig(folder)), 'not-found')
    await writeFile(join(home, 'coordinator.yaml'), 'listn: []\n')
    await t.throwsAsync(readConfig(home), { message: /listn is unknown/ })
  })
})
