// Attack: a rotting disk under the coordinator. One file of its home after the other is damaged, then it is started.
// Promise: it heals by itself what it has twice, and says so in its log; of the rest it says what is damaged and what to do.

import { cp, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { initFleet } from '../../coordinator/commands/init.ts'
import { serve } from '../../coordinator/serve.ts'
import { systemClock } from '../../core/clock.ts'
import { type Log, silentLog } from '../../core/log.ts'

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
