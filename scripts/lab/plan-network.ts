// The lab's network as text: names, addresses and the ip/tc commands that build it. Pure, so that a whole lab can be read in a test.
// outside (address 198.51.100.1) == wan veth, shaped both ways == router of office k == a bridge for each VLAN == hosts 10.k.VLAN.n/24.
// A WAN with a delay is the same link as a tunnel (VXLAN) through a namespace of its own, where delay-relay.ts holds each packet back.
// There is no NAT (addresses stay visible), the outside routes between offices (a test that sites never exchange files needs
// a way they could), and IPv6 is off on every interface but lo, so that its chatter does not blur the WAN counters.

import { CodedError } from '../../core/errors.ts'

export interface OfficeSpec {
  site: string
  /** Number of ordinary hosts, without the seed. */
  hosts: number
  wanRateBitsPerSecond: number
  /** One more host, for the site's seed. */
  seed?: boolean
  /** LANs of the office that the router routes between, without multicast; hosts are dealt out over them. Default: 1. */
  vlans?: number
  /** Shapes every host's port both ways; default: as fast as the machine. */
  lanRateBitsPerSecond?: number
  /** Each way, of every packet on the WAN; default: none. */
  wanDelayMs?: number
}

export interface PlannedHost {
  /** What people read: `outside`, `berlin-1`, `berlin-seed`, `berlin-router`. */
  name: string
  namespace: string
  address: string
}

export interface PlannedOffice {
  site: string
  /** One for each VLAN. */
  prefixes: string[]
  wanRateBitsPerSecond: number
  lanRateBitsPerSecond: number | undefined
  router: PlannedHost
  hosts: PlannedHost[]
  seed: PlannedHost | undefined
  delay: PlannedDelay | undefined
}

/** Where packets of the WAN are held back: the ends of the two tunnels, and who is behind them. */
export interface PlannedDelay {
  namespace: string
  delayMs: number
  far: { address: string; peer: string }
  near: { address: string; peer: string }
}

/** What one namespace is given after all links exist: `ip -batch` lines, then `tc -batch` lines. */
export interface NamespaceSetup {
  namespace: string
  forwards: boolean
  ip: string[]
  tc: string[]
}

export interface NetworkPlan {
  prefix: string
  outside: PlannedHost
  offices: PlannedOffice[]
  namespaces: string[]
  /** `ip -batch` lines for the whole lab: namespaces first, then the veth pairs between them. */
  links: string[]
  setups: NamespaceSetup[]
}

const OUTSIDE_ADDRESS = '198.51.100.1'
const PROVIDER_ADDRESS = '198.51.100.2'
/** Longest time a byte waits in a WAN queue, ms: enough for one TCP connection to fill the link, far from bufferbloat. */
export const WAN_QUEUE_MS = 50
const OFFICES_MAX = 200 // one octet of 10.k.0.0/24, with room
const HOSTS_MAX = 250 // one /24 less router, network and broadcast
const ROUTER_HOST_NUMBER = 254
export const VXLAN_PORT = 4789
/** A packet of the WAN and the tunnel's headers. */
const TUNNEL_MTU_BYTES = 1600
const VLANS_MAX = 8
/** Longest time a byte waits for a host's port, ms: a shallow switch. */
const LAN_QUEUE_MS = 20
/** LAN packets are as large as the kernel makes them: one must fit. */
const LAN_BURST_MIN_BYTES = 128 * 1024
const BURST_MIN_BYTES = 16 * 1024
const BURST_MS = 4

/** Largest burst a WAN link lets through at once, bytes: a few packets, or 4 ms of a fast link. */
export function wanBurstBytes(rateBitsPerSecond: number): number {
  return Math.max(BURST_MIN_BYTES, Math.ceil((rateBitsPerSecond / 8) * (BURST_MS / 1000)))
}

/** `prefix` starts every namespace's name and must be unique on the machine. Throws bad-argument. */
export function planNetwork(prefix: string, specs: readonly OfficeSpec[]): NetworkPlan {
  checkSpecs(specs)
  const outside = { name: 'outside', namespace: `${prefix}-out`, address: OUTSIDE_ADDRESS }
  const offices = specs.map((spec, index) => planOffice(prefix, spec, index + 1))
  const provider = `${prefix}-isp`
  const namespaces = [outside.namespace, provider, ...offices.flatMap(officePlaces).map(({ namespace }) => namespace)]
  return {
    prefix,
    outside,
    offices,
    namespaces,
    links: [
      ...namespaces.map(namespace => `netns add ${namespace}`),
      `link add name inet netns ${outside.namespace} type veth peer name inet netns ${provider}`,
      ...offices.flatMap((office, i) => officeLinks(provider, office, i + 1)),
    ],
    setups: [
      outsideSetup(outside),
      providerSetup(provider, offices),
      ...offices.flatMap((office, i) => officeSetups(office, i + 1)),
    ],
  }
}

