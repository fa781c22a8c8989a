// A coordinator on an old copy of its home meets the members of a site: real lists, signer and exchange, over streams in memory.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { FirstWord } from '../../../coordinator/backup/first-word.ts'
import { createLearner } from '../../../coordinator/backup/learn.ts'
import type { CoordinatorNetwork } from '../../../coordinator/network.ts'
import { createOnlineSigner, type OnlineSigners, onlineRoles } from '../../../coordinator/sign/online-signer.ts'
import { createState, openState } from '../../../coordinator/state.ts'
import { createHeartbeats } from '../../../coordinator/sync/heartbeats.ts'
import { createSiteSync } from '../../../coordinator/sync/site-sync.ts'
import { type Head, headKey } from '../../../core/header.ts'
import { limits } from '../../../core/limits.ts'
import { silentLog } from '../../../core/log.ts'
import { pullSync, type SyncSource, serveSync, syncFrameLimits } from '../../../core/sync-exchange.ts'
import { keySigner } from '../../../keys/sign.ts'
import { makeCoordinator } from '../../kit/coordinator-kit.ts'
import { type Made, makeFleet } from '../../kit/fleet.ts'
import { framePair } from '../../kit/frame-pair.ts'
import { manualClock } from '../../kit/manual-clock.ts'

async function setUp(t: ExecutionContext) {
  const now = Date.now()
  const fleet = await makeFleet({ sites: { berlin: 2 }, now })
  const clock = manualClock(now)
  const { objects: published } = await makeCoordinator(fleet, now)
  const roster = await fleet.roster('berlin')
  await published.put(roster.bytes)
  const home = await mkdtemp(join(tmpdir(), 'patchmesh-site-sync-'))
  t.teardown(() => rm(home, { recursive: true }))
  await createState(home, fleet.root.bytes)
  const state = await openState(home)
  const signers = Object.fromEntries(
    onlineRoles.map(role => [role, fleet.keys[role].map(pair => keySigner(pair))]),
  ) as unknown as OnlineSigners
  const signer = createOnlineSigner({ state, signers: () => signers, clock })
  const firstWord = new FirstWord(['berlin'], { clock, onHeard: () => heartbeats.refresh() })
  const heartbeats = createHeartbeats({
    published,
    signer,
    rootHead: () => state.rootHeads.at(-1)!,
    isUnheard: site => firstWord.isAwaited(site),
    clock,
    log: silentLog,
  })
  t.teardown(() => heartbeats.close())
  /** What is due is signed, and the disk has it. */
  const signed = async () => {
    const news = Promise.withResolvers<void>()
    heartbeats.onNews(() => news.resolve())
    await clock.advance(1000)
    await news.promise
  }
  const raised: string[] = []
  const members = new Map<string, SyncSource>()
  let asked = 0
  const network = {
    connected: () => [...members.keys()],
    remoteAddress: () => undefined,
    openFrames: async (node: string) => {
      asked++
      const [ours, theirs] = await framePair(syncFrameLimits)
      void serveSync(theirs, members.get(node)!, AbortSignal.timeout(limits.exchangeMs)).catch(() => undefined)
      return ours
    },
  } as unknown as CoordinatorNetwork
  const siteSync = createSiteSync({
    state,
    heartbeats,
    network,
    siteOf: () => 'berlin',
    prefixesOf: () => [],
    learn: createLearner({
      state,
      published,
      takeRoot: async () => undefined,
      alarms: { raise: (code, subject) => void raised.push(`${code} ${subject}`) },
      log: silentLog,
    }),
    onHeard: async () => undefined,
    firstWord,
    clock,
    log: silentLog,
  })

  /** One exchange of a member that holds these, or only says so; it takes what is of these kinds. */
  const visit = async (
    index: number,
    held: readonly Pick<Made, 'head' | 'digest' | 'bytes'>[],
    { isLie = false, takes = [] }: { isLie?: boolean; takes?: Head['kind'][] } = {},
  ) => {
    const { node } = fleet.nodes.berlin![index]!
    const bytes = new Map([fleet.root, ...held].map(made => [made.digest, made.bytes]))
    const heads: Head[] = [fleet.root, ...held].map(({ head }) => head)
    members.set(node, {
      fleet: fleet.id,
      site: 'berlin',
      heads: () => [...heads],
      envelope: async digest => (isLie ? undefined : bytes.get(digest)),
      peers: () => [],
    })
    const [ours, theirs] = await framePair(syncFrameLimits)
    const signal = AbortSignal.timeout(limits.exchangeMs)
    const lacked = (theirs: readonly Head[]) =>
      theirs.filter(({ kind, digest }) => takes.includes(kind) && !heads.some(head => head.digest === digest))
    let wanted: Head[] = []
    const sink = {
      wants: (theirs: Head[]) => {
        wanted = lacked(theirs)
        return wanted
      },
      deliver: async () => void heads.push(...wanted),
    }
    await Promise.allSettled([pullSync(ours, members.get(node)!, sink, signal), siteSync.serve(theirs, node, signal)])
  }
  const heartbeat = () => published.current('heartbeat', 'berlin')
  const names = (made: Made) => heartbeat()?.body.heads.some(head => headKey(head) === headKey(made.head))
  const ordered = async (id: string) => {
    const manifest = await fleet.manifest(id, Buffer.from(id))
    const approval = await fleet.approval(id, [manifest.digest])
    const schedule = await fleet.schedule(`s-${id}`, [{ patch: id, manifest: manifest.digest }])
    return { all: [manifest, approval, schedule], schedule }
  }
  return {
    fleet,
    clock,
    state,
    published,
    roster,
    firstWord,
    siteSync,
    raised,
    visit,
    heartbeat,
    names,
    ordered,
    signed,
    times: () => asked,
  }
}

