// Attack: a rotting disk under the coordinator. One file of its home after the other is damaged, then it is started; and, with real
// processes (`npm run test:processes`), damaged under a running coordinator that crashes then.
// Promise: it heals by itself what it has twice, and says so in its log; of the rest it says what is damaged and what to do.

import type { ChildProcess } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { initFleet } from '../../coordinator/commands/init.ts'
import { serve } from '../../coordinator/serve.ts'
import { systemClock } from '../../core/clock.ts'
import { type Head, headKey } from '../../core/header.ts'
import { type Log, silentLog } from '../../core/log.ts'
import { openVouched } from '../../core/verify.ts'
import { crash, Fleet, localPlace } from '../../scripts/fleet/fleet.ts'
import { until } from '../../scripts/fleet/until.ts'
import { orderDemoPatch } from '../kit/demo-order.ts'
import { processTest } from '../kit/long.ts'

async function setUp() {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-rot-home-'))
  const [home, copy] = [join(folder, 'home'), join(folder, 'damaged')]
  const listen = ['/ip4/127.0.0.1/tcp/0']
  const passphrase = async () => 'secret'
  const keys = join(folder, 'keys')
  await initFleet({ home, keys, fleet: 'test', listen, originListen: '127.0.0.1:0', passphrase, cost: 2 ** 10 })
  /** Of a copy of the home, with one file damaged: what the start says. */
  const start = async (damage: (at: string) => Promise<void> = async () => undefined) => {
    await rm(copy, { recursive: true, force: true })
    await cp(home, copy, { recursive: true })
    await setTime(join(copy, 'coordinator.yaml'), (await stat(join(home, 'coordinator.yaml'))).mtimeMs)
    await damage(copy)
    return await run(copy)
  }
  return { folder, home, start }
}

async function run(home: string): Promise<{ node: string; log: string[] }> {
  const lines: string[] = []
  const warn = (...words: unknown[]) => void lines.push(JSON.stringify(words))
  const log: Log = Object.assign(Object.create(silentLog), { warn })
  const running = await serve({ home, passphrase: async () => '', clock: systemClock, log })
  await running.close()
  return { node: running.node, log: lines }
}

/** As a disk does: the file's times stay. */
async function rot(path: string, change: () => Promise<void>): Promise<void> {
  const { mtimeMs } = await stat(path)
  await change()
  await setTime(path, mtimeMs)
}

/** The same millisecond, whatever is rounded. */
async function setTime(path: string, mtimeMs: number): Promise<void> {
  const seconds = (Math.floor(mtimeMs) + 0.5) / 1000
  await utimes(path, seconds, seconds)
}

const flip = (path: string) =>
  rot(path, async () => {
    const bytes = await readFile(path)
    bytes[bytes.length >> 1]! ^= 0xff
    await writeFile(path, bytes)
  })
const cut = (path: string) => rot(path, async () => truncate(path, (await stat(path)).size >> 1))

test('a coordinator on a damaged home heals it and says so, or says what is damaged and what to do', async t => {
  t.timeout(120_000)
  const { folder, home, start } = await setUp()
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const { node } = await run(home)
  const config = await readFile(join(home, 'coordinator.yaml'), 'utf8')
  const table = (await readdir(join(home, 'db'))).find(name => name.endsWith('.log'))!

  const healed: [string, RegExp, (path: string) => Promise<void>][] = [
    ['state.0', /copies of the state was damaged/, flip],
    ['state.1', /copies of the state was damaged/, rm],
    ['coordinator.yaml', /file healed/, cut],
    [join('db', 'CURRENT'), /database healed/, cut],
    [join('db', table), /./, flip],
  ]
  for (const [name, told, damage] of healed) {
    const after = await start(at => damage(join(at, name)))
    t.is(after.node, node, name)
    if (!name.endsWith('.log'))
      t.true(
        after.log.some(line => told.test(line)),
        `${name}: ${after.log.join('')}`,
      )
  }
  t.is(await readFile(join(folder, 'damaged', 'coordinator.yaml'), 'utf8'), config)

  await t.throwsAsync(
    start(async at => {
      for (const slot of [0, 1]) await cut(join(at, `state.${slot}`))
    }),
    { code: 'wrong-state', message: /both damaged: restore a backup/ },
  )
  await t.throwsAsync(
    start(at => cut(join(at, 'keys', 'node.key'))),
    { code: 'bad-key-file', message: /node\.key/ },
  )
  await t.throwsAsync(
    start(at => cut(join(at, 'keys', 'enrol.key'))),
    {
      code: 'bad-key-file',
      message: /0 of the 1 enrol key.*put the key file back/,
    },
  )
})

