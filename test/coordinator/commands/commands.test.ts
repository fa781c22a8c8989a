// The real commands against a control socket with the real handlers: transcripts, exit codes, and what is signed. In this process, but for
// one test of the executable.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { homePaths } from '../../../coordinator/home.ts'
import { serveControl } from '../../../core/control.ts'
import { parseJoinToken } from '../../../core/join-token.ts'
import { createKeyFile } from '../../../keys/key-file.ts'
import { inventoryOf, makeCoordinator, outcomeOf, trafficOf } from '../../kit/coordinator-kit.ts'
import { makeFleet } from '../../kit/fleet.ts'
import { command } from '../../kit/processes.ts'
import { runPatchmesh as run } from '../../kit/run-patchmesh.ts'

const passphrase = 'correct horse'

async function folder(t: ExecutionContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'patchmesh-commands-'))
  t.teardown(() => rm(path, { recursive: true, force: true }))
  return path
}

/** A coordinator of two sites with one approved patch, and the admin's key. */
async function coordinator(t: ExecutionContext, { seed = 'fleet' } = {}) {
  const home = await folder(t)
  const now = Date.now()
  const fleet = await makeFleet({ sites: { berlin: 2, paris: 1 }, now, seed })
  const kit = await makeCoordinator(fleet, now)
  const patch = await fleet.manifest('vpn', undefined, { cves: ['CVE-2026-1234'] })
  const key = join(await folder(t), 'admin.key')
  await createKeyFile(key, { use: 'admin', passphrase, cost: 2, pair: fleet.keys.admin[0]! })
  await kit.put(
    await fleet.roster('berlin'),
    await fleet.roster('paris'),
    patch,
    await fleet.approval('vpn', [patch.digest]),
    await fleet.manifest('new', undefined),
  )
  const control = await serveControl(homePaths(home).control, kit.handlers)
  t.teardown(() => control.close())
  const create = (more: string[], key_ = key) =>
    run(['schedule', 'create', '--yes', '--home', home, '--key', key_, '--json', ...more], { passphrase })
  return { home, fleet, kit, patch, key, create }
}

