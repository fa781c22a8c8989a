// Connections between an agent's network and a coordinator's, real ones on loopback: by which address, and how many.

import test, { type ExecutionContext } from 'ava'
import { type Network, openNetwork } from '../../agent/network.ts'
import { type CoordinatorNetwork, createNetwork, strangerFrames } from '../../coordinator/network.ts'
import { systemClock } from '../../core/clock.ts'
import { createKeyPair, type KeyPair } from '../../core/ed25519.ts'
import { limits } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { nodeIdOf } from '../../core/node-id.ts'
import { protocols } from '../../core/protocols.ts'

async function openCoordinator(t: ExecutionContext, members: readonly string[]): Promise<CoordinatorNetwork> {
  const network = await createNetwork({
    secretKey: createKeyPair(Buffer.alloc(32, 255)).secretKey,
    listen: ['/ip4/127.0.0.1/tcp/0'],
    isMember: node => members.includes(node),
    isOperator: () => false,
    clock: systemClock,
    log: silentLog,
  })
  t.teardown(() => network.close())
  return network
}

async function openClient(t: ExecutionContext, { secretKey }: KeyPair): Promise<Network> {
  const network = await openNetwork({
    secretKey,
    listen: [],
    admits: () => true,
    isMember: () => false,
    log: silentLog,
  })
  t.teardown(() => network.close())
  return network
}

test('a member has few connections, the newest ones', async t => {
  const keys = createKeyPair(Buffer.alloc(32, 1))
  const coordinator = await openCoordinator(t, [nodeIdOf(keys.publicKey)])
  const asked: string[] = []
  await coordinator.handle(protocols.sync, 'members', strangerFrames, async (_, node) => void asked.push(node))
  const clients = await Promise.all(Array.from({ length: limits.connectionsPerNode + 3 }, () => openClient(t, keys)))
  const signal = AbortSignal.timeout(10_000)
  const cut = clients
    .slice(0, -limits.connectionsPerNode)
    .map(client => new Promise<void>(resolve => client.onAnyDisconnect(() => resolve())))
  for (const client of clients) await client.dial(coordinator.node, coordinator.addresses(), signal)
  await clients.at(-1)!.openStream(coordinator.node, protocols.sync, signal)
  await Promise.all(cut)
  const left = clients.filter(client => client.isConnected(coordinator.node))
  t.is(left.length, limits.connectionsPerNode)
  t.deepEqual(left, clients.slice(-limits.connectionsPerNode))
})

test('an address that cannot be read does not keep a node from trying the others', async t => {
  const keys = createKeyPair(Buffer.alloc(32, 1))
  const coordinator = await openCoordinator(t, [nodeIdOf(keys.publicKey)])
  const client = await openClient(t, keys)
  const addresses = ['/ip6/10.1.2.200/tcp/7433', 'nonsense', ...coordinator.addresses()]
  await client.dial(coordinator.node, addresses, AbortSignal.timeout(10_000))
  t.true(client.isConnected(coordinator.node))
})