const patch = 'demo-small-1-1.0'
const accepted = ['roster', 'approval', 'manifest', 'schedule'] as const

/** What the coordinator holds of what was accepted, by `headKey`. */
async function heldBy(fleet: Fleet): Promise<Map<string, Pick<Head, 'version' | 'digest'>>> {
  const { objects } = await fleet.ask<{ objects: string[] }>('fleet-objects', { kinds: accepted })
  return new Map(
    objects.map(text => {
      const { header, digest } = openVouched(Buffer.from(text, 'base64'))
      return [headKey(header), { version: header.version, digest }]
    }),
  )
}

processTest('a coordinator whose files rot while it runs, and that crashes, loses nothing accepted', async t => {
  t.timeout(240_000)
  const folder = await mkdtemp(join(tmpdir(), 'pm-rot-'))
  const children = new Set<ChildProcess>()
  t.teardown(async () => {
    for (const child of children) child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  })
  const fleet = new Fleet({ folder, outside: localPlace('outside', children), ports: { coordinator: 0, origin: 0 } })
  await fleet.start()
  const token = await fleet.token({ site: 'office', prefixes: ['127.0.0.0/8'], uses: 2 })
  const agent = await fleet.addAgent({
    place: localPlace('one', children),
    site: 'office',
    token,
    settings: { 'discovery.mdns': false },
  })
  await orderDemoPatch(fleet, patch, { folder, site: 'office' })
  await until('the patch is installed', 60_000, async () => {
    const patches = await agent.ask<{ id: string; state: string }[]>('patches')
    return patches.some(({ id, state }) => id === patch && state === 'installed')
  })

  const before = await heldBy(fleet)
  t.is(before.size, accepted.length, [...before.keys()].join())
  const newestTable = async () =>
    join('db', (await readdir(join(fleet.home, 'db'))).find(name => name.endsWith('.log'))!)
  // A byte of the database's newest log may be of a record that is written anew anyway: then there is nothing to tell.
  const cases: [file: () => Promise<string>, told: RegExp | undefined][] = [
    [async () => 'state.0', /copies of the state was damaged/],
    [newestTable, undefined],
  ]
  for (const [fileNow, told] of cases) {
    const file = await fileNow()
    const logged = (await readFile(join(folder, 'coordinator.log'), 'utf8')).length
    await flip(join(fleet.home, file))
    await crash(fleet.coordinator!)
    await fleet.serve()
    let held = new Map<string, Pick<Head, 'version' | 'digest'>>()
    await until(
      `${file}: all that was accepted is there`,
      60_000,
      async () => {
        held = await heldBy(fleet)
        return [...before.keys()].every(key => held.has(key))
      },
      () => [...held.keys()].join(),
    )
    for (const [key, { version, digest }] of before) {
      t.true(held.get(key)!.version >= version, `${file}: ${key}`)
      if (!key.startsWith('roster/')) t.is(held.get(key)!.digest, digest, `${file}: ${key}`)
    }
    if (told) t.regex((await readFile(join(folder, 'coordinator.log'), 'utf8')).slice(logged), told, file)
  }
  await fleet.stop()
})
