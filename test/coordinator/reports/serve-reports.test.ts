import { streamPair } from '@libp2p/utils'
import test from 'ava'
import { serveReports } from '../../../coordinator/reports/serve-reports.ts'
import type { KeyPair } from '../../../core/ed25519.ts'
import { CodedError } from '../../../core/errors.ts'
import { exchangeHello, FrameStream } from '../../../core/frames.ts'
import { silentLog } from '../../../core/log.ts'
import { encodeReport } from '../../../core/report.ts'
import type { VerifiedReport } from '../../../core/verify.ts'
import { keySigner, signEnvelope } from '../../../keys/sign.ts'
import { reportOf, sealReport } from '../../kit/coordinator-kit.ts'
import { makeFleet } from '../../kit/fleet.ts'

const frameLimits = { maxFrameBytes: 2 ** 21, maxBufferedFrames: 2 }

async function make(take: (report: VerifiedReport) => Promise<unknown>, forgot = false) {
  const intake = async (report: VerifiedReport) => {
    await take(report)
    return { forgot }
  }
  const fleet = await makeFleet()
  const [mine, theirs] = (await streamPair()).map(stream => new FrameStream(stream, frameLimits)) as [
    FrameStream,
    FrameStream,
  ]
  const { signal } = new AbortController()
  const [node, other] = fleet.nodes.office!
  const serving = serveReports(theirs, node!.node, { fleet: fleet.id, intake, log: silentLog }, signal)
  await exchangeHello(mine, { fleet: fleet.id, site: 'office' }, signal)
  const send = async (version: number, { from = node!, signer = from as KeyPair } = {}) => {
    const report = encodeReport(sealReport(fleet, reportOf(fleet, from.node, { version })))
    await mine.sendRaw(await signEnvelope('report', report, [keySigner(signer, from.node)]), signal)
    return await mine.receive('ReportAck', signal)
  }
  return { mine, serving, send, signal, node: node!, other: other! }
}

test('each report is acknowledged when it was taken in, and the stream ends with the node', async t => {
  const taken: number[] = []
  const { mine, serving, send, signal } = await make(async ({ body: report }) => {
    taken.push(report.header.version)
  })
  t.like(await send(7), { version: 7, refused: '' })
  t.like(await send(8), { version: 8, refused: '' })
  t.deepEqual(taken, [7, 8])
  await mine.close(signal)
  await t.notThrowsAsync(serving)
})

test('the answer says whether everything is to be told again', async t => {
  const { send } = await make(async () => undefined, true)
  t.like(await send(1), { version: 1, forgot: true })
})

test('a report of another node, or not signed by the one it names, is refused and the next is heard', async t => {
  const taken: string[] = []
  const { send, other, node } = await make(async ({ body: report }) => {
    taken.push(report.header.name)
  })
  t.like(await send(1, { from: other }), { refused: 'refused' })
  t.like(await send(2, { from: node, signer: other }), { refused: 'bad-signature' })
  t.like(await send(3), { version: 3, refused: '' })
  t.deepEqual(taken, [node.node])
})

test('a report that cannot be kept is not acknowledged', async t => {
  let failure: Error = new CodedError('not-a-member', 'retired')
  const { send, serving } = await make(async () => {
    throw failure
  })
  t.like(await send(1), { version: 0, refused: 'not-a-member' })
  failure = new Error('the disk is full')
  const ends = t.throwsAsync(serving, { message: 'the disk is full' })
  await Promise.race([send(2).catch(() => undefined), ends])
  await ends
})
