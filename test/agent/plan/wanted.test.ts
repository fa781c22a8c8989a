// What the swarm is asked to bring and the store to keep.

import test from 'ava'
import fc from 'fast-check'
import { installRule, isOnHold } from '../../../agent/plan/install-rule.ts'
import { type PlanInput, plan } from '../../../agent/plan/plan.ts'
import { type WantedInput, wantedArtifacts } from '../../../agent/plan/wanted.ts'
import type { Wanted } from '../../../agent/swarm/wanted.ts'
import { compareArtifacts } from '../../../agent/swarm/work-order.ts'
import type { PieceList } from '../../../core/piece-list.ts'
import { memberMark } from '../../../core/schedule.ts'
import { stopsOf } from '../../kit/stops.ts'
import {
  approval,
  artifact,
  digestOf,
  header,
  hour,
  input,
  installed,
  noon,
  schedule,
  seconds,
  self,
} from './fixtures/orders.ts'

const pieceList = (digest: string, sizeBytes = 1000): PieceList => ({
  header: header('piece-list', digest),
  sizeBytes,
  hashes: ['a'.repeat(64)],
  sources: ['http://origin.test/file'],
})

const wanted = (given: PlanInput, changes: Partial<WantedInput> = {}) =>
  wantedArtifacts({
    ...given,
    patches: plan(given).patches,
    pieceList: digest => pieceList(digest),
    members: [self],
    isSeed: false,
    ...changes,
  })

const away = { isHeld: () => false }

test('what is missing here is wanted with its pieces, sources, priority and due time', t => {
  const later = schedule('s1', ['app'], { startAt: seconds(noon + hour), priority: 7 })
  t.deepEqual(wanted(input([later], away)), [
    {
      artifact: artifact('app.bin').digest,
      sizeBytes: 1000,
      hashes: ['a'.repeat(64)],
      sources: ['http://origin.test/file'],
      priority: -7,
      deadline: seconds(noon + hour),
      needed: true,
    },
  ])
})

test('what is declined, expired, installed or not for this node is not wanted', t => {
  const s1 = schedule('s1', ['app'])
  t.deepEqual(wanted(input([s1], { ...away, approval: () => approval('app', { decision: 'decline' }) })), [])
  t.deepEqual(wanted(input([s1], { ...away, assessment: () => installed })), [])
  const expired = { ...s1, header: header('schedule', 's1', seconds(noon)) }
  t.deepEqual(wanted(input([expired], away)), [])
  const elsewhere = { ...s1, targets: { ...s1.targets, all: false, sites: ['paris'] } }
  t.deepEqual(wanted(input([elsewhere], away)), [])
})

test('what was fetched and installed stays on the list to be served', t => {
  const given = input([schedule('s1', ['app'])], { assessment: () => installed })
  t.is(wanted(given).length, 1)
})

test('a seed wants what any member of its site may install, marked as not its own need', t => {
  const s1 = schedule('s1', ['app'])
  s1.targets = { ...s1.targets, all: false, groups: ['laptops'] }
  const laptop = { ...self, node: 'node-2', groups: ['laptops'] }
  const list = wanted(input([s1], away), { isSeed: true, members: [self, laptop] })
  t.deepEqual(
    list.map(({ needed }) => needed),
    [false],
  )
  t.deepEqual(wanted(input([s1], away), { isSeed: true, members: [self] }), [])
})

