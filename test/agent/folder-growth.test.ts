// An agent's state folder over weeks of orders: everything that writes to it, with real files, at a clock that is moved by hand. Only
// the network is the test's: what the plan wants is in the store at once, and what is reported is acknowledged.

import { cp, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import test, { type ExecutionContext } from 'ava'
import { Level } from 'level'
import { AlarmBook } from '../../agent/alarms.ts'
import { NodeChoices } from '../../agent/choices.ts'
import { openDatabase } from '../../agent/database.ts'
import { createInstaller } from '../../agent/installer/install.ts'
import { keepHouse } from '../../agent/keep-house.ts'
import { Driver } from '../../agent/plan/driver.ts'
import { installedProducts } from '../../agent/plan/installed-products.ts'
import { NodeMemory } from '../../agent/plan/node-memory.ts'
import { ReportBook } from '../../agent/report/report-book.ts'
import { statePaths } from '../../agent/state-paths.ts'
import { openStore } from '../../agent/store/store.ts'
import { TrafficBook } from '../../agent/swarm/traffic.ts'
import type { Wanted } from '../../agent/swarm/wanted.ts'
import { envelopeTable, openTrust, trustedFile } from '../../agent/trust/trust.ts'
import { encodeTrustedState } from '../../agent/trust/trusted-state.ts'
import { sha256 } from '../../core/digest.ts'
import type { Head } from '../../core/header.ts'
import { DAY_MS, HOUR_MS, KIB } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { openSlots } from '../../keys/slots.ts'
import { type Fleet, type Made, makeFleet } from '../kit/fleet.ts'
import { temporaryFolder } from '../kit/install-kit.ts'
import { isLong } from '../kit/long.ts'
import { manualClock } from '../kit/manual-clock.ts'

const longTest = isLong ? test : test.skip
const start = Date.UTC(2026, 10, 22, 12)
const contentBytes = 64 * KIB

/** What a patch that came and went leaves for good: its journal, outcome, byte counts, and the heads of its objects. */
const leftByPatch = 8 * KIB

async function openNode(t: ExecutionContext, fleet: Fleet, contentOf: (digest: string) => Buffer) {
  const base = await temporaryFolder(t)
  const [folder, root] = [join(base, 'state'), join(base, 'root')]
  for (const each of [folder, root]) await mkdir(each, { mode: 0o700 })
  const clock = manualClock(start)
  const log = silentLog
  const alarms = new AlarmBook({ clock, log })
  const slots = await openSlots(join(folder, trustedFile))
  await slots.save(encodeTrustedState({ roots: [fleet.root.bytes], heads: new Map(), clockFloor: 0 }))
  const database = await openDatabase(statePaths(folder).database)
  const table = database.bytes(envelopeTable)
  const trust = await openTrust({ folder, fleet: fleet.id, site: 'office', table, alarms, clock, log })
  const store = await openStore({ folder: statePaths(folder).store, clock, log })
  const traffic = new TrafficBook(database.json('traffic'))
  const book = await ReportBook.open({
    outcomes: database.json('report-outcomes'),
    traffic: database.json('report-traffic'),
    meta: database.json('report-meta'),
  })
  const report = async (news: Parameters<ConstructorParameters<typeof Driver>[0]['report']>[0]) => {
    await book.noteOrders(news.orders, Math.floor(clock.now() / 1000))
    await book.noteTraffic(news.traffic)
    await book.nextVersion(Math.floor(clock.now() / 1000))
    for (let batch = book.nextBatch(); batch; batch = book.nextBatch()) await book.acknowledge(batch)
  }
  let wanted: readonly Wanted[] = []
  const bring = async () => {
    for (const { artifact: digest, sizeBytes, hashes, needed } of wanted) {
      traffic.want(digest, sizeBytes, needed)
      if (store.has(digest)) continue
      await store.begin({ digest, sizeBytes, hashes })
      await store.writePiece(digest, 0, contentOf(digest))
      await store.complete(digest)
      traffic.countOrigin(digest, 'first-copy', sizeBytes)
    }
    await traffic.save()
  }
  const memory = {
    life: database.json<never>('life'),
    seen: database.json<number>('seen'),
    installs: database.json<never>('installs'),
  }
  const artifactPath = (digest: string) => store.path(digest)
  const driver = new Driver({
    node: fleet.nodes.office![0]!.node,
    root,
    localZone: 'UTC',
    bootedAt: start - DAY_MS,
    trust,
    store,
    swarm: {
      want: list => {
        wanted = list
        store.keep(new Set(list.map(({ artifact }) => artifact)))
      },
      traffic: () => traffic.list(),
      status: () => ({ artifacts: [] }),
    },
    installer: await createInstaller({ root, stateDir: folder, artifactPath, clock, log }),
    memory: await NodeMemory.open(memory, installedProducts(statePaths(folder).installed), start),
    report,
    onFacts: () => undefined,
    clock,
    log,
  })
  const choices = await NodeChoices.open(folder, () => undefined)
  const endHouse = keepHouse({ folder, trust, store, choices, alarms, clock, log })
  t.teardown(async () => {
    endHouse()
    await driver.close()
    await trust.close()
    await store.close()
    await database.close()
  })
  return { clock, folder, root, trust, driver, bring }
}

/** One order a day for a file of one product, valid for three days; manifests and piece lists outlive them by far, as a coordinator's do. */
async function dayOf(fleet: Fleet, day: number, content: Buffer): Promise<Made[]> {
  const at = Math.floor((start + day * DAY_MS) / 1000)
  const header = { issuedAt: at, notAfter: at + 3 * 86_400 }
  const long = { issuedAt: at, notAfter: at + 730 * 86_400 }
  const artifact = sha256(content)
  const patch = `tool-${day}`
  const manifest = await fleet.manifest(patch, content, {
    product: 'tool',
    productVersion: `1.${day}`,
    action: { type: 'file', artifact, path: '/opt/tool', mode: 0o644 },
    detection: [{ type: 'file-sha256', path: '/opt/tool', digest: artifact }],
    header: long,
  })
  const approval = await fleet.approval(patch, [manifest.digest], { header })
  const schedule = await fleet.schedule(`s${day}`, [{ patch, manifest: manifest.digest }], { startAt: at, header })
  return [approval, manifest, schedule, await fleet.pieceList(content, [], { header: long })]
}

/** A method that the package's types leave out. */
interface Compacting {
  compactRange(from: string, to: string): Promise<void>
}

/** By first name below it; of the database what it has without what is overwritten and deleted, which level clears away at some megabytes. */
async function bytesBelow(folder: string): Promise<{ [part: string]: number; sum: number }> {
  const copy = `${folder}-copy`
  await cp(folder, copy, { recursive: true })
  const level = new Level(statePaths(copy).database)
  await level.open()
  await (level as unknown as Compacting).compactRange('', '\uffff')
  await level.close()
  const bytes: { [part: string]: number; sum: number } = { sum: 0 }
  for (const entry of await readdir(copy, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const part = path
      .slice(copy.length + 1)
      .split('/')
      .slice(0, 2)
      .join('/')
      .replace(/^db.*/, 'db')
    const { size } = await stat(path)
    bytes[part] = (bytes[part] ?? 0) + size
    bytes.sum += size
  }
  await rm(copy, { recursive: true })
  return bytes
}

longTest(
  'a state folder is after each further week of orders as large as after the third, but for a few kilobytes a patch',
  async t => {
    t.timeout(120_000)
    const fleet = await makeFleet({ sites: { office: 2 }, now: start })
    const contents = new Map<string, Buffer>()
    const node = await openNode(t, fleet, digest => contents.get(digest)!)
    const roster = await fleet.roster('office')
    const live: { made: Made[]; until: number }[] = []
    const weeks: Awaited<ReturnType<typeof bytesBelow>>[] = []
    for (let day = 0; day < 28; day++) {
      const content = Buffer.alloc(contentBytes, `tool ${day} `)
      contents.set(sha256(content), content)
      live.push({ made: await dayOf(fleet, day, content), until: day + 3 })
      const current = live.filter(({ until }) => until > day).flatMap(({ made }) => made)
      for (const hour of [0, 12]) {
        const at = Math.floor((start + day * DAY_MS + hour * HOUR_MS) / 1000)
        const heads: Head[] = [roster, ...current].map(({ head }) => head)
        const header = { issuedAt: at, notAfter: at + 7 * 86_400 }
        const heartbeat = await fleet.heartbeat('office', heads, { version: 1 + day * 2 + hour / 12, header })
        const { refused } = await node.trust.offer(
          [heartbeat, roster, ...current].map(({ bytes }) => bytes),
          'peer',
        )
        t.deepEqual(refused, [])
        for (let thought = 0; thought < 2; thought++) {
          await node.driver.scan()
          await node.bring()
          while (node.driver.picture.installing) await setImmediate()
        }
        await node.clock.advance(12 * HOUR_MS)
      }
      t.true((await readFile(join(node.root, 'opt/tool'))).equals(content), `the patch of day ${day} is installed`)
      if (day % 7 === 6) weeks.push(await bytesBelow(node.folder))
    }
    t.log(weeks)
    for (const [week, { sum }] of weeks.entries())
      if (week > 2) t.true(sum - weeks[2]!.sum < (week - 2) * 7 * leftByPatch, `week ${week + 1}: ${sum} bytes`)
  },
)
