// Attack: whoever reads the logs, the terminal or the mails with errors in them looks for a key, a token or a passphrase. A fleet is made,
// served, joined and administered in this process with every log line kept, mistakes included; none of its secrets is in what was said.

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import test, { type ExecutionContext } from 'ava'
import { pino } from 'pino'
import { startAgent } from '../../agent/agent.ts'
import { writeConfig } from '../../agent/config.ts'
import { join as joinFleet } from '../../agent/join.ts'
import { statePaths } from '../../agent/state-paths.ts'
import { initFleet } from '../../coordinator/commands/init.ts'
import type { CreatedToken } from '../../coordinator/enrol/token-handlers.ts'
import { homePaths } from '../../coordinator/home.ts'
import { serve } from '../../coordinator/serve.ts'
import { onlineRoles } from '../../coordinator/sign/online-signer.ts'
import { systemClock } from '../../core/clock.ts'
import { callControl } from '../../core/control.ts'
import { encodeJoinToken, parseJoinToken } from '../../core/join-token.ts'
import { systemRandom } from '../../core/random.ts'
import { boxKeyPair } from '../../keys/box.ts'
import { createKeyFile, readKeyFile } from '../../keys/key-file.ts'
import { addPatch, temporaryFolder } from '../kit/patch-folder.ts'
import { type RunOptions, runPatchmesh } from '../kit/run-patchmesh.ts'

const passphrase = 'correct horse battery staple of the root'
const wrongPassphrase = 'a passphrase mistyped by an admin'
const backupPassphrase = 'the passphrase of no backup but this'
const loopback = '/ip4/127.0.0.1/tcp/0'

/** All that is said: lines of both logs, errors with their causes, what commands print. */
function listen() {
  const heard: string[] = []
  const stream = new Writable({
    write(line, _, done) {
      heard.push(String(line))
      done()
    },
  })
  return {
    heard,
    log: pino({ level: 'trace' }, stream),
    /** What fails is heard with its stack, causes and fields. */
    async failing(t: ExecutionContext, running: Promise<unknown>, code: string) {
      const thrown = (await t.throwsAsync(running, { code })) as Error
      for (let error: unknown = thrown; error instanceof Error; error = error.cause)
        heard.push(error.message, error.stack ?? '', JSON.stringify(error))
    },
    async run(args: string[], options: RunOptions = {}) {
      const { code, out, err } = await runPatchmesh(args, options)
      heard.push(out, err)
      return { code, out, err }
    },
  }
}

/** Every spelling of a secret, and of its first half: what is cut is as good as told. Of hex, as key files have it, any 8 bytes. */
function spellings(secret: Uint8Array): string[] {
  const hex = Buffer.from(secret).toString('hex')
  const pieces = Array.from({ length: hex.length - 15 }, (_, at) => hex.slice(at, at + 16))
  const others = [secret, secret.subarray(0, 16)].flatMap(bytes => {
    const buffer = Buffer.from(bytes)
    const base64 = buffer.toString('base64').replace(/=+$/, '')
    const sure = buffer.length % 3 === 0 ? base64 : base64.slice(0, -1) // the last character depends on what follows
    const url = sure.replaceAll('+', '-').replaceAll('/', '_')
    const lists = [[...bytes].join(','), [...bytes].join(', ')]
    return [sure, url, buffer.toString('latin1'), buffer.toString('utf8'), ...lists]
  })
  return [...pieces, ...others]
}

/** What was said that holds a secret. */
function leaks(heard: readonly string[], secrets: Record<string, Uint8Array>): string[] {
  const all = heard.join('\n')
  const lower = all.toLowerCase()
  const tells = (each: string) => all.includes(each) || lower.includes(each.toLowerCase())
  return Object.keys(secrets).filter(name => spellings(secrets[name]!).some(tells))
}

test('the search finds a secret in every spelling, whole or cut', t => {
  const secret = Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 37 + 200) % 256))
  for (const each of [secret, secret.subarray(0, 16)])
    for (const said of [
      each.toString('hex').toUpperCase(),
      each.toString('base64'),
      each.toString('base64url'),
      JSON.stringify(each),
      JSON.stringify(Object.values(Uint8Array.from(each))),
      each.toString('latin1'),
    ])
      t.deepEqual(leaks([`"x":"${said}"`], { secret }), ['secret'], said)
  t.deepEqual(leaks(['nothing'], { secret }), [])
})

