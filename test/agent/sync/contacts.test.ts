import test from 'ava'
import fc from 'fast-check'
import { isContact, presumedDead } from '../../../agent/sync/contacts.ts'

const ranked = Array.from({ length: 20 }, (_, index) => `n${index}`)

/** Contacts of a site in which everybody sees everybody who is alive. */
function contactsAmong(alive: readonly string[]): string[] {
  const isUnreachable = (node: string) => !alive.includes(node)
  return alive.filter(self =>
    isContact({ self, ranked, connected: new Set(alive.filter(node => node !== self)), isUnreachable }),
  )
}

test('the contacts of a site are the first two that are alive', t => {
  fc.assert(
    fc.property(fc.subarray(ranked, { minLength: 1 }), alive => {
      const first = ranked.filter(node => alive.includes(node)).slice(0, 2)
      return JSON.stringify(contactsAmong(alive)) === JSON.stringify(first)
    }),
  )
  t.pass()
})

test('whom a node merely does not know is taken to be alive, so a large office has two contacts', t => {
  const view = { ranked, connected: new Set(['n12', 'n15']), isUnreachable: () => false }
  t.true(isContact({ ...view, self: 'n0' }))
  t.true(isContact({ ...view, self: 'n1' }))
  for (const self of ['n2', 'n9', 'n14']) t.false(isContact({ ...view, self }))
})

test('who knows that a contact is dead stands in for it, the best of those it sees first', t => {
  const isUnreachable = (node: string) => node === 'n0'
  const view = { ranked, isUnreachable }
  t.true(isContact({ ...view, self: 'n9', connected: new Set(['n12', 'n15']) }))
  t.false(isContact({ ...view, self: 'n15', connected: new Set(['n9', 'n12']) }))
})

test('who stands in for a contact knows whom to ask whether it is back', t => {
  const isUnreachable = (node: string) => node === 'n0' || node === 'n3' || node === 'n12'
  const view = { ranked, isUnreachable, connected: new Set(['n3', 'n15']) }
  t.deepEqual(presumedDead({ ...view, self: 'n9' }), ['n0'])
  t.deepEqual(presumedDead({ ...view, self: 'n0' }), [])
  t.deepEqual(presumedDead({ ...view, self: 'stranger' }), [])
})

test('a node that is in no roster is no contact of it', t => {
  t.false(isContact({ self: 'stranger', ranked, connected: new Set(), isUnreachable: () => true }))
})
