// A host of the LAN that is in no roster, against a real agent's network and a real coordinator's over loopback: what it gets to see. An
// agent says nothing to it after Noise has named it; a coordinator lets it join and hand over signed objects, and nothing else.

import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import type { MultiaddrConnection } from '@libp2p/interface'
import { tcp } from '@libp2p/tcp'
import { multiaddr } from '@multiformats/multiaddr'
import test, { type ExecutionContext } from 'ava'
import { createLibp2p } from 'libp2p'
import { openNetwork } from '../../agent/network.ts'
import { createNetwork, type Handler, strangerFrames } from '../../coordinator/network.ts'
import { systemClock } from '../../core/clock.ts'
import { createKeyPair, type KeyPair } from '../../core/ed25519.ts'
import { FrameStream } from '../../core/frames.ts'
import { KIB, limits, SECOND_MS } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { nodeIdOf } from '../../core/node-id.ts'
import { protocols } from '../../core/protocols.ts'
import { transportOptions } from '../../core/transport.ts'
import { openStranger } from '../kit/stranger.ts'

const keys = (number: number) => createKeyPair(Buffer.alloc(32, number))
const loopback = ['/ip4/127.0.0.1/tcp/0']
const member = keys(1)
const everyProtocol = Object.values(protocols)

async function openAgent(t: ExecutionContext) {
  const heard: string[] = []
  const admits = (node: string) => node === nodeIdOf(member.publicKey)
  const { secretKey } = keys(250)
  const agent = await openNetwork({ secretKey, listen: loopback, admits, isMember: admits, log: silentLog })
  t.teardown(() => agent.close())
  const met: string[] = []
  agent.onAnyConnect(node => met.push(node))
  for (const protocol of everyProtocol)
    await agent.handle(protocol, stream => void heard.push(stream.protocol), { maxInboundStreams: 2 })
  return { agent, address: agent.addresses()[0]!, heard, met }
}

/** Dials as libp2p does, and counts what came over TCP: all of it, and what Noise had decrypted for the layers above it. */
async function dialCounting(t: ExecutionContext, { secretKey }: KeyPair, target: string) {
  const seen = { wire: 0, decrypted: 0, muxers: [] as string[] }
  const options = transportOptions({ secretKey, listen: [], admit: () => false })
  const [noise] = options.connectionEncrypters
  const [yamux] = options.streamMuxers
  const node = await createLibp2p({
    ...options,
    transports: [
      components => {
        const transport = tcp()(components)
        const dial = transport.dial.bind(transport)
        transport.dial = (address, more) => {
          const { upgrader } = more
          const upgradeOutbound = upgrader.upgradeOutbound.bind(upgrader)
          const watched = Object.create(upgrader, {
            upgradeOutbound: {
              value: (connection: MultiaddrConnection, rest: never) => {
                connection.addEventListener('message', ({ data }) => {
                  seen.wire += data.byteLength
                })
                return upgradeOutbound(connection, rest)
              },
            },
          }) as typeof upgrader
          return dial(address, { ...more, upgrader: watched })
        }
        return transport
      },
    ],
    connectionEncrypters: [
      components => {
        const encrypter = noise!(components)
        const secureOutbound = encrypter.secureOutbound.bind(encrypter)
        encrypter.secureOutbound = async (connection, more) => {
          const secured = await secureOutbound(connection, more)
          secured.connection.addEventListener('message', ({ data }) => {
            seen.decrypted += data.byteLength
          })
          return secured
        }
        return encrypter
      },
    ],
    streamMuxers: [
      components => {
        const factory = yamux!(components as never)
        const create = factory.createStreamMuxer.bind(factory)
        factory.createStreamMuxer = (...args) => {
          seen.muxers.push(factory.protocol)
          return create(...args)
        }
        return factory
      },
    ],
  })
  t.teardown(async () => {
    await node.stop()
  })
  const connection = await node.dial(multiaddr(target), { signal: AbortSignal.timeout(10 * SECOND_MS) })
  return { seen, connection }
}
