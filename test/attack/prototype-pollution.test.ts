// Attack: names that mean something to JavaScript's objects, `__proto__` first, wherever others choose a name: ids and hosts of signed
// objects, codes of reports, keys of YAML, JSON of commands and files. They are names like others where such a name is allowed, they are
// refused where it is not known, a look-up finds nothing under them that was not put there, and no prototype changes.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import { parseConfig } from '../../agent/config.ts'
import { parsePolicyYaml } from '../../coordinator/commands/policy-yaml.ts'
import { readConfig } from '../../coordinator/config.ts'
import { checkFeedConfig, type FeedConfig } from '../../coordinator/feed/feed-config.ts'
import { parsePatchYaml } from '../../coordinator/feed/patch-yaml.ts'
import { type ControlHandlers, runCommand } from '../../core/control.ts'
import { reasonWords, wanReasonWords } from '../../core/reasons.ts'
import { readEnvelopeFile } from '../../keys/envelope-file.ts'
import { readKeyFile } from '../../keys/key-file.ts'
import { inventoryOf, makeCoordinator, outcomeOf } from '../kit/coordinator-kit.ts'
import { makeFleet } from '../kit/fleet.ts'
import { temporaryFolder } from '../kit/install-kit.ts'
import { makeVictim } from '../kit/victim.ts'

const now = Date.UTC(2026, 10, 22, 12)
const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'] as const
const before = snapshot()

function snapshot(): string {
  const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype, Map.prototype]
  return JSON.stringify(prototypes.map(each => Reflect.ownKeys(each).map(String)))
}

test.afterEach.always(t => {
  t.is(snapshot(), before)
  t.is(({} as Record<string, unknown>).polluted, undefined)
})

for (const name of names.slice(0, 2)) {
  test(`a patch, site, schedule, group and node called ${name} are like others`, async t => {
    const fleet = await makeFleet({ now, sites: { [`s-${name}`]: 1 } })
    const site = `s-${name}`
    const content = Buffer.from('content')
    const victim = await makeVictim(t, fleet, { now, site, files: [content] })
    const members = (await fleet.roster(site)).body.members.map(each => ({ ...each, hostName: name, groups: [name] }))
    const manifest = await fleet.manifest(name, content, { product: name, proof: { feed: name } })
    const targets = { all: false, sites: [], groups: [name], nodes: [], rosters: [], members: [] }
    const objects = [
      await fleet.policy({ protectedGroups: ['other'] }),
      await fleet.roster(site, { members }),
      await fleet.approval(name, [manifest.digest], { reason: name }),
      manifest,
      await fleet.pieceList(content),
    ]
    // nothing is found under the name before it is there
    await victim.take(
      await fleet.heartbeat(
        site,
        objects.map(({ head }) => head),
      ),
    )
    t.is(victim.about(name), 'not ordered')
    await victim.take(...objects)
    t.is(await victim.file(`/opt/${name}`), undefined)
    const entries = [{ patch: name, manifest: manifest.digest }]
    const schedule = await fleet.schedule(name, entries, { targets: { ...targets, includesLaterMembers: true } })
    await victim.take(schedule)
    t.is(await victim.file(`/opt/${name}`), 'content')
    t.is(victim.about(name), 'installed')
  })
}

