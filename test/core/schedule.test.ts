// Whom a schedule means.

import test from 'ava'
import { isAddedLater, isSelected, isTarget, memberMark, type Place, type Targets } from '../../core/schedule.ts'

const nobody: Targets = {
  all: false,
  sites: [],
  groups: [],
  nodes: [],
  rosters: [],
  includesLaterMembers: true,
  members: [],
}
const machine: Place = { node: 'one', site: 'berlin', class: 'wired', groups: ['web'] }
const seed: Place = { ...machine, node: 'seed', class: 'seed' }

test('a machine is meant by all, by its site, by one of its groups or by its id, and else not', t => {
  const meaning: Partial<Targets>[] = [
    { all: true },
    { sites: ['berlin'] },
    { groups: ['db', 'web'] },
    { nodes: ['one'] },
  ]
  for (const selectors of meaning) t.true(isSelected({ ...nobody, ...selectors }, machine))
  for (const selectors of [{}, { sites: ['lyon'] }, { groups: ['db'] }, { nodes: ['two'] }]) {
    t.false(isSelected({ ...nobody, ...selectors }, machine))
  }
})

test('a seed serves files and nothing else: only its own id makes it a target', t => {
  for (const selectors of [{ all: true }, { sites: ['berlin'] }, { groups: ['web'] }]) {
    t.false(isSelected({ ...nobody, ...selectors }, seed))
  }
  t.true(isSelected({ ...nobody, all: true, nodes: ['seed'] }, seed))
})

test('a schedule that leaves out later members means those it was signed for, whatever a roster says later', t => {
  const targets = { ...nobody, groups: ['web'], includesLaterMembers: false, members: [memberMark('one')] }
  t.true(isTarget(targets, machine))
  t.true(isTarget(targets, { ...machine, site: 'lyon', groups: [] }))
  const other = { ...machine, node: 'two' }
  t.false(isTarget(targets, other))
  t.true(isAddedLater(targets, other))
  t.false(isAddedLater(targets, { ...other, groups: [] }))
  t.true(isTarget({ ...targets, includesLaterMembers: true, members: [] }, other))
})
