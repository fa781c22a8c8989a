// Seeds that once found a bug, and a few fresh ones in both modes. `npm run sim -- --scenario random --count K` runs as many as one likes.

import test from 'ava'
import { runSeed } from '../../../scripts/sim/run-sites.ts'
import { foundSeeds } from '../../../scripts/sim/seeds.ts'
import { shortOrLong } from '../../kit/long.ts'

for (const { seed, mode, scenario = 'random', agents, found } of foundSeeds)
  test(`${scenario}, seed ${seed}, ${mode}: not again that ${found}`, async t => {
    const { violations } = await runSeed(seed, { scenario, mode, sites: 1, agents })
    t.deepEqual(violations, [])
  })

for (const mode of ['liveness', 'safety'] as const)
  test(`offices and faults drawn from seeds pass every checker, ${mode}`, async t => {
    for (let seed = 1; seed <= shortOrLong(4, 200); seed++) {
      const { violations } = await runSeed(seed, { scenario: 'random', mode, sites: 1, agents: undefined })
      t.deepEqual(violations, [], `npm run sim -- --seed ${seed} --scenario random --mode ${mode}`)
    }
  })

test('an office of a hundred fetches a file once', async t => {
  const { violations, wanRatio } = await runSeed(2, { scenario: 'plain', mode: 'liveness', sites: 1, agents: 100 })
  t.deepEqual(violations, [])
  t.true(wanRatio <= 1.02)
})
