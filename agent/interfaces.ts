// The machine's own addresses, and when they change: DHCP, a cable pulled, Wi-Fi instead. Bridges that containers and virtual machines make
// are left out of what counts as a LAN: every machine with Docker has 172.17.0.1, and it leads nowhere but to itself.

import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os'
import type { Clock } from '../core/clock.ts'
import { limits } from '../core/limits.ts'
import type { Log } from '../core/log.ts'

export interface Links {
  /** CIDR notation, of every interface, loopback included. */
  all: readonly string[]
  /** Of those through which other machines can be met. */
  lan: readonly string[]
}

type InterfaceTable = NodeJS.Dict<Pick<NetworkInterfaceInfo, 'cidr'>[]>

/** Names that Docker, Podman, libvirt, LXC, Kubernetes, VirtualBox and VMware give. A bridge that an admin made (`br0`) is a LAN. */
const internalNames =
  /^(docker\d+|docker_gwbridge|br-[0-9a-f]{12}|veth.*|virbr\d+(-nic)?|vnet\d+|podman\d+|cni\d+|cni-podman\d+|flannel\..*|cali.*|lxcbr\d+|lxdbr\d+|incusbr\d+|vboxnet\d+|vmnet\d+)$/

export function linksOf(interfaces: InterfaceTable): Links {
  const cidrs = (isWanted: (name: string) => boolean) =>
    Object.entries(interfaces)
      .filter(([name]) => isWanted(name))
      .flatMap(([, list]) => (list ?? []).flatMap(({ cidr }) => cidr ?? []))
      .sort()
  return { all: cidrs(() => true), lan: cidrs(name => !internalNames.test(name)) }
}

export interface InterfaceWatchOptions {
  clock: Clock
  log: Log
  /** The operating system's table. */
  read?: () => InterfaceTable
}

export class InterfaceWatch {
  readonly #options: InterfaceWatchOptions
  readonly #listeners = new Set<(change: { gone: readonly string[] }) => void>()
  #links: Links
  #cancel: () => unknown = () => undefined

  constructor(options: InterfaceWatchOptions) {
    this.#options = options
    this.#links = this.#read()
    this.#lookLater()
  }

  get links(): Links {
    return this.#links
  }

  /** `gone`: addresses through which other machines were met, and which are this machine's no more. Returns what takes the listener back. */
  onChange(listener: (change: { gone: readonly string[] }) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    this.#cancel()
    this.#listeners.clear()
  }

  #read(): Links {
    return linksOf((this.#options.read ?? networkInterfaces)())
  }

  #lookLater(): void {
    this.#cancel = this.#options.clock.after(limits.interfaceLookMs, () => {
      this.#look()
      this.#lookLater()
    })
  }

  #look(): void {
    const before = this.#links
    try {
      this.#links = this.#read()
    } catch (error) {
      // the system opens a socket for it, and has none left to give: what was known stays
      this.#options.log.warn({ err: error }, 'addresses of this machine not read')
      return
    }
    if (this.#links.all.join() === before.all.join()) return
    const gone = before.lan.filter(cidr => !this.#links.lan.includes(cidr))
    const come = this.#links.lan.filter(cidr => !before.lan.includes(cidr))
    this.#options.log.info({ gone, come }, 'addresses changed')
    for (const listener of this.#listeners) listener({ gone })
  }
}
