// The coordinator's home copied file by file while the coordinator works, as a backup tool that knows nothing of it does, with the real
// executable: the copy comes up, and says what it lost against the fleet. It does not show that the first heartbeat waits for a member's word,
// and passes without: test/coordinator/sync/site-sync.test.ts is the one that fails.

import { spawnSync } from 'node:child_process'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { PatchView } from '../../agent/view.ts'
import { ask, type Office, openOffice, passphrase } from '../kit/daemon-office.ts'
import { processTest } from '../kit/long.ts'
import { command, daemon, json, until } from '../kit/processes.ts'

const limitMs = 60_000

const bothKnow = async (office: Office, patch: string) => {
  for (const index of [0, 1])
    await until(
      `agent ${index} knows ${patch}`,
      limitMs,
      () => ask<PatchView[]>(office, index, 'patches'),
      patches => patches.some(({ id }) => id === patch),
    )
}

processTest(
  'a home that was copied while its coordinator worked comes up, and tells what the fleet has beyond it',
  async t => {
    t.timeout(300_000)
    const office = await openOffice(t)
    const { home } = office
    const copy = join(office.folder, 'copy')
    const later = () => new Date(Date.now() + 3_600_000).toISOString()
    await office.order('before', later)

    // While it writes: a file after the other, each as it is at its moment.
    const working = office.order('during', later)
    let copies = 0
    let isOver = false
    void working.finally(() => {
      isOver = true
    })
    while (!isOver) {
      await rm(copy, { recursive: true, force: true })
      spawnSync('cp', ['-a', home, copy]) // what vanishes meanwhile it complains about, and goes on
      copies++
      await new Promise(setImmediate)
    }
    await working
    t.true(copies > 0)
    await office.order('after', later)
    await bothKnow(office, 'after')
    await office.coordinator.stop('SIGKILL')
    await rm(home, { recursive: true })
    await rename(copy, home)

    const again = await daemon('patchmesh', ['serve', '--home', home])
    t.teardown(() => again.child.kill('SIGKILL'))
    const schedules = await until(
      'orders that were made after the copy come back from the fleet',
      limitMs,
      () => json<{ patches: string[] }[]>('patchmesh', ['schedule', 'list', '--home', home]),
      rows => ['before', 'during', 'after'].every(patch => rows.some(({ patches }) => patches.includes(patch))),
    )
    t.is(schedules.length, 3)
    const nodes = await json<unknown[]>('patchmesh', ['node', 'list', '--home', home])
    t.is(nodes.length, 2)
    const told = again
      .log()
      .split('\n')
      .filter(line => line.includes('learnt from the fleet'))
    t.true(
      told.some(line => line.includes('"kind":"schedule"')),
      again.log(),
    )
    t.true(again.log().includes('"code":"coordinator-copied"'), again.log())
    const table = await command('patchmesh', ['node', 'list', '--home', home])
    t.regex(table.stderr, /its home was an old copy/)
    const next = await command('patchmesh', ['patch', 'decline', 'before', '--home', home, '--passphrase-fd', '3'], {
      passphrase,
    })
    t.is(next.code, 0, next.stderr)
    for (const index of [0, 1]) {
      const patches = await until(
        'what is signed from now on is taken',
        limitMs,
        () => ask<PatchView[]>(office, index, 'patches'),
        views => views.some(({ id, reason }) => id === 'before' && reason === 'declined'),
      )
      t.true(
        patches.some(({ id }) => id === 'after'),
        'and puts out nothing that was ordered after the copy',
      )
    }
  },
)