test('a seed keeps a patch for whoever of its site may install it, as if each were asked', t => {
  const some = <T>(...values: T[]) => fc.subarray(values)
  const member = fc.record({ node: fc.constantFrom('n1', 'n2', 'n3'), groups: some('laptops', 'desktops') })
  const chosen = fc.record({ all: fc.boolean(), groups: some('laptops', 'desktops'), marked: some('n1', 'n2', 'n3') })
  const scope = fc.record({ sites: some('berlin', 'paris'), groups: some('laptops', 'desktops') })
  const decision = fc.constantFrom('approve' as const, 'decline' as const)
  const given = fc.record({
    members: fc.uniqueArray(member, { selector: ({ node }) => node }),
    chosen,
    includesLaterMembers: fc.boolean(),
    scope,
    decision,
    isPaused: fc.boolean(),
  })
  const property = fc.property(
    given,
    ({ members, chosen: { marked, ...chosen }, scope, decision, isPaused, ...more }) => {
      const s1 = schedule('s1', ['app'])
      s1.targets = { ...s1.targets, ...chosen, ...more, members: marked.map(memberMark).sort() }
      const stops = stopsOf({ pauseOf: () => (isPaused ? 'paused' : 'none') })
      const approved = approval('app', { scope, decision })
      const of = input([s1], { ...away, stops, approval: () => approved })
      const site = members.map(each => ({ ...self, ...each }))
      const digest = digestOf('app')
      const evidence = { stops, schedule: s1, manifest: of.manifest(digest), digest, approval: approved }
      const lacks = site.map(each => installRule(evidence, each, noon)).filter(isOnHold)
      const list = wanted(of, { isSeed: true, members: site, patches: [] })
      t.is(
        list.length > 0,
        lacks.some(each => each.length === 0),
      )
      const held = wanted(of, { isSeed: false, members: site, patches: [], isHeld: () => true })
      t.is(held.length > 0, lacks.length > 0)
    },
  )
  fc.assert(property, { numRuns: 500 })
})

test('an office of a hundred is not asked one by one for each of hundreds of patches', t => {
  const patches = Array.from({ length: 200 }, (_, index) => `app-${index}`)
  let asked = 0
  const stops = stopsOf({
    pauseOf() {
      asked++
      return 'none'
    },
  })
  const members = Array.from({ length: 100 }, (_, index) => ({ ...self, node: `node-${index}` }))
  const of = input([schedule('s1', patches)], { ...away, stops })
  t.is(wanted(of, { members, isSeed: true, patches: [] }).length, 200)
  t.is(asked, 2 * 200) // once to plan, once here
})

test('two schedules that want one artifact make one entry with the higher priority and the earlier time', t => {
  const [soon, late] = [seconds(noon + hour), seconds(noon + 2 * hour)]
  const two = [
    schedule('s1', ['app'], { startAt: late, priority: 9 }),
    schedule('s2', ['app'], { startAt: soon, priority: 1 }),
  ]
  const list = wanted(input(two, away))
  t.deepEqual(
    list.map(({ priority, deadline }) => [priority, deadline]),
    [[-9, soon]],
  )
})

test('what is due already goes before what is due later, whatever deadline it has, and behind a higher priority', t => {
  const window = { start: 'daily 22:00', duration: 'PT2H', zone: 'UTC' }
  const month = seconds(noon + 30 * 24 * hour)
  const schedules = [
    schedule('s1', ['later'], { startAt: seconds(noon + 6 * hour) }),
    schedule('s2', ['now']),
    schedule('s3', ['by-next-month'], { deadline: month }),
    schedule('s4', ['above'], { startAt: seconds(noon + hour), priority: 1 }),
    schedule('s5', ['window'], { window }),
  ]
  const given = input(schedules, away)
  const names = new Map(schedules.map(({ patches: [each] }) => [artifact(`${each!.patch}.bin`).digest, each!.patch]))
  const order = (list: Wanted[]) => {
    const sorted = list.map(each => ({ ...each, digest: each.artifact })).sort(compareArtifacts)
    return sorted.map(({ digest }) => names.get(digest))
  }
  t.deepEqual(order(wanted(given)), ['above', 'by-next-month', 'now', 'later', 'window'])
  const ofOthers = wanted({ ...given, self: { ...self, node: 'elsewhere' } }, { patches: [], isSeed: true })
  t.deepEqual(order(ofOthers).slice(0, 3), ['above', 'by-next-month', 'now'])
})

test('a piece list of another size than the manifest states is not used', t => {
  const given = input([schedule('s1', ['app'])], away)
  t.deepEqual(wanted(given, { pieceList: digest => pieceList(digest, 999) }), [])
})
