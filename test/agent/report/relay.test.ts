// Reports on their way through neighbours: they arrive in few batches, and whoever carries them can lose, forge or hold back none.

import type { Stream } from '@libp2p/interface'
import test from 'ava'
import { exchangeHello, FrameStream } from '../../../core/frames.ts'
import { limits } from '../../../core/limits.ts'
import { encodeReceipt } from '../../../core/receipt.ts'
import { packBatch, relayFrameLimits, unpackBatch } from '../../../core/report-batch.ts'
import { verifyReport } from '../../../core/verify.ts'
import { keySigner, signEnvelope } from '../../../keys/sign.ts'
import type { Encodable } from '../../../proto/codec.ts'
import { relayOffice } from '../../kit/relay-office.ts'

type Office = Awaited<ReturnType<typeof relayOffice>>

/** Lets time pass until it settles. */
async function settled<T>({ clock }: Office, work: Promise<T>, mostMs = 60_000): Promise<T> {
  let isDone = false
  const mark = () => {
    isDone = true
  }
  work.then(mark, mark)
  for (let waited = 0; !isDone && waited < mostMs; waited += 100) await clock.advance(100)
  if (!isDone) throw new Error(`not settled after ${mostMs} ms`)
  return await work
}

/** A member that takes batches and answers as it likes. */
function liar(office: Office, answer: (envelopes: Uint8Array[]) => Promise<Encodable<'BatchAnswer'> | undefined>) {
  const heard: Uint8Array[] = []
  const serve = (stream: Stream) => {
    const work = async () => {
      const signal = AbortSignal.timeout(20_000)
      const frames = new FrameStream(stream, relayFrameLimits)
      await exchangeHello(frames, { fleet: office.fleet.id, site: 'office' }, signal)
      const envelopes = unpackBatch(await frames.receiveRaw(signal)).reports.map(({ envelope }) => envelope)
      heard.push(...envelopes)
      const said = await answer(envelopes)
      if (said) await frames.send('BatchAnswer', said, signal)
    }
    work().catch(() => undefined) // the other side breaks it off
  }
  return { heard, serve }
}

/** Gives a batch to a member, as a neighbour with no relay of ours would. */
async function give(office: Office, to: number, packed: Uint8Array) {
  const { streamPair } = await import('@libp2p/utils')
  const [mine, theirs] = await streamPair()
  office.serve(office.nodes[to]!.node, theirs, office.nodes.at(-1)!.node)
  const signal = AbortSignal.timeout(20_000)
  const frames = new FrameStream(mine, relayFrameLimits)
  await exchangeHello(frames, { fleet: office.fleet.id, site: 'office' }, signal)
  await frames.sendRaw(packed, signal)
  return await settled(office, frames.receive('BatchAnswer', signal))
}

test('reports of an office reach the coordinator in one batch, each with its receipt', async t => {
  const office = await relayOffice(12)
  const reports = await Promise.all(office.nodes.map(node => office.report(node, 5)))
  const entries = await settled(office, Promise.all(office.relays.map((relay, index) => relay.submit(reports[index]!))))
  t.true(entries.every(entry => entry?.refused === ''))
  for (const { node } of office.nodes) t.is(await office.stored(node), 5)
  t.deepEqual(new Set(office.alive), new Set(office.nodes.map(({ node }) => node)), 'each is known to be there')
  t.deepEqual([office.intake.count('taken'), office.intake.count('refused')], [office.nodes.length, 0])
  t.true(office.office.batches <= 2, `${office.office.batches} batches`)
  const sizes = reports.reduce((sum, { envelope }) => sum + envelope.length, 0)
  t.true(office.office.bytesReceived < sizes, `${office.office.bytesReceived} bytes for ${sizes}`)
})

