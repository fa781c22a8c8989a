// Finds nodes of the fleet on the LAN by mDNS. What it hears are hints, from anyone: the neighbours decide whom to dial.
// It asks at start, soon again while alone, after an address change, and then rarely: every question is answered by all at once.

import type { ComponentLogger } from '@libp2p/interface'
import { mdns } from '@libp2p/mdns'
import { multiaddr } from '@multiformats/multiaddr'
import type { Clock } from '../core/clock.ts'
import type { Digest } from '../core/digest.ts'
import { limits, MINUTE_MS, SECOND_MS } from '../core/limits.ts'
import type { Log } from '../core/log.ts'
import type { Random } from '../core/random.ts'
import type { PeerAddresses } from '../core/sync-exchange.ts'

export interface DiscoveryOptions {
  fleet: Digest
  node: string
  /** Our own multiaddrs, without peer id. */
  addresses: () => string[]
  /** Whether any neighbour is connected: a node alone asks more often. */
  isAlone: () => boolean
  onHint: (hint: PeerAddresses) => void
  clock: Clock
  random: Random
  log: Log
}

export interface Discovery {
  /** Neither asks nor answers: away from its site a node tells nobody that it is there. */
  setQuiet(isQuiet: boolean): void
  /** The machine's addresses have changed. */
  addressesChanged(): void
  close(): Promise<void>
}

const timing = {
  /** While alone: after 1 s, 2 s, 4 s … */
  firstRetryMs: SECOND_MS,
  /** Otherwise: a random moment between these, so that questions do not fall together. */
  minMs: 2 * MINUTE_MS,
  maxMs: 10 * MINUTE_MS,
}

export async function startDiscovery(options: DiscoveryOptions): Promise<Discovery> {
  const { clock, random, log, isAlone } = options
  const service = createService(options)
  let closed = false
  let quiet = false
  let cancelAsk = () => undefined as unknown
  let retryMs = timing.firstRetryMs

  /** Starting is asking: the service has no other way, and a fresh socket joins the group on new interfaces. */
  const ask = async () => {
    await service.stop()
    if (!closed && !quiet) await service.start()
  }
  const askAgain = () => {
    const delayMs = isAlone()
      ? Math.min(retryMs, timing.minMs) * (0.75 + random() / 2)
      : timing.minMs + random() * (timing.maxMs - timing.minMs)
    retryMs = isAlone() ? Math.min(retryMs * 2, timing.minMs) : timing.firstRetryMs
    cancelAsk()
    cancelAsk = clock.after(delayMs, () => {
      ask().catch(error => log.warn({ err: error }, 'mDNS query failed'))
      askAgain()
    })
  }
  await ask()
  askAgain()
  const askNow = () => {
    retryMs = timing.firstRetryMs
    ask().catch(error => log.warn({ err: error }, 'mDNS query failed'))
    askAgain()
  }
  return {
    addressesChanged: askNow,
    setQuiet(isQuiet) {
      if (quiet === isQuiet) return
      quiet = isQuiet
      askNow()
    },
    async close() {
      closed = true
      cancelAsk()
      await service.stop()
    },
  }
}

/** A DNS-SD label of the fleet's own: other fleets on the LAN neither answer nor are woken. */
function serviceTag(fleet: Digest): string {
  return `_patchmesh-${fleet.slice(0, 32)}._udp.local`
}

function createService({ fleet, node, addresses, onHint, log }: DiscoveryOptions) {
  const components = {
    addressManager: { getAddresses: () => addresses().map(address => multiaddr(`${address}/p2p/${node}`)) },
    logger: quietLogger(log),
  }
  type Components = Parameters<ReturnType<typeof mdns>>[0]
  // created by itself, not as part of libp2p: there every hint of a stranger would go into the peer store
  const service = mdns({ serviceTag: serviceTag(fleet), interval: 2 ** 31 - 1 })(components as unknown as Components)
  service.addEventListener('peer', ({ detail }) => {
    const hinted = detail.multiaddrs.slice(0, limits.addresses).map(address => address.toString())
    onHint({ node: detail.id.toString(), addresses: hinted })
  })
  return service as typeof service & { start(): Promise<void>; stop(): Promise<void> }
}

/** libp2p's logger in the form of ours: only its errors are worth a line. */
function quietLogger(log: Log): ComponentLogger {
  const forComponent: ComponentLogger['forComponent'] = component => {
    const quiet = () => undefined
    const error = (format: string, ...rest: unknown[]) => log.debug({ component, rest: rest.map(String) }, format)
    return Object.assign(quiet, { error, trace: quiet, enabled: false, newScope: () => forComponent(component) })
  }
  return { forComponent }
}
