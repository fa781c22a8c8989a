import test from 'ava'
import fc from 'fast-check'
import {
  blamePiece,
  blameSilence,
  createConduct,
  creditPiece,
  excuseRefusal,
  hasRoom,
  isAskable,
  isBelieved,
  isCountedOn,
  keepsWaiting,
  noteAsked,
} from '../../../agent/swarm/blame.ts'

const now = 1_000_000

test('a first bad piece suspends its sender for 30 s, the next for 60 s', t => {
  const conduct = createConduct()
  for (let piece = 0; piece < 3; piece++) creditPiece(conduct, 65_536, false, now)
  blamePiece(conduct, now)
  t.false(isAskable(conduct, now + 29_999))
  t.true(isAskable(conduct, now + 30_000))
  blamePiece(conduct, now + 30_000)
  t.false(isAskable(conduct, now + 89_999))
  t.true(isAskable(conduct, now + 90_000))
})

test('one bad piece of twenty, or the first after four right ones, costs a moment, and the sender is still counted on', t => {
  for (const [good, bad] of [
    [4, 1],
    [40, 2],
    [100, 5],
  ] as const) {
    const conduct = createConduct()
    for (let piece = 0; piece < good; piece++) creditPiece(conduct, 65_536, false, now)
    for (let piece = 0; piece < bad; piece++) blamePiece(conduct, now)
    t.false(isAskable(conduct, now + 499))
    t.true(isAskable(conduct, now + 500))
    t.true(isCountedOn(conduct, now))
  }
})

test('a sender whose first two pieces are bad is banned', t => {
  const conduct = createConduct()
  blamePiece(conduct, now)
  blamePiece(conduct, now)
  t.is(conduct.because, 'banned')
  t.false(isCountedOn(conduct, now + 1e12))
})

test('a sender is banned exactly when its first two are bad, or three and over 5 % are', t => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 120 }), goods => {
      const conduct = createConduct()
      let banned = false
      for (const good of goods) {
        if (good) creditPiece(conduct, 65_536, false, now)
        else {
          blamePiece(conduct, now)
          const { good: right, bad } = conduct
          banned ||= (right === 0 && bad >= 2) || (bad >= 3 && bad / (right + bad) > 0.05)
        }
      }
      return (conduct.notBefore === Number.POSITIVE_INFINITY) === banned
    }),
  )
  t.pass()
})

test('a silent neighbour is left alone for longer each time, and trusted again after a good piece', t => {
  const conduct = createConduct()
  blameSilence(conduct, now)
  t.is(conduct.notBefore, now + 2000)
  blameSilence(conduct, now + 100)
  t.is(conduct.notBefore, now + 2000, 'what was asked of it before fails with the rest')
  blameSilence(conduct, now + 2000)
  t.is(conduct.notBefore, now + 6000)
  creditPiece(conduct, 65_536, false, now)
  blameSilence(conduct, now + 6000)
  t.is(conduct.notBefore, now + 8000)
})

test('a busy neighbour is not asked for a moment but still counted on', t => {
  const conduct = createConduct()
  excuseRefusal(conduct, now, () => 0.5)
  t.false(isAskable(conduct, now))
  t.true(isCountedOn(conduct, now))
  t.true(isAskable(conduct, now + 100))
})

test('being busy shortens no suspension', t => {
  const conduct = createConduct()
  blamePiece(conduct, now)
  excuseRefusal(conduct, now, () => 0.5)
  t.false(isCountedOn(conduct, now + 29_000))
})

test('a neighbour that never gave a good piece, or fell silent, has one request at a time', t => {
  const conduct = createConduct()
  t.true(hasRoom({ conduct, requests: 0, requestBytes: 0 }, 65_536))
  t.false(hasRoom({ conduct, requests: 1, requestBytes: 65_536 }, 65_536))
  creditPiece(conduct, 65_536, false, now)
  t.true(hasRoom({ conduct, requests: 1, requestBytes: 65_536 }, 65_536))
  t.false(hasRoom({ conduct, requests: 16, requestBytes: 0 }, 1))
  t.false(hasRoom({ conduct, requests: 2, requestBytes: 2 * 1024 * 1024 }, 1))
  blameSilence(conduct, now)
  t.false(hasRoom({ conduct, requests: 1, requestBytes: 0 }, 1))
})

test('a neighbour that only ever refuses is not counted on after 30 s, until it gives something', t => {
  const conduct = createConduct()
  for (let at = now; at < now + 30_000; at += 200) excuseRefusal(conduct, at, () => 0.5)
  t.true(isCountedOn(conduct, now + 29_999))
  t.false(isCountedOn(conduct, now + 30_000))
  creditPiece(conduct, 65_536, false, now)
  t.true(isCountedOn(conduct, now + 30_000))
})

test('a piece buys as much patience as it takes at 1 Mbit/s', t => {
  const conduct = createConduct()
  creditPiece(conduct, 65_536, true, now)
  for (let at = now; at < now + 60_000; at += 500) {
    excuseRefusal(conduct, at, () => 0.5)
    if (at % 20_000 === 0) creditPiece(conduct, 65_536, true, at) // half a second’s
  }
  t.false(isCountedOn(conduct, now + 60_000))
  creditPiece(conduct, 4 * 1024 * 1024, true, now + 60_000)
  t.true(isCountedOn(conduct, now + 60_000))
  const slow = createConduct()
  noteAsked(slow, now)
  for (let at = now + 2000; at <= now + 20_000; at += 2000) creditPiece(slow, 65_536, true, at)
  t.true(keepsWaiting(slow, 3000, now + 20_000))
  creditPiece(slow, 65_536, false, now + 20_000)
  t.false(keepsWaiting(slow, 3000, now + 30_000), 'nothing is asked of it')
})

test('who owes us a piece is not believed to have others', t => {
  const conduct = createConduct()
  t.true(isBelieved(conduct, now))
  excuseRefusal(conduct, now, () => 0.5)
  t.false(isBelieved(conduct, now + 1000))
  creditPiece(conduct, 65_536, false, now)
  blameSilence(conduct, now)
  t.false(isBelieved(conduct, now + 10_000))
})
