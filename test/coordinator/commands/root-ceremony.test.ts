// The ceremony by the real commands, with a coordinator and an agent that are real processes: from what `init` makes to a 3-of-5 root whose keys lie in five
// folders, then, with the fleet running all the while, a root key and the release key replaced, two admins more, and the release epoch raised.

import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { initFleet } from '../../../coordinator/commands/init.ts'
import { openState } from '../../../coordinator/state.ts'
import { keyIdOf } from '../../../core/ed25519.ts'
import { parseJoinToken } from '../../../core/join-token.ts'
import { type TrustAnchor, verifyRoots } from '../../../core/verify.ts'
import { createKeyFile } from '../../../keys/key-file.ts'
import { readRootsFile, writeRootsFile } from '../../../keys/root-file.ts'
import { processTest } from '../../kit/long.ts'
import { command, type Daemon, daemon, until } from '../../kit/processes.ts'
import { jsonOf, runPatchmesh } from '../../kit/run-patchmesh.ts'

interface Signed {
  changed: boolean
  signers: string[]
  complete: boolean
}

interface Taken {
  version: number
  rosters: string[]
  resign: string[]
}

function patchmesh<T>(args: string[]): Promise<T> {
  return jsonOf<T>(runPatchmesh([...args, '--json']))
}

const people = ['alice', 'bob', 'carol', 'dave', 'erin']

