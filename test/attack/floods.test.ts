// Floods of connections and streams against a real agent's network in a process of its own, over loopback. The figures of one machine at
// rest come from `npm run bench:floods`; here they are only held below what is promised.

import type { Stream } from '@libp2p/interface'
import test from 'ava'
import { openNetwork } from '../../agent/network.ts'
import { createKeyPair } from '../../core/ed25519.ts'
import { limits, MIB, MINUTE_MS, SECOND_MS } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { nodeIdOf } from '../../core/node-id.ts'
import { protocols } from '../../core/protocols.ts'
import {
  burstGrowth,
  dialsUnderSilence,
  openMember,
  pause,
  startVictim,
  streamsGrowth,
} from '../../scripts/floods/measure.ts'

const isLong = process.env.PATCHMESH_LONG === '1'
const promisedBytes = 64 * MIB

test.serial(
  'while one host opens a socket a second and another keeps 200 open, an honest dial takes under a second',
  async t => {
    const victim = await startVictim(1)
    t.teardown(() => victim.stop())
    const { quietMs, medianMs, dials } = await dialsUnderSilence(victim, isLong ? 60 * SECOND_MS : 5 * SECOND_MS)
    t.log(`median of ${dials} dials: ${Math.round(medianMs)} ms, without a flood ${Math.round(quietMs)} ms`)
    t.true(medianMs < SECOND_MS)
  },
)

for (const hosts of isLong ? [1, 10, 100] : [100])
  test.serial(`10,000 connections at once from ${hosts} hosts cost under 64 MiB`, async t => {
    const victim = await startVictim(1)
    t.teardown(() => victim.stop())
    const growth = await burstGrowth(victim, { connections: 10_000, hosts })
    t.log(`${Math.round(growth / MIB)} MiB`)
    t.true(growth < promisedBytes)
  })

test.serial('a member that opens streams without end and ends no frame costs no more than its bound', async t => {
  const victim = await startVictim(1)
  t.teardown(() => victim.stop())
  const { growth, streams } = await streamsGrowth(victim, isLong ? 60 * SECOND_MS : 4 * SECOND_MS)
  t.log(`${streams} streams, ${Math.round(growth / MIB)} MiB`)
  t.true(growth < limits.memberStreamsBytes)
})

test.serial('of the streams that one node opens, over all its connections, only the newest stay', async t => {
  const key = createKeyPair()
  const isKnown = (node: string) => node === nodeIdOf(key.publicKey)
  const { secretKey } = createKeyPair()
  const listen = ['/ip4/127.0.0.1/tcp/0']
  const server = await openNetwork({ secretKey, listen, admits: isKnown, isMember: isKnown, log: silentLog })
  t.teardown(() => server.close())
  const open: Stream[] = []
  await server.handle(protocols.sync, stream => void open.push(stream), { maxInboundStreams: 2 })
  const signal = AbortSignal.timeout(MINUTE_MS) // it may run after the floods of others, with the machine still busy
  for (let index = 0; index < 3; index++) {
    const member = await openMember(key.secretKey)
    t.teardown(() => member.close())
    await member.dial(server.node, server.addresses(), signal)
    const stream = await member.openStream(server.node, protocols.sync, signal)
    stream.send(Buffer.alloc(1))
    while (open.length <= index) await pause(5)
  }
  t.deepEqual(
    open.map(({ status }) => status),
    ['aborted', 'open', 'open'],
  )
})
