// An office whose members pass reports on, in memory and on a manual clock: real relays on joined streams, the coordinator's real batch
// server and tables at the far end. Who is connected to whom is the test's to say; a member can be replaced by a liar.

import type { Stream } from '@libp2p/interface'
import { streamPair } from '@libp2p/utils'
import { Relay } from '../../agent/report/relay.ts'
import { rankMembers } from '../../agent/swarm/rank.ts'
import { Intake } from '../../coordinator/reports/intake.ts'
import { createBatchServer } from '../../coordinator/reports/serve-batches.ts'
import { CodedError } from '../../core/errors.ts'
import { FrameStream } from '../../core/frames.ts'
import { silentLog } from '../../core/log.ts'
import { encodeReport } from '../../core/report.ts'
import { relayFrameLimits } from '../../core/report-batch.ts'
import { keySigner, signEnvelope } from '../../keys/sign.ts'
import { makeCoordinator, outcomeOf, reportOf, sealReport } from './coordinator-kit.ts'
import { type KitNode, makeFleet } from './fleet.ts'

export const relayNow = Date.UTC(2026, 10, 22)

type Serve = (stream: Stream, node: string) => void

export async function relayOffice(members: number) {
  const fleet = await makeFleet({ now: relayNow, sites: { office: members, elsewhere: 1 } })
  const kit = await makeCoordinator(fleet, relayNow)
  await kit.put(await fleet.roster('office'))
  await kit.put(await fleet.roster('elsewhere'))
  const { clock } = kit
  const siteOf = (node: string) =>
    Object.keys(fleet.nodes).find(site => fleet.nodes[site]!.some(each => each.node === node))
  const office = { reachable: true, batches: 0, bytesReceived: 0, refusedBy: [] as string[] }
  /** Nodes of which the coordinator heard something new. */
  const alive: string[] = []
  const intake = new Intake({ reports: kit, onNews: node => alive.push(node), clock })
  const serveBatches = createBatchServer({
    fleet: fleet.id,
    siteOf,
    newestVersion: async node => (await kit.store.node(node))?.version,
    intake: intake.take,
    signer: {
      sign: async (_kind, name, encode) =>
        await signEnvelope('receipt', encode(fleet.header('receipt', name)), [keySigner(fleet.keys.heartbeat[0]!)]),
    },
    clock,
    log: silentLog,
  })
  const ranking = rankMembers(
    'office',
    fleet.nodes.office!.map(({ node }) => ({ node, class: 'wired' as const })),
  )
  const ranked = ranking.order.map(({ node }) => node)
  /** Best first. */
  const nodes = ranked.map(node => fleet.nodes.office!.find(each => each.node === node)!)
  const links = new Map<string, Set<string>>(ranked.map(node => [node, new Set(ranked.filter(each => each !== node))]))
  const handlers = new Map<string, Serve>()
  /** As the member, or whoever the test has in its place, would open a batch at the coordinator. */
  const toCoordinator = async (node: string) => {
    if (!office.reachable) throw new CodedError('not-reachable', 'the line is down')
    const [mine, theirs] = await streamPair()
    const frames = new FrameStream(theirs, relayFrameLimits)
    office.batches++
    serveBatches(frames, node, AbortSignal.timeout(20_000))
      .catch(error => theirs.abort(error))
      .finally(() => {
        office.bytesReceived += frames.bytesReceived
      })
    return mine
  }
  const relays = await Promise.all(
    nodes.map(async ({ node }) => {
      const relay = new Relay({
        node,
        fleet: fleet.id,
        site: 'office',
        anchor: () => fleet.anchor,
        ranked: () => ranked,
        isMember: each => ranked.includes(each),
        network: {
          connectedMembers: () => [...links.get(node)!],
          handle: async (_protocol, handler) => void handlers.set(node, handler),
          openStream: async to => {
            const [mine, theirs] = await streamPair()
            handlers.get(to)!(theirs, node)
            return mine
          },
        },
        link: {
          open: async () => ({
            node: 'coordinator',
            stream: await toCoordinator(node),
            release: async () => undefined,
          }),
        },
        clock,
        log: silentLog,
      })
      await relay.start()
      return relay
    }),
  )
  const patch = await fleet.manifest('tool')

  return {
    fleet,
    kit,
    clock,
    office,
    alive,
    intake,
    nodes,
    relays,
    links,
    toCoordinator,
    replace: (node: string, serve: Serve) => void handlers.set(node, serve),
    /** A stream from one member to another. */
    serve: (to: string, stream: Stream, from: string) => handlers.get(to)!(stream, from),
    report: async (by: KitNode, version: number, state: 'installed' | 'fetching' = 'installed') => {
      const payload = encodeReport(
        sealReport(fleet, reportOf(fleet, by.node, { version, outcomes: [outcomeOf(patch, { state })] })),
      )
      return {
        version,
        settled: state === 'installed',
        envelope: await signEnvelope('report', payload, [keySigner(by, by.node)]),
      }
    },
    stored: async (node: string) => (await kit.store.node(node))?.version,
  }
}
