import test from 'ava'
import {
  chooseSource,
  parseRetryAfter,
  recordSuccess,
  recordTrouble,
  type SourceRecords,
} from '../../../agent/swarm/sources.ts'

const urls = ['http://a/x', 'http://b/x']
const now = 1_000_000
const ranges = { whole: false, now }

test('the first source is asked until it is in trouble, then the second', t => {
  const records: SourceRecords = new Map()
  t.deepEqual(chooseSource(urls, records, ranges), { kind: 'ask', url: urls[0]! })
  recordTrouble(records, urls[0]!, { trouble: 'gone', now })
  t.deepEqual(chooseSource(urls, records, ranges), { kind: 'ask', url: urls[1]! })
  recordTrouble(records, urls[1]!, { trouble: 'wrong-bytes', now })
  t.deepEqual(chooseSource(urls, records, ranges), { kind: 'none', until: now + 600_000 })
})

test('a connection that broke is tried once more at once, then left alone for longer each time', t => {
  const records: SourceRecords = new Map()
  recordTrouble(records, urls[0]!, { trouble: 'unreachable', now })
  t.is(chooseSource([urls[0]!], records, ranges).kind, 'ask')
  recordTrouble(records, urls[0]!, { trouble: 'unreachable', now })
  t.is(chooseSource([urls[0]!], records, ranges).kind, 'none')
  t.is(records.get(urls[0]!)!.notBefore, now + 10_000)
  recordSuccess(records, urls[0]!)
  t.is(records.size, 0)
})

test('requests that ran beside each other and fail together are one failure; one that was chosen later is another', t => {
  const records: SourceRecords = new Map()
  for (let beside = 0; beside < 6; beside++)
    recordTrouble(records, urls[0]!, { trouble: 'server-error', now: now + beside, chosenAt: now - 1000 })
  t.is(records.get(urls[0]!)!.notBefore, now + 5 + 5000)
  recordTrouble(records, urls[0]!, { trouble: 'server-error', now: now + 6000, chosenAt: now + 5100 })
  t.is(records.get(urls[0]!)!.notBefore, now + 6000 + 10_000)
  recordTrouble(records, urls[0]!, { trouble: 'asked-to-wait', retryAfterMs: 7, now: now + 6001, chosenAt: now })
  t.is(records.get(urls[0]!)!.notBefore, now + 6000 + 10_000, 'a late one shortens nothing')
})

test('a host to which no connection can be made is not tried again at once', t => {
  const records: SourceRecords = new Map()
  recordTrouble(records, urls[0]!, { trouble: 'unreachable', isOfHost: true, now })
  t.deepEqual(chooseSource([urls[0]!], records, ranges), { kind: 'none', until: now + 5000 })
})

test('when the only source asked to wait, the answer is until when', t => {
  const records: SourceRecords = new Map()
  recordTrouble(records, urls[0]!, { trouble: 'asked-to-wait', now, retryAfterMs: 7000 })
  t.deepEqual(chooseSource([urls[0]!], records, ranges), { kind: 'wait', until: now + 7000 })
  t.is(chooseSource([urls[0]!], records, { whole: false, now: now + 7000 }).kind, 'ask')
})

test('a source without ranges is asked only for whole files, and stays known as such', t => {
  const records: SourceRecords = new Map()
  recordTrouble(records, urls[0]!, { trouble: 'no-ranges', now })
  t.deepEqual(chooseSource([urls[0]!], records, ranges), { kind: 'no-ranges' })
  t.is(chooseSource([urls[0]!], records, { whole: true, now }).kind, 'ask')
  t.deepEqual(chooseSource(urls, records, ranges), { kind: 'ask', url: urls[1]! })
  recordSuccess(records, urls[0]!)
  t.is(chooseSource([urls[0]!], records, ranges).kind, 'no-ranges')
})

test('Retry-After is understood as seconds and as a date, and believed for ten minutes at most', t => {
  t.is(parseRetryAfter('120', now), 120_000)
  t.is(parseRetryAfter(new Date(now + 5000).toUTCString(), now), 5000)
  t.is(parseRetryAfter(new Date(now - 5000).toUTCString(), now), 0)
  t.is(parseRetryAfter('999999999', now), 600_000)
  t.is(parseRetryAfter('soon', now), undefined)
  t.is(parseRetryAfter(undefined, now), undefined)
})
