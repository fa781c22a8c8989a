// Strangers who try secrets: soon they are refused without a look, the alarm tells, and who comes from elsewhere with a good token
// gets in meanwhile.

import { randomBytes } from 'node:crypto'
import test from 'ava'
import { limits, MINUTE_MS } from '../../core/limits.ts'
import { nodeNumber, tokenTerms, withEnrolment } from '../kit/enrolment.ts'

test('after ten wrong secrets from one address even the right one is not looked at, for a minute', async t => {
  await withEnrolment(async ({ tokens, ask, guesses, clock }) => {
    const { secret } = await tokens.create(tokenTerms)
    const from = { address: '203.0.113.9' }
    for (let tries = 0; tries < limits.wrongSecretsPerAddress; tries++)
      t.is((await ask(nodeNumber(1), { ...from, secret: randomBytes(32) })).refused, 'bad-token')
    t.deepEqual(guesses, [])
    t.is((await ask(nodeNumber(1), { ...from, secret })).refused, 'limit-exceeded')
    t.deepEqual(guesses, ['203.0.113.9'])
    t.is((await ask(nodeNumber(2), { address: '203.0.113.10', secret })).refused, '')
    await clock.advance(MINUTE_MS)
    t.is((await ask(nodeNumber(1), { ...from, secret })).refused, '')
  })
})

test('a host with a whole IPv6 network is one address, and a crowd of hosts has one bound for all', async t => {
  await withEnrolment(async ({ tokens, ask, guesses }) => {
    const { secret } = await tokens.create(tokenTerms)
    for (let tries = 0; tries < limits.wrongSecretsPerAddress; tries++)
      await ask(nodeNumber(1), { address: `2001:db8::${tries}`, secret: randomBytes(32) })
    t.is((await ask(nodeNumber(1), { address: '2001:db8::ffff', secret })).refused, 'limit-exceeded')
    for (let tries = limits.wrongSecretsPerAddress; tries < limits.wrongSecrets; tries++) {
      const address = `10.0.${tries >> 8}.${tries & 255}`
      t.throws(() => tokens.find(randomBytes(32), address), { code: 'bad-token' })
    }
    t.is((await ask(nodeNumber(1), { address: '192.0.2.77', secret })).refused, 'limit-exceeded')
    t.is(guesses.at(-1), '192.0.2.77')
  })
})

test('a member that asks where it belongs is answered while others guess', async t => {
  await withEnrolment(async ({ tokens, ask }) => {
    const { secret } = await tokens.create(tokenTerms)
    const address = '203.0.113.9'
    t.is((await ask(nodeNumber(1), { address, secret })).refused, '')
    for (let tries = 0; tries <= limits.wrongSecretsPerAddress; tries++)
      await ask(nodeNumber(2), { address, secret: randomBytes(32) })
    t.is((await ask(nodeNumber(1), { address })).refused, '')
  })
})
