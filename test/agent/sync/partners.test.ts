import test from 'ava'
import type { Bodies } from '../../../agent/sync/guarded-sinks.ts'
import { Partners } from '../../../agent/sync/partners.ts'
import { limits } from '../../../core/limits.ts'
import { manualClock } from '../../kit/manual-clock.ts'

/** Exchanges run until the test ends them; our own summary is `ours`. */
function newPartners() {
  const clock = manualClock(0)
  const begun: { node: string; bodies: Bodies; at: number }[] = []
  const ends = new Map<string, () => void>()
  const state = { ours: 'new' }
  const partners = new Partners({
    faults: { gapMs: () => limits.syncGapMs },
    isNeighbour: node => node !== 'coordinator',
    summary: () => state.ours,
    exchange: (node, bodies) => {
      begun.push({ node, bodies, at: clock.monotonic() })
      return new Promise(resolve => ends.set(node, resolve))
    },
    clock,
  })
  return { partners, clock, begun, state, end: (node: string) => ends.get(node)!() }
}

test('an exchange for a difference is not made when its time comes and there is none any more', async t => {
  const { partners, clock, begun } = newPartners()
  partners.noteSummary('a', 'old')
  partners.noteSummary('b', 'old')
  partners.exchangeSoon('a', { delayMs: 500, ifDiffers: true })
  partners.exchangeSoon('b', { delayMs: 500, ifDiffers: true })
  partners.noteSummary('b', 'new')
  await clock.advance(1000)
  t.deepEqual(
    begun.map(({ node }) => node),
    ['a'],
  )
  partners.exchangeSoon('b')
  await clock.advance(1000)
  t.is(begun.length, 2, 'one that is asked for without condition is made')
})

test('of many that have something else one is fetched from at a time, and who has no more to give is left out', async t => {
  const { partners, clock, begun, state, end } = newPartners()
  for (const node of ['a', 'b', 'c']) {
    partners.noteSummary(node, 'newer')
    partners.exchangeSoon(node, { ifDiffers: true })
  }
  partners.noteSummary('c', 'another')
  await clock.advance(100)
  t.deepEqual(
    begun.map(({ node }) => node),
    ['a'],
  )
  state.ours = 'newer'
  end('a')
  await clock.advance(1)
  t.deepEqual(
    begun.map(({ node, at }) => [node, at]),
    [
      ['a', 0],
      ['c', 100],
    ],
  )
})

test('one that does not end holds the next up for 300 ms, and no longer when it ends late', async t => {
  const { partners, clock, begun, end } = newPartners()
  const ask = (node: string) => {
    partners.noteSummary(node, 'newer')
    partners.exchangeSoon(node, { ifDiffers: true })
  }
  for (const node of ['a', 'b']) ask(node)
  await clock.advance(350)
  ask('c')
  end('a')
  await clock.advance(200)
  t.deepEqual(
    begun.map(({ node, at }) => [node, at]),
    [
      ['a', 0],
      ['b', 300],
    ],
    'the end of the first is not the end of the second',
  )
  await clock.advance(100)
  t.deepEqual(begun.at(-1), { node: 'c', bodies: 'all', at: 600 })
})

test('two that come again and again, each a little late, keep nobody from its turn', async t => {
  const { partners, clock, begun, end } = newPartners()
  let nudges = 0
  const nudge = (node: string) => {
    partners.noteSummary(node, `other ${nudges++}`)
    partners.exchangeSoon(node, { ifDiffers: true })
  }
  for (const node of ['a', 'b', 'honest']) nudge(node)
  const runs = new Map<string, number>()
  for (let at = 0; at < 1000; at += 10) {
    for (const { node, at: since } of begun.filter(each => each.node !== 'honest'))
      if (at - since >= 250 && runs.get(node) !== since) {
        runs.set(node, since)
        end(node)
        nudge(node)
      }
    await clock.advance(10)
  }
  t.true(begun.find(({ node }) => node === 'honest')!.at <= 300)
  t.true(begun.length > 4)
})

test('the coordinator waits for no turn and takes none', async t => {
  const { partners, clock, begun } = newPartners()
  for (const node of ['a', 'coordinator', 'b']) {
    partners.noteSummary(node, 'newer')
    partners.exchangeSoon(node, { delayMs: node === 'b' ? 350 : 0, ifDiffers: true })
  }
  await clock.advance(100)
  partners.exchangeSoon('coordinator', { delayMs: 200, ifDiffers: true })
  await clock.advance(260)
  t.deepEqual(
    begun.map(({ node, at }) => [node, at]),
    [
      ['a', 0],
      ['coordinator', 0],
      ['b', 350],
    ],
  )
})

test('telling, and what is asked for without condition, wait for nobody', async t => {
  const { partners, clock, begun } = newPartners()
  partners.noteSummary('a', 'newer')
  partners.exchangeSoon('a', { ifDiffers: true })
  partners.exchangeSoon('b', { bodies: 'none', ifDiffers: true })
  partners.exchangeSoon('c')
  await clock.advance(1)
  t.deepEqual(
    begun.map(({ node, bodies }) => [node, bodies]),
    [
      ['a', 'all'],
      ['b', 'none'],
      ['c', 'all'],
    ],
  )
})

test('one that was to compare fetches what another that was asked for would have, whichever came first', async t => {
  const { partners, clock, begun } = newPartners()
  for (const node of ['a', 'b']) partners.noteSummary(node, 'newer')
  partners.exchangeSoon('a', { bodies: 'none', ifDiffers: true })
  partners.exchangeSoon('a', { delayMs: 500 })
  partners.exchangeSoon('b', { delayMs: 500 })
  partners.exchangeSoon('b', { bodies: 'none', ifDiffers: true })
  partners.exchangeSoon('c', { delayMs: 500 })
  partners.exchangeSoon('c', { bodies: 'urgent' })
  await clock.advance(1)
  t.deepEqual(
    begun.map(({ node, bodies }) => [node, bodies]),
    [
      ['a', 'all'],
      ['b', 'all'],
      ['c', 'urgent'],
    ],
  )
  await clock.advance(1000)
  t.is(begun.length, 3)
})

test('what is asked for while one runs follows, as it was asked for; not when the node went away', async t => {
  const { partners, clock, begun, end } = newPartners()
  for (const node of ['a', 'b']) {
    partners.exchangeSoon(node)
    await clock.advance(1)
    partners.exchangeSoon(node, { bodies: 'urgent' })
  }
  partners.forget('b')
  for (const node of ['a', 'b']) end(node)
  await clock.advance(1000)
  t.deepEqual(begun.slice(2), [{ node: 'a', bodies: 'urgent', at: 2 + limits.syncGapMs }])
})

test('a pull in vain is of what the other side had then, not of what it has told since', t => {
  const { partners } = newPartners()
  partners.noteSummary('a', 'first')
  partners.noteSummary('a', 'second')
  partners.notePull('a', { summary: 'first', broughtNothing: true })
  t.false(partners.isInVain('a'))
  partners.noteSummary('a', 'first')
  t.true(partners.isInVain('a'))
})
