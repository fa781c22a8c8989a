// What a power loss may leave on the disk, opened by the real code; `npm run torture -- --only power-loss` does thousands of cuts.

import test from 'ava'
import { losePower } from '../../../scripts/torture/power-loss/power-loss.ts'

test.serial('a power loss takes nothing that was told, and nothing is installed twice after it', async t => {
  const seed = Date.now() % 1_000_000
  const { problems, cuts } = await losePower({ seed, cuts: 12 })
  t.deepEqual(problems, [], `seed ${seed}`)
  t.is(cuts, 48)
})
