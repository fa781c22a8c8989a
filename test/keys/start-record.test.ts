import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { explainSilence, runRecorded, startWaitMs } from '../../keys/start-record.ts'
import { type ManualClock, manualClock } from '../kit/manual-clock.ts'

async function folderOf(t: ExecutionContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pm-starts-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** `waits` resolves when something waits for it. */
function watchedClock(clock: ManualClock): { watched: ManualClock; waits: Promise<void> } {
  const waits = Promise.withResolvers<void>()
  const after: ManualClock['after'] = (delayMs, run) => {
    waits.resolve()
    return clock.after(delayMs, run)
  }
  return { watched: { ...clock, after }, waits: waits.promise }
}

const daemon = (clock: ManualClock, signal = new AbortController().signal) => ({ clock, log: silentLog, signal })
const expects = (t: ExecutionContext, crashes: number) => async (seen: number) => {
  t.is(seen, crashes)
}
const noted = async (folder: string) => JSON.parse(await readFile(join(folder, 'starts.json'), 'utf8'))
const crash = () => Promise.reject(new Error('a bug'))
const silence = new CodedError('not-running', 'nobody answers')

test('a start waits after five crashes in a row, twice as long after each, never longer than ten minutes', t => {
  t.deepEqual([0, 4, 5, 6, 7, 11, 12, 1_000_000].map(startWaitMs), [
    0,
    0,
    limits.crashWaitMs,
    2 * limits.crashWaitMs,
    4 * limits.crashWaitMs,
    64 * limits.crashWaitMs,
    limits.crashWaitMaxMs,
    limits.crashWaitMaxMs,
  ])
})

test('crashes are counted, and the start after the fifth is put off', async t => {
  const folder = await folderOf(t)
  const clock = manualClock(Date.UTC(2026, 10, 26))
  for (let crashes = 0; crashes < limits.crashes; crashes++)
    await t.throwsAsync(
      runRecorded(folder, daemon(clock), seen => {
        t.is(seen, crashes)
        return crash()
      }),
    )
  let began = false
  const { watched, waits } = watchedClock(clock)
  const sixth = runRecorded(folder, daemon(watched), async () => {
    began = true
  })
  await waits
  t.false(began)
  const told = (await explainSilence(silence, { folder, now: clock.now() })) as CodedError
  t.is(told.code, 'not-running')
  t.regex(told.message, /crashed at its last 5 starts, and waits until/)
  await clock.advance(limits.crashWaitMs)
  await sixth
  t.true(began)
  t.is(await explainSilence(silence, { folder, now: clock.now() }), silence)
})

test('what ends well, says why it cannot begin, or has stood for a minute is no crash', async t => {
  const folder = await folderOf(t)
  const clock = manualClock(Date.UTC(2026, 10, 26))
  await t.throwsAsync(runRecorded(folder, daemon(clock), crash))
  await runRecorded(folder, daemon(clock), expects(t, 1))
  await t.throwsAsync(
    runRecorded(folder, daemon(clock), () => Promise.reject(new CodedError('io-failed', 'port in use'))),
  )
  await t.throwsAsync(
    runRecorded(folder, daemon(clock), async seen => {
      t.is(seen, 0)
      t.is((await noted(folder)).crashes, 1, 'until it has stood, it may be one')
      await clock.advance(limits.crashMs)
      throw new Error('a bug, later')
    }),
  )
  await runRecorded(folder, daemon(clock), expects(t, 0))
})

test('told to end while it waits, a daemon ends at once and its next start does not wait', async t => {
  const folder = await folderOf(t)
  const clock = manualClock(Date.UTC(2026, 10, 26))
  await writeFile(join(folder, 'starts.json'), JSON.stringify({ crashes: 9, until: 0 }))
  const stop = new AbortController()
  const { watched, waits } = watchedClock(clock)
  const waiting = runRecorded(folder, daemon(watched, stop.signal), async () => t.fail())
  await waits
  stop.abort()
  await waiting
  await runRecorded(folder, daemon(clock), expects(t, 0))
})

test('a record that is damaged, or cannot be written, keeps nobody from starting', async t => {
  const folder = await folderOf(t)
  const clock = manualClock(Date.UTC(2026, 10, 26))
  for (const text of ['{', '{"crashes":-1,"until":0}', '{"crashes":"9"}', 'null']) {
    await writeFile(join(folder, 'starts.json'), text)
    await runRecorded(folder, daemon(clock), expects(t, 0))
  }
  await runRecorded(join(folder, 'is not there'), daemon(clock), expects(t, 0))
})
