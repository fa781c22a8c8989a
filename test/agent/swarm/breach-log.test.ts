// Who sends what no honest member sends is named in the log: by the real swarm streams and piece streams over joined streams.

import { randomBytes } from 'node:crypto'
import { streamPair } from '@libp2p/utils'
import test, { type ExecutionContext } from 'ava'
import { BreachLog } from '../../../agent/swarm/breach-log.ts'
import { CodedError } from '../../../core/errors.ts'
import { exchangeHello, FrameStream } from '../../../core/frames.ts'
import { KIB, limits, MIB } from '../../../core/limits.ts'
import { type Log, silentLog } from '../../../core/log.ts'
import { nodeIdOf } from '../../../core/node-id.ts'
import { protocols } from '../../../core/protocols.ts'
import { hostileKeys, joinHostile, type PieceLie, pieceLies, sendPiece } from '../../kit/hostile-member.ts'
import { manualClock } from '../../kit/manual-clock.ts'
import { fleet, MemoryOrigin, type Office, openOffice, wantedFile } from '../../kit/swarm-office.ts'

interface Line {
  node?: string
  code?: string
  why?: string
  msg: string
}

const [keys] = hostileKeys(1)
const hostile = nodeIdOf(keys!.publicKey)

/** A log whose warnings are kept, and told when the one waited for has come. */
function heardLog() {
  const warnings: Line[] = []
  const waiting = new Set<() => void>()
  const warn = (fields: object, msg: string) => {
    warnings.push({ ...fields, msg })
    for (const each of waiting) each()
  }
  const heard = (msg: string, signal = AbortSignal.timeout(60_000)) =>
    new Promise<Line>((resolve, reject) => {
      const look = () => {
        const line = warnings.find(each => each.msg === msg)
        if (line) resolve(line)
      }
      waiting.add(look)
      signal.addEventListener('abort', () => reject(new Error(`not heard: ${msg}`)))
      look()
    })
  return {
    log: { ...silentLog, warn, debug: () => undefined, info: () => undefined } as unknown as Log,
    warnings,
    heard,
  }
}

test('a member is named once a minute, and who merely went away is not', async t => {
  const { log, warnings } = heardLog()
  const clock = manualClock(0)
  const breaches = new BreachLog({ clock, log })
  const garbage = new CodedError('bad-message', 'expected a Hello frame, found 4 bytes that are none')
  breaches.ended('one', new Error('the connection broke'), 'stream ended')
  breaches.ended('one', new CodedError('refused', 'the neighbour is of another site'), 'stream ended')
  t.deepEqual(warnings, [])
  for (let count = 0; count < 1000; count++) breaches.ended('one', garbage, 'stream ended')
  breaches.ended('two', garbage, 'stream ended')
  t.deepEqual(
    warnings.map(({ node }) => node),
    ['one', 'two'],
  )
  t.like(warnings[0], { node: 'one', code: 'bad-message', why: garbage.message, msg: 'stream ended' })
  await clock.advance(limits.aliveMs)
  breaches.ended('one', garbage, 'stream ended')
  t.is(warnings.length, 3)
})

async function openWith(t: ExecutionContext): Promise<ReturnType<typeof heardLog> & { office: Office }> {
  const heard = heardLog()
  const adjust = (options: { log: Log }) => void Object.assign(options, { log: heard.log })
  const office = await openOffice(1, { origin: new MemoryOrigin(), extra: [keys!], adjust })
  t.teardown(() => office.close())
  return { ...heard, office }
}

/** A stream that the hostile member opened; after its hello unless that is what is wrong with it. */
async function open(office: Office, protocol: string, site?: string): Promise<FrameStream> {
  const [mine, theirs] = await streamPair({ protocol, delay: 0 })
  const frames = new FrameStream(mine, { maxFrameBytes: MIB, maxBufferedFrames: 64 })
  office.nodes[0]!.network.handlers.get(protocol)!(theirs, hostile)
  if (site !== undefined) await exchangeHello(frames, { fleet, site }, office.ended)
  return frames
}

