import test from 'ava'
import { planNetwork } from '../../../scripts/lab/plan-network.ts'

const office = (site: string, hosts: number, seed = false) => ({ site, hosts, seed, wanRateBitsPerSecond: 20_000_000 })

test('every host of a lab has an address and a namespace of its own', t => {
  const plan = planNetwork('pm1-0-1', [office('berlin', 250), office('rome', 3, true)])
  const hosts = plan.offices.flatMap(({ hosts, seed, router }) => [...hosts, router, ...(seed ? [seed] : [])])
  t.is(new Set(hosts.map(host => host.address)).size, 250 + 3 + 1 + 2)
  t.is(new Set(plan.namespaces).size, hosts.length + 2)
  t.is(plan.offices[1]?.seed?.address, '10.2.0.4')
  t.deepEqual(plan.offices[1]?.prefixes, ['10.2.0.0/24'])
})

test('no interface name of a lab is longer than the kernel allows', t => {
  const plan = planNetwork(
    'pm4194304-12-34',
    Array.from({ length: 200 }, (_, i) => office(`a-long-site-name-${i}`, 2)),
  )
  const names = plan.links.flatMap(line => [...line.matchAll(/ name (\S+)/g)].map(match => match[1]!))
  t.true(names.length > 1_000)
  t.deepEqual(
    names.filter(name => name.length > 15),
    [],
  )
})

test('both ends of every WAN link are shaped, and no LAN link is', t => {
  const { setups } = planNetwork('pm1-0-1', [office('berlin', 2), office('rome', 2)])
  const shaped = setups.flatMap(({ namespace, tc }) => tc.map(line => `${namespace} ${/dev (\S+)/.exec(line)?.[1]}`))
  t.deepEqual(shaped.sort(), ['pm1-0-1-isp wan1', 'pm1-0-1-isp wan2', 'pm1-0-1-o1r wan', 'pm1-0-1-o2r wan'])
})

test('hosts of an office with VLANs are dealt out over them, and their ports are shaped when asked', t => {
  const spec = { ...office('berlin', 4), vlans: 2, lanRateBitsPerSecond: 500_000_000 }
  const { offices, setups } = planNetwork('pm1-0-1', [spec])
  t.deepEqual(offices[0]?.prefixes, ['10.1.0.0/24', '10.1.1.0/24'])
  t.deepEqual(
    offices[0]?.hosts.map(host => host.address),
    ['10.1.0.1', '10.1.1.1', '10.1.0.2', '10.1.1.2'],
  )
  const shaped = setups.flatMap(({ tc }) => tc).filter(line => / rate 500000000bit /.test(line))
  t.is(shaped.length, 8)
})

test('a lab that cannot be is refused before anything is built', t => {
  for (const offices of [
    [],
    [office('berlin', 0)],
    [office('berlin', 251)],
    [office('berlin', 1), office('berlin', 1)],
  ]) {
    t.throws(() => planNetwork('pm1-0-1', offices), { code: 'bad-argument' })
  }
})
