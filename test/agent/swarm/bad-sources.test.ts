// Sources that fail in every way, up to what `patchmesh-agent why` says of it: a real swarm, the real client, HTTP on loopback.

import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { dirname } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { holdUpOf } from '../../../agent/plan/hold-up.ts'
import type { HoldUp } from '../../../agent/plan/plan.ts'
import { openStore } from '../../../agent/store/store.ts'
import { createOriginClient } from '../../../agent/swarm/origin-client.ts'
import { systemClock } from '../../../core/clock.ts'
import { CodedError } from '../../../core/errors.ts'
import { silentLog } from '../../../core/log.ts'
import { type Handler, serve } from '../../kit/range-origin.ts'
import { fileOf, type OfficeNode, openOffice, wantedFile, whenComplete } from '../../kit/swarm-office.ts'

const file = randomBytes(200_000)

const honest: Handler = (_request, response, { start, end }) =>
  answer(response, { start, end }, file.subarray(start, end))

function answer(response: ServerResponse, { start, end }: { start: number; end: number }, body: Uint8Array): void {
  const headers = { 'content-range': `bytes ${start}-${end - 1}/${file.length}`, 'content-length': end - start }
  response.writeHead(206, headers).end(body)
}

async function openNode(t: ExecutionContext): Promise<OfficeNode> {
  const origin = createOriginClient({ clock: systemClock, log: silentLog, leastRate: { bytes: 1000, ms: 300 } })
  const office = await openOffice(1, { origin })
  t.teardown(() => office.close())
  return office.nodes[0]!
}

/** What `why` is told once the file is held up. */
function whenHeldUp({ swarm }: OfficeNode): Promise<HoldUp> {
  return new Promise(resolve => {
    const off = swarm.onHoldUp(() => {
      const heldUp = holdUpOf(swarm.status().artifacts[0])
      if (!heldUp) return
      off()
      resolve(heldUp)
    })
  })
}

for (const [name, words, handler] of [
  ['is gone', /gone, status 404/, (_request, response) => response.writeHead(404).end()],
  ['fails', /server-error, status 500/, (_request, response) => response.writeHead(500).end()],
  [
    'redirects in a loop',
    /more than \d+ redirects/,
    (_request, response) => response.writeHead(302, { location: '/x' }).end(),
  ],
  [
    'sends other bytes',
    /wrong-bytes, piece \d has a wrong hash/,
    (_request, response, range) => answer(response, range, Buffer.alloc(range.end - range.start, 7)),
  ],
  [
    'names another length',
    /wrong-bytes, content-range/,
    (_request, response, { start, end }) =>
      response.writeHead(206, { 'content-range': `bytes ${start}-${end - 1}/7` }).end(),
  ],
  [
    'trickles',
    /too-slow, under 1000 bytes in 300 ms/,
    (_request, response, { start, end }) => {
      response.writeHead(206, { 'content-range': `bytes ${start}-${end - 1}/${file.length}` })
      response.write('x')
    },
  ],
] as [string, RegExp, Handler][])
  test(`of a source that ${name}, "why" says so, and the second source takes over`, async t => {
    const bad = await serve(t, handler)
    const alone = await openNode(t)
    alone.swarm.want([wantedFile(file, { sources: [bad] })])
    const heldUp = await whenHeldUp(alone)
    t.is(heldUp.reason, 'source-failed')
    t.regex(heldUp.found, words)
    t.true(heldUp.found.startsWith('127.0.0.1:'), 'the source is named')
    const right = await serve(t, honest)
    const node = await openNode(t)
    const wanted = wantedFile(file, { sources: [bad, right] })
    node.swarm.want([wanted])
    await whenComplete(node, wanted.artifact)
    t.is(holdUpOf(node.swarm.status().artifacts[0]), undefined)
  })

test('a source whose TLS fails is named with its cause', async t => {
  const plain = await serve(t, honest)
  const node = await openNode(t)
  node.swarm.want([wantedFile(file, { sources: [plain.replace('http:', 'https:')] })])
  const heldUp = await whenHeldUp(node)
  t.is(heldUp.reason, 'source-failed')
  t.regex(heldUp.found, /unreachable, .*(SSL|TLS)/i)
})

