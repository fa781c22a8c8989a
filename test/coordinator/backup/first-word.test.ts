// What a coordinator that has just started waits for before it signs a heartbeat by itself.

import test from 'ava'
import { FirstWord } from '../../../coordinator/backup/first-word.ts'
import { limits } from '../../../core/limits.ts'
import { manualClock } from '../../kit/manual-clock.ts'

function setUp() {
  const clock = manualClock(0)
  let heard = 0
  const firstWord = new FirstWord(['berlin', 'paris'], { clock, onHeard: () => heard++ })
  return { clock, firstWord, heard: () => heard }
}

test('a site is signed for once a member has told what it holds; another site waits for its own', t => {
  const { firstWord, heard } = setUp()
  firstWord.noteAsked('berlin')
  t.true(firstWord.isAwaited('berlin'))
  firstWord.noteHeard('berlin')
  firstWord.noteHeard('berlin')
  t.is(heard(), 1)
  t.deepEqual(firstWord.awaited(), ['paris'])
  t.false(firstWord.isAwaited('oslo'), 'a site that was made in this run')
})

test('a member that is there and tells nothing holds a site up for a minute, however often it comes', async t => {
  const { clock, firstWord, heard } = setUp()
  await clock.advance(limits.hearingMs)
  t.is(heard(), 0, 'nobody came')
  firstWord.noteAsked('berlin')
  await clock.advance(limits.hearingMs / 2)
  firstWord.noteAsked('berlin')
  await clock.advance(limits.hearingMs / 2)
  t.is(heard(), 1)
  t.deepEqual(firstWord.awaited(), ['paris'])
  firstWord.close()
})
