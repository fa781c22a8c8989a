// Membership from the command line to the daemon and back: a machine that waits to be let in, is moved to another site, and is retired.
// Real processes on loopback.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { processTest } from '../kit/long.ts'
import { command, daemon, freePort, json, until } from '../kit/processes.ts'

const limitMs = 120_000

processTest('a machine waits, is let in, moves with its agent running, and is retired', async t => {
  t.timeout(10 * 60_000)
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-membership-'))
  const [home, keys, state] = ['home', 'keys', 'pc'].map(name => join(folder, name)) as [string, string, string]
  const listen = `/ip4/127.0.0.1/tcp/${await freePort()}`
  const originListen = `127.0.0.1:${await freePort()}`
  const init = ['init', '--home', home, '--keys', keys, '--fleet', 'test', '--listen', listen]
  await json('patchmesh', [...init, '--origin-listen', originListen, '--passphrase-fd', '3'], { passphrase: 'secret' })
  const coordinator = await daemon('patchmesh', ['serve', '--home', home])
  t.teardown(async () => {
    await coordinator.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const ask = <T>(...args: string[]) => json<T>('patchmesh', [...args, '--home', home])

  const { token } = await ask<{ token: string }>('token', 'create', '--site', 'berlin', '--approve')
  const joining = ['join', token, '--state', state, '--root', join(folder, 'root'), '--listen', '/ip4/127.0.0.1/tcp/0']
  const waiting = await command('agent', joining)
  t.is(waiting.code, 1)
  t.regex(waiting.stderr, /patchmesh node approve/)
  const [pending] = await ask<{ node: string; site: string }[]>('node', 'list', '--pending')
  t.is(pending?.site, 'berlin')
  await ask('node', 'approve', pending!.node)
  t.is((await json<{ node: string }>('agent', joining)).node, pending!.node)

  const agent = await daemon('agent', ['run', '--state', state])
  t.teardown(() => agent.stop())
  type Status = { site: string; class: string | null; stale: boolean; notAMember: string | null }
  const status = async (): Promise<Status | undefined> => {
    const { code, stdout } = await command('agent', ['status', '--state', state, '--json'])
    return code === 0 ? (JSON.parse(stdout) as Status) : undefined // it starts anew
  }
  await until('the agent is current', limitMs, status, now => now?.class === 'wired' && !now.stale)

  t.is((await command('patchmesh', ['node', 'move', pending!.node, '--site', 'lyon', '--home', home])).code, 1)
  await ask('node', 'move', pending!.node, '--site', 'lyon', '--new-site', '--group', 'web')
  const isThere = (now: Status | undefined) => now?.site === 'lyon' && now.class !== null && !now.stale
  await until('the agent is at its new site', limitMs, status, isThere)

  await ask('node', 'retire', pending!.node)
  const retired = await until('the agent says that it is no member', limitMs, status, now => now?.notAMember != null)
  t.regex(retired!.notAMember!, /retired/)
  t.deepEqual(await ask('node', 'list'), [])
})
