// What is said of a process that may open no more files.

import test from 'ava'
import { limits } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { type Descriptors, watchDescriptors } from '../../keys/watch-descriptors.ts'
import { manualClock } from '../kit/manual-clock.ts'

test('a process is told to be short of descriptors while hardly any are left, and no longer than that', async t => {
  const clock = manualClock(0)
  const found = { open: 100, allowed: 1024 }
  let areAll = false
  const said: string[] = []
  const end = watchDescriptors({
    onUsedUp: detail => said.push(detail),
    onEnough: () => said.push('enough'),
    clock,
    log: silentLog,
    count: async () => (areAll ? 'all' : found),
  })
  t.teardown(end)
  const next = async (open: number) => {
    found.open = open
    await clock.advance(limits.descriptorLookMs)
    return said.at(-1)
  }
  await clock.advance(0)
  t.deepEqual(said, ['enough'])
  t.is(await next(960), 'enough')
  t.regex((await next(961))!, /^961 of 1024 are in use: raise the limit/)
  t.is(await next(100), 'enough')
  areAll = true
  t.regex((await next(100))!, /^all are in use: raise the limit/)
  end()
  await next(1024)
  t.is(said.length, 5)
})

test('where the system does not say, nothing is said', async t => {
  const clock = manualClock(0)
  const said: string[] = []
  const count = async (): Promise<Descriptors | undefined> => undefined
  t.teardown(
    watchDescriptors({
      onUsedUp: detail => said.push(detail),
      onEnough: () => undefined,
      clock,
      log: silentLog,
      count,
    }),
  )
  await clock.advance(limits.descriptorLookMs)
  t.deepEqual(said, [])
})
