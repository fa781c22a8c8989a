// Attack: a rotting disk. One file of an agent's state after the other is flipped, cut or deleted; then the stages are opened, neighbours
// and coordinator answer, and everything must be as before: no version lower, the same identity, nothing installed twice. A sample of the
// positions; with PATCHMESH_LONG=1 every 97th byte, the slots and the journal at every length, the other files at 100 lengths.

import { cp, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import test from 'ava'
import { AlarmBook } from '../../agent/alarms.ts'
import { readConfig, writeConfig } from '../../agent/config.ts'
import { openDatabase } from '../../agent/database.ts'
import { Journal } from '../../agent/installer/journal.ts'
import { recordedOutcome } from '../../agent/installer/journal-folder.ts'
import { makePrivateFolder } from '../../agent/installer/line-file.ts'
import { readNodeKey, readOrMakeNodeKey } from '../../agent/node-key.ts'
import { readPin, writePin } from '../../agent/pin.ts'
import { openStore } from '../../agent/store/store.ts'
import { openTrust, trustedFile } from '../../agent/trust/trust.ts'
import { encodeTrustedState } from '../../agent/trust/trusted-state.ts'
import { CodedError } from '../../core/errors.ts'
import { silentLog } from '../../core/log.ts'
import { openSlots } from '../../keys/slots.ts'
import { makeFleet } from '../kit/fleet.ts'
import { manualClock } from '../kit/manual-clock.ts'

const now = Date.UTC(2026, 10, 22)
const isLong = process.env.PATCHMESH_LONG === '1'
const content = Buffer.alloc(200_000, 'patch')
const noPassphrase = async () => ''
/** Copies that are damaged and opened at a time: most of a start is waiting for the disk. */
const atOnce = 4

async function makeState() {
  const fleet = await makeFleet({ now })
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-rot-'))
  const slots = await openSlots(join(folder, trustedFile))
  await slots.save(encodeTrustedState({ roots: [fleet.root.bytes], heads: new Map(), clockFloor: 0 }))
  const roots = [Buffer.from(fleet.root.bytes).toString('base64')]
  await writePin(folder, {
    fleet: fleet.id,
    site: 'office',
    coordinator: { node: fleet.coordinator.node, addresses: [] },
    roots,
  })
  await writeConfig(folder, { root: '/srv/image', quotaBytes: 1024 ** 3 })
  const { publicKey } = await readOrMakeNodeKey(folder, noPassphrase)

  const manifest = await fleet.manifest('tool', content)
  const approval = await fleet.approval('tool', [manifest.digest], { version: 5 })
  const schedule = await fleet.schedule('s1', [{ patch: 'tool', manifest: manifest.digest }], { version: 7 })
  const roster = await fleet.roster('office', { version: 9 })
  const list = await fleet.pieceList(content)
  const named = [roster, approval, manifest, schedule, list]
  const heartbeat = await fleet.heartbeat(
    'office',
    named.map(({ head }) => head),
    { version: 3 },
  )
  const current = [heartbeat, ...named]
  const older = await Promise.all([fleet.roster('office'), fleet.approval('tool', [manifest.digest])])
  const fresh = await fleet.freshHeads('node', {
    nonce: Buffer.alloc(32),
    heartbeat: heartbeat.head,
    summary: fleet.id,
  })
  const artifact = { digest: list.head.name, sizeBytes: content.length, hashes: list.body.hashes }
  const key = { schedule: 's1', manifest: manifest.digest }

  /** Opens everything as an agent does, lets the others answer, and says what is there. */
  const open = async (at: string) => {
    const clock = manualClock(now)
    const alarms = new AlarmBook({ clock, log: silentLog })
    const onHealed = (file: string, detail: string) => alarms.raise('state-healed', file, detail)
    const pin = (await readPin(at, onHealed))!
    const config = await readConfig(at, onHealed)
    const keys = await readNodeKey(at, noPassphrase, onHealed)
    const database = await openDatabase(join(at, 'db'), { onHealed: detail => onHealed('db', detail) })
    const shared = { alarms, clock, log: silentLog }
    const table = database.bytes('envelopes')
    const pinnedRoots = (pin.roots ?? []).map(text => Uint8Array.from(Buffer.from(text, 'base64')))
    const trust = await openTrust({ folder: at, fleet: pin.fleet, site: pin.site, table, pinnedRoots, ...shared })
    const { accepted: lowered } = await trust.offer(
      older.map(({ bytes }) => bytes),
      'neighbour',
    )
    await trust.offer(
      current.map(({ bytes }) => bytes),
      'neighbour',
    )
    await trust.noteFresh(fresh.body)
    await trust.offer(
      current.map(({ bytes }) => bytes),
      'neighbour',
    )
    const digests = current.map(({ head }) => trust.current(head.kind as 'roster', head.name)?.digest)
    const isStale = trust.isStale()
    await trust.close()
    await database.close()
    await refill(at)
    const outcome = await recordedOutcome(join(at, 'install', 'journals'), key).catch(error => error as Error)
    return { site: pin.site, config, publicKey: keys.publicKey, lowered, digests, isStale, outcome }
  }
  /** Pieces that are not here, or are not right, come from a neighbour. */
  const refill = async (at: string) => {
    const store = await openStore({ folder: join(at, 'store'), log: silentLog })
    for (let tries = 0; tries < 3; tries++) {
      const held = await store.begin(artifact)
      for (let piece = 0; piece < artifact.hashes.length; piece++)
        if (!held.has(piece))
          await store.writePiece(artifact.digest, piece, content.subarray(piece * 65_536, (piece + 1) * 65_536))
      await store.complete(artifact.digest)
      if (await isRight(store)) return await store.close()
    }
    throw new Error('the store does not get whole')
  }
  const isRight = async (store: Awaited<ReturnType<typeof openStore>>) => {
    try {
      for (let piece = 0; piece < artifact.hashes.length; piece++) {
        const bytes = await store.readPiece(artifact.digest, piece)
        if (!bytes?.length || !content.subarray(piece * 65_536, (piece + 1) * 65_536).equals(bytes))
          throw new Error('served wrong bytes')
      }
      return true
    } catch (error) {
      if (error instanceof CodedError && error.code === 'wrong-hash') return false
      throw error
    }
  }

  await makePrivateFolder(join(folder, 'install', 'journals'))
  const journal = await Journal.open({ folder: join(folder, 'install', 'journals'), key })
  await journal.begin('tool', now)
  await journal.mark('applying', now)
  await journal.mark('applied', now)
  await journal.end({ state: 'installed', reason: 'applied', detail: '', final: true }, now)
  await journal.close()
  await open(folder)
  return { folder, open, publicKey, digests: current.map(({ digest }) => digest) }
}

/** Every file of the state but level's lock and log. */
async function filesBelow(folder: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = all.filter(each => each.isFile() && !/^(LOCK|LOG|LOG\.old)$/.test(each.name))
  return files.map(({ parentPath, name }) => relative(folder, join(parentPath, name))).sort()
}

type Damage = { name: string; apply: (path: string) => Promise<void> }

function damagesOf(file: string, size: number): Damage[] {
  const everyLength = /trusted\.|\.journal$/.test(file)
  const flips = Array.from({ length: Math.ceil(size / 97) }, (_, index) => index * 97)
  const lengths = everyLength
    ? Array.from({ length: size }, (_, index) => index)
    : Array.from({ length: Math.min(100, size) }, (_, index) => Math.floor((index * size) / 100))
  const some = (list: number[], count: number) =>
    isLong ? list : list.filter((_, index) => index % Math.ceil(list.length / count) === 0)
  return [
    { name: 'deleted', apply: path => rm(path) },
    ...some(flips, 3).map(at => ({
      name: `flipped at ${at}`,
      apply: (path: string) => rot(path, () => flip(path, at)),
    })),
    ...some([...new Set(lengths)], 3).map(at => ({
      name: `cut to ${at}`,
      apply: (path: string) => rot(path, () => truncate(path, at)),
    })),
  ]
}

/** As a disk does: the file's times stay. */
async function rot(path: string, change: (path: string) => Promise<void>): Promise<void> {
  const { mtimeMs } = await stat(path)
  await change(path)
  await setTime(path, mtimeMs)
}

/** Copying rounds the times of files. */
async function sameTime(from: string, to: string): Promise<void> {
  await setTime(join(to, 'agent.yaml'), (await stat(join(from, 'agent.yaml'))).mtimeMs)
}

/** The same millisecond, whatever is rounded. */
async function setTime(path: string, mtimeMs: number): Promise<void> {
  const seconds = (Math.floor(mtimeMs) + 0.5) / 1000
  await utimes(path, seconds, seconds)
}

async function flip(path: string, at: number): Promise<void> {
  const bytes = await readFile(path)
  bytes[at]! ^= 0xff
  await writeFile(path, bytes)
}

test('whatever file of the state is damaged, the agent is as before, without a person', async t => {
  t.timeout(isLong ? 3_600_000 : 300_000)
  const { folder, open, publicKey, digests } = await makeState()
  const copies = Array.from({ length: atOnce }, (_, index) => `${folder}-damaged-${index}`)
  t.teardown(async () => {
    for (const each of [folder, ...copies]) await rm(each, { recursive: true, force: true })
  })
  const cases: (Damage & { file: string })[] = []
  for (const file of await filesBelow(folder))
    cases.push(...damagesOf(file, (await stat(join(folder, file))).size).map(damage => ({ file, ...damage })))

  const judge = async (copy: string, { file, name, apply }: (typeof cases)[number]) => {
    await rm(copy, { recursive: true, force: true })
    await cp(folder, copy, { recursive: true, preserveTimestamps: true })
    await sameTime(folder, copy)
    await apply(join(copy, file))
    const label = `${file} ${name}`
    const after = await open(copy)
    t.deepEqual(after.lowered, [], label)
    t.deepEqual(after.digests, digests, label)
    t.false(after.isStale, label)
    t.is(after.site, 'office', label)
    t.like(after.config, { root: '/srv/image' }, label)
    t.deepEqual(after.publicKey, publicKey, label)
    // a damaged journal never says that another install ended: it says nothing, and the machine is looked at
    if (!(after.outcome instanceof Error) && after.outcome) t.is(after.outcome.state, 'installed', label)
  }
  const left = [...cases]
  await Promise.all(
    copies.map(async copy => {
      for (let next = left.shift(); next; next = left.shift()) await judge(copy, next)
    }),
  )
  t.log(`${cases.length} damages`)
})

test('both slots of trusted state gone, and level with them: the pin and the coordinator bring all of it back', async t => {
  const { folder, open, digests } = await makeState()
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  for (const name of ['trusted.0', 'trusted.1', 'db']) await rm(join(folder, name), { recursive: true })
  const after = await open(folder)
  t.deepEqual(after.digests, digests)
  t.false(after.isStale)
})
