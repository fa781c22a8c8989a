// A rate kept by waiting, and a site's rate kept by several nodes.

import test from 'ava'
import { lineNumbers } from '../../../agent/swarm/line-window.ts'
import type { Turn } from '../../../agent/swarm/origin-client.ts'
import { OutsidePace } from '../../../agent/swarm/outside-pace.ts'
import { Pacer } from '../../../agent/swarm/pacer.ts'
import { rankMembers } from '../../../agent/swarm/rank.ts'
import { shareOf } from '../../../agent/swarm/site-share.ts'
import { step } from '../../../agent/swarm/step.ts'
import { createSwarmState } from '../../../agent/swarm/swarm-state.ts'
import type { Announcement } from '../../../core/announcement.ts'
import { silentLog } from '../../../core/log.ts'
import { manualClock } from '../../kit/manual-clock.ts'

const never = new AbortController().signal
const remote = { address: '192.0.2.1', port: 80, isProxy: false }

test('over any second no more goes than the rate and one request', async t => {
  const clock = manualClock(0)
  const pacer = new Pacer({ clock, burstMs: 50 })
  pacer.rate = 1000
  const went: number[] = []
  for (let index = 0; index < 100; index++) void pacer.take(100, never).then(() => went.push(clock.monotonic()))
  await clock.advance(5000)
  for (const from of went) {
    const within = went.filter(at => at >= from && at < from + 1000).length * 100
    t.true(within <= 1100, `${within} bytes in the second from ${from}`)
  }
  t.true(went.length * 100 >= 4900)
})

test('those who wait go in the order they asked, at the rate of the moment, and none without a rate', async t => {
  const clock = manualClock(0)
  const pacer = new Pacer({ clock, burstMs: 50 })
  pacer.rate = 0
  const went: string[] = []
  for (const name of ['a', 'b', 'c']) void pacer.take(1000, never).then(() => went.push(name))
  await clock.advance(60_000)
  t.deepEqual(went, [])
  pacer.rate = 1000
  await clock.advance(10)
  t.deepEqual(went, ['a'])
  await clock.advance(500)
  pacer.rate = 100_000
  await clock.advance(10)
  t.deepEqual(went, ['a', 'b'])
  pacer.rate = Number.POSITIVE_INFINITY
  await clock.advance(1)
  t.deepEqual(went, ['a', 'b', 'c'])
})

test('who gives up waiting takes nothing and keeps nobody', async t => {
  const clock = manualClock(0)
  const pacer = new Pacer({ clock, burstMs: 50 })
  pacer.rate = 1000
  await pacer.take(1000, never)
  const stop = new AbortController()
  const given = pacer.take(1_000_000, stop.signal)
  let went = false
  void pacer.take(1000, never).then(() => {
    went = true
  })
  stop.abort()
  await given
  await clock.advance(1001)
  t.true(went)
})

test('a request asks for a quarter second of the rate, not less than pays for its headers, and pays for these', async t => {
  const clock = manualClock(0)
  const pace = new OutsidePace({ clock, log: silentLog, connectMs: async () => 1 })
  const ask = async (answerMs = 0) => {
    const turn = await pace.turn(3_000_000, never)
    turn.sent(remote)
    await clock.advance(answerMs)
    turn.answered()
    turn.arrived(turn.bytes)
    turn.ended()
    return turn.bytes
  }
  t.is(await ask(1), lineNumbers.startBytes, 'of a line that is not known')
  while ((await ask(1)) < 300_000) await clock.advance(5)
  pace.rate = 1_000_000
  t.is(await ask(), 250_000)
  let next: number | undefined
  void pace.turn(3_000_000, never).then(turn => {
    next = turn.bytes
    turn.ended()
  })
  await clock.advance(255)
  t.is(next, undefined)
  await clock.advance(10)
  t.is(next, 250_000)
  pace.rate = 1000
  const small = pace.turn(3_000_000, never)
  await clock.advance(300_000)
  t.is((await small).bytes, lineNumbers.requestBytesMin)
})

test('what a job lacks is asked for in equal parts: a small rest would hold a request’s place', async t => {
  const clock = manualClock(0)
  const pace = new OutsidePace({ clock, log: silentLog, connectMs: async () => 1 })
  const ask = async (wanted: number) => {
    const turn = await pace.turn(wanted, never)
    turn.sent(remote)
    await clock.advance(1)
    turn.answered()
    turn.arrived(turn.bytes)
    turn.ended()
    await clock.advance(5)
    return turn.bytes
  }
  t.is(await ask(100), 100)
  while ((await ask(3_000_000)) < 200_000) await clock.advance(1)
  for (let i = 0; i < 20; i++) {
    const wanted = 1_000_003 + 7919 * i
    const bytes = await ask(wanted)
    const parts = Math.ceil(wanted / bytes)
    t.true(parts * bytes - wanted < parts, `${bytes} of ${wanted}`)
  }
})

