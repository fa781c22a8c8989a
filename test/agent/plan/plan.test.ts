// What a node does about its orders: states, reasons, times, and that nothing is installed without the install rule.

import test from 'ava'
import fc from 'fast-check'
import { installRule } from '../../../agent/plan/install-rule.ts'
import { type InstallRecord, type PlanInput, plan } from '../../../agent/plan/plan.ts'
import { limits } from '../../../core/limits.ts'
import { nextOpening } from '../../../core/window.ts'
import {
  approval,
  digestOf,
  header,
  hour,
  input,
  installed,
  manifest,
  missing,
  noon,
  schedule,
  seconds,
  self,
} from './fixtures/orders.ts'

const stateOf = (given: PlanInput, patch = 'app') => {
  const found = plan(given).patches.find(each => each.patch === patch)
  return found && [found.state, found.reason]
}
const failed = (final: boolean, runs = 1): InstallRecord => ({
  outcome: { state: 'failed', reason: final ? 'apt-refused' : 'lock-timeout', detail: 'no', final },
  at: noon,
  runs,
})

test('a schedule whose time has come and whose files are here is ready and installed next', t => {
  const result = plan(input([schedule('s1', ['app'])]))
  t.deepEqual(stateOf(input([schedule('s1', ['app'])])), ['ready', 'not-started'])
  t.is(result.install?.patch, 'app')
})

test('files are fetched before the start, and wait for it when they are here', t => {
  const later = schedule('s1', ['app'], { startAt: seconds(noon + hour) })
  t.deepEqual(stateOf(input([later], { isHeld: () => false })), ['fetching', 'fetching'])
  t.deepEqual(stateOf(input([later])), ['waiting', 'start-not-reached'])
  t.is(plan(input([later])).wakeAt, noon + hour)
  t.deepEqual(stateOf(input([later], { now: noon + hour })), ['ready', 'not-started'])
})

test('outside its window a patch waits for the opening, and again after it closed', t => {
  const windowed = schedule('s1', ['app'], { window: { start: 'daily 22:00', duration: 'PT2H', zone: 'UTC' } })
  t.deepEqual(stateOf(input([windowed])), ['waiting', 'window-closed'])
  t.is(plan(input([windowed])).wakeAt, noon + 10 * hour)
  t.deepEqual(stateOf(input([windowed], { now: noon + 11 * hour })), ['ready', 'not-started'])
  t.deepEqual(stateOf(input([windowed], { now: noon + 12 * hour })), ['waiting', 'window-closed'])
})

test('a window that opens only after the expiry never opens', t => {
  const window = { start: 'daily 22:00', duration: 'PT2H', zone: 'UTC' }
  const windowed = schedule('s1', ['app'], { window, header: header('schedule', 's1', seconds(noon + hour)) })
  t.deepEqual(stateOf(input([windowed])), ['waiting', 'window-never-opens'])
})

test('the start inside an opening is kept', t => {
  const window = { start: 'daily 22:00', duration: 'PT6H', zone: 'UTC' }
  const windowed = schedule('s1', ['app'], { window, startAt: seconds(noon + 12 * hour) })
  t.deepEqual(stateOf(input([windowed], { now: noon + 11 * hour })), ['waiting', 'start-not-reached'])
  t.deepEqual(stateOf(input([windowed], { now: noon + 12 * hour })), ['ready', 'not-started'])
})

test('a node that was off at the start catches up after a wait that is the same whenever it is asked', t => {
  const missed = { onlineSince: noon + 5 * hour, seenAt: () => noon }
  const at = (now: number) => plan(input([schedule('s1', ['app'])], { ...missed, now })).patches[0]!
  const first = at(noon + 5 * hour)
  t.deepEqual([first.state, first.reason], ['waiting', 'catching-up'])
  t.true(first.dueAt > noon + 5 * hour && first.dueAt < noon + 5 * hour + limits.catchUpJitterMs)
  t.is(at(first.dueAt - 1).dueAt, first.dueAt)
  t.is(at(first.dueAt).state, 'ready')
})

