// The places of a fleet: real LANs behind shaped links where namespaces are to be had, else this machine with throttled relays.
// Both give the same shape, so that demo and lab tell one story.

import type { ChildProcess } from 'node:child_process'
import { encodeJoinToken, parseJoinToken } from '../../core/join-token.ts'
import { createForwardProxy, type ForwardProxy } from '../lab/forward-proxy.ts'
import { createLab, type Lab } from '../lab/network.ts'
import { createThrottle, type Throttle } from '../lab/throttle.ts'
import type { LabMode } from '../lab/unprivileged.ts'
import { localPlace, type Place } from './fleet.ts'

export interface OfficeRequest {
  site: string
  hosts: number
  seed: boolean
}

export interface Office {
  site: string
  /** The LANs' prefixes for the roster. */
  prefixes: string[]
  places: Place[]
  seed: Place | undefined
  /** Overrides of agent.yaml. */
  settings: Record<string, unknown>
  /** The join token as this office's agents need it. */
  tokenHere(token: string): string
  /** Both directions over the office's WAN since the start. */
  wanBytes(): Promise<number>
}

export interface Sites {
  outside: Place
  offices: Office[]
  ports: { coordinator: number; origin: number } | undefined
  /** What counts the WAN bytes. */
  measured: 'kernel' | 'application'
  conditions: string
  /** Call when the coordinator listens, before agents join. */
  connect(coordinator: { addresses: string[]; origin: string }): Promise<void>
  close(): Promise<void>
}

export interface SitesRequest {
  mode: LabMode
  rateBitsPerSecond: number
  offices: readonly OfficeRequest[]
}

export async function createSites(request: SitesRequest): Promise<Sites> {
  return request.mode === 'none' ? createLocalSites(request) : await createLabSites(request)
}

async function createLabSites({ rateBitsPerSecond, offices }: SitesRequest): Promise<Sites> {
  const lab: Lab = await createLab({
    offices: offices.map(office => ({ ...office, wanRateBitsPerSecond: rateBitsPerSecond })),
  })
  const { kernel, cores, congestionControl } = lab.conditions
  return {
    outside: lab.outside,
    ports: undefined,
    measured: 'kernel',
    conditions: `kernel ${kernel}, ${cores} cores, ${congestionControl}, WAN ${rateBitsPerSecond / 1e6} Mbit/s each way (tbf), offloads off on it`,
    connect: async () => undefined,
    close: () => lab.close(),
    offices: lab.offices.map(office => ({
      site: office.site,
      prefixes: office.prefixes,
      places: office.hosts,
      seed: office.seed,
      settings: {},
      tokenHere: token => token,
      wanBytes: async () => {
        const { rxBytes, txBytes } = await office.wanCounters()
        return rxBytes + txBytes
      },
    })),
  }
}

/** One machine, no multicast: each office reaches the outside through its own throttled relay and HTTP proxy. */
function createLocalSites({ rateBitsPerSecond, offices }: SitesRequest): Sites {
  const children = new Set<ChildProcess>()
  const links = new Map<string, { coordinator: Throttle; web: Throttle }>()
  let proxy: ForwardProxy | undefined
  const link = (site: string) => links.get(site)!
  return {
    outside: localPlace('outside', children),
    ports: { coordinator: 0, origin: 0 },
    measured: 'application',
    conditions: `loopback, throttled relays of ${rateBitsPerSecond / 1e6} Mbit/s, bytes counted by the relays`,
    async connect({ addresses, origin }) {
      const [, , host, , port] = addresses[0]!.split('/')
      proxy = await createForwardProxy({ listen: { host: '127.0.0.1', port: 0 }, allowHosts: [new URL(origin).host] })
      const listen = { host: '127.0.0.1', port: 0 }
      const rateBytesPerSecond = rateBitsPerSecond / 8
      for (const { site } of offices) {
        const web = await createThrottle({ listen, target: target(proxy.url), rateBytesPerSecond })
        const coordinator = await createThrottle({
          listen,
          target: { host: host!, port: Number(port) },
          rateBytesPerSecond,
          sameLinkAs: web,
        })
        links.set(site, { coordinator, web })
      }
    },
    async close() {
      for (const { coordinator, web } of links.values()) await Promise.all([coordinator.close(), web.close()])
      await proxy?.close()
      for (const child of children) child.kill('SIGKILL')
    },
    offices: offices.map(({ site, hosts, seed }) => ({
      site,
      prefixes: ['127.0.0.0/8'],
      places: Array.from({ length: hosts }, (_, index) => localPlace(`${site}-${index + 1}`, children)),
      seed: seed ? localPlace(`${site}-seed`, children) : undefined,
      get settings() {
        return { 'discovery.mdns': false, proxy: `http://127.0.0.1:${link(site).web.address.port}` }
      },
      tokenHere: token =>
        encodeJoinToken({
          ...parseJoinToken(token),
          addresses: [`/ip4/127.0.0.1/tcp/${link(site).coordinator.address.port}`],
        }),
      wanBytes: async () => {
        const { coordinator, web } = link(site)
        return coordinator.rxBytes + coordinator.txBytes + web.rxBytes + web.txBytes
      },
    })),
  }
}

function target(url: string): { host: string; port: number } {
  const { hostname, port } = new URL(url)
  return { host: hostname, port: Number(port) }
}
