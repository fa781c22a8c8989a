// Joining: what a token is good for, and what a stranger without a good one gets.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { initFleet } from '../../../coordinator/commands/init.ts'
import { serveJoin } from '../../../coordinator/enrol/join-handler.ts'
import { Rosters } from '../../../coordinator/enrol/rosters.ts'
import { Tokens } from '../../../coordinator/enrol/tokens.ts'
import { readOnlineKeys } from '../../../coordinator/home.ts'
import { strangerFrames } from '../../../coordinator/network.ts'
import { createOnlineSigner } from '../../../coordinator/sign/online-signer.ts'
import { openState } from '../../../coordinator/state.ts'
import { Published } from '../../../coordinator/sync/published.ts'
import { createKeyPair } from '../../../core/ed25519.ts'
import { silentLog } from '../../../core/log.ts'
import { nodeIdOf } from '../../../core/node-id.ts'
import { verifyObject, verifyRootChain } from '../../../core/verify.ts'
import type { Encodable, Message } from '../../../proto/codec.ts'
import { framePair } from '../../kit/frame-pair.ts'
import { manualClock } from '../../kit/manual-clock.ts'

const now = Date.now() // roots are signed by the system's clock
const node = (number: number) => nodeIdOf(createKeyPair(Buffer.alloc(32, number)).publicKey)
const terms = { site: 'berlin', groups: ['web'], prefixes: ['10.1.0.0/24'], uses: 2, ttlMs: 3_600_000 }

async function withCoordinator(
  run: (parts: Awaited<ReturnType<typeof openCoordinator>>) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-join-'))
  try {
    const home = join(folder, 'home')
    const passphrase = async () => 'secret'
    await initFleet({
      home,
      keys: join(folder, 'keys'),
      fleet: 'test',
      listen: ['/ip4/127.0.0.1/tcp/0'],
      passphrase,
      cost: 2 ** 10,
    })
    await run(await openCoordinator(home))
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function openCoordinator(home: string) {
  const clock = manualClock(now)
  const state = await openState(home)
  const { signers } = await readOnlineKeys(home, async () => '')
  const values = new Map<string, Uint8Array>()
  const table = {
    get: async (key: string) => values.get(key),
    put: async (key: string, value: Uint8Array) => void values.set(key, value),
    delete: async (key: string) => void values.delete(key),
    async *entries() {
      yield* [...values]
    },
    batch: async () => undefined,
  }
  const published = await Published.open({ table, anchor: state.anchor, clock, log: silentLog })
  const rosters = new Rosters(published, createOnlineSigner({ state, signers, clock }))
  const tokens = new Tokens(state, clock)
  const ask = async (from: string, request: Encodable<'JoinRequest'>): Promise<Message<'JoinAnswer'>> => {
    const [client, server] = await framePair(strangerFrames)
    const signal = AbortSignal.timeout(5_000)
    const serving = serveJoin(server, from, { state, tokens, rosters, log: silentLog }, signal)
    const all = { spec: 1, fleet: Buffer.from(state.anchor.fleet, 'hex'), class: 'wired', hostName: 'host', ...request }
    await client.send('JoinRequest', all, signal)
    const answer = await client.receive('JoinAnswer', signal)
    await serving
    return answer
  }
  return { clock, state, published, rosters, tokens, ask, home }
}

test('a good token makes a member of its site, with its groups and prefixes, and proves the fleet', async t => {
  await withCoordinator(async ({ tokens, ask, state }) => {
    const { secret } = await tokens.create(terms)
    const answer = await ask(node(1), { secret })
    t.is(answer.refused, '')
    t.is(answer.site, 'berlin')
    const anchor = verifyRootChain(answer.roots, state.anchor.fleet)
    const { body } = verifyObject(answer.roster, { anchor, now, allowed: ['roster'] })
    t.deepEqual(body.prefixes, ['10.1.0.0/24'])
    t.is(body.members.length, 1)
    t.like(body.members[0], { node: node(1), class: 'wired', groups: ['web'], hostName: 'host' })
  })
})

test('a token counts its uses, durably, and not those of a member who joins again', async t => {
  await withCoordinator(async ({ tokens, ask, home }) => {
    const { secret } = await tokens.create(terms)
    t.is((await ask(node(1), { secret })).refused, '')
    t.is((await ask(node(1), { secret })).refused, '')
    t.is((await openState(home)).tokens[0]!.usesLeft, 1)
    t.is((await ask(node(2), { secret })).refused, '')
    t.is((await ask(node(3), { secret })).refused, 'bad-token')
  })
})

test('a used-up token is still called used up after others were made', async t => {
  await withCoordinator(async ({ tokens, ask }) => {
    const { secret } = await tokens.create({ ...terms, uses: 1 })
    t.is((await ask(node(1), { secret })).refused, '')
    await tokens.create(terms)
    const answer = await ask(node(2), { secret })
    t.is(answer.refused, 'bad-token')
    t.regex(answer.message, /used up/)
  })
})

test('two strangers who race for the last use do not both get in', async t => {
  await withCoordinator(async ({ tokens, ask, rosters }) => {
    const { secret } = await tokens.create({ ...terms, uses: 1 })
    const answers = await Promise.all([1, 2, 3].map(number => ask(node(number), { secret })))
    t.is(answers.filter(answer => answer.refused === '').length, 1)
    t.is(rosters.all()[0]!.members.length, 1)
  })
})

test('joins that come together lose none of the members', async t => {
  await withCoordinator(async ({ tokens, ask, rosters }) => {
    const { secret } = await tokens.create({ ...terms, uses: 8 })
    await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(number => ask(node(number), { secret })))
    t.is(rosters.all()[0]!.members.length, 8)
  })
})

test('expired, unknown and foreign tokens, other fleets, classes and specifications are told apart', async t => {
  await withCoordinator(async ({ tokens, ask, clock, rosters }) => {
    const { secret } = await tokens.create(terms)
    t.is((await ask(node(1), { secret: Buffer.alloc(32) })).refused, 'bad-token')
    t.is((await ask(node(1), { secret, fleet: Buffer.alloc(32) })).refused, 'wrong-fleet')
    t.is((await ask(node(1), { secret, spec: 2 })).refused, 'refused')
    t.is((await ask(node(1), { secret, class: 'king' })).refused, 'bad-object')
    t.is((await ask(node(1), { secret, hostName: 'a\nb' })).refused, 'bad-object')
    await clock.advance(3_600_001)
    t.is((await ask(node(1), { secret })).refused, 'expired')
    t.deepEqual(rosters.all(), [])
  })
})

test('a member of one site does not become one of another by a second token', async t => {
  await withCoordinator(async ({ tokens, ask }) => {
    const [berlin, lyon] = [await tokens.create(terms), await tokens.create({ ...terms, site: 'lyon' })]
    t.is((await ask(node(1), { secret: berlin.secret })).refused, '')
    t.is((await ask(node(1), { secret: lyon.secret })).refused, 'already-exists')
  })
})

test('the secret of a token is not kept', async t => {
  await withCoordinator(async ({ tokens, state }) => {
    const { secret } = await tokens.create(terms)
    t.false(JSON.stringify(state.tokens).includes(Buffer.from(secret).toString('hex')))
  })
})