test('a node that was off for a whole opening waits for the next one', t => {
  const windowed = schedule('s1', ['app'], { window: { start: 'daily 14:00', duration: 'PT1H', zone: 'UTC' } })
  const missed = { onlineSince: noon + 4 * hour, now: noon + 4 * hour }
  t.deepEqual(stateOf(input([windowed], missed)), ['waiting', 'window-closed'])
  const { dueAt } = plan(input([windowed], missed)).patches[0]!
  t.true(dueAt >= noon + 26 * hour && dueAt < noon + 26 * hour + limits.catchUpJitterMs)
})

test('a schedule that came late is caught up with, one that came with its start is not', t => {
  const late = (delay: number) => input([schedule('s1', ['app'])], { now: noon + delay, seenAt: () => noon + delay })
  t.deepEqual(stateOf(late(2000)), ['ready', 'not-started'])
  t.deepEqual(stateOf(late(hour)), ['waiting', 'catching-up'])
})

test('a pending reboot names why no restart comes', t => {
  const record = () => ({
    outcome: { state: 'pending-reboot' as const, reason: 'reboot-required' as const, detail: '', final: true },
    at: noon,
    runs: 0,
  })
  const state = (changes: Parameters<typeof schedule>[2], more: Partial<PlanInput> = {}) =>
    stateOf(input([schedule('s1', ['app'], changes)], { record, ...more }))
  t.deepEqual(state({}), ['pending-reboot', 'reboot-required'])
  t.deepEqual(state({ reboot: 'never' }), ['pending-reboot', 'reboot-never'])
  const missed = { onlineSince: noon + hour, now: noon + 2 * hour }
  t.deepEqual(state({}, missed), ['pending-reboot', 'reboot-catching-up'])
  const window = { start: 'daily 22:00', duration: 'PT2H', zone: 'UTC' }
  t.deepEqual(state({ window }, { onlineSince: noon + 11 * hour, now: noon + 11 * hour }), [
    'pending-reboot',
    'reboot-required',
  ])
  t.deepEqual(state({}, { bootedAt: noon + 1, assessment: () => installed }), ['installed', ''])
})

test('each part of the install rule that is lacking has its own reason', t => {
  const s1 = schedule('s1', ['app'])
  t.deepEqual(stateOf(input([s1], { manifest: () => undefined })), ['unknown', 'manifest-missing'])
  t.deepEqual(stateOf(input([s1], { approval: () => undefined })), ['missing', 'approval-missing'])
  t.deepEqual(stateOf(input([s1], { approval: () => approval('app', { manifests: [digestOf('other')] }) })), [
    'missing',
    'approval-missing',
  ])
  t.deepEqual(stateOf(input([s1], { approval: () => approval('app', { decision: 'decline' }) })), [
    'declined',
    'declined',
  ])
  t.deepEqual(
    stateOf(input([s1], { approval: () => approval('app', { header: header('approval', 'app', seconds(noon)) }) })),
    ['missing', 'approval-expired'],
  )
  t.deepEqual(stateOf(input([s1], { approval: () => approval('app', { scope: { sites: ['paris'], groups: [] } }) })), [
    'missing',
    'out-of-scope',
  ])
  t.deepEqual(stateOf(input([{ ...s1, header: header('schedule', 's1', seconds(noon)) }])), [
    'missing',
    'schedule-expired',
  ])
  t.deepEqual(
    stateOf(input([s1], { manifest: () => manifest('app', { header: header('manifest', 'app', seconds(noon)) }) })),
    ['missing', 'manifest-expired'],
  )
  t.deepEqual(stateOf(input([s1], { manifest: () => manifest('impostor') })), ['missing', 'not-in-schedule'])
  const elsewhere = { ...s1, targets: { ...s1.targets, all: false, sites: ['paris'] } }
  t.is(stateOf(input([elsewhere])), undefined)
})

test('an approval withdrawn stops what was ready', t => {
  const s1 = schedule('s1', ['app'])
  t.is(plan(input([s1])).install?.patch, 'app')
  t.is(plan(input([s1], { approval: () => approval('app', { decision: 'decline' }) })).install, undefined)
})

