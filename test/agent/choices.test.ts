// What someone decides at a machine: pauses and pins, over restarts, damage and recalls.

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import { NodeChoices } from '../../agent/choices.ts'
import { FetchRules } from '../../agent/fetch-rules.ts'
import { keepHouse } from '../../agent/keep-house.ts'
import { limits } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import type { Policy } from '../../core/policy.ts'
import { manualClock } from '../kit/manual-clock.ts'
import { temporaryFolder } from '../kit/patch-folder.ts'

const hourMs = 3_600_000
const noon = Date.parse('2026-11-27T12:00:00Z')
const [manifest, other, artifact] = ['a', 'b', 'c'].map(digit => digit.repeat(64)) as [string, string, string]

test('a pause survives a restart and ends by itself, or when it is resumed', async t => {
  const folder = await temporaryFolder(t)
  await (await NodeChoices.open(folder)).setPause({ until: noon + hourMs, all: true })
  const choices = await NodeChoices.open(folder)
  t.deepEqual(choices.pause(noon), { until: noon + hourMs, all: true })
  t.is(choices.pause(noon + hourMs), undefined)
  await choices.setPause({ until: null, all: false })
  t.deepEqual((await NodeChoices.open(folder)).pause(noon + 1000 * hourMs), { until: null, all: false })
  await choices.setPause(null)
  t.is((await NodeChoices.open(folder)).pause(noon), undefined)
})

test('a damaged file of choices is written again from its copy', async t => {
  const folder = await temporaryFolder(t)
  await (await NodeChoices.open(folder)).pin({ patch: 'app', manifest, artifacts: [artifact] })
  const path = join(folder, 'choices.json')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.slice(0, 10))
  const healed: string[] = []
  const choices = await NodeChoices.open(folder, file => healed.push(file))
  t.deepEqual(choices.pins, [{ patch: 'app', manifest, artifacts: [artifact] }])
  t.deepEqual(healed, ['choices.json'])
})

test('a patch is pinned once, and no more are than there is room for', async t => {
  const choices = await NodeChoices.open(await temporaryFolder(t))
  await choices.pin({ patch: 'app', manifest, artifacts: [] })
  await choices.pin({ patch: 'app', manifest: other, artifacts: [artifact] })
  t.deepEqual(choices.pins, [{ patch: 'app', manifest: other, artifacts: [artifact] }])
  t.true(await choices.unpin('app'))
  t.false(await choices.unpin('app'))
})

test('pinned files stay until they are unpinned or recalled, and what nothing wants is looked for every hour', async t => {
  const clock = manualClock(noon)
  const choices = await NodeChoices.open(await temporaryFolder(t))
  const recalled = new Set<string>()
  const pinned: string[][] = []
  const evicted: number[] = []
  let tell: () => void = () => undefined
  const end = keepHouse({
    folder: await temporaryFolder(t),
    alarms: { raise: () => undefined, clear: () => undefined },
    trust: {
      restrictions: () => ({ recall: { hasManifest: (digest: string) => recalled.has(digest) } }) as never,
      onChange: listener => {
        tell = () => listener([])
        return () => undefined
      },
    },
    store: {
      pin: digests => pinned.push([...digests]),
      evictUnwanted: async forMs => {
        evicted.push(forMs)
        return []
      },
    },
    choices,
    clock,
    log: silentLog,
  })
  await choices.pin({ patch: 'app', manifest, artifacts: [artifact] })
  t.deepEqual(pinned.at(-1), [artifact])
  recalled.add(manifest)
  tell()
  t.deepEqual(pinned.at(-1), [])
  await clock.advance(2 * limits.evictMs)
  t.deepEqual(evicted, [limits.unwantedMs, limits.unwantedMs])
  end()
})

function policyWith(hours: string[], rate = 0): Policy {
  const windows = hours.map(start => ({ start, duration: 'PT2H', zone: 'UTC' }))
  const budget = { site: '', rateBytesPerSecond: rate, upBytesPerSecond: 0, lanUploadBytesPerSecond: 5000 }
  const budgets = [{ ...budget, hours: windows, pauseFetching: false }]
  return { budgets, keyrings: [], protectedGroups: [], pauseFetching: false } as unknown as Policy
}

test('a new policy, an hour that begins and a choice at the machine count at once', async t => {
  const clock = manualClock(noon)
  const choices = await NodeChoices.open(await temporaryFolder(t))
  let policy: Policy | undefined
  const rules = new FetchRules({
    site: 'berlin',
    policy: () => policy,
    choices,
    lanUploadBytesPerSecond: 9000,
    localZone: 'UTC',
    clock,
  })
  let due = 0
  t.teardown(rules.onDue(() => due++))
  t.like(rules.current(), { closed: undefined, lanUploadBytesPerSecond: 9000 })
  policy = policyWith(['daily 13:00'], 1000)
  t.like(rules.current(), { closed: 'budget-hours', until: noon + hourMs, lanUploadBytesPerSecond: 5000 })
  await clock.advance(hourMs)
  t.like(rules.current(), { closed: undefined, rateBytesPerSecond: 1000, until: noon + 3 * hourMs })
  t.true(due >= 60, 'who waits for it is told')
  await choices.setPause({ until: null, all: true })
  rules.forget()
  t.like(rules.current(), { closed: 'node-paused', isSilent: true, until: Number.POSITIVE_INFINITY })
})
