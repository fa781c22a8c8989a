// Joining: what a token is good for, and what a stranger without a good one gets.

import test from 'ava'
import { openState } from '../../../coordinator/state.ts'
import { limits } from '../../../core/limits.ts'
import { verifyObject, verifyRootChain } from '../../../core/verify.ts'
import { nodeNumber as node, enrolmentNow as now, tokenTerms as terms, withEnrolment } from '../../kit/enrolment.ts'

test('a good token makes a member of its site, with its groups and prefixes, and proves the fleet', async t => {
  await withEnrolment(async ({ tokens, ask, state }) => {
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
  await withEnrolment(async ({ tokens, ask, home }) => {
    const { secret } = await tokens.create(terms)
    t.is((await ask(node(1), { secret })).refused, '')
    t.is((await ask(node(1), { secret })).refused, '')
    t.is((await openState(home)).tokens[0]!.usesLeft, 1)
    t.is((await ask(node(2), { secret })).refused, '')
    t.is((await ask(node(3), { secret })).refused, 'bad-token')
  })
})

test('a used-up token is still called used up after others were made', async t => {
  await withEnrolment(async ({ tokens, ask }) => {
    const { secret } = await tokens.create({ ...terms, uses: 1 })
    t.is((await ask(node(1), { secret })).refused, '')
    await tokens.create(terms)
    const answer = await ask(node(2), { secret })
    t.is(answer.refused, 'bad-token')
    t.regex(answer.message, /used up/)
  })
})

test('two strangers who race for the last use do not both get in', async t => {
  await withEnrolment(async ({ tokens, ask, rosters }) => {
    const { secret } = await tokens.create({ ...terms, uses: 1 })
    const answers = await Promise.all([1, 2, 3].map(number => ask(node(number), { secret })))
    t.is(answers.filter(answer => answer.refused === '').length, 1)
    t.is(rosters.all()[0]!.members.length, 1)
  })
})

test('joins that come together lose none of the members', async t => {
  await withEnrolment(async ({ tokens, ask, rosters }) => {
    const { secret } = await tokens.create({ ...terms, uses: 8 })
    await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(number => ask(node(number), { secret })))
    t.is(rosters.all()[0]!.members.length, 8)
  })
})

test('expired, unknown and foreign tokens, other fleets, classes and specifications are told apart', async t => {
  await withEnrolment(async ({ tokens, ask, clock, rosters }) => {
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
  await withEnrolment(async ({ tokens, ask }) => {
    const [berlin, lyon] = [await tokens.create(terms), await tokens.create({ ...terms, site: 'lyon' })]
    t.is((await ask(node(1), { secret: berlin.secret })).refused, '')
    t.is((await ask(node(1), { secret: lyon.secret })).refused, 'already-exists')
  })
})

test('the secret of a token is not kept', async t => {
  await withEnrolment(async ({ tokens, state }) => {
    const { secret } = await tokens.create(terms)
    t.false(JSON.stringify(state.tokens).includes(Buffer.from(secret).toString('hex')))
  })
})

test('a member that shows its token again is told where it is, though the token is used up', async t => {
  await withEnrolment(async ({ tokens, ask, rosters }) => {
    const { secret } = await tokens.create({ ...terms, uses: 1 })
    t.is((await ask(node(1), { secret })).refused, '')
    const { version } = rosters.all()[0]!.header
    t.is((await ask(node(1), { secret })).refused, '')
    t.is(rosters.all()[0]!.header.version, version)
  })
})

test('a member asks where it belongs without a token, and nobody else learns anything that way', async t => {
  await withEnrolment(async ({ tokens, ask }) => {
    const { secret } = await tokens.create(terms)
    await ask(node(1), { secret })
    t.like(await ask(node(1), {}), { refused: '', site: 'berlin' })
    const answer = await ask(node(2), {})
    t.like(answer, { refused: 'not-a-member', site: '' })
    t.is(answer.roster.length, 0)
  })
})

test('a token is ended by its id, and who comes with it later is told so', async t => {
  await withEnrolment(async ({ tokens, ask }) => {
    const { id, secret } = await tokens.create(terms)
    t.like(tokens.list()[0], { id, usesLeft: 2, isOpen: true, site: 'berlin' })
    t.false(JSON.stringify(tokens.list()).includes(Buffer.from(secret).toString('hex')))
    await tokens.revoke(id)
    t.like(tokens.list()[0], { id, usesLeft: 0, isOpen: false })
    const answer = await ask(node(1), { secret })
    t.is(answer.refused, 'bad-token')
    t.regex(answer.message, /revoked/)
    await t.throwsAsync(tokens.revoke('nothing'), { code: 'not-found' })
  })
})

test('with a token that needs approval a node waits until it is let in, across a restart of the coordinator', async t => {
  await withEnrolment(async ({ tokens, ask, rosters, call, home }) => {
    const { secret } = await tokens.create({ ...terms, uses: 1, needsApproval: true })
    t.is((await ask(node(1), { secret })).refused, 'pending-approval')
    t.is((await ask(node(1), { secret })).refused, 'pending-approval')
    t.is((await ask(node(1), {})).refused, 'pending-approval')
    t.is((await ask(node(2), { secret })).refused, 'bad-token')
    t.like((await openState(home)).pending[0], { node: node(1), site: 'berlin', groups: ['web'], class: 'wired' })
    t.deepEqual(rosters.all(), [])
    t.like(await call('node-approve', { node: 'host' }), { node: node(1), site: 'berlin', from: null })
    t.like(await ask(node(1), { secret }), { refused: '', site: 'berlin' })
    t.deepEqual(await call('node-pending'), [])
    t.deepEqual(rosters.all()[0]!.prefixes, ['10.1.0.0/24'])
  })
})

test('who waits by a token is forgotten when the token is revoked, and the others wait on', async t => {
  await withEnrolment(async ({ tokens, ask, call, home }) => {
    const [leaked, good] = [
      await tokens.create({ ...terms, needsApproval: true }),
      await tokens.create({ ...terms, needsApproval: true }),
    ]
    await ask(node(1), { secret: leaked.secret })
    await ask(node(2), { secret: leaked.secret })
    await ask(node(3), { secret: good.secret })
    t.deepEqual(await call('token-revoke', { id: leaked.id }), { id: leaked.id, dropped: 2 })
    t.is((await ask(node(1), { secret: leaked.secret })).refused, 'bad-token')
    t.is((await ask(node(2), {})).refused, 'not-a-member')
    t.deepEqual(
      (await openState(home)).pending.map(waiting => waiting.node),
      [node(3)],
    )
    t.like(await call('node-approve', { node: node(3) }), { site: 'berlin' })
  })
})

test('no token and no move puts a machine into a group that the policy protects', async t => {
  await withEnrolment(async ({ tokens, ask, call, rosters }) => {
    const { secret } = await tokens.create(terms)
    await ask(node(1), { secret })
    const request = { prefixes: [], uses: 1, ttlMs: 3_600_000, needsApproval: false, replaces: '', site: 'berlin' }
    const groups = ['web', 'domain-controllers']
    const refused = { code: 'refused', message: /policy protects the group domain-controllers/ }
    await t.throwsAsync(call('token-create', { ...request, groups }), refused)
    await t.throwsAsync(call('node-move', { node: node(1), groups, isNewSite: false }), refused)
    t.is(tokens.list().length, 1)
    t.deepEqual(rosters.find(node(1))?.member.groups, ['web'])
    t.like(await call('token-create', { ...request, groups: ['web'] }), { groups: ['web'] })
  })
})

test('a node that is not let in, or was forgotten, is told that it is no member', async t => {
  await withEnrolment(async ({ tokens, ask, call, clock }) => {
    const { secret } = await tokens.create({ ...terms, needsApproval: true })
    await ask(node(1), { secret })
    await call('node-refuse', { node: node(1) })
    t.is((await ask(node(1), {})).refused, 'not-a-member')
    await ask(node(2), { secret })
    await clock.advance(limits.pendingMs + 1000)
    t.is((await ask(node(2), {})).refused, 'not-a-member')
    await t.throwsAsync(call('node-approve', { node: node(2) }), { code: 'not-found' })
  })
})

test('a machine set up anew takes the place of the old one in one roster', async t => {
  await withEnrolment(async ({ tokens, ask, rosters }) => {
    const first = await tokens.create(terms)
    await ask(node(1), { secret: first.secret })
    await ask(node(2), { secret: first.secret })
    const again = await tokens.create({ ...terms, uses: 1, replaces: node(1) })
    t.is((await ask(node(3), { secret: again.secret })).refused, '')
    t.deepEqual(
      rosters.all()[0]!.members.map(member => member.node),
      [node(2), node(3)],
    )
  })
})

test('a moved node is in the other site, with its groups or new ones, and its connection is cut', async t => {
  await withEnrolment(async ({ tokens, ask, rosters, call, cut }) => {
    const [berlin, lyon] = [await tokens.create(terms), await tokens.create({ ...terms, site: 'lyon' })]
    await ask(node(1), { secret: berlin.secret })
    await ask(node(2), { secret: lyon.secret })
    await t.throwsAsync(call('node-move', { node: node(1), site: 'lyno', isNewSite: false }), { code: 'not-found' })
    t.like(await call('node-move', { node: node(1), site: 'lyon', isNewSite: false }), { from: 'berlin', site: 'lyon' })
    t.deepEqual(cut, [node(1)])
    t.like(await ask(node(1), {}), { site: 'lyon' })
    t.is(rosters.all().find(({ header }) => header.name === 'berlin')?.members.length, 0)
    await call('node-move', { node: node(1), groups: ['db'], isNewSite: false })
    t.deepEqual(rosters.find(node(1))?.member.groups, ['db'])
    const wanted = { node: node(1), groups: ['domain-controllers'], isNewSite: false }
    await t.throwsAsync(call('node-move', wanted), { code: 'refused', message: /policy protects/ })
  })
})

test('a retired node is on no roster, and is told so', async t => {
  await withEnrolment(async ({ tokens, ask, rosters, call }) => {
    const { secret } = await tokens.create(terms)
    await ask(node(1), { secret })
    t.like(await call('node-retire', { node: node(1) }), { from: 'berlin', site: '' })
    t.is(rosters.find(node(1)), undefined)
    t.is((await ask(node(1), {})).refused, 'not-a-member')
  })
})

test('a node that a cut-off move left in two rosters is where it came to last, and soon nowhere else', async t => {
  await withEnrolment(async ({ tokens, ask, rosters, published }) => {
    const [berlin, lyon] = [await tokens.create(terms), await tokens.create({ ...terms, site: 'lyon' })]
    await ask(node(1), { secret: berlin.secret })
    await ask(node(2), { secret: lyon.secret })
    const put = published.put.bind(published)
    published.put = async (bytes, allowed) => {
      if (rosters.find(node(1))?.site === 'lyon') throw new Error('killed')
      return await put(bytes, allowed)
    }
    await t.throwsAsync(rosters.move(node(1), { site: 'lyon' }), { message: 'killed' })
    published.put = put
    const sitesOf = () => rosters.all().filter(({ members }) => members.some(member => member.node === node(1)))
    t.is(sitesOf().length, 2)
    t.is(rosters.find(node(1))?.site, 'lyon')
    await rosters.settle()
    t.deepEqual(
      sitesOf().map(({ header }) => header.name),
      ['lyon'],
    )
  })
})
