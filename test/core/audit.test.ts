// The audit log: each event is called from somewhere, documented, and written whatever the level of the log is.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import test from 'ava'
import { pino } from 'pino'
import { Audit } from '../../core/audit.ts'
import { silentLog } from '../../core/log.ts'
import { logHandlers } from '../../core/log-level.ts'

const project = join(import.meta.dirname, '../..')
const methods = Object.getOwnPropertyNames(Audit.prototype).filter(name => name !== 'constructor')

function heardLog(level: string) {
  const lines: Record<string, unknown>[] = []
  const write = (line: unknown, _: unknown, done: () => void) => {
    lines.push(JSON.parse(String(line)))
    done()
  }
  return { lines, log: pino({ level }, new Writable({ write })) }
}

/** The event that a method writes. */
function eventOf(method: string): string {
  const { lines, log } = heardLog('info')
  ;(new Audit(log) as unknown as Record<string, (facts: object) => void>)[method]!({})
  return String(lines[0]!.audit)
}

test('every event of the audit log happens somewhere in the product', t => {
  const text = ['agent', 'coordinator']
    .flatMap(folder =>
      readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
        .filter(name => name.endsWith('.ts'))
        .map(name => readFileSync(join(project, folder, name), 'utf8')),
    )
    .join('\n')
  const called = [...text.matchAll(/(?:\baudit|#audit|new Audit\([^)]*\))\.(\w+)\(/g)].map(match => match[1]!)
  t.deepEqual([...new Set(called)].sort(), methods.toSorted())
})

test('docs/audit.md lists exactly the events there are', t => {
  const documented = [...readFileSync(join(project, 'docs/audit.md'), 'utf8').matchAll(/^\| `([a-z-]+)` \|/gm)].map(
    match => match[1]!,
  )
  t.deepEqual(documented.toSorted(), methods.map(eventOf).sort())
})

test('what is audited is written at every level of the log, changed while it runs or not, and not by a silent one', async t => {
  const { lines, log } = heardLog('error')
  const audit = new Audit(log)
  log.info('too quiet')
  audit.tokenRevoked({ token: 't', by: 'local' })
  const call = { by: 'local', progress: () => undefined, signal: new AbortController().signal }
  const level = logHandlers(log)['log-level']!
  t.deepEqual(await level({}, call), { level: 'error', was: 'error' })
  t.deepEqual(await level({ level: 'debug' }, call), { level: 'debug', was: 'error' })
  log.debug('loud')
  await level({ level: 'warn' }, call)
  log.info('too quiet')
  audit.tokenRevoked({ token: 'u', by: 'local' })
  t.deepEqual(
    lines.map(({ audit: event, token, msg }) => event ?? token ?? msg),
    ['token-revoked', 'log level changed', 'loud', 'token-revoked'],
  )
  await t.throwsAsync(level({ level: 'loud' }, call), { code: 'bad-argument', message: /trace, debug, info/ })
  t.notThrows(() => new Audit(silentLog).tokenRevoked({ token: 't', by: 'local' }))
})