test('a missing piece list is waited for, not guessed', t => {
  const none = { isHeld: () => false, hasPieceList: () => false }
  t.deepEqual(stateOf(input([schedule('s1', ['app'])], none)), ['waiting', 'piece-list-missing'])
})

test('what keeps files from coming is told', t => {
  const full = { isHeld: () => false, holdUp: () => ({ reason: 'no-space' as const, untilMs: 0, found: '' }) }
  t.deepEqual(stateOf(input([schedule('s1', ['app'])], full)), ['fetching', 'no-space'])
})

test('an older version is superseded by a newer one that is ordered no later, or installed', t => {
  const manifests = new Map([
    [digestOf('app-1'), manifest('app-1', { product: 'app', productVersion: '1.9' })],
    [digestOf('app-2'), manifest('app-2', { product: 'app', productVersion: '1.10' })],
  ])
  const both = (secondStart: number, changes: Partial<PlanInput> = {}) =>
    input([schedule('s1', ['app-1']), schedule('s2', ['app-2'], { startAt: seconds(secondStart) })], {
      manifest: digest => manifests.get(digest),
      ...changes,
    })
  t.deepEqual(stateOf(both(noon), 'app-1'), ['superseded', 'newer-ordered'])
  t.deepEqual(stateOf(both(noon), 'app-2'), ['ready', 'not-started'])
  t.deepEqual(stateOf(both(noon + hour), 'app-1'), ['ready', 'not-started'])
  const newerThere = { assessment: (digest: string) => (digest === digestOf('app-2') ? installed : missing()) }
  t.deepEqual(stateOf(both(noon + hour, newerThere), 'app-1'), ['superseded', 'newer-installed'])
  const newerFailed = { record: (key: { schedule: string }) => (key.schedule === 's2' ? failed(true) : undefined) }
  t.deepEqual(stateOf(both(noon, newerFailed), 'app-1'), ['ready', 'not-started'])
})

test('versions that are no dotted numbers have an order too, and the lower one does not go on', t => {
  const manifests = new Map([
    [digestOf('app-1'), manifest('app-1', { product: 'app', productVersion: 'spring' })],
    [digestOf('app-2'), manifest('app-2', { product: 'app', productVersion: 'autumn' })],
  ])
  const given = input([schedule('s1', ['app-1', 'app-2'])], { manifest: digest => manifests.get(digest) })
  t.deepEqual(
    plan(given).patches.map(each => each.state),
    ['ready', 'superseded'],
  )
})

test('the same patch in two schedules is installed once, at the earlier time', t => {
  const two = [schedule('s1', ['app'], { startAt: seconds(noon + hour) }), schedule('s2', ['app'])]
  t.is(plan(input(two)).install?.schedule, 's2')
  const after = plan(input(two, { assessment: () => installed }))
  t.deepEqual(
    after.patches.map(each => each.state),
    ['installed', 'installed'],
  )
  t.is(after.install, undefined)
})

test('one install at a time, higher priority first', t => {
  const two = [schedule('s1', ['low']), schedule('s2', ['high'], { priority: 5 })]
  t.is(plan(input(two)).install?.patch, 'high')
  const busy = plan(input(two, { installing: { schedule: 's2', manifest: digestOf('high') } }))
  t.is(busy.install, undefined)
  t.deepEqual(
    busy.patches.map(each => each.state),
    ['ready', 'installing'],
  )
})

test('an emergency goes before the highest ordinary priority', t => {
  const two = [schedule('s1', ['app'], { priority: 100 }), schedule('s2', ['fix'], { emergency: true })]
  t.is(plan(input(two)).install?.patch, 'fix')
})

