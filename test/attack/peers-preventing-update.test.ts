// Nine of ten peers lie, each in its own way: they claim every piece and send none, send garbage, refuse, break off. With one honest
// peer, or with none and a source outside, the node finishes. On a clock the test moves; the streams are real.

import { randomBytes } from 'node:crypto'
import test, { type ExecutionContext } from 'ava'
import { SECOND_MS } from '../../core/limits.ts'
import { haveAll, hostileKeys, joinHostile, type PieceLie, pieceLies } from '../kit/hostile-member.ts'
import { isLong, shortOrLong } from '../kit/long.ts'
import { type ManualClock, manualClock } from '../kit/manual-clock.ts'
import { MemoryOrigin, type Office, type OfficeNode, openOffice, pieceOf, wantedFile } from '../kit/swarm-office.ts'

const content = randomBytes(shortOrLong(100_000, 8_000_000))
const wanted = wantedFile(content)
/** The work of a test is mostly this. */
const boastMs = shortOrLong(15, 1) * SECOND_MS
const lies = Object.entries(pieceLies) as [string, PieceLie][]

interface Scene {
  office: Office
  clock: ManualClock
  origin: MemoryOrigin
  victim: OfficeNode
}

async function open(t: ExecutionContext, liars: PieceLie[], { honestPeer }: { honestPeer: boolean }): Promise<Scene> {
  const clock = manualClock(1_800_000_000_000)
  const keys = hostileKeys(liars.length)
  const origin = honestPeer ? new MemoryOrigin() : new MemoryOrigin(content)
  const office = await openOffice(honestPeer ? 2 : 1, {
    origin,
    extra: keys,
    adjust: options => {
      options.clock = clock
    },
  })
  t.teardown(() => office.close())
  const members = await Promise.all(keys.map((key, index) => joinHostile(office, key, { content, lie: liars[index]! })))
  // They say it again and again, and claim the slots with everything in them.
  let round = 0
  const boast = () => {
    round++
    for (const member of members) {
      const leases = [{ artifact: wanted.artifact, first: round % wanted.hashes.length, count: wanted.hashes.length }]
      const said = { doing: 'fetching' as const, leases, sequence: round, holdings: [] }
      const ignore = () => undefined // a liar that was cut off
      member.tell({ announcement: member.announcement(said) }).catch(ignore)
      member.tell({ have: haveAll(content) }).catch(ignore)
    }
    if (!office.ended.aborted) clock.after(boastMs, boast)
  }
  boast()
  const [victim, peer] = office.nodes
  if (peer) {
    await peer.store.begin({ digest: wanted.artifact, sizeBytes: content.length, hashes: wanted.hashes })
    for (let piece = 0; piece < wanted.hashes.length; piece++)
      await peer.store.writePiece(wanted.artifact, piece, pieceOf(content, piece))
    await peer.store.complete(wanted.artifact)
  }
  for (const { swarm } of office.nodes) swarm.want([wanted])
  return { office, clock, origin, victim: victim! }
}

async function secondsToFinish({ victim, clock }: Scene, maxSeconds: number): Promise<number> {
  for (let half = 0; half < maxSeconds * 2; half++) {
    if (victim.store.has(wanted.artifact)) return half / 2
    await clock.advance(SECOND_MS / 2)
  }
  return Number.POSITIVE_INFINITY
}

test('with nine liars and one honest peer the file comes from that peer', async t => {
  const nine = lies.slice(0, 9).map(([, lie]) => lie)
  const scene = await open(t, nine, { honestPeer: true })
  t.true((await secondsToFinish(scene, 120)) <= 60)
  t.is(scene.origin.bytes, 0)
})

/** Much simulated time, which is what costs: under `npm run attack` alone. */
const longTest = isLong ? test : test.skip

longTest('with nine liars of nine kinds and no honest peer the file comes from outside', async t => {
  const nine = lies.slice(0, 9).map(([, lie]) => lie)
  const seconds = await secondsToFinish(await open(t, nine, { honestPeer: false }), 300)
  t.true(seconds <= 180, `${seconds} s`)
})

for (const [name, lie] of isLong ? lies : [])
  test(`with nine peers that claim everything and whose every answer is ${name}, the file comes from outside`, async t => {
    const seconds = await secondsToFinish(await open(t, Array(9).fill(lie), { honestPeer: false }), 300)
    t.true(seconds <= 180, `${seconds} s`)
  })
