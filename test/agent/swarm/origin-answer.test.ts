import test from 'ava'
import { followRedirect, judgeAnswer } from '../../../agent/swarm/origin-answer.ts'

const asked = { start: 100, end: 200, sizeBytes: 1000 }
const now = 1_000_000
const judge = (status: number, headers: Record<string, string>) => judgeAnswer({ status, headers }, asked, now)

test('a 206 counts only with exactly the range, the size and the length that were asked for', t => {
  const right = { 'content-range': 'bytes 100-199/1000', 'content-length': '100' }
  t.is(judge(206, right).kind, 'range')
  const wrong: Record<string, string>[] = [
    { ...right, 'content-range': 'bytes 100-199/*' },
    { ...right, 'content-range': 'bytes 100-198/1000' },
    { ...right, 'content-range': 'bytes 100-199/1001' },
    { ...right, 'content-length': '99' },
    { 'content-length': '100' },
    { ...right, 'content-encoding': 'gzip' },
  ]
  for (const headers of wrong) t.like(judge(206, headers), { kind: 'trouble', trouble: 'wrong-bytes' })
})

test('a 200 is the whole file only if its length fits', t => {
  t.is(judge(200, { 'content-length': '1000' }).kind, 'whole')
  t.is(judge(200, {}).kind, 'whole')
  t.like(judge(200, { 'content-length': '999' }), { kind: 'trouble', trouble: 'wrong-bytes' })
})

test('other answers are told apart by what can be done about them', t => {
  t.like(judge(503, { 'retry-after': '30' }), { trouble: 'asked-to-wait', retryAfterMs: 30_000 })
  t.like(judge(429, { 'retry-after': '30' }), { trouble: 'asked-to-wait' })
  t.like(judge(503, {}), { trouble: 'server-error' })
  t.like(judge(500, {}), { trouble: 'server-error' })
  t.like(judge(404, {}), { trouble: 'gone' })
  t.like(judge(416, {}), { trouble: 'gone' })
  t.deepEqual(judge(302, { location: '/y' }), { kind: 'redirect', location: '/y' })
  t.like(judge(302, {}), { trouble: 'gone' })
})

test('a redirect leads to a public address, or to the kind of address that its source has', t => {
  const lead = (to: string, sourceAddress?: string) => followRedirect('http://a/x', to, sourceAddress)
  for (const [to, sourceAddress] of [
    ['http://8.8.8.8/', '9.9.9.9'],
    ['http://10.0.0.1/', '192.168.1.1'],
    ['http://127.0.0.2:81/', '127.0.0.1'],
    ['http://[::1]/', '127.0.0.1'],
    ['http://8.8.8.8/', undefined],
  ] as const)
    t.is(lead(to, sourceAddress), to)
  for (const [to, sourceAddress] of [
    ['http://10.0.0.1/', '9.9.9.9'],
    ['http://10.0.0.1/', '127.0.0.1'],
    ['http://127.0.0.1/', '10.0.0.1'],
    ['http://169.254.169.254/', '10.0.0.1'],
    ['http://[::ffff:10.0.0.1]/', '9.9.9.9'],
    ['http://0x7f000001/', '9.9.9.9'],
    ['http://10.0.0.1/', undefined],
  ] as const)
    t.throws(() => lead(to, sourceAddress), { code: 'redirect-refused' }, `${sourceAddress} to ${to}`)
})

test('a redirect leads from https to https only, and only to HTTP', t => {
  t.is(followRedirect('http://a/x', '/y'), 'http://a/y')
  t.is(followRedirect('http://a/x', 'https://b/y'), 'https://b/y')
  for (const [from, to] of [
    ['https://a/x', 'http://a/x'],
    ['http://a/x', 'file:///etc/passwd'],
    ['http://a/x', 'http://user@b/'],
    ['http://a/x', 'http://['],
  ] as const)
    t.throws(() => followRedirect(from, to), { code: 'redirect-refused' })
})