const nonsense: [string, Buffer][] = [
  ['a frame of 4 GiB', Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f])],
  ['a length that does not end', Buffer.alloc(64, 0xff)],
  ['garbage in a frame', Buffer.from([4, 0xff, 0xff, 0xff, 0xff])],
]
for (const [what, bytes] of nonsense)
  test(`${what} names its sender, on the swarm stream and on the piece stream`, async t => {
    const { office, heard } = await openWith(t)
    for (const [protocol, msg] of [
      [protocols.swarm, 'swarm stream ended'],
      [protocols.piece, 'piece stream ended'],
    ] as const) {
      const { stream } = await open(office, protocol, office.site)
      stream.send(bytes)
      t.like(await heard(msg), { node: hostile, code: 'bad-message' })
    }
  })

test('who sends more than is read is named', async t => {
  const { office, heard } = await openWith(t)
  const { stream } = await open(office, protocols.swarm, office.site)
  const nothing = Buffer.alloc(64 * KIB) // as many frames without content
  for (let sent = 0; sent <= 2 * limits.swarmFrames * limits.swarmFrameBytes; sent += nothing.length) {
    if (stream.status !== 'open') break
    stream.send(nothing)
  }
  const line = await heard('swarm stream ended')
  t.like(line, { node: hostile, code: 'bad-message' })
  t.regex(line.why!, /sent ahead/)
  t.regex(office.nodes[0]!.swarm.faultOf(hostile)!.found, /sent ahead/)
})

test('a member that speaks another version is shown with it until a stream with it is open, another fault for an hour', async t => {
  const clock = manualClock(1_800_000_000_000)
  const breaches = new BreachLog({ clock, log: silentLog })
  const unknown = Object.assign(new Error('unsupported'), { name: 'UnsupportedProtocolError' })
  breaches.refused('old', unknown, 'swarm stream not opened')
  t.regex(breaches.faultOf('old')!.found, /no version of the protocol/)
  breaches.refused('away', new Error('the connection broke'), 'swarm stream not opened')
  t.is(breaches.faultOf('away'), undefined)
  breaches.welcomed('old')
  t.is(breaches.faultOf('old'), undefined)
  breaches.ended('liar', new CodedError('bad-message', 'a frame of 4 GiB'), 'swarm stream ended')
  breaches.welcomed('liar')
  t.deepEqual(breaches.faultOf('liar')?.found, 'a frame of 4 GiB')
  await clock.advance(limits.faultShownMs)
  t.is(breaches.faultOf('liar'), undefined)
})

test('who says hello for another specification is named', async t => {
  const { office, heard } = await openWith(t)
  const frames = await open(office, protocols.swarm)
  await frames.send('Hello', { spec: 999, fleet: Buffer.from(fleet, 'hex'), site: office.site }, office.ended)
  const line = await heard('swarm stream refused')
  t.like(line, {
    node: hostile,
    code: 'bad-message',
    why: 'expected protocol specification 1, the other node speaks 999',
  })
  t.is(office.nodes[0]!.swarm.faultOf(hostile)?.found, line.why)
})

const twice: PieceLie = async (frames, _piece, right) => {
  await sendPiece(frames, right)
  await sendPiece(frames, right)
}
for (const [what, lie, code] of [
  ['that nobody asked for', twice, 'bad-message'],
  ['that is too long', pieceLies.tooLong, 'wrong-size'],
  ['that is too short', pieceLies.tooShort, 'wrong-size'],
  ['that is junk', pieceLies.junk, 'bad-message'],
] as [string, PieceLie, string][])
  test(`who gives a piece ${what} is named`, async t => {
    const { office, heard } = await openWith(t)
    const content = randomBytes(50_000)
    office.nodes[0]!.swarm.want([wantedFile(content)])
    await joinHostile(office, keys!, { content, lie })
    t.like(await heard('piece stream broken'), { node: hostile, code })
  })