test('reports climb over several members where each knows few', async t => {
  const office = await relayOffice(6)
  for (const [index, { node }] of office.nodes.entries())
    office.links.set(node, new Set([index - 1, index + 1].flatMap(at => office.nodes[at]?.node ?? [])))
  const last = office.nodes.length - 1
  const entry = await settled(office, office.relays[last]!.submit(await office.report(office.nodes[last]!, 5)))
  t.is(entry?.refused, '')
  t.is(office.office.batches, 1)
})

test('while something is under way batches go every two seconds, and the last one at once', async t => {
  const office = await relayOffice(3)
  const [first, second, third] = office.nodes
  const send = async (index: number, version: number, state: 'fetching' | 'installed') =>
    await settled(office, office.relays[index]!.submit(await office.report(office.nodes[index]!, version, state)))
  await send(1, 1, 'fetching')
  await send(2, 1, 'fetching')
  t.truthy(first && second && third)
  const before = office.clock.monotonic()
  await send(1, 2, 'installed')
  const between = office.clock.monotonic() - before
  t.true(between >= limits.relayBatchMs / 2, `${between} ms: another is under way still`)
  const lastAt = office.clock.monotonic()
  await send(2, 2, 'installed')
  t.true(office.clock.monotonic() - lastAt <= 300, 'nobody else is waited for')
})

test('a member that says it is done and drops the report loses none: another way is taken', async t => {
  const office = await relayOffice(4)
  const dropper = liar(office, async () => ({ refused: '', receipts: [] }))
  office.replace(office.nodes[0]!.node, dropper.serve)
  const entry = await settled(office, office.relays[3]!.submit(await office.report(office.nodes[3]!, 5)))
  const heard = dropper.heard.length
  t.true(heard > 0)
  t.is(entry?.refused, '')
  t.is(await office.stored(office.nodes[3]!.node), 5)
  await settled(office, office.relays[3]!.submit(await office.report(office.nodes[3]!, 6)))
  t.is(dropper.heard.length, heard, 'it is passed over for a while')
})

test('a receipt that the coordinator did not sign is none, and neither is one for another report', async t => {
  const office = await relayOffice(3)
  const { fleet, nodes } = office
  let signers = [keySigner(nodes[0]!, nodes[0]!.node)]
  let named = (envelope: Uint8Array) => verifyReport(envelope, { fleet: fleet.id }).digest
  const forger = liar(office, async envelopes => {
    const entries = envelopes.map(envelope => ({ report: named(envelope), refused: '', forgot: false }))
    const header = fleet.header('receipt', nodes[0]!.node)
    return { refused: '', receipts: [await signEnvelope('receipt', encodeReceipt({ header, entries }), signers)] }
  })
  office.replace(nodes[0]!.node, forger.serve)
  await settled(office, office.relays[2]!.submit(await office.report(nodes[2]!, 5)))
  t.is(await office.stored(nodes[2]!.node), 5, 'its own signature')
  const heard = forger.heard.length
  await office.clock.advance(limits.relayPauseMs + 1)
  signers = [keySigner(fleet.keys.heartbeat[0]!)]
  named = () => 'ab'.repeat(32)
  await settled(office, office.relays[2]!.submit(await office.report(nodes[2]!, 6)))
  t.true(forger.heard.length > heard)
  t.is(await office.stored(nodes[2]!.node), 6, 'the true key, for another report')
})

test('a frozen member delays a report by half the wait for its receipt, no more', async t => {
  const office = await relayOffice(3)
  const frozen = liar(office, async () => undefined)
  office.replace(office.nodes[0]!.node, frozen.serve)
  const began = office.clock.monotonic()
  const entry = await settled(office, office.relays[2]!.submit(await office.report(office.nodes[2]!, 5)))
  t.is(entry?.refused, '')
  t.true(office.clock.monotonic() - began <= limits.relayWaitMs)
})

test('after two neighbours that lose it a node takes its report to the coordinator itself', async t => {
  const office = await relayOffice(5)
  for (const { node } of office.nodes.slice(0, 3))
    office.replace(node, liar(office, async () => ({ refused: '', receipts: [] })).serve)
  t.is(await settled(office, office.relays[4]!.submit(await office.report(office.nodes[4]!, 5))), undefined)
})

