// The coordinator's answer to one member's nonce: signed, short, and not too often.

import test from 'ava'
import { createHeadsServer, type HeadsDeps } from '../../../coordinator/sync/fresh-heads.ts'
import { headsFrameLimits } from '../../../core/fresh-heads.ts'
import { KIB, limits } from '../../../core/limits.ts'
import { summarize } from '../../../core/sync-exchange.ts'
import { type Signed, verifyObject } from '../../../core/verify.ts'
import { keySigner, signEnvelope } from '../../../keys/sign.ts'
import { makeFleet } from '../../kit/fleet.ts'
import { framePair } from '../../kit/frame-pair.ts'
import { manualClock } from '../../kit/manual-clock.ts'

const now = Date.UTC(2026, 10, 22)
const { signal } = new AbortController()

async function setUp() {
  const fleet = await makeFleet({ now, sites: { ['a-site-of-a-long-name'.repeat(9)]: 2, elsewhere: 1 } })
  const site = Object.keys(fleet.nodes)[0]!
  const { node } = fleet.nodes[site]![0]!
  const roster = await fleet.roster(site)
  const made = [roster, await fleet.heartbeat(site, [roster.head])]
  const objects = made.map(({ bytes }) =>
    verifyObject(bytes, { anchor: fleet.anchor, now, allowed: ['roster', 'heartbeat'] }),
  ) as Signed[]
  const clock = manualClock(now)
  const deps: HeadsDeps = {
    heartbeats: { forSite: each => (each === site ? objects : undefined) },
    state: { rootHeads: [fleet.root.head] },
    signer: {
      sign: (kind, name, encode) =>
        signEnvelope(kind, encode(fleet.header(kind, name)), [keySigner(fleet.keys.heartbeat[0]!)]),
    },
    siteOf: each => Object.keys(fleet.nodes).find(name => fleet.nodes[name]!.some(one => one.node === each)),
    knows: async () => true,
    clock,
  }
  const serve = createHeadsServer(deps)
  const ask = async (nonce: Uint8Array, from = node, asker = '') => {
    const [mine, theirs] = await framePair(headsFrameLimits)
    const serving = serve(theirs, from, signal)
    await mine.send('HeadsRequest', { nonce, node: asker }, signal)
    const answer = await mine.receive('HeadsAnswer', signal)
    await serving
    return { ...answer, bytes: mine.bytesReceived }
  }
  return { fleet, site, node, made, deps, clock, ask }
}

test('a member gets the head of its heartbeat and the summary of everything, with its nonce, in a kilobyte', async t => {
  const { fleet, node, made, ask } = await setUp()
  const nonce = Buffer.alloc(32, 9)
  const { refused, envelope, bytes } = await ask(nonce)
  t.is(refused, '')
  const { body } = verifyObject(envelope, { anchor: fleet.anchor, now, allowed: ['fresh-heads'] })
  t.is(body.header.name, node)
  t.deepEqual(Buffer.from(body.nonce), nonce)
  t.deepEqual(body.heartbeat, made[1]!.head)
  t.is(body.summary, summarize([fleet.root.head, ...made.map(({ head }) => head)]))
  t.true(bytes < KIB, `${bytes} bytes`)
})

test('it says when it has no whole report of the node, as after a restore', async t => {
  const { deps, ask } = await setUp()
  t.false((await ask(Buffer.alloc(32))).forgot)
  deps.knows = async () => false
  t.true((await ask(Buffer.alloc(32))).forgot)
})

test('a wrong nonce, a site without a heartbeat, and a member that asks too often are told so', async t => {
  const { node, deps, clock, ask } = await setUp()
  t.is((await ask(Buffer.alloc(31))).refused, 'bad-message')
  t.is((await ask(Buffer.alloc(32), 'nobody')).refused, 'not-found')
  for (let index = 1; index < limits.memberHeads.burst; index++) t.is((await ask(Buffer.alloc(32))).refused, '')
  t.is((await ask(Buffer.alloc(32))).refused, 'limit-exceeded')
  await clock.advance(1000 / limits.memberHeads.perSecond)
  t.is((await ask(Buffer.alloc(32))).refused, '')
  deps.heartbeats = { forSite: () => [] }
  await clock.advance(1000 / limits.memberHeads.perSecond)
  t.is((await ask(Buffer.alloc(32), node)).refused, 'not-found')
})

test('a member may bring the question of another one of its site, and uses up nothing of what that one may ask itself', async t => {
  const { fleet, site, node, deps, ask } = await setUp()
  deps.knows = async () => false
  const carrier = fleet.nodes[site]![1]!.node
  const nonce = Buffer.alloc(32, 9)
  const { envelope, forgot } = await ask(nonce, carrier, node)
  t.is(verifyObject(envelope, { anchor: fleet.anchor, now, allowed: ['fresh-heads'] }).body.header.name, node)
  t.false(forgot)
  const stranger = fleet.nodes.elsewhere![0]!.node
  t.is((await ask(nonce, stranger, node)).refused, 'not-a-member')
  t.is((await ask(nonce, carrier, 'nobody')).refused, 'not-a-member')
  for (let more = 1; more < limits.memberCarriedHeads.burst; more++)
    if ((await ask(nonce, carrier, node)).refused !== '') return t.fail(`refused after ${more}`)
  t.is((await ask(nonce, carrier, node)).refused, 'limit-exceeded')
  const own = await ask(nonce)
  t.deepEqual([own.refused, own.forgot], ['', true])
})