function officePlaces(office: PlannedOffice): { namespace: string }[] {
  return [office.router, ...officeHosts(office), ...(office.delay ? [office.delay] : [])]
}

function officeHosts(office: PlannedOffice): PlannedHost[] {
  return office.seed ? [...office.hosts, office.seed] : office.hosts
}

function checkSpecs(specs: readonly OfficeSpec[]): void {
  if (specs.length === 0 || specs.length > OFFICES_MAX) {
    throw new CodedError('bad-argument', `expected 1 to ${OFFICES_MAX} offices, got ${specs.length}`)
  }
  for (const { site, hosts, seed, vlans = 1, wanRateBitsPerSecond } of specs) {
    if (!Number.isInteger(vlans) || vlans < 1 || vlans > VLANS_MAX) {
      throw new CodedError('bad-argument', `expected 1 to ${VLANS_MAX} VLANs in ${site}, got ${vlans}`)
    }
    const count = hosts + (seed ? 1 : 0)
    if (!Number.isInteger(count) || count < 1 || count > HOSTS_MAX) {
      throw new CodedError('bad-argument', `expected 1 to ${HOSTS_MAX} hosts in ${site}, got ${count}`)
    }
    if (!Number.isInteger(wanRateBitsPerSecond) || wanRateBitsPerSecond < 64_000) {
      throw new CodedError(
        'bad-argument',
        `expected a WAN rate of at least 64000 bit/s in ${site}, got ${wanRateBitsPerSecond}`,
      )
    }
  }
  if (new Set(specs.map(spec => spec.site)).size !== specs.length) {
    throw new CodedError('bad-argument', 'expected every office to have its own site name; two are the same')
  }
}

function planOffice(prefix: string, spec: OfficeSpec, k: number): PlannedOffice {
  const vlans = spec.vlans ?? 1
  const host = (index: number, name: string, suffix: string): PlannedHost => ({
    name: `${spec.site}-${name}`,
    namespace: `${prefix}-o${k}${suffix}`,
    address: `10.${k}.${index % vlans}.${Math.floor(index / vlans) + 1}`,
  })
  return {
    site: spec.site,
    prefixes: Array.from({ length: vlans }, (_, vlan) => `10.${k}.${vlan}.0/24`),
    wanRateBitsPerSecond: spec.wanRateBitsPerSecond,
    lanRateBitsPerSecond: spec.lanRateBitsPerSecond,
    router: { name: `${spec.site}-router`, namespace: `${prefix}-o${k}r`, address: routerAddress(k, 0) },
    hosts: Array.from({ length: spec.hosts }, (_, i) => host(i, `${i + 1}`, `h${i + 1}`)),
    seed: spec.seed ? host(spec.hosts, 'seed', 's') : undefined,
    delay: spec.wanDelayMs ? planDelay(`${prefix}-o${k}d`, spec.wanDelayMs, k) : undefined,
  }
}

function planDelay(namespace: string, delayMs: number, k: number): PlannedDelay {
  return {
    namespace,
    delayMs,
    far: { address: `100.65.${k}.2`, peer: `100.65.${k}.1` },
    near: { address: `100.66.${k}.2`, peer: `100.66.${k}.1` },
  }
}

function routerAddress(k: number, vlan: number): string {
  return `10.${k}.${vlan}.${ROUTER_HOST_NUMBER}`
}

function vlanOf({ address }: PlannedHost): number {
  return Number(address.split('.')[2])
}

function officeLinks(provider: string, office: PlannedOffice, k: number): string[] {
  const router = office.router.namespace
  return [
    ...(office.delay
      ? [
          `link add name under${k} netns ${provider} type veth peer name far netns ${office.delay.namespace}`,
          `link add name under netns ${router} type veth peer name near netns ${office.delay.namespace}`,
        ]
      : [`link add name wan${k} netns ${provider} type veth peer name wan netns ${router}`]),
    ...officeHosts(office).map(
      (host, i) => `link add name eth0 netns ${host.namespace} type veth peer name p${i + 1} netns ${router}`,
    ),
  ]
}

function outsideSetup(outside: PlannedHost): NamespaceSetup {
  return {
    namespace: outside.namespace,
    forwards: false,
    ip: [
      'link set lo up',
      `address add ${outside.address}/30 dev inet`,
      ...wanUp('inet'),
      `route add default via ${PROVIDER_ADDRESS}`,
    ],
    tc: [],
  }
}

