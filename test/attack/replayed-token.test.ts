// Tokens that have done their work: used up, expired, revoked, of another fleet, or shown by twenty strangers at the same moment.

import test from 'ava'
import { openState } from '../../coordinator/state.ts'
import { nodeNumber, tokenTerms, withEnrolment } from '../kit/enrolment.ts'

test('of twenty strangers with one token for one machine exactly one gets in', async t => {
  await withEnrolment(async ({ tokens, ask, rosters, home }) => {
    const { secret } = await tokens.create({ ...tokenTerms, uses: 1 })
    const strangers = Array.from({ length: 20 }, (_, index) => nodeNumber(index + 1))
    const answers = await Promise.all(strangers.map(node => ask(node, { secret })))
    t.is(answers.filter(answer => answer.refused === '').length, 1)
    t.is(answers.filter(answer => answer.refused === 'bad-token').length, 19)
    t.is(rosters.all()[0]!.members.length, 1)
    t.is((await openState(home)).tokens[0]!.usesLeft, 0)
  })
})

test('of twenty strangers with one token for one machine exactly one waits to be let in', async t => {
  await withEnrolment(async ({ tokens, ask, pending, rosters }) => {
    const { secret } = await tokens.create({ ...tokenTerms, uses: 1, needsApproval: true })
    const strangers = Array.from({ length: 20 }, (_, index) => nodeNumber(index + 1))
    const answers = await Promise.all(strangers.map(node => ask(node, { secret })))
    t.is(answers.filter(answer => answer.refused === 'pending-approval').length, 1)
    t.is(pending.all().length, 1)
    t.deepEqual(rosters.all(), [])
  })
})

test('a token that is used up, expired, revoked or of another fleet lets nobody in', async t => {
  await withEnrolment(async ({ tokens, ask, rosters, clock }) => {
    const usedUp = await tokens.create({ ...tokenTerms, uses: 1 })
    t.is((await ask(nodeNumber(1), { secret: usedUp.secret })).refused, '')
    const revoked = await tokens.create(tokenTerms)
    await tokens.revoke(revoked.id)
    const expired = await tokens.create({ ...tokenTerms, ttlMs: 60_000 })
    const good = await tokens.create(tokenTerms)
    await clock.advance(60_001)
    t.is((await ask(nodeNumber(2), { secret: usedUp.secret })).refused, 'bad-token')
    t.is((await ask(nodeNumber(2), { secret: revoked.secret })).refused, 'bad-token')
    t.is((await ask(nodeNumber(2), { secret: expired.secret })).refused, 'expired')
    t.is((await ask(nodeNumber(2), { secret: good.secret, fleet: Buffer.alloc(32, 1) })).refused, 'wrong-fleet')
    t.is(rosters.all()[0]!.members.length, 1)
    t.is((await ask(nodeNumber(2), { secret: good.secret })).refused, '')
  })
})

test('a token of a retired node that is used up does not bring it back', async t => {
  await withEnrolment(async ({ tokens, ask, call }) => {
    const { secret } = await tokens.create({ ...tokenTerms, uses: 1 })
    await ask(nodeNumber(1), { secret })
    await call('node-retire', { node: nodeNumber(1) })
    t.is((await ask(nodeNumber(1), { secret })).refused, 'bad-token')
    t.is((await ask(nodeNumber(1), {})).refused, 'not-a-member')
  })
})

test('a recalled node is let in by no token, and learns nothing by asking', async t => {
  await withEnrolment(async ({ tokens, ask, recalled }) => {
    const { secret } = await tokens.create(tokenTerms)
    t.is((await ask(nodeNumber(1), { secret })).refused, '')
    recalled.add(nodeNumber(1))
    for (const shown of [secret, new Uint8Array()]) {
      const answer = await ask(nodeNumber(1), { secret: shown })
      t.like(answer, { refused: 'recalled', site: '' })
      t.is(answer.roster.length, 0)
    }
  })
})
