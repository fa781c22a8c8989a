// What one site is to know, and that it hears of every change.

import test from 'ava'
import type { OnlineSigner } from '../../../coordinator/sign/online-signer.ts'
import { concernsSite, objectsForSite } from '../../../coordinator/sync/for-site.ts'
import { createHeartbeats } from '../../../coordinator/sync/heartbeats.ts'
import { Published } from '../../../coordinator/sync/published.ts'
import type { CodedError } from '../../../core/errors.ts'
import { silentLog } from '../../../core/log.ts'
import type { Schedule } from '../../../core/schedule.ts'
import { keySigner, signEnvelope } from '../../../keys/sign.ts'
import { type Made, makeFleet } from '../../kit/fleet.ts'
import { manualClock } from '../../kit/manual-clock.ts'
import { memoryBytes } from '../../kit/memory-table.ts'

const now = Date.UTC(2026, 10, 22, 12)

async function makeSites() {
  const fleet = await makeFleet({ now, sites: { berlin: 2, lyon: 2 } })
  const clock = manualClock(now)
  const table = memoryBytes()
  const open = () => Published.open({ table, anchor: () => fleet.anchor, clock, log: silentLog })
  const published = await open()
  const put = async (...objects: Made[]) => {
    for (const { bytes } of objects) await published.put(bytes)
  }
  const content = Buffer.from('content of a patch')
  const manifest = await fleet.manifest('acme-1', content)
  const rosters = [await fleet.roster('berlin'), await fleet.roster('lyon')]
  await put(...rosters, manifest, await fleet.pieceList(content), await fleet.approval('acme-1', [manifest.digest]))
  const order = (id: string, targets: Partial<Schedule['targets']>) => {
    const nobody = {
      all: false,
      sites: [],
      groups: [],
      nodes: [],
      rosters: [],
      includesLaterMembers: true,
      members: [],
    }
    return fleet.schedule(id, [{ patch: 'acme-1', manifest: manifest.digest }], { targets: { ...nobody, ...targets } })
  }
  return { fleet, clock, published, open, put, order, manifest }
}

function known(published: Published, site: string): string[] {
  const objects = objectsForSite(published.all(), published.current('roster', site)!)
  return objects.map(({ kind, header }) => `${kind} ${header.name.slice(0, 8)}`).sort()
}

test('a site knows its own roster and nothing that no schedule orders there', async t => {
  const { published, put, order, fleet } = await makeSites()
  await put(await fleet.policy())
  t.deepEqual(known(published, 'berlin'), ['policy ', 'roster berlin'])
  await put(await order('for-lyon', { sites: ['lyon'] }))
  t.deepEqual(known(published, 'berlin'), ['policy ', 'roster berlin'])
  t.deepEqual(
    known(published, 'lyon').map(line => line.split(' ')[0]),
    ['approval', 'manifest', 'piece-list', 'policy', 'roster', 'schedule'],
  )
})

test('a schedule concerns a site by all, by its name, by a group or by a node of it', async t => {
  const { published, order, fleet } = await makeSites()
  const berlin = published.current('roster', 'berlin')!.body
  berlin.members[0]!.groups = ['web']
  const concerns = async (targets: Partial<Schedule['targets']>) =>
    concernsSite((await order('x', targets)).body, berlin)
  t.true(await concerns({ all: true }))
  t.true(await concerns({ sites: ['berlin'] }))
  t.true(await concerns({ groups: ['web'] }))
  t.true(await concerns({ nodes: [fleet.nodes.berlin![1]!.node] }))
  t.false(await concerns({ sites: ['lyon'], groups: ['db'], nodes: [fleet.nodes.lyon![0]!.node] }))
})

test('an older version is refused, the same one changes nothing, and a restart keeps the newest', async t => {
  const { fleet, published, put, open } = await makeSites()
  const [second, third] = [await fleet.policy({ version: 2 }), await fleet.policy({ version: 3 })]
  await put(third)
  t.false(await published.put(third.bytes))
  t.is((await t.throwsAsync<CodedError>(published.put(second.bytes)))?.code, 'rollback')
  t.is((await open()).current('policy', '')?.header.version, 3)
})

test('a coordinator that was off for longer than its rosters hold has lost no member', async t => {
  const { fleet, clock, put, open } = await makeSites()
  await put(await fleet.policy())
  await clock.advance(400 * 86_400_000)
  const later = await open()
  t.deepEqual(later.all('policy'), [])
  t.deepEqual(
    later.all('roster').map(roster => roster.body.members.length),
    [2, 2],
  )
})

test('every change of what a site is to know makes a new heartbeat for it and for no other', async t => {
  const { fleet, clock, published, put, order } = await makeSites()
  let version = 0
  const signer: OnlineSigner = {
    sign: (kind, name, encode) => {
      const header = {
        ...fleet.header('heartbeat', name, ++version),
        notAfter: Math.floor(clock.now() / 1000) + 7 * 86_400,
      }
      return signEnvelope(kind, encode(header), [keySigner(fleet.keys.heartbeat[0]!)])
    },
  }
  const heartbeats = createHeartbeats({ published, signer, rootHead: () => fleet.root.head, clock, log: silentLog })
  const news: string[][] = []
  heartbeats.onNews(sites => news.push(sites))
  await clock.advance(1000)
  t.deepEqual(news, [['berlin', 'lyon']])
  await put(await order('for-lyon', { sites: ['lyon'] }))
  await clock.advance(1000)
  t.deepEqual(news.slice(1), [['lyon']])
  const heads = published.current('heartbeat', 'lyon')!.body.heads.map(head => head.kind)
  t.deepEqual([...heads].sort(), ['approval', 'manifest', 'piece-list', 'root', 'roster', 'schedule'])
  for (let version = 1; version <= 6; version++) {
    await put(await fleet.policy({ version }))
    await clock.advance(10)
  }
  t.true(news.length > 2, 'a steady stream of changes does not put it off')
  await clock.advance(1000)
  news.length = 2
  await clock.advance(4 * 86_400_000)
  t.deepEqual(news.slice(2), [['berlin', 'lyon']], 'signed anew when half of its validity is gone')
  await heartbeats.close()
})
