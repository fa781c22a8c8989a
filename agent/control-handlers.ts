// What a running agent answers its command line: gathers what the stages know and hands it to the views. It changes nothing but what `take`
// offers to trust, as a neighbour would.

import type { Clock } from '../core/clock.ts'
import type { ControlHandlers } from '../core/control.ts'
import type { Digest } from '../core/digest.ts'
import { openEnvelope } from '../core/envelope.ts'
import { CodedError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { logHandlers } from '../core/log-level.ts'
import type { AlarmBook } from './alarms.ts'
import { choiceHandlers } from './choice-handlers.ts'
import type { NodeChoices } from './choices.ts'
import type { Connectivity } from './connectivity.ts'
import type { FetchRules } from './fetch-rules.ts'
import { isDropped, whyNoMember } from './own-roster.ts'
import type { Driver } from './plan/driver.ts'
import type { Progress } from './progress.ts'
import type { Reporter } from './report/reporter.ts'
import type { Store } from './store/store.ts'
import type { Swarm } from './swarm/swarm.ts'
import type { Trust } from './trust/trust.ts'
import {
  doingOf,
  isoTime,
  type PatchSources,
  type PatchView,
  type StatusView,
  type TakenView,
  viewAlarm,
  viewFetching,
  viewPatch,
  viewPeers,
  viewPlace,
  viewTransfers,
  viewWhy,
} from './view.ts'

export interface ControlParts {
  about: { node: string; hostName: string; agentVersion: string; startedAt: number }
  trust: Trust
  alarms: Pick<AlarmBook, 'all'>
  net: Pick<Connectivity, 'network' | 'link' | 'sync' | 'membership'>
  store: Store
  swarm: Swarm
  reporter: Reporter
  driver: Driver
  progress: Progress
  rules: FetchRules
  choices: NodeChoices
  clock: Clock
  log: Log
}

export function controlHandlers(parts: ControlParts): ControlHandlers {
  const { driver, trust, net, about } = parts
  return {
    ...choiceHandlers(parts),
    ...logHandlers(parts.log),
    status: async () => viewStatus(parts),
    patches: async () => {
      await parts.driver.planned()
      return patches(parts)
    },
    peers: async () =>
      viewPeers(trust.roster(), {
        self: about.node,
        address: node => net.network.remoteAddress(node),
        swarm: parts.swarm.peers(),
        fault: node => parts.swarm.faultOf(node),
      }),
    why: async ({ patch }: { patch?: unknown }) => {
      await parts.driver.planned()
      return why(parts, patch)
    },
    take: async ({ envelopes }: { envelopes?: unknown }) => take(parts, envelopes),
    scan: async () => {
      const { scannedAt } = await driver.scan()
      return { scannedAt: isoTime(scannedAt), patches: patches(parts) }
    },
  }
}

function sourcesOf({ trust, store, swarm }: ControlParts): PatchSources & { fileName: (artifact: Digest) => string } {
  const manifests = new Map(trust.all('manifest').map(({ digest, body }) => [digest, body]))
  const names = new Map(
    [...manifests.values()].flatMap(({ artifacts }) => artifacts.map(each => [each.digest, each] as const)),
  )
  const held = new Map(swarm.status().artifacts.map(each => [each.artifact, each.heldBytes]))
  return {
    manifest: digest => manifests.get(digest),
    haveBytes: artifact => (store.has(artifact) ? (names.get(artifact)?.sizeBytes ?? 0) : (held.get(artifact) ?? 0)),
    traffic: swarm.traffic(),
    fileName: artifact => names.get(artifact)?.fileName ?? artifact,
  }
}

function patches(parts: ControlParts): PatchView[] {
  const sources = sourcesOf(parts)
  return parts.driver.picture.plan.patches.map(patch => viewPatch(patch, sources))
}

function why(parts: ControlParts, patch: unknown) {
  if (typeof patch !== 'string') throw new CodedError('bad-argument', 'why: expected the id of a patch')
  const view = viewWhy(patch, parts.driver.picture.plan.patches, sourcesOf(parts))
  if (view) return view
  throw new CodedError(
    'not-found',
    `no schedule that this node has orders ${patch} for it: "patchmesh-agent patches" lists what is ordered`,
  )
}

/** Each object is judged as if a neighbour had sent it. */
async function take({ trust }: ControlParts, envelopes: unknown): Promise<TakenView[]> {
  if (!Array.isArray(envelopes) || !envelopes.every(each => typeof each === 'string'))
    throw new CodedError('bad-argument', 'take: expected signed objects in base64')
  const views: TakenView[] = []
  for (const text of envelopes) {
    const bytes = Buffer.from(text, 'base64')
    const { kind, digest } = openEnvelope(bytes)
    const { accepted, refused } = await trust.offer([bytes], 'command line')
    if (refused[0]) throw new CodedError(refused[0].code, `the ${kind} was not taken: ${refused[0].message}`)
    const [head] = accepted
    views.push({ kind, name: head?.name ?? null, version: head?.version ?? null, digest, changed: head !== undefined })
  }
  return views
}

export function viewStatus(parts: ControlParts): StatusView {
  const { about, trust, alarms, net, store, reporter, driver, progress, rules, choices, clock } = parts
  const { member, plan, wanted, scannedAt } = driver.picture
  const { root } = trust.anchor()
  const noMember = {
    isRecalled: trust.restrictions().recall.hasMember(about.node),
    isDropped: isDropped(trust.roster(), about.node),
    refusal: net.membership.refusal,
  }
  const sources = sourcesOf(parts)
  const transfers = viewTransfers(wanted, sources)
  const delivery = reporter.status()
  const usage = store.usage()
  return {
    node: about.node,
    hostName: about.hostName,
    fleet: trust.fleet,
    fleetName: root.fleetName,
    rootVersion: root.header.version,
    site: trust.site,
    class: member?.class ?? null,
    groups: member?.groups ?? [],
    notAMember: whyNoMember(noMember),
    agentVersion: about.agentVersion,
    startedAt: new Date(about.startedAt).toISOString(),
    addresses: net.network.addresses(),
    coordinator: {
      connected: net.link.connected !== undefined,
      lastSeen: isoTime(Math.max(net.sync.coordinatorSeenAt(), delivery.acknowledgedAt)),
    },
    stale: trust.isStale(),
    alarms: alarms.all().map(viewAlarm),
    peers: {
      connected: net.network.connectedMembers().length,
      members: Math.max(0, (trust.roster()?.members.length ?? 1) - 1),
    },
    place: viewPlace(parts.swarm.status()),
    doing: doingOf(plan.patches, transfers),
    transfers,
    rateBytesPerSecond: progress.rate(clock.monotonic()),
    patches: plan.patches.map(patch => viewPatch(patch, sources)),
    reports: { pending: delivery.pending, acknowledgedAt: isoTime(delivery.acknowledgedAt), problem: delivery.problem },
    scannedAt: isoTime(scannedAt),
    store: { usedBytes: usage.bytes, quotaBytes: usage.quotaBytes },
    fetching: viewFetching(rules.current()),
    pinned: choices.pins.map(({ patch }) => patch),
  }
}
