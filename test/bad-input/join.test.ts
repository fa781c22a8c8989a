// Joining as it goes wrong, with the real agent against a real coordinator: each refusal says what to do, leaves no member behind in the
// folder, and the same folder joins when the cause is gone.

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { openState } from '../../coordinator/state.ts'
import { encodeJoinToken, parseJoinToken } from '../../core/join-token.ts'
import { cleanUp, contentOf, done, type Home, initHome, refused } from '../kit/bad-input.ts'
import { isProcessRun, serialProcessTest } from '../kit/long.ts'
import { type Daemon, freePort, json } from '../kit/processes.ts'

const cleanups: (() => unknown)[] = []
let office: Home
let other: Home
let othersCoordinator: Daemon

test.before(async t => {
  if (!isProcessRun) return
  t.timeout(120_000)
  office = await initHome(t, cleanups)
  other = await initHome(t, cleanups)
  await office.serve()
  othersCoordinator = await other.serve()
})
test.after.always(() => cleanUp(cleanups))

async function tokenOf(t: ExecutionContext<unknown>, home: Home, ...terms: string[]): Promise<string> {
  return (await done(t, 'patchmesh', ['token', 'create', '--site', 'office', '--home', home.home, ...terms])).trim()
}

/** Of the other coordinator, made an hour ago for a minute. */
async function expiredToken(t: ExecutionContext<unknown>): Promise<string> {
  const token = await tokenOf(t, other)
  await othersCoordinator.stop()
  const state = await openState(other.home)
  await state.replaceTokens(state.tokens.map(each => ({ ...each, expiresAt: each.expiresAt - 100_000 })))
  othersCoordinator = await other.serve()
  return token
}

let folders = 0
/** A state folder's options; nothing is there yet. */
function newState(): { state: string; where: string[] } {
  const state = join(office.folder, `state-${folders++}`)
  return { state, where: ['--state', state, '--root', `${state}-root`] }
}

/** Nobody's member: no more than a key that the next try uses again. */
async function isNoMember(t: ExecutionContext, state: string): Promise<void> {
  await mkdir(state, { recursive: true })
  const names = Object.keys(await contentOf(state))
  t.deepEqual(
    names.filter(name => !name.startsWith('node.key')),
    [],
  )
  await refused(t, 'agent', ['run', '--state', state], {
    code: 'wrong-state',
    says: /belongs to no fleet: run "patchmesh-agent join TOKEN --state .*" first$/,
  })
}

serialProcessTest('a token that is mistyped, cut short, or none at all says how to get a right one', async t => {
  t.timeout(120_000)
  const token = await tokenOf(t, office)
  const { state, where } = newState()
  const mistyped = token.slice(0, 40) + (token[40] === 'A' ? 'B' : 'A') + token.slice(41)
  const wrong = { code: 'bad-token', says: /^the join token is mistyped or cut short: copy it again, in full$/ }
  await Promise.all([
    refused(t, 'agent', ['join', mistyped, ...where], wrong),
    refused(t, 'agent', ['join', token.slice(0, -5), ...where], wrong),
  ])
  await Promise.all([
    refused(t, 'agent', ['join', 'hello', ...where], {
      code: 'bad-token',
      says: /^expected a join token, which starts with pmj1_, found something else: copy what `patchmesh token create` printed$/,
    }),
    refused(t, 'agent', ['join', ...where], {
      code: 'bad-argument',
      exit: 2,
      says: /^expected a token: give it as the argument, or /,
    }),
  ])
  await isNoMember(t, state)
})

serialProcessTest(
  'a token that is used up, expired or unknown is refused by the coordinator, which lets nobody in',
  async t => {
    t.timeout(180_000)
    const once = await tokenOf(t, office, '--uses', '1')
    const first = newState()
    await done(t, 'agent', ['join', once, ...first.where])
    const second = newState()
    await refused(t, 'agent', ['join', once, ...second.where], {
      code: 'bad-token',
      says: /^the coordinator refused: the token is used up, or was revoked: ask for a new one$/,
    })
    await refused(t, 'agent', ['join', await expiredToken(t), ...second.where], {
      code: 'expired',
      says: /^the coordinator refused: the token expired \d{4}-.*: ask for a new one$/,
    })
    const unknown = encodeJoinToken({ ...parseJoinToken(once), secret: Buffer.alloc(32, 7) })
    await refused(t, 'agent', ['join', unknown, ...second.where], {
      code: 'bad-token',
      says: /^the coordinator refused: the token is unknown here: .*: ask for a new one$/,
    })
    await isNoMember(t, second.state)
    const nodes = await json<unknown[]>('patchmesh', ['node', 'list', '--home', office.home])
    t.is(nodes.length, 1)
    await done(t, 'agent', ['join', await tokenOf(t, office), ...second.where])
  },
)

serialProcessTest(
  'a coordinator that does not answer, has another key, or is of another fleet is told apart',
  async t => {
    t.timeout(180_000)
    const token = parseJoinToken(await tokenOf(t, office))
    const { state, where } = newState()
    const unreachable = { ...token, addresses: [`/ip4/127.0.0.1/tcp/${await freePort()}`] }
    const otherKey = { ...token, addresses: [`/ip4/127.0.0.1/tcp/${other.listen}`] }
    const otherFleet = { ...token, fleet: parseJoinToken(await tokenOf(t, other)).fleet }
    await refused(t, 'agent', ['join', encodeJoinToken(unreachable), ...where], {
      code: 'not-reachable',
      says: /^no coordinator answers at \/ip4\/.*: is it running, and may this machine connect to it\?$/,
    })
    await refused(t, 'agent', ['join', encodeJoinToken(otherKey), ...where], {
      code: 'wrong-coordinator',
      says: /^another node than the token's coordinator answers at .*: ask for a new token$/,
    })
    await refused(t, 'agent', ['join', encodeJoinToken(otherFleet), ...where], {
      code: 'wrong-fleet',
      says: /^the coordinator refused: the token is of another fleet than this coordinator: ask for a new one$/,
    })
    await isNoMember(t, state)
  },
)

serialProcessTest('joining twice says so and changes nothing, whatever the second token is', async t => {
  t.timeout(180_000)
  const { state, where } = newState()
  await done(t, 'agent', ['join', await tokenOf(t, office), ...where])
  const before = await contentOf(state)
  const again = await done(t, 'agent', ['join', await tokenOf(t, office), ...where])
  t.regex(again, /^12D3\w+ is a member of site office already; nothing was changed$/m)
  await refused(t, 'agent', ['join', await tokenOf(t, other), ...where], {
    code: 'wrong-fleet',
    says: /is a member of another fleet: use another folder, or remove this one$/,
  })
  t.deepEqual(await contentOf(state), before)
})

serialProcessTest('a state folder of a newer version is refused and not touched', async t => {
  t.timeout(120_000)
  const { state, where } = newState()
  await done(t, 'agent', ['join', await tokenOf(t, office), ...where])
  for (const slot of ['trusted.0', 'trusted.1']) {
    const bytes = await readFile(join(state, slot))
    await writeFile(join(state, slot), Buffer.concat([Buffer.from('PMSLOT2\n'), bytes.subarray(8)]))
  }
  const before = await contentOf(state)
  const newer = {
    code: 'wrong-state',
    says: /is of a newer version of patchmesh than this one: nothing was changed; start it with the newer version$/,
  }
  await refused(t, 'agent', ['run', '--state', state], newer)
  await refused(t, 'agent', ['join', await tokenOf(t, office), ...where], newer)
  t.deepEqual(await contentOf(state), before)
})
