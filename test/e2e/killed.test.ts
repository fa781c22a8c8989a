// kill -9 of real executables while they carry out the main job; `npm run torture` does it a hundred times.

import { tortureByKills } from '../../scripts/torture.ts'
import { processTest } from '../kit/long.ts'

processTest('processes that are killed lose nothing that was acknowledged, and nothing is installed twice', async t => {
  t.timeout(600_000)
  const seed = Date.now() % 1_000_000
  t.log(`npm run torture -- --only kills --seed ${seed} --kills 5 --loopback`)
  const result = await tortureByKills({ seed, kills: 5, loopback: true, fewer: true, say: text => t.log(text) })
  t.deepEqual(result.problems, [])
  t.true(result.kills >= 4, JSON.stringify(result.byMoment))
})