const usageErrors: [string[], RegExp][] = [
  [['frobnicate'], /unknown command 'frobnicate'/],
  [['schedule'], /Usage: patchmesh schedule/],
  [['schedule', 'frobnicate'], /unknown command/],
  [['schedule', 'create'], /required option '--patch/],
  [['schedule', 'create', '--yes', '--patch', 'a', '--start', 'now', '--key', 'k'], /--site, --group, --node or --all/],
  [
    ['schedule', 'create', '--patch', 'a', '--all', '--start', 'now', '--key', 'k'],
    /expected --yes: there is no terminal/,
  ],
  [['schedule', 'plan', '--patch', 'a', '--all', '--site', 'b', '--start', 'now'], /--all or a selection/],
  [['schedule', 'plan', '--patch', 'a', '--all', '--start', 'tomorrow'], /expected "now" or a time/],
  [['schedule', 'plan', '--patch', 'a', '--all', '--start', '2031-02-30T10:00Z'], /2031-02-30/],
  [['schedule', 'plan', '--patch', 'a', '--all', '--start', '2020-01-01T10:00Z'], /in the past/],
  [
    ['schedule', 'plan', '--patch', 'a', '--all', '--start', 'now', '--window', 'Sat 22:00 PT6H Mars/Base'],
    /time zone/,
  ],
  [['schedule', 'plan', '--patch', 'a', '--all', '--start', 'now', '--window', 'Sat 22:00'], /DAYS HH:MM/],
  [['schedule', 'plan', '--patch', 'a', '--all', '--start', 'now', '--reboot', 'maybe'], /never, if-required, always/],
  [['schedule', 'plan', '--patch', 'a', '--all', '--start', 'now', '--priority', '101'], /0 to 100/],
  [['schedule', 'plan', '--patch', 'a', '--all', '--start', 'now', '--id', '../x'], /--id/],
  [
    ['schedule', 'plan', '--patch', 'a', '--all', '--start', 'now', '--emergency', '--deadline', '2099-01-01T00:00Z'],
    /within 72 hours/,
  ],
  [['schedule', 'pause', 'S1'], /--reason/],
  [['recall', 'member', 'pc-1'], /--reason/],
  [['recall', 'schedule', 'S1', '--reason', 'two\nlines', '--key', 'k'], /--reason/],
  [['group', 'set', 'servers', '--key', 'k'], /--node, --add or --remove/],
  [['group', 'set', 'servers', '--node', 'a', '--add', 'b', '--key', 'k'], /found both/],
  [['policy', 'set', '/none.yaml', '--key', 'k'], /\/none.yaml: expected a policy file/],
  [['schedule', 'show'], /missing required argument 'id'/],
  [['token', 'create', '--site', 'x', '--ttl', '5'], /30m, 24h or 7d/],
  [['token', 'create', '--site', 'x', '--uses', '0'], /at least 1/],
  [['token', 'create', '--site', 'x', '--prefix', '10.0.0.0/99'], /10\.1\.0\.0\/16/],
  [['report', 'versions', '--all', '--package', 'jq'], /--all or --package/],
  [['report', 'bytes', '--frob'], /unknown option '--frob'/],
]

test('wrong usage says what was expected on stderr, prints nothing on stdout and exits 2', async t => {
  for (const [args, message] of usageErrors) {
    const { code, out, err } = await run(args)
    t.is(code, 2, `${args.join(' ')}: ${err}`)
    t.is(out, '')
    t.regex(err, message, args.join(' '))
    t.notRegex(err, /\n {4}at /)
  }
})

test('with --json an error is one line of JSON on stderr', async t => {
  const home = await folder(t)
  const usage = await run(['schedule', 'plan', '--json'])
  t.is(usage.code, 2)
  t.is(usage.out, '')
  t.is(JSON.parse(usage.err).error.code, 'bad-argument')
  const failed = await run(['report', 'bytes', '--json', '--home', home])
  t.is(failed.code, 1)
  t.is(failed.out, '')
  t.like(JSON.parse(failed.err).error, { code: 'not-running' })
})

test('the executable prints, complains and ends as its commands do, and reads a passphrase from a descriptor', async t => {
  const help = await command('patchmesh', ['schedule', 'plan', '--help'])
  t.like(help, { code: 0, stderr: '' })
  t.true(help.stdout.startsWith('Usage: patchmesh schedule plan'))
  const wrong = await command('patchmesh', ['schedule', 'plan', '--json'])
  t.like(wrong, { code: 2, stdout: '' })
  t.is(JSON.parse(wrong.stderr).error.code, 'bad-argument')
  const { home, key, kit } = await coordinator(t)
  const terms = ['--patch', 'vpn', '--site', 'berlin', '--start', 'now', '--id', 'S1']
  const signing = ['schedule', 'create', '--yes', '--home', home, '--key', key, '--passphrase-fd', '3', ...terms]
  t.like(await command('patchmesh', signing, { passphrase }), { code: 0 })
  t.truthy(kit.objects.current('schedule', 'S1'))
  t.is((await command('patchmesh', ['report', 'missing', '--home', home])).code, 100)
})

test('a token is alone on stdout and opens what the coordinator said', async t => {
  const { home, fleet } = await coordinator(t)
  const args = ['token', 'create', '--home', home, '--site', 'berlin', '--group', 'web', '--ttl', '2h']
  const plain = await run(args)
  t.deepEqual({ code: plain.code, err: plain.err }, { code: 0, err: '' })
  t.like(parseJoinToken(plain.out.trim()), { fleet: fleet.id, coordinator: fleet.coordinator.node })
  const { out } = await run([...args, '--json', '--uses', '3'])
  t.like(JSON.parse(out), { site: 'berlin', groups: ['web'], uses: 3 })
  const refused = await run([...args.slice(0, 4), '--site', '../berlin'])
  t.is(refused.code, 2)
})

test('without a terminal and without --yes a schedule is neither drafted nor signed, with --json neither', async t => {
  const { home, key, kit } = await coordinator(t)
  const order = ['--patch', 'vpn', '--site', 'berlin', '--start', 'now', '--home', home, '--key', key]
  const { code, out, err } = await run(['schedule', 'create', ...order, '--json'], { passphrase })
  t.deepEqual([code, out, JSON.parse(err).error.code], [2, '', 'bad-argument'])
  t.deepEqual(kit.objects.all('schedule'), [])
  t.is((await run(['schedule', 'create', ...order, '--yes'], { passphrase })).code, 0)
  t.is(kit.objects.all('schedule').length, 1)
})

test('a schedule is planned, signed by the admin, accepted, listed and reported', async t => {
  const { home, kit, patch, fleet, create } = await coordinator(t)
  const terms = ['--patch', 'vpn', '--site', 'berlin', '--start', 'now']
  const planned = await run(['schedule', 'plan', '--home', home, ...terms])
  t.is(planned.code, 0, planned.err)
  t.regex(planned.out, /CVE-2026-1234[\s\S]*berlin +2/)
  t.is(kit.objects.all('schedule').length, 0)

  const created = await create(terms)
  t.is(created.code, 0, created.err)
  const { id } = JSON.parse(created.out)
  const schedule = kit.objects.current('schedule', id)
  t.deepEqual(schedule?.body.patches, [{ patch: 'vpn', manifest: patch.digest }])
  t.deepEqual(schedule?.body.targets.sites, ['berlin'])

  await kit.clock.advance(600_000) // the kit's clock stands still while the command line's goes on
  const [node] = fleet.nodes.berlin!
  await kit.report(node!.node, {
    outcomes: [outcomeOf(patch, { schedule: id })],
    traffic: [
      trafficOf(patch.body.artifacts[0]!.digest, {
        sizeBytes: 100,
        originBytes: 100,
        originWireBytes: 110,
        lanBytes: 30,
        lanWasted: [{ reason: 'bad-pieces', bytes: 30 }],
      }),
    ],
    inventory: inventoryOf('pc-1', [{}]),
  })
  const list = await run(['schedule', 'list', '--home', home, '--json'])
  t.like(JSON.parse(list.out)[0], { id, nodes: 2, state: 'running', states: { installed: 1, unknown: 1 } })
  const shown = await run(['schedule', 'show', id, '--home', home])
  t.regex(shown.out, /vpn +berlin +pc-1 +…\w{8} +installed/)

  const compliance = await run(['report', 'compliance', '--home', home])
  t.regex(
    compliance.out,
    /pc-1 .*installed .*CVE-2026-1234[\s\S]*1 of 2 compliant \(50 %\), 1 unknown\n1 × not-reported: the node has not said/,
  )
  const csv = await run(['report', 'compliance', '--home', home, '--csv'])
  t.is(csv.out.split('\r\n').length, 4)
  const missing = await run(['report', 'missing', '--home', home, '--json'])
  t.is(missing.code, 100)
  t.is(JSON.parse(missing.out).length, 1)
  t.is((await run(['report', 'missing', '--home', home, '--json', '--node', 'pc-1'])).code, 0)
  const bytes = JSON.parse((await run(['report', 'bytes', '--home', home, '--json', '--schedule', id])).out)
  t.like(bytes[0], { site: 'berlin', origin: 100, payloadBytes: 100, wanBytes: 110, wanRatio: 1.1 })
  const bytesTable = await run(['report', 'bytes', '--home', home, '--schedule', id])
  t.regex(
    bytesTable.out,
    /what HTTP and TLS add[^\n]*\nOf what neighbours gave was of no use:\n +30 B {2}their hash was wrong\n/,
  )
  t.regex((await run(['report', 'bytes', '--home', home, '--csv'])).out, /lanWasted[\s\S]*bad-pieces=30/)
  const versions = JSON.parse(
    (await run(['report', 'versions', '--home', home, '--json', '--package', 'jq', 'vpn'])).out,
  )
  t.deepEqual(
    versions.map((row: { package: string; version: string }) => `${row.package} ${row.version}`),
    ['jq 1.6-2', 'vpn 1.0'],
  )
  const nodes = JSON.parse((await run(['node', 'list', '--home', home, '--json'])).out)
  t.like(nodes[1], { node: node!.node, host: 'pc-1', site: 'berlin', class: 'wired', states: { installed: 1 } })
  t.regex((await run(['node', 'list', '--home', home])).out, /pc-1 .*bookworm/)
  t.regex((await run(['node', 'show', 'pc-1', '--home', home])).out, /ACME Box[\s\S]*vpn +installed/)
})

test('a schedule is followed until each target has ended, and the exit code says how', async t => {
  const { kit, patch, home, create } = await coordinator(t)
  const nodes: { node: string }[] = JSON.parse((await run(['node', 'list', '--home', home, '--json'])).out)
  for (const { node } of nodes)
    await kit.report(node, { outcomes: [outcomeOf(patch)], inventory: inventoryOf('pc', []) })
  const done = await create(['--patch', 'vpn', '--all', '--start', 'now', '--wait'])
  t.is(done.code, 0, done.err)
  t.regex(done.err, /3\/3 {2}done: 3 installed\nschedule S.* is done: 3 of 3\n$/)
  t.is(JSON.parse(done.out).nodes, 3)
  const failed = outcomeOf(patch, { state: 'failed', reason: 'apt-failed' })
  await kit.report(nodes[0]!.node, { outcomes: [failed] })
  const ended = await create(['--patch', 'vpn', '--all', '--start', 'now', '--wait'])
  t.is(ended.code, 1)
  t.regex(ended.err, /has ended with 1 of 3 not done: see "patchmesh report missing --schedule S/)
})

test('Ctrl-C ends the waiting and not the schedule, and says so', async t => {
  const { kit, home, create } = await coordinator(t)
  const show = kit.handlers['schedule-show']!
  kit.handlers['schedule-show'] = async (args, call) => {
    setImmediate(() => process.emit('SIGINT'))
    return await show(args, call)
  }
  const { code, out, err } = await create(['--patch', 'vpn', '--all', '--start', 'now', '--id', 'mine', '--wait'])
  t.is(code, 130)
  t.is(JSON.parse(out).id, 'mine')
  t.regex(err, /stopped waiting; schedule mine goes on: see "patchmesh schedule show mine"\n$/)
  kit.handlers['schedule-show'] = show
  t.regex((await run(['schedule', 'show', 'mine', '--home', home])).out, /3 × not-reported: the node has not said/)
})

test('a schedule of what is unknown, not approved or taken is refused before anything is signed', async t => {
  const { kit, create } = await coordinator(t)
  const cases: [string[], string][] = [
    [['--patch', 'nothing', '--all', '--start', 'now'], 'not-found'],
    [['--patch', 'new', '--all', '--start', 'now'], 'wrong-state'],
    [['--patch', 'vpn', '--site', 'rome', '--start', 'now'], 'not-found'],
  ]
  for (const [args, code] of cases) {
    const { code: exit, err } = await create(args)
    t.is(exit, 1)
    t.is(JSON.parse(err).error.code, code)
  }
  t.is((await create(['--patch', 'vpn', '--all', '--start', 'now', '--id', 'mine'])).code, 0)
  const again = await create(['--patch', 'vpn', '--all', '--start', 'now', '--id', 'mine'])
  t.is(JSON.parse(again.err).error.code, 'already-exists')
  t.is(kit.objects.all('schedule').length, 1)
})

test('only an admin key of the fleet signs, with the right passphrase', async t => {
  const { fleet, kit, create, key } = await coordinator(t)
  const terms = ['--patch', 'vpn', '--all', '--start', 'now']
  const release = `${key}.release`
  await createKeyFile(release, { use: 'release', pair: fleet.keys.release[0]! })
  t.is(JSON.parse((await create(terms, release)).err).error.code, 'refused')
  await writeFile(release, '{}', { mode: 0o600 })
  t.is(JSON.parse((await create(terms, release)).err).error.code, 'bad-key-file')
  t.is(JSON.parse((await create(terms, `${key}.none`)).err).error.code, 'not-found')
  t.is(kit.objects.all('schedule').length, 0)
})

test('a coordinator that presents another fleet to an admin who has signed before is not believed', async t => {
  const honest = await coordinator(t)
  const terms = ['--patch', 'vpn', '--all', '--start', 'now']
  t.is((await honest.create(terms)).code, 0)
  t.is((await readFile(`${honest.key}.fleet`, 'utf8')).trim(), honest.fleet.id)
  const other = await coordinator(t, { seed: 'another' })
  const fooled = await other.create(terms, honest.key)
  t.is(fooled.code, 1)
  t.is(JSON.parse(fooled.err).error.code, 'wrong-fleet')
  t.is(other.kit.objects.all('schedule').length, 0)
})

test('a manifest that the release role did not sign is not scheduled, whatever the coordinator says', async t => {
  const { fleet, kit, create, patch } = await coordinator(t)
  const forged = await fleet.sign('manifest', patch.body, fleet.keys.heartbeat)
  const draft = kit.handlers['schedule-draft']!
  kit.handlers['schedule-draft'] = async (args, call) => ({
    ...((await draft(args, call)) as object),
    manifests: [Buffer.from(forged.bytes).toString('base64')],
  })
  const { err } = await create(['--patch', 'vpn', '--all', '--start', 'now'])
  t.is(JSON.parse(err).error.code, 'bad-signature')
})

test('a patch put in the place of the one that was asked for is not scheduled', async t => {
  const { fleet, kit, create } = await coordinator(t)
  const other = await fleet.manifest('other')
  await kit.put(other, await fleet.approval('other', [other.digest]))
  const draft = kit.handlers['schedule-draft']!
  kit.handlers['schedule-draft'] = (args, call) => draft({ ...args, patches: ['other'] }, call)
  const { err } = await create(['--patch', 'vpn', '--all', '--start', 'now'])
  t.is(JSON.parse(err).error.code, 'bad-proof')
  t.is(kit.objects.all('schedule').length, 0)
})
