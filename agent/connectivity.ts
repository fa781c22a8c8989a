// The agent's connections put together: network with its gate, address book, mDNS, the link to the coordinator, and sync.
// Everything is rechecked when the root, the roster or the recall changes. What travels besides sync is the swarm's and the reporter's business.

import type { Clock } from '../core/clock.ts'
import type { Kind } from '../core/kinds.ts'
import type { Log } from '../core/log.ts'
import { nodeIdOf } from '../core/node-id.ts'
import type { Random } from '../core/random.ts'
import { budgetOf } from '../core/site-budget.ts'
import type { PeerAddresses } from '../core/sync-exchange.ts'
import type { Database } from '../core/table.ts'
import type { Alarms } from './alarms.ts'
import { ClockWatch } from './clock-watch.ts'
import { CoordinatorLink } from './coordinator-link.ts'
import { announcedAddresses } from './dial-scope.ts'
import { startDiscovery } from './discovery.ts'
import { InterfaceWatch } from './interfaces.ts'
import { Membership } from './membership.ts'
import { Neighbours } from './neighbours.ts'
import { type Network, openNetwork } from './network.ts'
import { fellowsOf } from './own-roster.ts'
import { PlaceWatch } from './place-watch.ts'
import { rankMembers } from './swarm/rank.ts'
import { CarryHeads } from './sync/carry-heads.ts'
import { HeadsQuery } from './sync/heads-query.ts'
import { Sync } from './sync/sync.ts'
import type { Trust } from './trust/trust.ts'

export interface ConnectivityOptions {
  /** The node's 64-byte Ed25519 secret key. */
  secretKey: Uint8Array
  listen: string[]
  mdns: boolean
  /** Where the node joined: addresses to try besides those root names. */
  pinned: PeerAddresses
  trust: Trust
  database: Pick<Database, 'json'>
  alarms: Alarms
  /** Bytes a second this node fetches for itself away from its site. */
  roamingRate: number
  /** The coordinator has proved that this node is a member of another site now. */
  onMoved: (site: string) => Promise<void>
  /** The coordinator has lost what this node had reported. */
  onForgotten: () => Promise<void>
  clock: Clock
  random: Random
  log: Log
}

export interface Connectivity {
  network: Network
  place: PlaceWatch
  neighbours: Neighbours
  link: CoordinatorLink
  sync: Sync
  membership: Membership
  /** Members of the site, best first. */
  ranked: () => readonly string[]
  close(): Promise<void>
}