test('the first heartbeat of a run is signed after a member has told what it holds, and names an order the home had lost', async t => {
  const { clock, roster, visit, heartbeat, names, ordered, siteSync, signed } = await setUp(t)
  await clock.advance(10_000)
  t.is(heartbeat(), undefined, 'nobody was heard')
  t.true(siteSync.isUnheard('berlin'))
  const { all, schedule } = await ordered('lost')
  await visit(0, [roster, ...all])
  t.false(siteSync.isUnheard('berlin'))
  await signed()
  t.true(names(schedule))
})

test('a member that differs later is asked back and its newer objects are taken, but for no difference twice', async t => {
  const { fleet, clock, published, roster, visit, names, ordered, raised, times, signed } = await setUp(t)
  await visit(0, [roster])
  await signed()
  t.is(times(), 1)
  const { all, schedule } = await ordered('lost')
  const newer = await fleet.roster('berlin', { version: 9 })
  await visit(1, [newer, ...all])
  await signed()
  t.true(names(schedule))
  t.is(published.current('roster', 'berlin')!.header.version, 9)
  t.true(raised.includes('coordinator-copied roster/berlin'))

  const before = times()
  const forged = await makeFleet({ sites: { berlin: 2 }, now: clock.now(), seed: 'other' })
  const lie = await forged.roster('berlin', { version: 1_000_000 })
  for (let turn = 0; turn < 3; turn++) await visit(1, [lie])
  t.is(times() - before, 1)
  t.is(published.current('roster', 'berlin')!.header.version, 9)
})

test('what one member claims and does not prove moves no version', async t => {
  const { clock, state, roster, visit, heartbeat, signed } = await setUp(t)
  const forged = await makeFleet({ sites: { berlin: 2 }, now: clock.now(), seed: 'other' })
  const lies = [
    await forged.roster('berlin', { version: 1_000_000 }),
    await forged.heartbeat('berlin', [], { version: 1_000_000 }),
  ]
  await visit(0, lies, { isLie: true })
  await visit(0, lies)
  await signed()
  t.is(heartbeat()?.body.heads.find(({ kind }) => kind === 'roster')?.digest, roster.digest)
  t.true(state.lastVersion('roster', 'berlin') < 1_000_000)
  t.true(heartbeat()!.header.version <= Math.ceil(clock.now() / 1000))
})

test('a member that takes only a part of what is new knows no more than the coordinator', async t => {
  const { fleet, published, roster, visit, heartbeat, times, signed } = await setUp(t)
  await visit(0, [roster])
  await signed()
  const { header, digest, bytes } = heartbeat()!
  const head = { kind: header.kind, name: header.name, epoch: header.epoch, version: header.version, digest }
  await visit(0, [roster, { head, digest, bytes }])
  const before = times()
  const recall = await fleet.recall([])
  await published.put(recall.bytes)
  await signed()
  const known = times()
  await visit(0, [roster, { head, digest, bytes }], { takes: ['recall'] })
  t.is(times(), known)
  t.true(known >= before)
})