test('with the line down a report fails at once and is nobody’s fault', async t => {
  const office = await relayOffice(3)
  office.office.reachable = false
  const report = await office.report(office.nodes[2]!, 5)
  t.is(await settled(office, office.relays[2]!.submit(report)), undefined)
  office.office.reachable = true
  await office.clock.advance(limits.relayPauseMs + 1)
  t.is((await settled(office, office.relays[2]!.submit(report)))?.refused, '')
})

test('a report that was held back on its way and comes after a newer one changes nothing, and its node learns it', async t => {
  const office = await relayOffice(2)
  const [carrier, node] = office.nodes
  const [old, young] = [await office.report(node!, 5), await office.report(node!, 6)]
  await settled(office, office.relays[1]!.submit(young))
  const entry = await settled(office, office.relays[1]!.submit(old))
  t.is(entry?.refused, 'rollback')
  t.is(await office.stored(node!.node), 6)
  t.is(office.kit.alarms.all().length, 0)
  t.truthy(carrier)
})

test('what no member of the site signed is not passed on', async t => {
  const office = await relayOffice(3)
  const [stranger] = office.fleet.nodes.elsewhere!
  const foreign = await office.report(stranger!, 5)
  t.like(await give(office, 0, packBatch({ waitMs: 5000, reports: [foreign] })), { refused: 'not-a-member' })
  t.is(office.office.batches, 0)
  const fellow = await office.report(office.nodes[2]!, 5)
  const answer = await give(office, 0, packBatch({ waitMs: 5000, reports: [foreign, fellow] }))
  t.is(answer.refused, 'not-a-member')
  t.is(answer.receipts.length, 1, 'a newcomer that is not known yet holds up nobody else')
  t.is(await office.stored(stranger!.node), undefined)
  const forged = await office.report(office.nodes[1]!, 5)
  forged.envelope[forged.envelope.length - 1]! ^= 1
  const { refused } = await give(office, 0, packBatch({ waitMs: 5000, reports: [forged] }))
  t.not(refused, '')
  t.is(office.office.batches, 1)
})

test('the coordinator takes reports of the carrier’s own site only', async t => {
  const office = await relayOffice(1)
  const [stranger] = office.fleet.nodes.elsewhere!
  const signal = AbortSignal.timeout(20_000)
  const frames = new FrameStream(await office.toCoordinator(office.nodes[0]!.node), relayFrameLimits)
  await exchangeHello(frames, { fleet: office.fleet.id, site: 'office' }, signal)
  await frames.sendRaw(packBatch({ waitMs: 0, reports: [await office.report(stranger!, 5)] }), signal)
  const { receipts } = await frames.receive('BatchAnswer', signal)
  t.is(receipts.length, 1)
  t.is(await office.stored(stranger!.node), undefined)
})

test('a batch that inflates beyond its bound is refused before it takes memory', async t => {
  const office = await relayOffice(2)
  const bomb = packBatch({ waitMs: 0, reports: [{ envelope: new Uint8Array(64 * 2 ** 20), settled: false }] })
  t.true(bomb.length < limits.relayFrameBytes, `${bomb.length} bytes`)
  t.like(await give(office, 0, bomb), { refused: 'bad-object', receipts: [] })
})

test('a neighbour that floods is refused, and the others’ reports go on', async t => {
  const office = await relayOffice(3)
  const big = await office.report(office.nodes[1]!, 5)
  const envelope = new Uint8Array(limits.relayedReportBytes)
  const flood = packBatch({ waitMs: 100, reports: Array.from({ length: 3 }, () => ({ envelope, settled: false })) })
  let refused = ''
  for (let sent = 0; refused !== 'limit-exceeded' && sent < 40; sent++) ({ refused } = await give(office, 0, flood))
  t.is(refused, 'limit-exceeded')
  t.is((await settled(office, office.relays[1]!.submit(big)))?.refused, '')
})