test('no log line, error or output of a fleet at work holds a key, a passphrase or the secret of a token', async t => {
  const folder = await temporaryFolder(t)
  const at = (name: string) => join(folder, name)
  const [home, state] = [at('home'), at('pc')]
  const said = listen()
  const { log } = said
  const secrets: Record<string, Uint8Array> = Object.fromEntries(
    [passphrase, wrongPassphrase, backupPassphrase].map(words => [words, Buffer.from(words)]),
  )
  const asked = async () => passphrase
  const places = { listen: [loopback], originListen: '127.0.0.1:0' }
  const made = await initFleet({ home, keys: at('keys'), fleet: 'office', ...places, passphrase: asked, cost: 2 })
  const keep = async (path: string, given = asked) => {
    const { use, secretKey } = await readKeyFile(path, given)
    secrets[`${use} of ${path}`] = secretKey.subarray(0, 32)
    secrets[`box of ${path}`] = boxKeyPair(secretKey).secretKey
  }
  const onlineKeys = onlineRoles.map(role => homePaths(home).onlineKey(role))
  for (const path of [made.rootKey, made.adminKey, homePaths(home).nodeKey, ...onlineKeys]) await keep(path)
  const identity = at('operator.key')
  await createKeyFile(identity, { use: 'operator', passphrase, cost: 2 })
  await keep(identity)

  const running = await serve({ home, passphrase: asked, clock: systemClock, log })
  t.teardown(() => running.close())
  const ask = <T>(name: string, args: unknown) => callControl(homePaths(home).control, name, args) as Promise<T>
  const terms = { site: 'berlin', prefixes: [], uses: 1, ttlMs: 3_600_000, needsApproval: false, replaces: '' }
  const { token } = await ask<CreatedToken>('token-create', terms)
  const parts = parseJoinToken(token)
  secrets.token = parts.secret
  secrets['text of the token'] = Buffer.from(token.slice(-40))
  const guessed = Buffer.alloc(32, 'a guess of a secret')
  secrets['wrong token'] = guessed

  const options = { stateFolder: state, listen: [loopback], seed: false, clock: systemClock, random: systemRandom, log }
  const wrong = encodeJoinToken({ ...parts, secret: guessed })
  await said.failing(t, joinFleet({ ...options, stateFolder: at('stranger'), token: wrong }), 'bad-token')
  await said.failing(t, joinFleet({ ...options, token: `${token.slice(0, -1)}_` }), 'bad-token')
  await joinFleet({ ...options, root: at('root'), token })
  await writeConfig(state, { listen: [loopback], root: at('root'), 'discovery.mdns': false } as never)
  await keep(statePaths(state).key)
  await keep(statePaths(at('stranger')).key)
  const agent = await startAgent({ folder: state, passphrase: asked, clock: systemClock, random: systemRandom, log })
  t.teardown(() => agent.close())
  await said.failing(t, joinFleet({ ...options, stateFolder: at('late'), token }), 'bad-token')

  const here = ['--home', home]
  const signing = [...here, '--key', made.adminKey]
  await addPatch(at('feed'), 'vpn')
  const must = async (args: string[], given: RunOptions = {}) => {
    const { code, err } = await said.run(args, given)
    t.is(code, 0, `${args.join(' ')}: ${err}`)
  }
  await must(['feed', 'add', 'house', '--type', 'folder', '--path', at('feed'), ...here])
  await must(['feed', 'sync', ...here])
  await must(['patch', 'approve', 'vpn', ...signing], { passphrase })
  await must(['schedule', 'create', '--yes', '--patch', 'vpn', '--all', '--start', 'now', ...signing], { passphrase })
  await must(['backup', '--out', at('one.backup'), ...here], { passphrase: backupPassphrase })
  for (const list of ['token list', 'node list', 'proposal list', 'root show'])
    await must([...list.split(' '), ...here])

  for (const json of [[], ['--json']]) {
    const scheduling = ['schedule', 'create', '--yes', '--patch', 'vpn', '--all', '--start', 'now', ...signing, ...json]
    t.is((await said.run(scheduling, { passphrase: wrongPassphrase })).code, 1)
  }
  const restored = await said.run(['restore', at('one.backup'), '--home', at('other')], { passphrase: wrongPassphrase })
  t.is(restored.code, 1, 'restore') // once: opening a backup is slow by intent
  const node = homePaths(home).nodeKey
  for (const [name, change] of Object.entries({
    cut: (text: string) => text.slice(0, -20),
    'other pair': (text: string) =>
      text.replace(/("publicKey": ")(..)/, (_, before, byte) => before + (byte === '00' ? '01' : '00')),
    'other format': (text: string) => text.replace('patchmesh-key-1', 'patchmesh-key-9'),
    'no JSON inside the secret': (text: string) => text.replace(/("secretKey": "[0-9a-f]{40})/, '$1",'),
    longer: (text: string) => text.replace(/("secretKey": "[0-9a-f]+)/, '$1aa'),
  })) {
    const path = at(`${name}.key`)
    await writeFile(path, change(await readFile(node, 'utf8')), { mode: 0o600 })
    await said.failing(t, readKeyFile(path, asked), 'bad-key-file')
    await said.run(['key', 'show', path, '--json'])
    const used = await said.run([
      'schedule',
      'create',
      '--yes',
      '--patch',
      'vpn',
      '--all',
      '--start',
      'now',
      ...here,
      '--key',
      path,
    ])
    t.is(used.code, 1, name)
  }
  await agent.close()
  await running.close()

  t.true(said.heard.filter(line => line.startsWith('{"level":')).length >= 5, 'the logs were heard')
  t.deepEqual(leaks(said.heard, secrets), [])
  const audited = said.heard.filter(line => line.startsWith('{"level":')).map(line => JSON.parse(line).audit)
  const expected = ['token-created', 'joined', 'feed-added', 'approved', 'scheduled']
  t.deepEqual(
    expected.filter(each => !audited.includes(each)),
    [],
    'the search went over the audit log too',
  )
})
