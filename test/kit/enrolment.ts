// A coordinator's enrolment over a real home: state in its slots, signed rosters, and the join exchange over joined streams.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { initFleet } from '../../coordinator/commands/init.ts'
import { serveJoin } from '../../coordinator/enrol/join-handler.ts'
import { memberHandlers } from '../../coordinator/enrol/member-handlers.ts'
import { Pending } from '../../coordinator/enrol/pending.ts'
import { Rosters } from '../../coordinator/enrol/rosters.ts'
import { tokenHandlers } from '../../coordinator/enrol/token-handlers.ts'
import { Tokens, type TokenTerms } from '../../coordinator/enrol/tokens.ts'
import { readOnlineKeys } from '../../coordinator/home.ts'
import { strangerFrames } from '../../coordinator/network.ts'
import { createOnlineSigner } from '../../coordinator/sign/online-signer.ts'
import { openState } from '../../coordinator/state.ts'
import { Published } from '../../coordinator/sync/published.ts'
import { createKeyPair } from '../../core/ed25519.ts'
import { CodedError } from '../../core/errors.ts'
import { silentLog } from '../../core/log.ts'
import { nodeIdOf } from '../../core/node-id.ts'
import type { Encodable, Message } from '../../proto/codec.ts'
import { framePair } from './frame-pair.ts'
import { manualClock } from './manual-clock.ts'

/** Roots are signed by the system's clock. */
export const enrolmentNow = Date.now()

export const nodeNumber = (number: number) => {
  const seed = Buffer.alloc(32)
  seed.writeUInt32BE(number)
  return nodeIdOf(createKeyPair(seed).publicKey)
}

export const tokenTerms: TokenTerms = {
  site: 'berlin',
  groups: ['web'],
  prefixes: ['10.1.0.0/24'],
  uses: 2,
  ttlMs: 3_600_000,
  needsApproval: false,
  replaces: '',
}

export type Enrolment = Awaited<ReturnType<typeof openEnrolment>>

export async function withEnrolment(run: (parts: Enrolment) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-join-'))
  try {
    const home = join(folder, 'home')
    const passphrase = async () => 'secret'
    await initFleet({
      home,
      keys: join(folder, 'keys'),
      fleet: 'test',
      listen: ['/ip4/127.0.0.1/tcp/0'],
      passphrase,
      cost: 2 ** 10,
    })
    await run(await openEnrolment(home))
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function openEnrolment(home: string) {
  const clock = manualClock(enrolmentNow)
  const state = await openState(home)
  const { signers } = await readOnlineKeys(home, { root: state.anchor.root, passphrase: async () => '' })
  const values = new Map<string, Uint8Array>()
  const table = {
    get: async (key: string) => values.get(key),
    put: async (key: string, value: Uint8Array) => void values.set(key, value),
    delete: async (key: string) => void values.delete(key),
    async *entries() {
      yield* [...values]
    },
    batch: async () => undefined,
  }
  const published = await Published.open({ table, anchor: () => state.anchor, clock, log: silentLog })
  const rosters = new Rosters(published, createOnlineSigner({ state, signers: () => signers, clock }))
  const guesses: string[] = []
  const tokens = new Tokens({ state, clock, onGuessing: network => void guesses.push(network) })
  const pending = new Pending(state, clock)
  const cut: string[] = []
  const recalled = new Set<string>()
  const findNode = async (name: string) => {
    const node = rosters.find(name)
    if (!node) throw new CodedError('not-found', name)
    return { node: name, host: node.member.hostName, site: node.site, groups: node.member.groups }
  }
  const protectedGroups = () => ['domain-controllers']
  const invitation = () => ({
    fleet: state.anchor.fleet,
    coordinator: nodeNumber(0),
    addresses: ['/ip4/127.0.0.1/tcp/7433'],
    rootVersion: 1,
    rootDigest: state.rootHeads[0]!.digest,
  })
  const handlers = {
    ...memberHandlers({
      rosters,
      pending,
      findNode,
      protectedGroups,
      cut: node => void cut.push(node),
      log: silentLog,
    }),
    ...tokenHandlers({ tokens, pending, invitation, findNode, protectedGroups, log: silentLog }),
  }
  /** `more.address`: where the stranger comes from. */
  const ask = async (
    from: string,
    { address = '192.0.2.1', ...request }: Encodable<'JoinRequest'> & { address?: string },
  ): Promise<Message<'JoinAnswer'>> => {
    const [client, server] = await framePair(strangerFrames)
    const signal = AbortSignal.timeout(60_000)
    const isRecalled = (node: string) => recalled.has(node)
    const deps = { state, tokens, pending, rosters, isRecalled, log: silentLog }
    const serving = serveJoin(server, { node: from, address }, deps, signal)
    const all = { spec: 1, fleet: Buffer.from(state.anchor.fleet, 'hex'), class: 'wired', hostName: 'host', ...request }
    await client.send('JoinRequest', all, signal)
    const answer = await client.receive('JoinAnswer', signal)
    await serving
    return answer
  }
  const call = <T>(name: string, args: unknown = {}): Promise<T> =>
    handlers[name]!(args, {
      by: 'local',
      progress: () => undefined,
      signal: new AbortController().signal,
    }) as Promise<T>
  return { clock, state, published, rosters, tokens, pending, guesses, cut, recalled, ask, call, home }
}
