// What makes the lab's plain offices awkward: one outer address for all, the same bridge for containers on every machine, multicast blocked,
// Wi-Fi that keeps its clients apart, VLANs cut from each other. And the kernel's counters of what must not happen.

import { CodedError } from '../../core/errors.ts'
import type { Host } from '../lab/host.ts'
import type { Lab, LabOffice } from '../lab/network.ts'
import { systemProgram } from '../lab/run.ts'

const outerAddress = '203.0.113.77'

async function nft(host: Host, lines: string[]): Promise<void> {
  await host.exec(systemProgram('nft'), ['-f', '-'], { input: `${lines.join('\n')}\n` })
}

async function ip(host: Host, lines: string[]): Promise<void> {
  await host.exec(systemProgram('ip'), ['-batch', '-'], { input: `${lines.join('\n')}\n` })
}

/** The coordinator sees every office come from one address. */
export async function translateAddresses({ outside }: Lab): Promise<void> {
  await ip(outside, [`route add ${outerAddress}/32 dev inet`]) // an answer needs a route before it is translated back
  await nft(outside, [
    'table ip one {',
    'chain incoming {',
    'type nat hook input priority 100',
    `iifname "wan*" snat to ${outerAddress}`,
    '}',
    '}',
  ])
}

/** Counts packets from any office's LANs to another's, at the router of each. */
export async function countBetweenSites(office: LabOffice, others: readonly LabOffice[]): Promise<void> {
  const prefixes = others.flatMap(other => other.prefixes).join(', ')
  await nft(office.router, [
    'table ip between {',
    'chain forwarded {',
    'type filter hook forward priority 0',
    `ip daddr { ${prefixes} } counter`,
    '}',
    '}',
  ])
}

/** The bridge that Docker makes, with the address that it has on every machine; dials to it are counted. */
export async function addDockerBridge(host: Host): Promise<void> {
  await ip(host, ['link add docker0 type bridge', 'address add 172.17.0.1/16 dev docker0', 'link set docker0 up'])
  await nft(host, [
    'table ip docker {',
    'chain out {',
    'type filter hook output priority 0',
    'ip daddr 172.17.0.0/16 counter',
    '}',
    '}',
  ])
}

export async function blockMulticast(host: Host): Promise<void> {
  await nft(host, [
    'table ip quiet {',
    'chain out {',
    'type filter hook output priority 0',
    'ip daddr 224.0.0.0/4 drop',
    '}',
    'chain in {',
    'type filter hook input priority 0',
    'ip daddr 224.0.0.0/4 drop',
    '}',
    '}',
  ])
}

/** Packets that the rules of this table counted. */
export async function countedPackets(host: Host, table: string): Promise<number> {
  const { stdout } = await host.exec(systemProgram('nft'), ['list', 'table', 'ip', table])
  const counters = [...stdout.matchAll(/packets (\d+)/g)]
  if (counters.length === 0) throw new CodedError('io-failed', `expected a counter in table ${table} of ${host.name}`)
  return counters.reduce((sum, match) => sum + Number(match[1]), 0)
}

/** As an access point with client isolation does: every machine reaches the router and no other machine. */
export async function keepApart({ router, hosts }: LabOffice, isApart: boolean): Promise<void> {
  for (const index of hosts.keys())
    await router.exec(systemProgram('bridge'), [
      'link',
      'set',
      'dev',
      `p${index + 1}`,
      'isolated',
      isApart ? 'on' : 'off',
    ])
}

/** Nothing goes from one VLAN to the other, both ways. */
export async function cutVlans({ router, prefixes }: LabOffice, isCut: boolean): Promise<void> {
  const [first, second] = prefixes as [string, string]
  if (!isCut) return await nft(router, ['delete table ip cut'])
  await nft(router, [
    'table ip cut {',
    'chain forwarded {',
    'type filter hook forward priority 1',
    `ip saddr ${first} ip daddr ${second} drop`,
    `ip saddr ${second} ip daddr ${first} drop`,
    '}',
    '}',
  ])
}

/** The machine is given another address, as DHCP or another network would. */
export async function readdress(
  host: Host,
  { from, to, router }: { from: string; to: string; router: string },
): Promise<void> {
  await ip(host, [
    `address del ${from}/24 dev eth0`,
    `address add ${to}/24 broadcast + dev eth0`,
    `route add default via ${router}`,
  ])
}

/** A second network behind the same router, translated to the outer address of its office, as a hotel's. */
export async function addForeignNetwork({ router }: LabOffice, prefix: string): Promise<void> {
  await ip(router, [`address add ${prefix.replace(/\.0\/24$/, '.254')}/24 dev lan0`])
  await nft(router, [
    'table ip hotel {',
    'chain outgoing {',
    'type nat hook postrouting priority 100',
    `oifname "wan" ip saddr ${prefix} masquerade`,
    '}',
    '}',
  ])
}