/** Throws `io-failed` when it cannot listen. */
export async function connect(options: ConnectivityOptions): Promise<Connectivity> {
  const { trust, alarms, clock, random, log, mdns } = options
  const roster = createRosterView(trust, nodeIdOf(options.secretKey.subarray(32)))
  const coordinators = () => coordinatorAddresses(trust, options.pinned)
  const isCoordinator = (node: string) => trust.anchor().root.coordinators.some(({ peerId }) => peerId === node)
  const interfaces = new InterfaceWatch({ clock, log })
  const links = () => interfaces.links
  /** Away from its site a node speaks with no member: who is in the same hotel is not in the same office. */
  const door = { isShut: false }
  const network = await openNetwork({
    secretKey: options.secretKey,
    listen: options.listen,
    isMember: node => roster().members.has(node),
    admits: node => (!door.isShut && roster().members.has(node)) || isCoordinator(node),
    announce: addresses => announcedAddresses(addresses, { prefixes: roster().prefixes, links: links() }),
    log,
  })
  const table = options.database.json<string[]>('addresses')
  const site = () => ({ members: [...roster().members], prefixes: roster().prefixes })
  const neighbours = new Neighbours({ network, site, links, isShut: () => door.isShut, table, clock, random, log })
  const link = new CoordinatorLink({ network, coordinators, clock })
  const ranked = () => roster().ranked
  const { onMoved } = options
  const membership = new Membership({ node: network.node, trust, link, onMoved, clock, random, log })
  const onMisplaced = () => membership.doubt()
  const sync: Sync = new Sync({
    trust,
    network,
    neighbours,
    link,
    ranked,
    onMisplaced,
    onWord: word => place.heardWord(word),
    wantsWord: () => place.wantsWord(),
    onSilence: () => place.heardSilence(),
    discovers: mdns,
    clock,
    random,
    log,
  })
  const place = new PlaceWatch({
    node: network.node,
    site: roster,
    links,
    network,
    neighbours,
    ask: () => sync.askCoordinator(),
    isContact: () => sync.isContact(),
    siteRate: () => siteRate(trust),
    roamingRate: options.roamingRate,
    clock,
    random,
    log,
  })
  const clockWatch = new ClockWatch({ alarms, clock, trust, onSet: () => query.askSoon() })
  const carry = new CarryHeads({ node: network.node, ranked, network, link, clock, log })
  const query: HeadsQuery = new HeadsQuery({
    node: network.node,
    trust,
    link,
    carrier: signal => carry.open(signal),
    pull: () => sync.pullFromCoordinator(),
    onFresh: async ({ answer, aheadMs }) => {
      clockWatch.compare(aheadMs)
      await trust.noteFresh(answer)
    },
    onForgotten: options.onForgotten,
    alarms,
    clock,
    random,
    log,
  })
  const forget = trust.onChange(changed => {
    if (!changed.some(({ kind }) => changesMembers(kind))) return
    network.recheck()
    neighbours.recheck()
    place.reconsider()
  })
  await neighbours.start()
  await sync.start()
  await carry.start()
  query.start()
  const discovery = mdns
    ? await startDiscovery({
        fleet: trust.fleet,
        node: network.node,
        addresses: () => network.addresses(),
        isAlone: () => network.connectedMembers().length === 0,
        onHint: hint => neighbours.learn(hint, 'mdns'),
        clock,
        random,
        log,
      })
    : undefined
  place.follow(own => {
    const isShut = own.place.kind === 'roaming' && own.place.isCertain
    if (isShut === door.isShut) return
    door.isShut = isShut
    network.recheck()
    neighbours.addressesChanged()
    discovery?.setQuiet(isShut)
  })
  interfaces.onChange(({ gone }) => {
    place.reconsider()
    neighbours.addressesChanged()
    if (gone.length > 0) network.cutAll()
    discovery?.addressesChanged()
  })

  return {
    network,
    place,
    neighbours,
    link,
    sync,
    membership,
    ranked,
    async close() {
      forget()
      place.close()
      interfaces.close()
      membership.close()
      query.close()
      carry.close()
      clockWatch.close()
      await discovery?.close()
      await sync.close()
      neighbours.close()
      link.close()
      await network.close()
    },
  }
}

/** The gate asks for every connection: members as a set, and their order, are made once a roster. */
function createRosterView(trust: Pick<Trust, 'roster' | 'site'>, self: string) {
  const view = (roster: ReturnType<Trust['roster']>) => {
    const fellows = fellowsOf(roster, self)
    return {
      roster,
      members: new Set(fellows.map(({ node }) => node)),
      ranked: rankMembers(trust.site, fellows).order.map(({ node }) => node),
      prefixes: roster?.prefixes ?? [],
    }
  }
  let known = view(trust.roster())
  return () => {
    const roster = trust.roster()
    if (roster !== known.roster) known = view(roster)
    return known
  }
}

/** The site's share of its line by the policy in force, in bytes a second; undefined: no limit is set. */
function siteRate(trust: Pick<Trust, 'current' | 'site'>): number | undefined {
  return budgetOf(trust.current('policy', '')?.body, trust.site)?.rateBytesPerSecond || undefined
}

/** Objects of which kinds decide who is admitted. */
export function changesMembers(kind: Kind): boolean {
  return kind === 'roster' || kind === 'root' || kind === 'recall'
}

/** Those of root, with the addresses we joined by added to that coordinator's. */
function coordinatorAddresses(trust: Pick<Trust, 'anchor'>, pinned: PeerAddresses): PeerAddresses[] {
  return trust.anchor().root.coordinators.map(({ peerId, addresses }) => ({
    node: peerId,
    addresses: peerId === pinned.node ? [...new Set([...addresses, ...pinned.addresses])] : addresses,
  }))
}
