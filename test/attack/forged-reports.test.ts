// Reports that are not what they say, over a member's real stream to the coordinator's real tables: of another node, of another fleet, older,
// a second of the same version, too large, of one that is no member. What is known of the nodes changes by true ones only.

import { zstdCompressSync } from 'node:zlib'
import test from 'ava'
import { takeInReport } from '../../coordinator/reports/gather-view.ts'
import { serveReports } from '../../coordinator/reports/serve-reports.ts'
import { exchangeHello } from '../../core/frames.ts'
import { encodeHeader } from '../../core/header.ts'
import { kinds } from '../../core/kinds.ts'
import { limits } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { encodeReport, packInventory } from '../../core/report.ts'
import type { VerifiedReport } from '../../core/verify.ts'
import { boxKeyPair, sealTo } from '../../keys/box.ts'
import { keySigner, signEnvelope } from '../../keys/sign.ts'
import { encode } from '../../proto/codec.ts'
import { inventoryOf, makeCoordinator, outcomeOf, reportOf, sealReport } from '../kit/coordinator-kit.ts'
import { type Fleet, type KitNode, makeFleet } from '../kit/fleet.ts'
import { framePair } from '../kit/frame-pair.ts'

const frameLimits = { maxFrameBytes: kinds.report.maxBytes, maxBufferedFrames: 2 }
const now = Date.UTC(2026, 10, 22)

async function open() {
  const fleet = await makeFleet({ now, sites: { office: 2 } })
  const kit = await makeCoordinator(fleet, now)
  const patch = await fleet.manifest('tool')
  await kit.put(await fleet.roster('office'))
  const [honest, liar] = fleet.nodes.office! as [KitNode, KitNode]
  const connect = async (node: string) => {
    const [mine, theirs] = await framePair(frameLimits)
    const signal = AbortSignal.timeout(20_000)
    const intake = (report: VerifiedReport) => takeInReport(report, kit)
    const serving = serveReports(theirs, node, { fleet: fleet.id, intake, log: silentLog }, signal)
    serving.catch(error => theirs.abort(error))
    await exchangeHello(mine, { fleet: fleet.id, site: 'office' }, signal)
    const send = async (bytes: Uint8Array) => {
      await mine.sendRaw(bytes, signal)
      return await mine.receive('ReportAck', signal)
    }
    return { send, serving }
  }
  const state = async (node: string) => (await kit.store.records()).outcomes.get(node)?.[0]?.state
  return { fleet, kit, patch, honest, liar, connect, state }
}

async function report(
  fleet: Fleet,
  { of, by, version, more = {} }: { of: string; by: KitNode; version: number; more?: object },
): Promise<Uint8Array> {
  const payload = encodeReport(sealReport(fleet, reportOf(fleet, of, { version, ...more })))
  return await signEnvelope('report', payload, [keySigner(by, by.node)])
}

test('no report of another node, fleet or earlier time is taken in, and a second of one version changes nothing', async t => {
  const { fleet, patch, honest, liar, connect, state } = await open()
  const other = await makeFleet({ now, seed: 'other' })
  const { send } = await connect(liar.node)
  const outcomes = (name: 'installed' | 'missing') => ({ outcomes: [outcomeOf(patch, { state: name })] })
  const true5 = await report(fleet, { of: liar.node, by: liar, version: 5, more: outcomes('missing') })
  t.like(await send(true5), { version: 5, refused: '' })

  const forged = { of: honest.node, version: 9, more: outcomes('installed') }
  t.like(await send(await report(fleet, { ...forged, by: liar })), { refused: 'bad-signature' })
  t.like(await send(await report(fleet, { ...forged, by: honest })), { refused: 'refused' }, 'relayed, truly signed')
  const mine = { of: liar.node, by: liar, more: outcomes('installed') }
  t.like(await send(await report(other, { ...mine, version: 9 })), { refused: 'wrong-fleet' })
  await send(await report(fleet, { ...mine, version: 4 }))
  await send(await report(fleet, { ...mine, version: 5 }))
  t.is(await state(liar.node), 'missing')
  t.is(await state(honest.node), undefined)
})

test('a report of a node on no roster is refused', async t => {
  const { fleet, kit, connect } = await open()
  const { coordinator: outsider } = fleet
  const { send } = await connect(outsider.node)
  t.like(await send(await report(fleet, { of: outsider.node, by: outsider, version: 1 })), { refused: 'not-a-member' })
  t.is((await kit.store.records()).nodes.size, 0)
})

test('an inventory that inflates without end is refused, a report beyond its size ends the stream', async t => {
  const { fleet, kit, liar, connect } = await open()
  const { send, serving } = await connect(liar.node)
  const { header } = reportOf(fleet, liar.node, { version: 1 })
  const { publicKey } = boxKeyPair(fleet.coordinator.secretKey)
  const long = { package: 'p'.repeat(limits.idLength), source: 's'.repeat(limits.idLength) }
  const wellFormed = packInventory(inventoryOf('pc-1', Array(limits.packages).fill(long)))
  for (const packed of [zstdCompressSync(Buffer.alloc(64 * limits.inventoryBytes)), wellFormed]) {
    const inventory = sealTo(publicKey, packed)
    const bomb = encode('Report', { header: encodeHeader(header), inventory, agentVersion: '1' })
    t.like(await send(await signEnvelope('report', bomb, [keySigner(liar, liar.node)])), { refused: 'bad-object' })
  }
  const ended = t.throwsAsync(serving)
  await send(Buffer.alloc(kinds.report.maxBytes + 1)).catch(() => undefined) // cut off while sending
  await ended
  t.is((await kit.store.records()).nodes.size, 0)
})