/** A node whose source answers after so long, and whose source's kernel after another time. */
function askedSource(times: { answerMs: number; connectMs: number }) {
  const clock = manualClock(0)
  const pace = new OutsidePace({ clock, log: silentLog, connectMs: async () => times.connectMs })
  const ask = async (count: number) => {
    for (let i = 0; i < count; i++) {
      let turn: Turn | undefined
      void pace.turn(3_000_000, never).then(given => {
        turn = given
      })
      while (!turn) await clock.advance(20)
      turn.sent(remote)
      await clock.advance(times.answerMs)
      turn.answered()
      turn.arrived(turn.bytes)
      turn.ended()
    }
  }
  return { pace, ask }
}

test('answers that begin late make it yield, and it says at which rate', async t => {
  const times = { answerMs: 5, connectMs: 2 }
  const { pace, ask } = askedSource(times)
  await ask(30)
  t.is(pace.yieldedRate, Number.POSITIVE_INFINITY)
  Object.assign(times, { answerMs: 80, connectMs: 77 })
  await ask(20)
  t.true(pace.yieldedRate < 64 * 1024, `${pace.yieldedRate}`)
  Object.assign(times, { answerMs: 5, connectMs: 2 })
  await ask(10)
  t.is(pace.yieldedRate, Number.POSITIVE_INFINITY)
})

test('a source whose kernel answers at once is slow itself: nobody is yielded to', async t => {
  const times = { answerMs: 5, connectMs: 2 }
  const { pace, ask } = askedSource(times)
  await ask(30)
  times.answerMs = 80
  await ask(40)
  t.is(pace.yieldedRate, Number.POSITIVE_INFINITY)
})

test('of those who wait for their turn the one that gives up does not let others pass', async t => {
  const clock = manualClock(0)
  const pace = new OutsidePace({ clock, log: silentLog, connectMs: async () => 1 })
  const begun = [await pace.turn(32 * 1024, never), undefined, undefined] as (Turn | undefined)[]
  const controller = new AbortController()
  const waiting = [pace.turn(32 * 1024, never), pace.turn(32 * 1024, controller.signal), pace.turn(32 * 1024, never)]
  let last = false
  void waiting[2]!.then(() => {
    last = true
  })
  controller.abort()
  await waiting[1]
  await clock.advance(1)
  t.false(last)
  begun[0]!.ended()
  ;(await waiting[0]!).ended()
  await waiting[2]
  t.true(last)
})

const members = ['me', 'b', 'c', 'd', 'e', 'f'].map(node => ({ node, class: 'wired' as const }))

function announce(node: string, leases: Announcement['leases'], sequence = 1): Announcement {
  const base = {
    fleet: 'f',
    site: 'site',
    boot: 1,
    sequence,
    doing: 'fetching' as const,
    until: 0,
    class: 'wired' as const,
  }
  return { ...base, node, leases, holdings: [] }
}

function siteState() {
  const state = createSwarmState({ node: 'me', ranking: rankMembers('site', members), slots: 2 }, 1000)
  const say = (node: string, now: number, leases = [{ artifact: 'a', first: 0, count: 1 }]) =>
    step(
      state,
      { type: 'announcement-heard', from: node, body: announce(node, leases, now), envelope: new Uint8Array() },
      now,
      () => 0.5,
    )
  return { state, say }
}

test('who begins takes a slot’s part, who has been heard to fetch alone takes all, and two take half each', t => {
  const { state, say } = siteState()
  t.is(shareOf(state, 1000, 5000), 500)
  state.fetchingSince = 5000
  t.is(shareOf(state, 1000, 5500), 500)
  t.is(shareOf(state, 1000, 6000), 1000)
  say('b', 6100)
  t.is(shareOf(state, 1000, 6100), 500)
  say('b', 6200, [])
  t.is(shareOf(state, 1000, 6200), 1000)
})

test('a doubted holder counts, for it may fetch; a crowd that says it fetches takes no more than three quarters', t => {
  const { state, say } = siteState()
  state.fetchingSince = 1
  say('b', 6000)
  state.peers.get('b')!.isDoubted = true
  t.is(shareOf(state, 1000, 6000), 500)
  for (const node of ['c', 'd', 'e', 'f']) say(node, 6000)
  t.is(shareOf(state, 1000, 6000), 250)
  t.is(shareOf(state, 1000, 12_000), 1000, 'who is silent is not counted')
})
