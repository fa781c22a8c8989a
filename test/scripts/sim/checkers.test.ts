// Each checker is seen to fail: a defect is put into a copy of a run's facts, and the checker that looks for it finds it.

import test from 'ava'
import { createCheckers } from '../../../scripts/sim/checkers/checkers.ts'
import type { Fact, LastLook } from '../../../scripts/sim/facts.ts'
import { over } from '../../../scripts/sim/looks.ts'
import { build } from '../../../scripts/sim/run-scenario.ts'
import { plain } from '../../../scripts/sim/scenarios/offices.ts'

async function factsOfARun(): Promise<Fact[]> {
  const facts: Fact[] = []
  const sim = build({ ...plain, agents: 5 }, { seed: 1, onFact: fact => facts.push(fact) })
  await sim.run(plain.maxMs)
  over(sim, 'liveness', 1.02 * sim.payload)
  return facts
}

function failing(facts: readonly Fact[]): string[] {
  const failed = new Set<string>()
  for (const checker of createCheckers()) for (const fact of facts) if (checker.see(fact)) failed.add(checker.name)
  return [...failed]
}

const facts = await factsOfARun()
const change = (type: Fact['type'], to: object): Fact[] => {
  const index = facts.findIndex(fact => fact.type === type)
  return facts.map((fact, at) => (at === index ? ({ ...fact, ...to } as Fact) : fact))
}

test('a run without defects passes every checker', t => {
  t.deepEqual(failing(facts), [])
})

/** `knowing` takes a roster without the other one. */
const retirement = (knowing: string, other: string): Fact[] => [
  { type: 'retired', at: 1, node: other },
  { type: 'roster-taken', at: 5, node: knowing, without: [other] },
]
const piece = { node: 'n00001', artifact: 'f', piece: 1 }
const served: Fact = { type: 'piece-served', at: 9, ...piece, to: 'n00000', isVerified: true, isLiar: false }
const kept: Fact = { type: 'piece-stored', at: 9, ...piece, from: 'n00000', cameAt: 8, isRight: true }

function overWith(changes: (index: number) => Partial<LastLook>): Fact[] {
  const over = facts.find(fact => fact.type === 'over')!
  return change('over', { nodes: over.nodes.map((node, index) => ({ ...node, ...changes(index) })) })
}

const defects: [what: string, checker: string, facts: () => Fact[]][] = [
  ['a wrong piece in a store', 'only-verified', () => change('piece-stored', { isRight: false })],
  ['a piece sent that was not checked', 'only-verified', () => change('piece-served', { isVerified: false })],
  ['a piece told of that is not held', 'only-verified', () => change('told', { unheld: 1 })],
  ['bytes that crossed the WAN twice', 'wan-bound', () => [...facts.filter(({ type }) => type === 'wan'), ...facts]],
  [
    'a node that never finished',
    'all-finish',
    () => {
      const over = facts.find(fact => fact.type === 'over')!
      return change('over', { nodes: over.nodes.map((node, at) => ({ ...node, isComplete: at !== 2 })) })
    },
  ],
  ['an outcome that never arrived', 'reported-once', () => facts.filter(({ type }) => type !== 'outcome-taken')],
  ['an outcome that nobody had', 'reported-once', () => change('outcome-taken', { state: 'failed' })],
  [
    'an outcome that was told again',
    'reported-once',
    () => {
      const taken = facts.findLast(fact => fact.type === 'outcome-taken')!
      return [...facts.filter(({ type }) => type !== 'over'), taken]
    },
  ],
  [
    'an outcome of which only an older state was acknowledged',
    'reported-once',
    () => {
      const last = facts.findLast(fact => fact.type === 'outcome-acknowledged')!
      return facts.filter(fact => fact !== last)
    },
  ],
  [
    'a report that was taken twice',
    'reported-once',
    () => {
      const index = facts.findIndex(({ type }) => type === 'outcome-taken')
      return facts.toSpliced(index, 0, facts[index]!)
    },
  ],
  [
    'an outcome acknowledged an hour after the last fault',
    'reported-once',
    () => {
      const last = facts.findLast(fact => fact.type === 'outcome-acknowledged')!
      const late = facts.map(fact => (fact === last ? { ...fact, at: fact.at + 3_600_000 } : fact))
      return [{ type: 'calm', at: facts[0]!.at }, ...late]
    },
  ],
  ['a piece sent to who is known to be retired', 'retired', () => [...retirement('n00001', 'n00000'), served]],
  [
    'a retired member told what is held',
    'retired',
    () => [
      ...retirement('n00001', 'n00000'),
      { type: 'told', at: 9, node: 'n00001', to: 'n00000', artifact: 'f', unheld: 0, isLiar: false },
    ],
  ],
  [
    'a piece kept that came from who is known to be retired',
    'retired',
    () => [...retirement('n00001', 'n00000'), kept],
  ],
  [
    'a report of a retired member taken',
    'retired',
    () => [
      { type: 'retired', at: 1, node: 'n00000' },
      { type: 'outcome-taken', at: 9, node: 'n00000', patch: 'p', state: 'fetching', version: 1 },
    ],
  ],
  [
    'a node that never heard of a retirement',
    'retired',
    () => [{ type: 'retired', at: 1, node: 'n00004' }, ...overWith(node => ({ hasNewestRoster: node !== 2 }))],
  ],
  ['three contacts', 'two-contacts', () => overWith(node => ({ isContact: node < 3 }))],
  ['no contact', 'two-contacts', () => overWith(() => ({ isContact: false }))],
  [
    'two that lease one piece for four seconds',
    'lease-conflicts',
    () =>
      [0, 1000, 2000, 3000, 4000].map(at => ({
        type: 'leases',
        at,
        held: ['a', 'b'].map(node => ({ node, artifact: 'f', piece: 1, group: 0 })),
      })),
  ],
]

for (const [what, checker, broken] of defects)
  test(`${what}: found by ${checker}`, t => {
    t.true(failing(broken()).includes(checker))
  })

test('two that lease one piece in parts of the site that do not reach each other are no conflict', t => {
  const held = ['a', 'b'].map((node, group) => ({ node, artifact: 'f', piece: 1, group }))
  t.deepEqual(failing([0, 2000, 4000].map(at => ({ type: 'leases', at, held }))), [])
})

test('a piece that came, or was sent, before the roster did is no fault', t => {
  const before = { ...kept, cameAt: 4 } as Fact
  t.deepEqual(failing([...retirement('n00001', 'n00000'), before]), [])
  t.deepEqual(failing([served, ...retirement('n00001', 'n00000')]), [])
})

test('in safety mode nobody has to finish', t => {
  const over = facts.find(fact => fact.type === 'over')!
  const nodes = over.nodes.map(node => ({ ...node, isComplete: false }))
  t.deepEqual(failing(change('over', { nodes, mode: 'safety' })), [])
})
