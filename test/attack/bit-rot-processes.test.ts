// Attack: a rotting disk under a real agent: coordinator and two agents as processes, a patch installed. One file of a stopped agent's
// folder after the other is damaged, and the agent started. Promise: it is healthy again without a person, no version goes down,
// and nothing is installed twice. A sample of the files; with PATCHMESH_LONG=1 every file, flipped, cut and deleted.

import type { ChildProcess } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { decodeTrustedState } from '../../agent/trust/trusted-state.ts'
import type { StatusView } from '../../agent/view.ts'
import { compareVersions, type Head } from '../../core/header.ts'
import { readSlot } from '../../keys/slots.ts'
import { Fleet, localPlace, stopDaemon } from '../../scripts/fleet/fleet.ts'
import { until } from '../../scripts/fleet/until.ts'
import { orderDemoPatch } from '../kit/demo-order.ts'
import { isLong, processTest } from '../kit/long.ts'

const limitMs = 45_000
const patch = 'demo-small-1-1.0'

const damages = {
  flipped: (path: string) =>
    asDisk(path, async () => {
      const bytes = await readFile(path)
      if (bytes.length > 0) bytes[bytes.length >> 1]! ^= 0xff
      await writeFile(path, bytes)
    }),
  halved: (path: string) => asDisk(path, async () => truncate(path, (await stat(path)).size >> 1)),
  deleted: (path: string) => rm(path),
}
type Damage = keyof typeof damages

/** The file's times stay, to the millisecond. */
async function asDisk(path: string, change: () => Promise<void>): Promise<void> {
  const seconds = (Math.floor((await stat(path)).mtimeMs) + 0.5) / 1000
  await change()
  await utimes(path, seconds, seconds)
}

/** What is damaged at once, between two runs. */
const sample: [pattern: RegExp, damage: Damage][][] = [
  [[/^trusted\.0$/, 'flipped']],
  [[/^trusted\.[01]$/, 'halved']],
  [[/^db\/MANIFEST/, 'deleted']],
  [[/^db\/.*\.(log|ldb)$/, 'flipped']],
  [
    [/^node\.key$/, 'flipped'],
    [/^pin\.json$/, 'deleted'],
    [/^agent\.yaml$/, 'halved'],
  ],
  [[/^store\//, 'flipped']],
  [[/^install\/journals\//, 'flipped']],
  [[/^install\/journals\//, 'deleted']],
]

async function filesBelow(folder: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = all.filter(each => each.isFile() && !/^(LOCK|LOG|LOG\.old)$/.test(each.name))
  return files.map(({ parentPath, name }) => relative(folder, join(parentPath, name))).sort()
}

/** Of the newest slot. */
async function trustedHeads(state: string): Promise<ReadonlyMap<string, Head>> {
  const slot = await readSlot(join(state, 'trusted.0'))
  if (slot.status !== 'whole') throw new Error(`the slot of a stopped agent is ${slot.status}`)
  return decodeTrustedState(slot.state).heads
}

processTest(
  'a real agent on a damaged folder is healthy again by itself, no version lower, nothing installed twice',
  async t => {
    t.timeout(isLong ? 3_600_000 : 600_000)
    const folder = await mkdtemp(join(tmpdir(), 'pm-rot-'))
    const children = new Set<ChildProcess>()
    t.teardown(async () => {
      for (const child of children) child.kill('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    })
    const fleet = new Fleet({ folder, outside: localPlace('outside', children), ports: { coordinator: 0, origin: 0 } })
    await fleet.start()
    const token = await fleet.token({ site: 'office', prefixes: ['127.0.0.0/8'], uses: 2 })
    const places = [localPlace('one', children), localPlace('two', children)]
    for (const place of places)
      await fleet.addAgent({ place, site: 'office', token, settings: { 'discovery.mdns': false } })
    await orderDemoPatch(fleet, patch, { folder, site: 'office' })

    const { state, root } = fleet.agents[0]!
    let seen: StatusView | undefined
    /** Stops it when it is well, and says whose heads it trusts then. */
    const healthy = async (label: string) => {
      const agent = fleet.agents[0]!
      const isWell = async () => {
        seen = await agent.ask<StatusView>('status')
        const isInstalled = seen.patches.some(({ id, state: is }) => id === patch && is === 'installed')
        return (
          isInstalled && !seen.stale && seen.class !== null && seen.notAMember === null && seen.coordinator.connected
        )
      }
      await until(`${label}: the agent is well`, limitMs, isWell, () => JSON.stringify(seen))
      await stopDaemon(agent.process)
      return await trustedHeads(state)
    }
    let before = await healthy('at first')
    const node = seen!.node
    const installed = join(root, 'opt/demo/demo-small-1.bin')
    const { mtimeNs, ino } = await stat(installed, { bigint: true })

    const cases = isLong
      ? (await filesBelow(state)).flatMap(file =>
          (Object.keys(damages) as Damage[]).map(damage => ({ label: `${file} ${damage}`, hits: [{ file, damage }] })),
        )
      : sample.map(parts => ({
          label: parts.map(part => part.join(' ')).join(', '),
          hits: parts.map(([file, damage]) => ({ file, damage })),
        }))
    let count = 0
    for (const { label, hits } of cases) {
      const files = await filesBelow(state)
      for (const { file, damage } of hits) {
        const meant = files.filter(each => (typeof file === 'string' ? each === file : file.test(each)))
        if (!isLong) t.true(meant.length > 0, `${label}: there is such a file`)
        for (const each of meant) await damages[damage](join(state, each))
        count += meant.length
      }
      await fleet.restart(fleet.agents[0]!, places[0]!)
      const after = await healthy(label)
      for (const [key, head] of before) {
        const now = after.get(key)
        t.true(now !== undefined && compareVersions(now, head) >= 0, `${label}: ${key} is not lower than before`)
      }
      t.is(seen!.node, node, label)
      t.like(await stat(installed, { bigint: true }), { mtimeNs, ino }, `${label}: installed once`)
      before = after
    }
    t.log(`${count} files damaged in ${cases.length} starts`)
    await fleet.stop()
  },
)
