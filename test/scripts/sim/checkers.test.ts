// Each checker is seen to fail: a defect is put into a copy of a run's facts, and the checker that looks for it finds it.

import test from 'ava'
import { createCheckers } from '../../../scripts/sim/checkers/checkers.ts'
import type { Fact } from '../../../scripts/sim/facts.ts'
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

test('in safety mode nobody has to finish', t => {
  const over = facts.find(fact => fact.type === 'over')!
  const nodes = over.nodes.map(node => ({ ...node, isComplete: false }))
  t.deepEqual(failing(change('over', { nodes, mode: 'safety' })), [])
})