for (const name of names) {
  test(`a report of a host, with a reason and an alarm code ${name}, is shown with these and no others`, async t => {
    const fleet = await makeFleet({ now })
    const coordinator = await makeCoordinator(fleet, now)
    const node = fleet.nodes.office![0]!.node
    const manifest = await fleet.manifest(name)
    await coordinator.put(await fleet.roster('office'), manifest, await fleet.approval(name, [manifest.digest]))
    await coordinator.put(await fleet.schedule(name, [{ patch: name, manifest: manifest.digest }]))
    const outcome = outcomeOf(
      { digest: manifest.digest, body: manifest.body },
      { schedule: name, state: 'failed', reason: name as never },
    )
    const alarm = { code: name, subject: name, detail: '', firstAt: 1, lastAt: 1, count: 1 }
    await coordinator.report(node, { inventory: inventoryOf(name), outcomes: [outcome], alarms: [alarm] })
    const shown = await coordinator.call<{ host: string; alarms: { code: string; words: string }[] }>('node-show', {
      node,
    })
    t.is(shown.host, name)
    t.true(shown.alarms.some(({ code, words }) => code === name && (words === undefined || words === name)))
    const rows = await coordinator.call<{ patch: string; state: string; reason: string }[]>('report-compliance', {})
    t.true(rows.some(row => row.patch === name && row.reason === name))
    await t.throwsAsync(coordinator.call('node-show', { node: 'valueOf' }), {
      code: 'not-found',
    })
  })

  test(`${name} is no command, no setting, no field and no code`, async t => {
    const answer = await runCommand(
      { name, readBody: async () => Buffer.from('{}') },
      { by: 'local', progress: () => undefined, signal: new AbortController().signal },
      { handlers: { known: async () => 'done' }, log: undefined },
    )
    t.is('error' in answer && answer.error.code, 'bad-argument')
    t.is(reasonWords(name), name)
    t.is(wanReasonWords(name), name)

    const folder = await temporaryFolder(t)
    t.throws(() => parseConfig(`${name}: {polluted: true}\n`, 'agent.yaml'), { code: 'bad-argument' })
    t.throws(() => parseConfig(`discovery:\n  ${name}: {polluted: true}\n`, 'agent.yaml'), { code: 'bad-argument' })
    await writeFile(join(folder, 'coordinator.yaml'), `${name}: {polluted: true}\n`)
    await t.throwsAsync(readConfig(folder), { code: 'bad-argument' })
    t.throws(() => checkFeedConfig({ type: name } as unknown as FeedConfig), { code: 'bad-argument' })
    t.true('faults' in parsePolicyYaml(`${name}: {polluted: true}\n`, 'policy.yaml'))
    t.true('faults' in parsePolicyYaml(`budgets: [{rate: 1 MiB/s, ${name}: {polluted: true}}]\n`, 'policy.yaml'))
    const patch = 'id: x\nproduct: x\nversion: 1\ntitle: x\nseverity: low\nfiles: [x.bin]\n'
    const install = 'install: {type: file, path: /opt/x}\n'
    t.false('faults' in parsePatchYaml(patch + install, 'patch.yaml'))
    t.true('faults' in parsePatchYaml(`${patch}${install}${name}: {polluted: true}\n`, 'patch.yaml'))
    t.true('faults' in parsePatchYaml(`${patch}install: {type: ${name}, path: /opt/x}\n`, 'patch.yaml'))
  })
}

test('a YAML merge key, an alias of it and a tag bring nothing in', t => {
  const base = 'a: &a {__proto__: {polluted: true}}\n'
  for (const text of [`${base}<<: *a\n`, `${base}platform: *a\n`, '!!js/function "x": 1\n', '__proto__: &p [*p]\n']) {
    t.true('faults' in parsePatchYaml(text, 'patch.yaml'))
    t.true('faults' in parsePolicyYaml(text, 'policy.yaml'))
    t.throws(() => parseConfig(text, 'agent.yaml'), { code: 'bad-argument' })
  }
})

test('arguments of a command are an object of its own fields, whatever JSON they are', async t => {
  const seen: unknown[] = []
  const handlers: ControlHandlers = { ask: async ({ node }: { node?: string }) => void seen.push(node) }
  const ask = (body: string) =>
    runCommand(
      { name: 'ask', readBody: async () => Buffer.from(body) },
      { by: 'local', progress: () => undefined, signal: new AbortController().signal },
      { handlers, log: undefined },
    )
  for (const body of ['null', '[]', '7', '"text"', 'true']) {
    const answer = await ask(body)
    t.is('error' in answer && answer.error.code, 'bad-argument', body)
  }
  await ask('{"__proto__": {"node": "someone", "polluted": true}, "constructor": {"prototype": {"polluted": true}}}')
  t.deepEqual(seen, [undefined])
})

test('a proposal and a key file with such fields are refused or read as if they were not there', async t => {
  const folder = await temporaryFolder(t)
  const path = join(folder, 'file')
  const pollution = '"__proto__": {"format": "patchmesh-proposal-1", "envelope": "", "kind": "x", "use": "admin"}'
  await writeFile(path, `{${pollution}}`, { mode: 0o600 })
  await t.throwsAsync(readEnvelopeFile(path), { code: 'bad-envelope' })
  await t.throwsAsync(readKeyFile(path, async () => ''))
})
