import test from 'ava'
import fc from 'fast-check'
import { lowerClass, rankMembers } from '../../../agent/swarm/rank.ts'
import { memberClasses } from '../../../core/roster.ts'

const members = fc.uniqueArray(
  fc.record({ node: fc.string({ minLength: 1, maxLength: 12 }), class: fc.constantFrom(...memberClasses) }),
  { maxLength: 40, selector: member => member.node },
)

test('every node computes the same order, whatever the order of the roster', t => {
  fc.assert(
    fc.property(members, fc.string(), (list, site) => {
      const forward = rankMembers(site, list).order
      const backward = rankMembers(site, [...list].reverse()).order
      return JSON.stringify(forward) === JSON.stringify(backward)
    }),
  )
  t.pass()
})

test('a seed comes before every wired member, that before wireless, that before battery', t => {
  fc.assert(
    fc.property(members, fc.string(), (list, site) => {
      const places = rankMembers(site, list).order.map(member => memberClasses.indexOf(member.class))
      return places.every((place, index) => index === 0 || places[index - 1]! <= place)
    }),
  )
  t.pass()
})

test('a member that leaves moves no other', t => {
  fc.assert(
    fc.property(members, fc.string(), fc.nat(), (list, site, pick) => {
      if (list.length === 0) return true
      const gone = list[pick % list.length]!
      const before = rankMembers(site, list).order.filter(member => member.node !== gone.node)
      const after = rankMembers(
        site,
        list.filter(member => member !== gone),
      ).order
      return JSON.stringify(before) === JSON.stringify(after)
    }),
  )
  t.pass()
})

test('the same members rank differently in another site', t => {
  const list = Array.from({ length: 20 }, (_, index) => ({ node: `n${index}`, class: 'wired' as const }))
  const nodes = (site: string) => rankMembers(site, list).order.map(member => member.node)
  t.notDeepEqual(nodes('north'), nodes('south'))
})

test('a node lowers its own class and never raises it', t => {
  t.is(lowerClass('wired', 'battery'), 'battery')
  t.is(lowerClass('battery', 'seed'), 'battery')
  t.is(lowerClass('wired', 'wired'), 'wired')
})