/** A fleet as `init` makes it, and a sealed root key in the folder of each of five people. */
async function fleet(t: ExecutionContext) {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-ceremony-'))
  const daemons: Daemon[] = []
  t.teardown(async () => {
    for (const each of daemons) await each.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const [home, keys] = [join(folder, 'home'), join(folder, 'safe')]
  const made = await initFleet({
    home,
    keys,
    fleet: 'ceremony',
    listen: ['/ip4/127.0.0.1/tcp/0'],
    passphrase: async () => 'safe',
    cost: 2 ** 10,
  })
  const ids: Record<string, string> = {}
  for (const name of [...people, 'frank', 'admin2', 'admin3']) {
    const use = name.startsWith('admin') ? 'admin' : 'root'
    const path = join(folder, name, 'own.key')
    await mkdir(join(folder, name))
    const { publicKey } = await createKeyFile(path, { use, passphrase: `secret of ${name}`, cost: 2 ** 10 })
    ids[name] = keyIdOf(publicKey)
  }
  const keyOf = (name: string) => join(folder, name, 'own.key')
  const sign = (file: string, name: string) => {
    const key = name === 'safe' ? join(keys, 'root.key') : keyOf(name)
    const passphrase = name === 'safe' ? 'safe' : `secret of ${name}`
    return jsonOf<Signed>(runPatchmesh(['root', 'sign', file, '--key', key, '--json'], { passphrase }))
  }
  const propose = (file: string, more: string[]) =>
    patchmesh<Signed>(['root', 'propose', '--home', home, '--out', file, ...more])
  const rootKey = async (role: string) => {
    const shown = await patchmesh<{ roles: Record<string, { keys: { keyId: string }[] }> }>([
      'root',
      'show',
      '--home',
      home,
    ])
    return shown.roles[role]!.keys[0]!.keyId
  }
  return { folder, home, fleet: made.fleet, ids, daemons, keyOf, sign, propose, rootKey }
}

processTest('a 3-of-5 root and 2-of-3 admins are made and rotated on five folders, with the fleet running', async t => {
  t.timeout(600_000)
  const kit = await fleet(t)
  const { folder, home, ids, daemons, keyOf, sign, propose } = kit
  const coordinator = await daemon('patchmesh', ['serve', '--home', home])
  daemons.push(coordinator)
  const agent = await joined(kit)

  const next = join(folder, 'two.root')
  const adding = people.flatMap(name => ['--add-key', `root=${keyOf(name)}`])
  await propose(next, [...adding, '--remove-key', `root=${await kit.rootKey('root')}`, '--threshold', 'root=3'])
  t.false((await sign(next, 'safe')).complete)
  // three sign copies at the same time, on machines of their own
  const copies = await Promise.all(
    ['alice', 'carol', 'erin'].map(async name => {
      const copy = join(folder, name, 'two.root')
      await cp(next, copy)
      t.false((await sign(copy, name)).complete)
      return copy
    }),
  )
  const early = await runPatchmesh(['root', 'publish', copies[0]!, copies[1]!, '--home', home, '--json'])
  t.is(JSON.parse(early.err).error.code, 'bad-signature')
  t.is((await publish(home, copies)).version, 2)
  await until(
    'the agent has root 2',
    60_000,
    async () => agent.log(),
    log => accepted(log, 'root/').length >= 1,
  )

  const release = join(home, 'keys', 'release-2027.key')
  await createKeyFile(release, { use: 'release' })
  const three = join(folder, 'three.root')
  const shown = await runPatchmesh(
    ['root', 'propose', '--home', home, '--out', three].concat(
      ['--remove-key', `root=${ids.dave}`, '--add-key', `root=${keyOf('frank')}`],
      ['--add-key', `admin=${keyOf('admin2')}`, '--add-key', `admin=${keyOf('admin3')}`, '--threshold', 'admin=2'],
      ['--remove-key', `release=${await kit.rootKey('release')}`, '--add-key', `release=${release}`],
      ['--raise-epoch', 'release', 'heartbeat', '--expires', '400d'],
    ),
  )
  t.is(shown.code, 0, shown.err)
  t.regex(shown.out, /root +3 of 5\n[\s\S]*admin +1 of 1 -> 2 of 3\n[\s\S]*release +1 of 1, epoch 0 -> 1\n/)
  t.regex(shown.out, /approvals and schedules name manifests by digest, they must be signed anew too/)
  for (const name of ['alice', 'bob']) t.false((await sign(three, name)).complete)
  t.true((await sign(three, 'frank')).complete === false, 'frank counts for the new root only')
  t.true((await sign(three, 'carol')).complete)
  const taken = await publish(home, [three])
  t.is(taken.version, 3)
  await until(
    'the agent has root 3 and the heartbeat of its epoch',
    60_000,
    async () => agent.log(),
    log => accepted(log, 'root/').length >= 2 && /"root\/"[^\n]*\n[\s\S]*"heartbeat\/office"/.test(log),
  )

  const chain = join(folder, 'roots.json')
  await patchmesh(['root', 'show', '--home', home, '--out', chain])
  const anchors = verifyRoots(await readRootsFile(chain), kit.fleet)
  t.deepEqual(
    anchors.map(({ root }) => `${root.roles.root.threshold} of ${root.roles.root.publicKeys.length}`),
    ['1 of 1', '3 of 5', '3 of 5'],
  )
  t.is(anchors.at(-1)!.root.roles.admin.threshold, 2)
  const { token } = await patchmesh<{ token: string }>(['token', 'create', '--home', home, '--site', 'office'])
  t.is(parseJoinToken(token).rootVersion, 3)

  await coordinator.stop()
  const again = await daemon('patchmesh', ['serve', '--home', home])
  daemons.push(again)
  t.is(again.listening.node, coordinator.listening.node)
})

/** An agent of the site office that runs. */
async function joined({ folder, home, daemons }: Awaited<ReturnType<typeof fleet>>): Promise<Daemon> {
  const state = join(folder, 'agent')
  const { token } = await patchmesh<{ token: string }>(['token', 'create', '--home', home, '--site', 'office'])
  const root = join(folder, 'machine')
  await mkdir(root)
  const joining = ['join', '--state', state, '--root', root, '--listen', '/ip4/127.0.0.1/tcp/0', '--token-file', '-']
  // on a busy machine a handshake may take longer than it may
  await until(
    'the agent joins',
    60_000,
    () => command('agent', joining, { input: token }),
    ({ code }) => code === 0,
  )
  await writeFile(
    join(state, 'agent.yaml'),
    `${await readFile(join(state, 'agent.yaml'), 'utf8')}\ndiscovery.mdns: false\n`,
  )
  const agent = await daemon('agent', ['run', '--state', state])
  daemons.push(agent)
  await until(
    'the agent has a heartbeat',
    60_000,
    async () => agent.log(),
    log => /heartbeat\/office/.test(log),
  )
  return agent
}

function publish(home: string, files: string[]): Promise<Taken> {
  return patchmesh<Taken>(['root', 'publish', ...files, '--home', home])
}

/** Lines of the agent's log that say that an object was accepted. */
function accepted(log: string, key: string): string[] {
  return log.split('\n').filter(line => line.includes('objects accepted') && line.includes(`"${key}"`))
}

processTest('what goes wrong in a ceremony is said, and changes nothing', async t => {
  t.timeout(160_000)
  const { folder, home, keyOf, sign, propose, daemons, rootKey } = await fleet(t)
  daemons.push(await daemon('patchmesh', ['serve', '--home', home]))
  const next = join(folder, 'next.root')
  const adding = ['--add-key', `root=${keyOf('alice')}`, '--add-key', `root=${keyOf('bob')}`, '--threshold', 'root=2']
  await propose(next, adding)
  const bytes = await readFile(next, 'utf8')
  const failing = async (args: string[], passphrase?: string) => {
    const how = passphrase === undefined ? {} : { passphrase }
    const { code, err, out } = await runPatchmesh([...args, '--json'], how)
    t.not(code, 0, args.join(' '))
    t.is(out, '')
    return JSON.parse(err).error as { code: string; message: string }
  }

  t.is((await failing(['root', 'propose', '--home', home, '--out', next])).code, 'already-exists')
  const proposing = ['root', 'propose', '--home', home, '--out', join(folder, 'none.root')]
  const wrong: [string[], RegExp][] = [
    [['--threshold', 'root=0'], /threshold/],
    [['--threshold', 'admin=2'], /threshold/],
    [['--add-key', `admin=${keyOf('alice')}`, '--add-key', `root=${keyOf('alice')}`], /holds the role admin already/],
    [['--add-key', 'admin=0000'], /64 hexadecimal digits/],
    [['--remove-key', 'admin=12345678'], /expected the id of one of its keys/],
    [['--remove-key', `admin=${await rootKey('admin')}`], /threshold/],
    [['--raise-epoch', 'boss'], /one of the roles/],
    [['--expires', '2020-01-01'], /a time to come/],
    [['--set-coordinator', 'x=/ip4/1.2.3.4/tcp/1'], /peer id/],
    [['--add-operator', 'eve'], /NAME=PEERID/],
  ]
  for (const [more, message] of wrong) {
    const failed = await failing([...proposing, ...more])
    t.is(failed.code, 'bad-argument', more.join(' '))
    t.regex(failed.message, message)
  }

  const stranger = ['root', 'sign', next, '--key', keyOf('carol')]
  t.is((await failing(stranger, 'secret of carol')).code, 'refused')
  const mistyped = ['root', 'sign', next, '--key', keyOf('alice')]
  t.is((await failing(mistyped, 'wrong')).code, 'bad-passphrase')
  const lying = `'${process.execPath}' -e 'console.log("00".repeat(64))'`
  t.is((await failing(['root', 'sign', next, '--key', keyOf('alice'), '--signer', lying])).code, 'signer-failed')
  t.is(await readFile(next, 'utf8'), bytes)

  t.true((await sign(next, 'alice')).changed)
  const signed = await readFile(next, 'utf8')
  const twice = await sign(next, 'alice')
  t.deepEqual([twice.changed, twice.signers.length], [false, 1])
  t.is(await readFile(next, 'utf8'), signed, 'signing twice leaves the file as it is')

  const changed = join(folder, 'changed.root')
  const file = JSON.parse(signed) as { envelope: string }
  const envelope = Buffer.from(file.envelope, 'base64')
  envelope[envelope.indexOf('ceremony')]! ^= 1
  await writeFile(changed, JSON.stringify({ ...file, envelope: envelope.toString('base64') }))
  const refused = await failing(['root', 'sign', changed, '--key', keyOf('bob')], 'secret of bob')
  t.is(refused.code, 'bad-signature')
  t.regex(refused.message, /changed after it was signed/)

  t.false((await sign(next, 'bob')).complete)
  t.true((await sign(next, 'safe')).complete)
  const renewal = join(folder, 'renewal.root')
  await propose(renewal, [])
  t.is((await publish(home, [next])).version, 2)
  await sign(renewal, 'safe')
  const stale = await failing(['root', 'publish', renewal, '--home', home])
  t.is(stale.code, 'equivocation')
  t.regex(stale.message, /root version 2 is .* already[\s\S]*goes into version 3/)
  t.is((await failing(['root', 'publish', next, '--home', home])).code, 'already-exists')
  const keyless = join(folder, 'keyless.root')
  await propose(keyless, ['--add-key', `release=${'58'.repeat(31)}11`, '--threshold', 'release=2'])
  for (const key of ['alice', 'bob']) await sign(keyless, key)
  const lacking = await failing(['root', 'publish', keyless, '--home', home])
  t.is(lacking.code, 'wrong-state')
  t.regex(lacking.message, /holds 1 of the 2 release key\(s\)[\s\S]*patchmesh key create/)
})

processTest('a coordinator that lost an online key starts again under a root that names another', async t => {
  t.timeout(600_000)
  const { folder, home, sign, daemons } = await fleet(t)
  const chain = join(folder, 'roots.json')
  await writeRootsFile(chain, (await openState(home)).roots)
  await rm(join(home, 'keys', 'release.key'))
  const refused = await command('patchmesh', ['serve', '--home', home])
  t.is(refused.code, 1)
  t.regex(refused.stderr, /holds 0 of the 1 release key\(s\)[\s\S]*key create[\s\S]*root propose/)

  await createKeyFile(join(home, 'keys', 'next.key'), { use: 'release' })
  const next = join(folder, 'next.root')
  const [{ root }] = verifyRoots(await readRootsFile(chain), (await openState(home)).anchor.fleet) as [TrustAnchor]
  const lost = keyIdOf(root.roles.release.publicKeys[0]!)
  const change = ['--add-key', `release=${join(home, 'keys', 'next.key')}`, '--remove-key', `release=${lost}`]
  await patchmesh(['root', 'propose', '--root', chain, '--out', next, ...change])
  t.true((await sign(next, 'safe')).complete)
  const published = await patchmesh<Taken>(['root', 'publish', next, '--stopped', '--home', home])
  t.is(published.version, 2)
  daemons.push(await daemon('patchmesh', ['serve', '--home', home]))
  const running = await runPatchmesh(['root', 'publish', next, '--stopped', '--home', home, '--json'])
  t.is(JSON.parse(running.err).error.code, 'already-running')
})
