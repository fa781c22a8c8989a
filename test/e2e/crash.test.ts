// A daemon that crashes, with the real executables: its last words are one line of its log, a start after it is safe, and one that crashes
// again and again waits and says so. The crash comes by node's own --import: the product knows nothing of it.

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { StatusView } from '../../agent/view.ts'
import { ask, openOffice } from '../kit/daemon-office.ts'
import { processTest } from '../kit/long.ts'
import { command, type Daemon, daemon, until } from '../kit/processes.ts'

const limitMs = 60_000

/** What a bug in some callback does, at the signal. */
const bugs = {
  unhandledRejection: "Promise.reject(new%20Error('a%20bug'))",
  uncaughtException: "throw%20new%20Error('a%20bug')",
}

/** Has said that it listens, and crashes. */
async function crashing(program: 'agent' | 'patchmesh', args: string[], bug: keyof typeof bugs): Promise<Daemon> {
  process.env.NODE_OPTIONS = `--import=data:text/javascript,process.on('SIGUSR2',()=>{${bugs[bug]}})`
  try {
    const doomed = await daemon(program, args)
    doomed.child.kill('SIGUSR2')
    return doomed
  } finally {
    delete process.env.NODE_OPTIONS
  }
}

function fatalLine(log: string): { level: number; err: { message: string; stack: string }; origin: string } {
  const line = log.split('\n').find(each => each.includes('"level":60'))
  return JSON.parse(line ?? '{}')
}

processTest(
  'a crash is one line of the log with its stack, and the next start goes on; a crash loop waits and says so',
  async t => {
    t.timeout(300_000)
    const office = await openOffice(t)
    const [state, record] = [office.state(0), join(office.state(0), 'starts.json')]
    await office.agents[0]!.stop()

    for (const [origin, crashes] of [
      ['unhandledRejection', 1],
      ['uncaughtException', 2],
    ] as const) {
      const doomed = await crashing('agent', ['run', '--state', state], origin)
      t.is(await doomed.ended, 1)
      const said = fatalLine(doomed.log())
      t.like(said, { origin, err: { message: 'a bug' } })
      t.regex(said.err.stack, /Error: a bug\n\s+at /)
      t.is(JSON.parse(await readFile(record, 'utf8')).crashes, crashes)
    }

    await office.coordinator.stop()
    const coordinator = await crashing('patchmesh', ['serve', '--home', office.home], 'uncaughtException')
    t.is(await coordinator.ended, 1)
    t.like(fatalLine(coordinator.log()), { origin: 'uncaughtException', err: { message: 'a bug' } })

    // Three more are as these were.
    await writeFile(record, JSON.stringify({ crashes: 5, until: 0 }))
    const starting = daemon('agent', ['run', '--state', state])
    const silence = await until(
      'the wait is told',
      limitMs,
      async () => (await command('agent', ['status', '--state', state])).stderr,
      text => text.includes('crashed at its last 5 starts'),
    )
    t.regex(silence, /waits until \S+ before the next: its log says why/)
    const agent = await starting
    t.teardown(() => agent.child.kill('SIGKILL'))
    office.agents[0] = agent
    t.true(agent.log().includes('crash loop: start put off'))
    const { alarms } = await ask<StatusView>(office, 0, 'status')
    t.like(
      alarms.find(({ code }) => code === 'crash-loop'),
      { detail: 'it crashed at its last 5 starts' },
    )
    t.is(await agent.stop(), 0)
    await t.throwsAsync(readFile(record), { code: 'ENOENT' })
  },
)
