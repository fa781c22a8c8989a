// A daemon that starts itself anew: what it has afterwards, and what it must not lose by it.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { devNull } from 'node:os'
import test from 'ava'

const code = `
  const { startAnew } = await import(${JSON.stringify(new URL('../../core/start-anew.ts', import.meta.url).href)})
  startAnew('--max-semi-space-size=1')
  const { readFileSync } = await import('node:fs')
  const { MALLOC_ARENA_MAX: arenas, MALLOC_TRIM_THRESHOLD_: trim } = process.env
  const at = process.argv.findIndex(each => each.startsWith('--passphrase-fd'))
  const fd = Number(process.argv[at]?.split('=')[1] ?? process.argv[at + 1])
  const secret = at < 0 ? '' : readFileSync(fd, 'utf8')
  process.stdout.write(JSON.stringify({ pid: process.pid, arenas, trim, options: process.execArgv, secret }))
  process.exit(7)`
const url = `data:text/javascript,${encodeURIComponent(code)}`

async function start(options: { args?: string[]; env?: Record<string, string> } = {}) {
  const child = spawn(process.execPath, ['--import', url, devNull, ...(options.args ?? [])], {
    stdio: ['pipe', 'pipe', 'inherit', 'pipe'],
    env: { PATH: process.env.PATH, ...options.env },
  })
  for (const [fd, words] of [
    [0, 'from stdin'],
    [3, 'open sesame'],
  ] as const) {
    const secret = child.stdio[fd] as NodeJS.WritableStream
    secret.on('error', () => undefined) // who is started anew has closed it
    secret.end(words)
  }
  let out = ''
  child.stdout!.setEncoding('utf8').on('data', text => {
    out += text
  })
  const [status] = await once(child, 'close')
  return { ...JSON.parse(out), status, isSame: JSON.parse(out).pid === child.pid }
}

const unlessWindows = process.platform === 'win32' ? test.skip : test

unlessWindows(
  'a daemon has its bounds of memory as the same process, and what the administrator set counts more',
  async t => {
    const plain = await start()
    t.like(plain, { arenas: '2', trim: '131072', isSame: true, status: 7 })
    t.true(plain.options.includes('--max-semi-space-size=1'))
    const set = await start({ env: { MALLOC_ARENA_MAX: '5', NODE_OPTIONS: '--max-semi-space-size=8' } })
    t.like(set, { arenas: '5', trim: '131072', status: 7 })
    t.false(set.options.includes('--max-semi-space-size=1'))
  },
)

unlessWindows('a passphrase on a descriptor of its own is still there', async t => {
  for (const args of [['--passphrase-fd', '3'], ['--passphrase-fd=3']])
    t.like(await start({ args }), { secret: 'open sesame', arenas: undefined })
})

unlessWindows('a passphrase on stdin is still there, and the daemon has its bounds of memory', async t => {
  for (const args of [['--passphrase-fd', '0'], ['--passphrase-fd=0']])
    t.like(await start({ args }), { secret: 'from stdin', arenas: '2' })
})
