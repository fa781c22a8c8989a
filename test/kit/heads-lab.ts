// One node and its coordinator for questions about the heads: real trust on a manual clock, streams in memory, and a coordinator whose
// answers a test can bend.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { streamPair } from '@libp2p/utils'
import type { ExecutionContext } from 'ava'
import { AlarmBook } from '../../agent/alarms.ts'
import { ClockWatch } from '../../agent/clock-watch.ts'
import { type Fresh, HeadsQuery } from '../../agent/sync/heads-query.ts'
import { openTrust, trustedFile } from '../../agent/trust/trust.ts'
import { encodeTrustedState } from '../../agent/trust/trusted-state.ts'
import { toSeconds } from '../../core/clock.ts'
import { FrameStream } from '../../core/frames.ts'
import { headsFrameLimits } from '../../core/fresh-heads.ts'
import { silentLog } from '../../core/log.ts'
import { pullSync, type SyncSource, serveSync, summarize, syncFrameLimits } from '../../core/sync-exchange.ts'
import { openSlots } from '../../keys/slots.ts'
import type { Encodable } from '../../proto/codec.ts'
import type { Fleet, Made } from './fleet.ts'
import { memoryBytes } from './memory-table.ts'
import { PatientClock } from './patient-clock.ts'

export interface Asked {
  nonce: Uint8Array
  bytesSent: number
  bytesReceived: number
}

/** A neighbour's answer to a question that it is to carry; undefined: none comes. */
export type Carried = (nonce: Uint8Array) => Promise<Encodable<'HeadsAnswer'> | undefined>

export async function openHeadsLab(
  t: ExecutionContext,
  fleet: Fleet,
  { now, carried }: { now: number; carried?: Carried },
) {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-heads-'))
  t.teardown(() => rm(folder, { recursive: true }))
  const slots = await openSlots(join(folder, trustedFile))
  await slots.save(encodeTrustedState({ roots: [fleet.root.bytes], heads: new Map(), clockFloor: 0 }))
  const { node } = fleet.nodes.office![0]!
  const time = new PatientClock(now)
  const { clock } = time
  const alarms = new AlarmBook({ clock, log: silentLog })
  const shared = { alarms, clock, log: silentLog }
  const table = memoryBytes()
  const trust = await openTrust({ folder, fleet: fleet.id, site: 'office', table, ...shared })

  const coordinator = {
    /** What it has, its heartbeat among it; a heartbeat is what it names. */
    objects: [] as Made[],
    isReachable: true,
    now: () => clock.now(),
    /** Keeps back what it names. */
    withholds: false,
    /** Says that it has no report of the node. */
    forgot: false,
    /** Its answer to a nonce. */
    answer: async (nonce: Uint8Array): Promise<Uint8Array> => {
      const { head: heartbeat } = coordinator.objects.find(({ head }) => head.kind === 'heartbeat')!
      const summary = summarize(coordinator.objects.map(({ head }) => head))
      return (
        await fleet.freshHeads(
          node,
          { nonce, heartbeat, summary },
          { header: { issuedAt: toSeconds(coordinator.now()) } },
        )
      ).bytes
    },
  }
  const asked: Asked[] = []
  /** When it was asked to report everything again, on the monotonic clock. */
  const toldAgain: number[] = []
  let pulls = 0

  const source = (objects: readonly Made[], site: string): SyncSource => ({
    fleet: fleet.id,
    site,
    heads: () => [fleet.root.head, ...objects.map(({ head }) => head)],
    envelope: async digest => objects.find(made => made.digest === digest)?.bytes,
    peers: () => [],
  })
  /** One exchange in which the node takes what `objects` has for it. */
  const exchange = async (objects: readonly Made[], from: string, site: string) => {
    const [mine, theirs] = await streamPair()
    const { signal } = new AbortController()
    const own: SyncSource = {
      ...source([], 'office'),
      heads: () => trust.heads(),
      envelope: digest => trust.envelope(digest),
    }
    const deliver = async (envelopes: Uint8Array[]) => void (await trust.offer(envelopes, from))
    await Promise.all([
      serveSync(new FrameStream(theirs, syncFrameLimits), source(objects, site), signal),
      pullSync(
        new FrameStream(mine, syncFrameLimits),
        own,
        { wants: heads => trust.wants(heads, from), deliver },
        signal,
      ),
    ])
  }
  const open = async () => {
    if (!coordinator.isReachable) throw new Error('not reachable')
    const [mine, theirs] = await streamPair()
    const serve = async () => {
      const frames = new FrameStream(theirs, headsFrameLimits)
      const { signal } = new AbortController()
      const { nonce } = await frames.receive('HeadsRequest', signal)
      const envelope = await coordinator.answer(nonce)
      await frames.send('HeadsAnswer', { refused: '', envelope, forgot: coordinator.forgot }, signal)
      asked.push({ nonce, bytesSent: frames.bytesSent, bytesReceived: frames.bytesReceived })
      await frames.close(signal)
    }
    serve().catch(() => undefined) // the node broke off
    return { node: 'coordinator', stream: mine, release: async () => undefined }
  }
  const carrier = async () => {
    if (!carried) return undefined
    const [mine, theirs] = await streamPair()
    const serve = async () => {
      const frames = new FrameStream(theirs, headsFrameLimits)
      const { signal } = new AbortController()
      const { nonce } = await frames.receive('HeadsRequest', signal)
      const answer = await carried(nonce)
      if (answer) await frames.send('HeadsAnswer', answer, signal)
    }
    serve().catch(() => undefined) // the node broke off
    return { stream: mine, release: async () => undefined }
  }
  const clockWatch = new ClockWatch({ alarms, clock, trust, onSet: () => query.askSoon() })
  const query: HeadsQuery = new HeadsQuery({
    node,
    trust: time.watch(trust),
    link: { open },
    carrier,
    ...time.watch({
      pull: async () => {
        pulls++
        if (!coordinator.isReachable) throw new Error('not reachable')
        await exchange(coordinator.withholds ? [] : coordinator.objects, 'coordinator', '')
      },
      onFresh: async ({ answer, aheadMs }: Fresh) => {
        clockWatch.compare(aheadMs)
        await trust.noteFresh(answer)
      },
    }),
    onForgotten: async () => void toldAgain.push(clock.monotonic()),
    random: () => 0.5,
    ...shared,
  })
  t.teardown(async () => {
    query.close()
    clockWatch.close()
    await trust.close()
  })
  /** After each step what it began comes to its end, however slow the disk and the machine. */
  const advance = async (ms: number, steps = 20) => {
    for (let step = 0; step < steps; step++) {
      await clock.advance(ms / steps)
      await time.rest()
    }
  }
  const lab = { fleet, node, clock, alarms, trust, query, coordinator, exchange, advance }
  return { ...lab, asked, pulls: () => pulls, toldAgain }
}
