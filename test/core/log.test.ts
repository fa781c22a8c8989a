// The log in a file, in a process of its own: what rotates it, and a disk that is full.

import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import test, { type ExecutionContext } from 'ava'
import { createLog } from '../../core/log.ts'

const source = JSON.stringify(join(import.meta.dirname, '../../core/log.ts'))

function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'patchmesh-log-'))
  t.teardown(() => rmSync(path, { recursive: true }))
  return path
}

async function run(script: string): Promise<{ stdout: string; stderr: string }> {
  return await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script])
}

test('a log file is readable by its owner and group, and opened anew at SIGHUP', async t => {
  const path = join(folder(t), 'patchmesh.log')
  const { stderr } = await run(`import { createLog } from ${source}
    import { existsSync, renameSync } from 'node:fs'
    const path = ${JSON.stringify(path)}
    const log = createLog({ name: 'test', file: path })
    log.info('one')
    renameSync(path, path + '.1')
    process.kill(process.pid, 'SIGHUP')
    while (!existsSync(path)) await new Promise(done => setImmediate(done))
    log.info('two')
    process.exit()`)
  t.is(stderr, '')
  t.is(JSON.parse(readFileSync(`${path}.1`, 'utf8')).msg, 'one')
  t.is(JSON.parse(readFileSync(path, 'utf8')).msg, 'two')
  t.is(statSync(path).mode & 0o777 & ~0o640, 0)
})

const testFull = existsSync('/dev/full') ? test : test.skip
testFull('a log on a full disk ends nothing, and is told once', async t => {
  const { stdout, stderr } = await run(`import { createLog } from ${source}
    const log = createLog({ name: 'test', file: '/dev/full' })
    for (let line = 0; line < 100; line++) {
      log.info('x'.repeat(1000))
      await new Promise(done => setImmediate(done))
    }
    console.log('alive')
    process.exit()`)
  t.is(stdout, 'alive\n')
  t.regex(stderr, /^the log \/dev\/full cannot be written: ENOSPC[^\n]*\n$/)
})

test('a level or a file that cannot be is told as usage', t => {
  t.throws(() => createLog({ name: 'test', level: 'loud' }), {
    code: 'bad-argument',
    message: /trace, debug, info/,
  } as never)
  const file = join(folder(t), 'none', 'x.log')
  t.throws(() => createLog({ name: 'test', file }), { code: 'bad-argument', message: /--log-file.*ENOENT/ } as never)
})
