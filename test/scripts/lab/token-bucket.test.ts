import test from 'ava'
import fc from 'fast-check'
import { createTokenBucket, takeTokens } from '../../../scripts/lab/token-bucket.ts'

test('over any time, no more than burst and rate allow goes through, and nothing waits longer than its share', t => {
  const steps = fc.array(
    fc.record({ sizeBytes: fc.integer({ min: 1, max: 16_384 }), pauseMs: fc.integer({ min: 0, max: 50 }) }),
  )
  fc.assert(
    fc.property(steps, fc.integer({ min: 1_000, max: 10_000_000 }), (taken, rateBytesPerSecond) => {
      const burstBytes = 16_384
      const bucket = createTokenBucket({ rateBytesPerSecond, burstBytes, now: 0 })
      let now = 0
      let sent = 0
      for (const { sizeBytes, pauseMs } of taken) {
        now += pauseMs
        const waitMs = takeTokens(bucket, sizeBytes, now)
        sent += sizeBytes
        const leavesAtMs = now + waitMs
        if (sent > burstBytes + (rateBytesPerSecond * leavesAtMs) / 1000 + 1) return false
        if (waitMs > (sent / rateBytesPerSecond) * 1000 + 1) return false
      }
      return true
    }),
  )
  t.pass()
})

test('a clock that steps back earns nothing and breaks nothing', t => {
  const bucket = createTokenBucket({ rateBytesPerSecond: 1_000, burstBytes: 100, now: 1_000 })
  t.is(takeTokens(bucket, 100, 1_000), 0)
  t.is(takeTokens(bucket, 100, 0), 100)
  t.is(takeTokens(bucket, 100, 1_100), 100)
})
