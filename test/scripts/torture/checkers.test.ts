// What a torture looks for is found where it is: each checker sees the fault that it is there for, and none where there is none.

import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { Journal } from '../../../agent/installer/journal.ts'
import { Accepted } from '../../../scripts/torture/accepted.ts'
import { absent, identities, installedTwice, wentDown } from '../../../scripts/torture/held-state.ts'
import { costOf, describeResult, type KillResult } from '../../../scripts/torture/kill-result.ts'

async function emptyFolder(t: ExecutionContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-checkers-'))
  t.teardown(() => rm(folder, { recursive: true }))
  return folder
}

test('an action that was carried out again after it had come to its end is seen in its journal', async t => {
  const state = await emptyFolder(t)
  const folder = join(state, 'install', 'journals')
  await mkdir(folder, { recursive: true })
  const run = async (manifest: string, ...events: ('copied' | 'applying' | 'applied')[]) => {
    const journal = await Journal.open({ folder, key: { schedule: 'one', manifest } })
    await journal.begin(`patch ${manifest}`, 1)
    for (const event of events) await journal.mark(event, 2)
    await journal.close()
  }
  await run('killed while it was applied', 'copied', 'applying')
  await run('killed while it was applied', 'copied', 'applying', 'applied')
  t.deepEqual(await installedTwice(state), [])
  await run('installed again', 'copied', 'applying', 'applied')
  await run('installed again', 'copied', 'applying')
  const [found, ...more] = await installedTwice(state)
  t.regex(found!, /^patch installed again: /)
  t.deepEqual(more, [])
})

test('a file that was written again is another file, and one that is not there is told', async t => {
  const root = await emptyFolder(t)
  const path = join(root, 'a')
  await writeFile(path, 'content')
  const before = await identities(root, ['a'])
  t.deepEqual(await identities(root, ['a']), before)
  await writeFile(`${path}.new`, 'content')
  await rename(`${path}.new`, path)
  t.notDeepEqual(await identities(root, ['a']), before)
  t.is((await identities(root, ['b'])).get('b'), absent)
})

test('a version that is lower than before, or gone, is named', t => {
  const before = new Map([
    ['root/', 2],
    ['schedule/a', 5],
    ['schedule/b', 7],
  ])
  const found = wentDown(
    before,
    new Map([
      ['root/', 3],
      ['schedule/a', 4],
    ]),
  )
  t.deepEqual(found, ['schedule/a went from 5 to 4', 'schedule/b went from 7 to nothing'])
})

test('what was acknowledged and is gone is named: an order, an approval, a member, a report', async t => {
  const accepted = new Accepted()
  for (const id of ['p', 'q']) accepted.patches.add(id)
  accepted.orders.add('order').add('lost order')
  accepted.nodes.add('n').add('lost node')
  const row = (patch: string, state: string) => ({ patch, node: 'n', state, reason: '' })
  accepted.noteReported([row('p', 'installed'), row('q', 'installed'), row('r', 'fetching')])
  const answers: Record<string, unknown[]> = {
    'schedule-list': [{ id: 'order' }],
    'patch-list': [
      { id: 'p', state: 'approved' },
      { id: 'q', state: 'open' },
    ],
    'node-list': [{ node: 'n' }],
    'report-compliance': [row('p', 'installed'), row('q', 'unknown')],
  }
  const ask = async <T>(command: string) => answers[command] as T
  t.deepEqual(
    await accepted.lost({ ask }),
    ['order lost order', 'approval of q', 'member lost node', 'report of q on n'].map(
      what => `${what} was acknowledged and is gone`,
    ),
  )
  t.deepEqual(accepted.counts, { approvals: 2, orders: 2, members: 2, installs: 2 })
})

test('kills that cost more on the WAN than is in flight are a problem, and the result says so', t => {
  const sum = { payloadBytes: 10_000_000, rounds: 1, kills: 2 }
  t.deepEqual(costOf({ ...sum, wanBytes: 12_000_000 }).problems, [])
  const { extraBytesPerKill, problems } = costOf({ ...sum, wanBytes: 13_000_000 })
  t.is(problems.length, 1)
  const result: KillResult = {
    ...sum,
    ok: false,
    seconds: 60,
    byMoment: { 'fetch: agent': 1, 'fetch: coordinator': 1 },
    whileStarting: 0,
    restarts: 2,
    patches: 3,
    installs: 6,
    acknowledged: { approvals: 3, orders: 1, members: 2, installs: 6 },
    wanBytes: 13_000_000,
    extraBytesPerKill,
    problems,
  }
  t.regex(describeResult(result), /in phase fetch\s+agent 1, coordinator 1[\s\S]*found: a kill cost 1000000 bytes/)
})
