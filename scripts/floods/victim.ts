// A process with the agent's real network and the sync protocol's real server, that others flood: it prints its address and stays
// until its input ends. Its one member may be told by its node id on the command line; it dials nobody.

import { openNetwork } from '../../agent/network.ts'
import { createKeyPair } from '../../core/ed25519.ts'
import { FrameStream } from '../../core/frames.ts'
import { limits } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { protocols } from '../../core/protocols.ts'
import { startAnew } from '../../core/start-anew.ts'
import { type SyncSource, serveSync, syncServerFrames } from '../../core/sync-exchange.ts'

startAnew('--max-semi-space-size=1', '--expose-gc') // as agent/main.ts does

const members = new Set(process.argv.slice(2))
const network = await openNetwork({
  secretKey: createKeyPair().secretKey,
  listen: ['/ip4/127.0.0.1/tcp/0'],
  admits: node => members.has(node),
  isMember: node => members.has(node),
  log: silentLog,
})
const source: SyncSource = {
  fleet: 'f1'.repeat(32),
  site: 'office',
  heads: () => [],
  envelope: async () => undefined,
  peers: () => [],
}
await network.handle(
  protocols.sync,
  stream => {
    const end = (error: unknown) => stream.abort(error as Error)
    serveSync(new FrameStream(stream, syncServerFrames), source, AbortSignal.timeout(limits.exchangeMs)).catch(end)
  },
  { maxInboundStreams: limits.streamsPerProtocol },
)
process.stdout.write(`${JSON.stringify({ node: network.node, addresses: network.addresses() })}\n`)
for await (const _ of process.stdin);
await network.close()
