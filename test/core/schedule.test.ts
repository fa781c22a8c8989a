// Whom a schedule means.

import test from 'ava'
import { isSelected, isTarget, type Place, type Targets } from '../../core/schedule.ts'

const nobody: Targets = { all: false, sites: [], groups: [], nodes: [], rosters: [], includesLaterMembers: true }
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

test('a machine that joined after the roster a schedule names is meant only if the schedule says so', t => {
  const digest = '0'.repeat(64)
  const targets = {
    ...nobody,
    all: true,
    includesLaterMembers: false,
    rosters: [{ site: 'berlin', version: 5, digest }],
  }
  t.true(isTarget(targets, { ...machine, sinceVersion: 5 }))
  t.false(isTarget(targets, { ...machine, sinceVersion: 6 }))
  t.true(isTarget({ ...targets, includesLaterMembers: true }, { ...machine, sinceVersion: 6 }))
  t.false(isTarget(targets, { ...machine, site: 'lyon', sinceVersion: 1 }))
})