for (const status of [429, 503])
  test(`of a source that asks to wait (${status}) "why" says until when`, async t => {
    const busy = await serve(t, (_request, response) => response.writeHead(status, { 'retry-after': '40' }).end())
    const node = await openNode(t)
    const from = Date.now()
    node.swarm.want([wantedFile(file, { sources: [busy] })])
    const { reason, untilMs } = await whenHeldUp(node)
    t.is(reason, 'source-wait')
    t.true(untilMs >= from + 39_000 && untilMs <= Date.now() + 41_000)
  })

test('a source that ignores Range gives the file all the same', async t => {
  const whole = await serve(t, (_request, response) =>
    response.writeHead(200, { 'content-length': file.length }).end(file),
  )
  const node = await openNode(t)
  const wanted = wantedFile(file, { sources: [whole] })
  node.swarm.want([wanted])
  await whenComplete(node, wanted.artifact)
  t.pass()
})

test('a file that is evicted while a neighbour asks for it is refused as not held, and comes from outside', async t => {
  const right = await serve(t, honest)
  const origin = createOriginClient({ clock: systemClock, log: silentLog })
  const office = await openOffice(2, { origin })
  t.teardown(() => office.close())
  const [giver, taker] = office.nodes
  const wanted = wantedFile(file, { sources: [right] })
  giver!.swarm.want([wanted])
  await whenComplete(giver!, wanted.artifact)
  const read = giver!.store.readPiece.bind(giver!.store)
  giver!.store.readPiece = async (...args) => {
    giver!.store.keep(new Set())
    await giver!.store.evictUnwanted(0)
    return await read(...args)
  }
  taker!.swarm.want([wanted])
  await whenComplete(taker!, wanted.artifact)
  t.false(giver!.store.has(wanted.artifact))
  t.is(giver!.swarm.status().uploadedBytes, 0)
})

test('when the disk of the one that fetches is full, another fetches, and "why" of the first names the disk', async t => {
  const right = await serve(t, honest)
  const full = new Set<string>()
  const origin = createOriginClient({ clock: systemClock, log: silentLog })
  const office = await openOffice(2, { origin })
  t.teardown(() => office.close())
  const [first, second] = office.nodes
  const wanted = wantedFile(file, { sources: [right] })
  const write = first!.store.writePiece.bind(first!.store)
  first!.store.writePiece = async (...args) => {
    full.add(args[0])
    if (!isRoom) throw new CodedError('disk-full', 'no room')
    await write(...args)
  }
  let isRoom = false
  const heldUp = whenHeldUp(first!)
  first!.swarm.want([wanted])
  t.is((await heldUp).reason, 'no-space')
  t.true(full.has(wanted.artifact))
  second!.swarm.want([wanted])
  await whenComplete(second!, wanted.artifact)
  isRoom = true
})

test('a neighbour whose file has rotted gives nothing of it, and the file comes from outside', async t => {
  const right = await serve(t, honest)
  const origin = createOriginClient({ clock: systemClock, log: silentLog })
  const office = await openOffice(2, { origin })
  t.teardown(() => office.close())
  const [seed, node] = office.nodes
  const wanted = wantedFile(file, { sources: [right] })
  seed!.swarm.want([wanted])
  await whenComplete(seed!, wanted.artifact)
  seed!.swarm.want([])
  const rotten = Buffer.from(file)
  for (let at = 0; at < rotten.length; at += 1000) rotten[at]! ^= 1
  await writeFile(seed!.store.path(wanted.artifact), rotten)
  const again = await openStore({ folder: dirname(dirname(seed!.store.path(wanted.artifact))), log: silentLog })
  t.teardown(() => again.close())
  await again.begin(fileOf(wanted))
  seed!.store.readPiece = again.readPiece.bind(again) // as after a restart: nothing was checked in this run
  seed!.swarm.want([wanted])
  node!.swarm.want([wanted])
  await whenComplete(node!, wanted.artifact)
  t.true((await readFile(node!.store.path(wanted.artifact))).equals(file))
  t.is(seed!.swarm.status().uploadedBytes, 0)
})
