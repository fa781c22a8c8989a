import test from 'ava'
import { OutsidePace } from '../../../agent/swarm/outside-pace.ts'
import { type GuestRules, OutsideRules } from '../../../agent/swarm/outside-rules.ts'
import { atHome, type OwnWay } from '../../../agent/swarm/place.ts'
import { rankMembers } from '../../../agent/swarm/rank.ts'
import { createSwarmState } from '../../../agent/swarm/swarm-state.ts'
import { KIB } from '../../../core/limits.ts'
import { silentLog } from '../../../core/log.ts'
import { manualClock } from '../../kit/manual-clock.ts'

const none = Number.POSITIVE_INFINITY

function setUp(siteRate: number) {
  const clock = manualClock(1_800_000_000_000)
  const pace = new OutsidePace({ clock, log: silentLog })
  const current = {
    closed: undefined,
    until: none,
    rateBytesPerSecond: siteRate,
    lanUploadBytesPerSecond: none,
    isSilent: false,
  }
  const rules: GuestRules = { current: () => current }
  const ranking = rankMembers('office', [{ node: 'a', class: 'wired' }])
  const state = createSwarmState({ node: 'a', ranking, slots: 2 }, clock.now())
  state.fetchingSince = 1 // for long: no other is heard
  const outside = new OutsideRules({ rules, pace, clock })
  const rateWhen = (own: OwnWay) => {
    state.own = own
    outside.keepPace(state, clock.now())
    return pace.rate
  }
  return { state, outside, pace, clock, rateWhen }
}

const isolated: OwnWay = { place: { kind: 'isolated' }, rateBytesPerSecond: 30 * KIB, part: 0 }
const away: OwnWay = { place: { kind: 'roaming', isCertain: true }, rateBytesPerSecond: 128 * KIB, part: 0 }

test('a node on its own way keeps to its own rate, at its site never above its share of what the site may', t => {
  t.is(setUp(none).rateWhen(isolated), 30 * KIB)
  t.is(setUp(100 * KIB).rateWhen(isolated), 30 * KIB)
  t.is(setUp(20 * KIB).rateWhen(isolated), 20 * KIB)
  t.is(setUp(20 * KIB).rateWhen(away), 128 * KIB, "another line than the site's")
  const { rateWhen } = setUp(none)
  rateWhen(isolated)
  t.is(rateWhen(atHome), none)
})

test('the decisions are told of a rate of its own, so that a request that takes its time is no stall', t => {
  const { state, outside, clock } = setUp(none)
  state.own = isolated
  t.deepEqual(outside.changes(state, clock.now()), [
    { type: 'paced', pace: { bytesPerSecond: 30 * KIB, because: 'budget', requests: 2 } },
  ])
})

test('requests of a node on its own way ask for no more than its rate brings', async t => {
  const { rateWhen, pace, clock } = setUp(none)
  rateWhen(isolated)
  const { signal } = new AbortController()
  let asked = 0
  const ask = async (): Promise<void> => {
    const turn = await pace.turn(1024 * KIB, signal)
    asked += turn.bytes
    turn.ended()
    return ask()
  }
  void ask()
  await clock.advance(20_000)
  pace.close()
  t.true(asked >= 18 * 30 * KIB && asked <= 21 * 30 * KIB + 32 * KIB, `${asked} bytes in 20 s`)
})
