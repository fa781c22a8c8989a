// Fetching from outside paused in both ways, by the real commands and with real processes.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PatchView, PauseView, StatusView } from '../../agent/view.ts'
import { ask, installed, openOffice, passphrase } from '../kit/daemon-office.ts'
import { processTest } from '../kit/long.ts'
import { command, json, until } from '../kit/processes.ts'

processTest('fetching is paused by the admins and at the machine, and goes on at once when both let it', async t => {
  t.timeout(120_000)
  const office = await openOffice(t)
  const setPolicy = async (text: string) => {
    const file = join(office.folder, 'policy.yaml')
    await writeFile(file, text)
    const set = ['policy', 'set', file, '--home', office.home, '--yes', '--passphrase-fd', '3']
    const { code, stderr } = await command('patchmesh', set, { passphrase })
    t.is(code, 0, stderr)
  }
  const whenHeldUp = (reason: string) =>
    until(
      reason,
      15_000,
      () => Promise.all([0, 1].map(index => ask<PatchView[]>(office, index, 'patches'))),
      all => all.every(patches => patches.some(patch => patch.id === 'app' && patch.reason === reason)),
    )
  await setPolicy('pauseFetching: true\n')
  await until(
    'the policy at both',
    15_000,
    () => Promise.all([0, 1].map(index => ask<StatusView>(office, index, 'status'))),
    all => all.every(({ fetching }) => fetching.closed === 'site-paused'),
  )
  for (const index of [0, 1]) {
    const paused = await json<PauseView>('agent', ['pause', '--for', '1h', '--state', office.state(index)])
    t.like(paused, { paused: true, all: false })
  }
  await office.order('app', () => 'now')
  const [patches] = await whenHeldUp('node-paused')
  t.regex(patches![0]!.detail, /someone at this machine has paused fetching, until \d{4}-/)
  const screen = await command('agent', ['status', '--state', office.state(0)])
  t.regex(screen.stdout, /outside: +closed \(node-paused\)/)
  for (const index of [0, 1]) await ask(office, index, 'resume')
  await whenHeldUp('site-paused')
  t.like(await json('agent', ['pin', 'app', '--state', office.state(0)]), { pinned: true, changed: true, haveBytes: 0 })
  await setPolicy('budgets:\n  - rate: 4 MiB/s\n')
  for (const index of [0, 1]) await installed(office, index, 'app')
  const status = await ask<StatusView>(office, 0, 'status')
  t.deepEqual([status.fetching.closed, status.fetching.budgetBytesPerSecond], [null, 4 * 1024 * 1024])
  t.deepEqual(status.pinned, ['app'])
})
