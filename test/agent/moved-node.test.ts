// A node that is moved to another site keeps its files and its orders, and leaves behind what belongs to the old site alone: a real state
// folder, before and after the start anew.

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { streamPair } from '@libp2p/utils'
import test, { type ExecutionContext } from 'ava'
import { AlarmBook } from '../../agent/alarms.ts'
import { openDatabase } from '../../agent/database.ts'
import { joinAnswerFrames } from '../../agent/join.ts'
import { Membership } from '../../agent/membership.ts'
import { readPin, writePin } from '../../agent/pin.ts'
import { statePaths } from '../../agent/state-paths.ts'
import { openStore } from '../../agent/store/store.ts'
import { envelopeTable, openTrust, trustedFile } from '../../agent/trust/trust.ts'
import { encodeTrustedState } from '../../agent/trust/trusted-state.ts'
import { FrameStream } from '../../core/frames.ts'
import { silentLog } from '../../core/log.ts'
import { openSlots } from '../../keys/slots.ts'
import { makeFleet } from '../kit/fleet.ts'
import { manualClock } from '../kit/manual-clock.ts'
import { temporaryFolder } from '../kit/patch-folder.ts'

const now = Date.now()

/** The parts of an agent that rest in its folder, as the pin says. */
async function openParts(t: ExecutionContext, folder: string) {
  const clock = manualClock(now)
  const { fleet, site } = (await readPin(folder))!
  const database = await openDatabase(statePaths(folder).database)
  const table = database.bytes(envelopeTable)
  const alarms = new AlarmBook({ clock, log: silentLog })
  const trust = await openTrust({ folder, fleet, site, table, alarms, clock, log: silentLog })
  const store = await openStore({ folder: statePaths(folder).store, log: silentLog })
  const close = async () => {
    await store.close()
    await trust.close()
    await database.close()
  }
  t.teardown(close)
  return { clock, table, trust, store, alarms, close }
}

test('a moved node has its files and orders after the start anew, and nothing of its old site stands in its way', async t => {
  const fleet = await makeFleet({ sites: { office: 2, lyon: 1 }, now })
  const { node } = fleet.nodes.office![0]!
  const folder = join(await temporaryFolder(t), 'state')
  await mkdir(folder, { mode: 0o700 })
  const pin = { fleet: fleet.id, site: 'office', coordinator: { node: fleet.coordinator.node, addresses: [] } }
  await writePin(folder, pin)
  const slots = await openSlots(join(folder, trustedFile))
  await slots.save(encodeTrustedState({ roots: [fleet.root.bytes], heads: new Map(), clockFloor: 0 }))

  const content = Buffer.from('content of vpn')
  const manifest = await fleet.manifest('vpn', content)
  const pieces = await fleet.pieceList(content)
  const approval = await fleet.approval('vpn', [manifest.digest])
  const targets = {
    all: false,
    sites: [],
    groups: [],
    nodes: [node],
    rosters: [],
    includesLaterMembers: false,
    members: [],
  }
  const schedule = await fleet.schedule('S1', [{ patch: 'vpn', manifest: manifest.digest }], { targets })
  const orders = [manifest, pieces, approval, schedule]
  const office = await fleet.roster('office', { version: 9 })
  const officeHeartbeat = await fleet.heartbeat(
    'office',
    [office, ...orders].map(({ head }) => head),
    { version: 9 },
  )

  const before = await openParts(t, folder)
  const bytesOf = (made: { bytes: Uint8Array }[]) => made.map(({ bytes }) => bytes)
  t.deepEqual((await before.trust.offer(bytesOf([officeHeartbeat, office, ...orders]), 'peer')).refused, [])
  const { hashes } = pieces.body
  await before.store.begin({ digest: pieces.head.name, sizeBytes: content.length, hashes })
  await before.store.writePiece(pieces.head.name, 0, content)
  await before.store.complete(pieces.head.name)

  // The admins move it: the roster of lyon names it from version 2 on.
  const { members } = (await fleet.roster('lyon')).body
  const lyon = await fleet.roster('lyon', { version: 2, members: [...members, office.body.members[0]!] })
  const moved = Promise.withResolvers<void>()
  const membership = new Membership({
    node,
    trust: before.trust,
    link: {
      open: async () => {
        const [mine, theirs] = await streamPair()
        void answer(new FrameStream(theirs, joinAnswerFrames))
        return { node: fleet.coordinator.node, stream: mine, release: async () => undefined }
      },
    },
    onMoved: async site => {
      await writePin(folder, { ...pin, site })
      moved.resolve()
    },
    clock: before.clock,
    random: () => 0.5,
    log: silentLog,
  })
  const answer = async (frames: FrameStream) => {
    const { signal } = new AbortController()
    await frames.receive('JoinRequest', signal)
    await frames.send('JoinAnswer', { site: 'lyon', roots: [fleet.root.bytes], roster: lyon.bytes }, signal)
  }
  membership.doubt()
  await before.clock.advance(1000)
  await moved.promise
  membership.close()
  await before.close()

  const { trust, store, table, alarms } = await openParts(t, folder)
  t.is(trust.site, 'lyon')
  t.true(store.has(pieces.head.name))
  t.is(trust.current('schedule', 'S1')?.body.targets.nodes[0], node)
  t.deepEqual(trust.all('manifest').length, 1)
  t.deepEqual(trust.all('approval').length, 1)
  for (const key of ['roster/office', 'heartbeat/office']) t.is(await table.get(key), undefined, key)
  t.is(trust.roster(), undefined)
  t.is(trust.heartbeat(), undefined)
  const lyonHeartbeat = await fleet.heartbeat(
    'lyon',
    [lyon, ...orders].map(({ head }) => head),
  )
  t.deepEqual((await trust.offer(bytesOf([lyonHeartbeat, lyon]), 'peer')).refused, [])
  t.deepEqual(trust.roster(), lyon.body)
  t.false(trust.isStale())
  t.deepEqual((await trust.offer(bytesOf([office]), 'peer')).accepted, [], 'the old site is another one now')
  t.deepEqual(alarms.all(), [])
})