test('a final failure stays failed; a passing one is tried again, later each time', t => {
  const s1 = schedule('s1', ['app'])
  t.deepEqual(stateOf(input([s1], { record: () => failed(true) })), ['failed', 'apt-refused'])
  const retryAt = (runs: number) => plan(input([s1], { record: () => failed(false, runs) })).patches[0]!.dueAt - noon
  t.is(retryAt(1), limits.installRetryMs)
  t.is(retryAt(2), 2 * limits.installRetryMs)
  t.is(retryAt(50), limits.installRetryMaxMs)
  const later = { record: () => failed(false), now: noon + limits.installRetryMs }
  t.deepEqual(stateOf(input([s1], later)), ['ready', 'not-started'])
})

test('what this schedule installed and someone removed is not installed again', t => {
  const record = () => ({
    outcome: { state: 'installed' as const, reason: 'applied' as const, detail: '', final: true },
    at: noon,
    runs: 0,
  })
  t.deepEqual(stateOf(input([schedule('s1', ['app'])], { record })), ['missing', 'removed-since'])
})

test('what nothing of the patch would help is not tried', t => {
  const assessment = () => ({ ...missing(), reason: 'package-broken' as const })
  t.deepEqual(stateOf(input([schedule('s1', ['app'])], { assessment })), ['missing', 'package-broken'])
})

test('a deadline that passed is told, and opens no window', t => {
  const window = { start: 'daily 22:00', duration: 'PT2H', zone: 'UTC' }
  const late = plan(input([schedule('s1', ['app'], { window, deadline: seconds(noon - hour) })])).patches[0]!
  t.deepEqual([late.state, late.overdue], ['waiting', true])
})

test('nothing is chosen for install unless rule, start, window and files all allow it, whatever the input', t => {
  const bool = fc.boolean()
  const time = fc.integer({ min: -48, max: 48 }).map(hours => noon + hours * hour)
  fc.assert(
    fc.property(
      fc.record({
        approved: bool,
        declined: bool,
        targeted: bool,
        held: bool,
        known: bool,
        windowed: bool,
        done: bool,
      }),
      fc.record({ start: time, approvalEnds: time, scheduleEnds: time, now: time, onlineSince: time, seenAt: time }),
      (is, at) => {
        const s1 = schedule('s1', ['app'], {
          startAt: seconds(at.start),
          header: header('schedule', 's1', seconds(at.scheduleEnds)),
          ...(is.windowed && { window: { start: 'daily 22:00', duration: 'PT3H', zone: 'UTC' } }),
        })
        if (!is.targeted) s1.targets = { ...s1.targets, all: false, nodes: ['node-2'] }
        const yes = approval('app', {
          header: header('approval', 'app', seconds(at.approvalEnds)),
          decision: is.declined ? 'decline' : 'approve',
        })
        const given = input([s1], {
          now: at.now,
          onlineSince: at.onlineSince,
          seenAt: () => at.seenAt,
          approval: () => (is.approved ? yes : undefined),
          isHeld: () => is.held,
          ...(!is.known && { manifest: () => undefined }),
          record: () => (is.done ? failed(true) : undefined),
        })
        const result = plan(given)
        for (const each of result.patches) t.is(each.reason === '', each.state === 'installed')
        if (result.wakeAt !== undefined) t.true(result.wakeAt > at.now)
        if (!result.install) return
        const evidence = {
          stops: given.stops,
          schedule: s1,
          manifest: given.manifest(digestOf('app')),
          digest: digestOf('app'),
        }
        t.deepEqual(installRule({ ...evidence, approval: given.approval('app') }, self, at.now), [])
        t.true(is.held && is.known && !is.done && at.now >= at.start && at.now >= at.onlineSince)
        if (s1.window) t.true(nextOpening(s1.window, at.now, 'UTC')!.startMs <= at.now)
      },
    ),
    { numRuns: 1000 },
  )
})

test('asked again at the time it names, a plan has changed by time alone or names a later time', t => {
  const windowed = schedule('s1', ['app'], { window: { start: 'daily 22:00', duration: 'PT2H', zone: 'UTC' } })
  let now = noon
  for (let step = 0; step < 20; step++) {
    const { wakeAt } = plan(input([windowed], { now }))
    t.true(wakeAt !== undefined && wakeAt > now)
    now = wakeAt!
  }
})