/**
 * Where the offices' lines end. It stands between them and the outside because a queue on a sender's own interface
 * holds the sender back (TCP small queues): such a queue never fills, and nobody behind it would ever wait.
 */
function providerSetup(namespace: string, offices: readonly PlannedOffice[]): NamespaceSetup {
  return {
    namespace,
    forwards: true,
    ip: [
      'link set lo up',
      `address add ${PROVIDER_ADDRESS}/30 dev inet`,
      ...wanUp('inet'),
      ...offices.flatMap((office, i) => [
        ...tunnel(`wan${i + 1}`, `under${i + 1}`, { k: i + 1, end: office.delay?.far }),
        `address add 100.64.${i + 1}.1/30 dev wan${i + 1}`,
        ...wanUp(`wan${i + 1}`),
        ...office.prefixes.map(prefix => `route add ${prefix} via 100.64.${i + 1}.2`),
      ]),
    ],
    tc: offices.map((office, i) => shaper(`wan${i + 1}`, office.wanRateBitsPerSecond)),
  }
}

function officeSetups(office: PlannedOffice, k: number): NamespaceSetup[] {
  const hosts = officeHosts(office)
  const { lanRateBitsPerSecond: lanRate } = office
  const router: NamespaceSetup = {
    namespace: office.router.namespace,
    forwards: true,
    ip: [
      'link set lo up',
      ...office.prefixes.flatMap((_, vlan) => [
        `link add name lan${vlan} type bridge mcast_snooping 0`,
        `address add ${routerAddress(k, vlan)}/24 dev lan${vlan}`,
      ]),
      ...hosts.flatMap((host, i) => [`link set p${i + 1} master lan${vlanOf(host)}`, `link set p${i + 1} up`]),
      ...office.prefixes.map((_, vlan) => `link set lan${vlan} up`),
      ...tunnel('wan', 'under', { k, end: office.delay?.near }),
      `address add 100.64.${k}.2/30 dev wan`,
      ...wanUp('wan'),
      `route add default via 100.64.${k}.1`,
    ],
    tc: [
      shaper('wan', office.wanRateBitsPerSecond),
      ...(lanRate === undefined ? [] : hosts.map((_, i) => portShaper(`p${i + 1}`, lanRate))),
    ],
  }
  return [
    router,
    ...(office.delay ? [delaySetup(office.delay)] : []),
    ...hosts.map(host => ({
      namespace: host.namespace,
      forwards: false,
      ip: [
        'link set lo up',
        `address add ${host.address}/24 broadcast + dev eth0`,
        'link set eth0 up',
        `route add default via ${routerAddress(k, vlanOf(host))}`,
      ],
      tc: lanRate === undefined ? [] : [portShaper('eth0', lanRate)],
    })),
  ]
}

/** The WAN device itself, where it is no veth: `end` is the other end of this side's tunnel. */
function tunnel(
  device: string,
  under: string,
  { k, end }: { k: number; end: PlannedDelay['far'] | undefined },
): string[] {
  if (!end) return []
  return [
    `address add ${end.peer}/30 dev ${under}`,
    `link set dev ${under} mtu ${TUNNEL_MTU_BYTES} up`,
    `link add name ${device} type vxlan id ${k} local ${end.peer} remote ${end.address} dstport ${VXLAN_PORT} nolearning`,
    `link set dev ${device} mtu 1500`,
  ]
}

function delaySetup({ namespace, far, near }: PlannedDelay): NamespaceSetup {
  const side = (device: string, { address }: PlannedDelay['far']) => [
    `address add ${address}/30 dev ${device}`,
    `link set dev ${device} mtu ${TUNNEL_MTU_BYTES} up`,
  ]
  return { namespace, forwards: false, ip: ['link set lo up', ...side('far', far), ...side('near', near)], tc: [] }
}

/** One packet, one frame: with larger ones the counters would miss the headers and the shaper would count in 64 KiB steps. */
function wanUp(device: string): string[] {
  return [
    `link set dev ${device} gso_max_segs 1`,
    `link set dev ${device} gso_max_size 1514`,
    `link set dev ${device} gro_max_size 1514`,
    `link set dev ${device} up`,
  ]
}

function shaper(device: string, rateBitsPerSecond: number): string {
  return `qdisc add dev ${device} root tbf rate ${rateBitsPerSecond}bit burst ${wanBurstBytes(rateBitsPerSecond)} latency ${WAN_QUEUE_MS}ms`
}

function portShaper(device: string, rateBitsPerSecond: number): string {
  const burst = Math.max(LAN_BURST_MIN_BYTES, wanBurstBytes(rateBitsPerSecond))
  return `qdisc add dev ${device} root tbf rate ${rateBitsPerSecond}bit burst ${burst} latency ${LAN_QUEUE_MS}ms`
}
