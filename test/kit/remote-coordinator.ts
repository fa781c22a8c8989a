// A coordinator's remote command line on loopback, over real libp2p, with the handlers a test gives it; and identities to dial it with.

import type { ExecutionContext } from 'ava'
import { type CoordinatorNetwork, createNetwork } from '../../coordinator/network.ts'
import { RemoteCoordinator } from '../../coordinator/remote/remote-coordinator.ts'
import {
  controlRequestFrames,
  createRemoteControl,
  type RemoteControl,
} from '../../coordinator/remote/serve-control.ts'
import { createSubmitServer, type SubmitDeps, submitFrames } from '../../coordinator/remote/serve-submit.ts'
import { type Clock, systemClock } from '../../core/clock.ts'
import type { ControlHandlers } from '../../core/control.ts'
import { sha256 } from '../../core/digest.ts'
import { createKeyPair, type KeyPair } from '../../core/ed25519.ts'
import { silentLog } from '../../core/log.ts'
import { nodeIdOf } from '../../core/node-id.ts'
import { protocols } from '../../core/protocols.ts'

/** What `submit` says of an object that came into force. */
export const taken = { published: true, signers: ['a'], needed: 1 }

export interface Identity extends KeyPair {
  node: string
}

export function identity(number: number): Identity {
  const pair = createKeyPair(Buffer.alloc(32, number))
  return { ...pair, node: nodeIdOf(pair.publicKey) }
}

export interface RemoteKit {
  network: CoordinatorNetwork
  control: RemoteControl
  /** May be changed while it runs. */
  operators: Set<string>
  members: Set<string>
  /** With peer id. */
  address: string
  dial(from: Identity, address?: string): Promise<RemoteCoordinator>
}

export async function serveRemotely(
  t: ExecutionContext,
  handlers: ControlHandlers,
  {
    operators = [identity(1)],
    members = [],
    clock = systemClock,
    fleet = sha256(Buffer.from('fleet')),
    submit = async () => taken,
    allowed = Object.keys(handlers),
  }: {
    operators?: Identity[]
    members?: Identity[]
    clock?: Clock
    fleet?: string
    submit?: SubmitDeps['submit']
    allowed?: readonly string[]
  } = {},
): Promise<RemoteKit> {
  const known = {
    operators: new Set(operators.map(each => each.node)),
    members: new Set(members.map(each => each.node)),
  }
  const network = await createNetwork({
    secretKey: identity(255).secretKey,
    listen: ['/ip4/127.0.0.1/tcp/0'],
    isMember: node => known.members.has(node),
    isOperator: node => known.operators.has(node),
    clock: systemClock,
    log: silentLog,
  })
  t.teardown(() => network.close())
  const control = createRemoteControl({ fleet, handlers, allowed, clock, log: silentLog })
  t.teardown(() => control.close())
  await network.handle(protocols.control, 'operators', controlRequestFrames, control.serve)
  const submitServer = createSubmitServer({ fleet, submit, log: silentLog })
  await network.handle(protocols.submit, 'anyone', submitFrames, submitServer)
  const address = `${network.addresses()[0]}/p2p/${network.node}`
  const dial = async ({ secretKey }: Identity, at = address) => {
    const remote = await RemoteCoordinator.dial({ secretKey, address: at })
    t.teardown(() => remote.close())
    return remote
  }
  return { network, control, ...known, address, dial }
}
