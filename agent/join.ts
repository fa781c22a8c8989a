// Makes this machine a member of a site: shows the token to the coordinator it names, verifies everything that comes back against
// the token alone, and writes the state folder. pin.json is written last: a join that was interrupted is no join, and is simply repeated.

import { rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join as joinPath } from 'node:path'
import { isId } from '../core/check.ts'
import { type Clock, sleep } from '../core/clock.ts'
import type { KeyPair } from '../core/ed25519.ts'
import { openEnvelope } from '../core/envelope.ts'
import { CodedError, type ErrorCode } from '../core/errors.ts'
import { type FrameLimits, FrameStream } from '../core/frames.ts'
import { headKey, specVersion } from '../core/header.ts'
import { type JoinToken, parseJoinToken } from '../core/join-token.ts'
import { limits } from '../core/limits.ts'
import type { Log } from '../core/log.ts'
import { nodeIdOf } from '../core/node-id.ts'
import { protocols } from '../core/protocols.ts'
import type { Random } from '../core/random.ts'
import type { MemberClass } from '../core/roster.ts'
import { type Signed, verifyObject, verifyRootChain } from '../core/verify.ts'
import { makePrivateFolder } from '../keys/durable-file.ts'
import { openSlots } from '../keys/slots.ts'
import type { Message } from '../proto/codec.ts'
import { writeConfig } from './config.ts'
import { openDatabase } from './database.ts'
import { detectClass } from './member-class.ts'
import { type Network, openNetwork } from './network.ts'
import { readOrMakeNodeKey } from './node-key.ts'
import { readPin, writePin } from './pin.ts'
import { statePaths } from './state-paths.ts'
import { headOf } from './trust/held.ts'
import { envelopeTable, trustedFile } from './trust/trust.ts'
import { encodeTrustedState } from './trust/trusted-state.ts'

export interface JoinOptions {
  /** As text. */
  token: string
  stateFolder: string
  /** Settings for agent.yaml; absent ones keep their defaults. */
  root?: string
  listen?: string[]
  /** Ask for the seed's place in the roster. */
  seed: boolean
  /** What the machine is, otherwise found out. */
  memberClass?: Exclude<MemberClass, 'seed'>
  /** Asks again until an admin has decided, when the token says that an admin lets each node in. Told once, in words. */
  wait?: { onPending: (words: string) => void; signal?: AbortSignal }
  clock: Clock
  random: Random
  log: Log
}

export interface Joined {
  node: string
  site: string
  fleet: string
  /** The folder was a member's already; nothing was changed. */
  wasMember: boolean
}

/** What the coordinator's answer proved. */
interface Membership {
  site: string
  roots: Uint8Array[]
  roster: Signed<'roster'>
}

/** What comes back from a coordinator that was asked to let a node in, or where it belongs. */
export const joinAnswerFrames: FrameLimits = { maxFrameBytes: limits.joinAnswerBytes, maxBufferedFrames: 1 }

/**
 * Throws `bad-token` (mistyped, unknown or used up), `expired`, `wrong-fleet`, `not-reachable`, `wrong-coordinator` (another
 * key answered, or one that root does not name), `pending-approval`, `refused`, or what verification throws.
 */
export async function join(options: JoinOptions): Promise<Joined> {
  const { stateFolder, clock, log } = options
  const token = parseJoinToken(options.token)
  const pin = await readPin(stateFolder)
  if (pin && pin.fleet !== token.fleet)
    throw new CodedError(
      'wrong-fleet',
      `${stateFolder} is a member of another fleet: use another folder, or remove this one`,
    )
  await makePrivateFolder(stateFolder)
  const keys = await nodeKeys(stateFolder)
  const node = nodeIdOf(keys.publicKey)
  if (pin) return { node, site: pin.site, fleet: pin.fleet, wasMember: true }
  const answer = await askUntilDecided(token, keys, options)
  const membership = verifyMembership(answer, token, node, clock.now())
  await writeState(token, membership, options)
  log.info({ node, site: membership.site, fleet: token.fleet }, 'joined')
  return { node, site: membership.site, fleet: token.fleet, wasMember: false }
}

/** A key left by an interrupted join is used again, so that the coordinator sees one node and counts one use. */
async function nodeKeys(stateFolder: string): Promise<KeyPair> {
  return await readOrMakeNodeKey(stateFolder, () => {
    const path = statePaths(stateFolder).key
    throw new CodedError('bad-key-file', `${path} is sealed: start the join with a folder of its own`)
  })
}

/** Who waits has shown its token: it is asked for again by its key alone, so that no second use is counted. */
async function askUntilDecided(token: JoinToken, keys: KeyPair, options: JoinOptions): Promise<Message<'JoinAnswer'>> {
  const { clock, random, wait, log } = options
  let answer = await askCoordinator(token, keys, options)
  if (answer.refused === 'pending-approval' && wait) wait.onPending(printable(answer.message))
  for (let tries = 0; answer.refused === 'pending-approval' && wait && !wait.signal?.aborted; tries++) {
    const fullMs = Math.min(limits.joinAskMaxMs, limits.joinAskMs * 2 ** tries)
    await sleep(clock, fullMs * (0.5 + random() / 2), wait.signal)
    try {
      answer = await askCoordinator({ ...token, secret: new Uint8Array() }, keys, options)
    } catch (error) {
      if (!(error instanceof CodedError) || error.code !== 'not-reachable') throw error
      log.info({ reason: error.message }, 'coordinator not reached, asked again later')
    }
  }
  return answer
}

async function askCoordinator(token: JoinToken, keys: KeyPair, options: JoinOptions): Promise<Message<'JoinAnswer'>> {
  const { clock, random, log } = options
  const signal = AbortSignal.timeout(limits.joinMs)
  const network = await openNetwork({
    secretKey: keys.secretKey,
    listen: [],
    admits: node => node === token.coordinator,
    isMember: () => false,
    log,
  })
  try {
    for (let attempt = 1; ; attempt++) {
      await dialCoordinator(network, token, signal)
      const answer = await exchange(network, token, options, signal)
      if (answer) return answer
      if (attempt >= limits.joinAttempts || signal.aborted)
        throw new CodedError(
          'not-reachable',
          'the coordinator answers and hangs up again: it is busy, or of another version; try again later',
        )
      await network.disconnect(token.coordinator)
      await sleep(clock, 500 + random() * 1500, signal)
    }
  } finally {
    await network.close()
  }
}

async function dialCoordinator(
  network: Network,
  { coordinator, addresses }: JoinToken,
  signal: AbortSignal,
): Promise<void> {
  try {
    await network.dial(coordinator, addresses, signal)
  } catch (cause) {
    if (isOtherKey(cause))
      throw new CodedError(
        'wrong-coordinator',
        `another node than the token's coordinator answers at ${addresses.join(', ')}: ask for a new token`,
        { cause },
      )
    throw new CodedError(
      'not-reachable',
      `no coordinator answers at ${addresses.join(', ')}: is it running, and may this machine connect to it?`,
      { cause },
    )
  }
}

/** When the other side proves another key than the one dialled, only the sentence of libp2p's Noise tells. */
function isOtherKey(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (/does not match expected remote identity key/.test(error.message)) return true
  const inner: unknown[] = error instanceof AggregateError ? error.errors : []
  return [...inner, error.cause].some(isOtherKey)
}

/** Undefined when the coordinator hung up: it takes few strangers at a time. */
async function exchange(
  network: Network,
  token: JoinToken,
  { seed, memberClass }: JoinOptions,
  signal: AbortSignal,
): Promise<Message<'JoinAnswer'> | undefined> {
  try {
    const frames = new FrameStream(
      await network.openStream(token.coordinator, protocols.join, signal),
      joinAnswerFrames,
    )
    const request = {
      spec: specVersion,
      fleet: Buffer.from(token.fleet, 'hex'),
      secret: token.secret,
      hostName: isId(hostname()) ? hostname() : '',
      class: seed ? 'seed' : (memberClass ?? (await detectClass())),
      addresses: [],
    }
    await frames.send('JoinRequest', request, signal)
    return await frames.receive('JoinAnswer', signal)
  } catch (error) {
    if (error instanceof CodedError && error.code !== 'not-reachable') throw error
    return undefined
  }
}

/** Everything is judged against the token; the coordinator's word counts for nothing. */
function verifyMembership(answer: Message<'JoinAnswer'>, token: JoinToken, node: string, now: number): Membership {
  if (answer.refused !== '') throw refusalOf(answer)
  const anchor = verifyRootChain(answer.roots.slice(0, limits.roots), token.fleet)
  const pinned = answer.roots[token.rootVersion - 1]
  if (!pinned || openEnvelope(pinned).digest !== token.rootDigest)
    throw new CodedError(
      'wrong-fleet',
      `root version ${token.rootVersion} is not the one the token names: ask for a new token`,
    )
  if (!anchor.root.coordinators.some(({ peerId }) => peerId === token.coordinator))
    throw new CodedError(
      'wrong-coordinator',
      "the fleet's root does not name the token's coordinator: ask for a new token",
    )
  const roster = verifyRoster(answer.roster, anchor, now)
  if (roster.header.name !== answer.site || !roster.body.members.some(member => member.node === node))
    throw new CodedError('not-a-member', `the roster of site ${answer.site} does not name this node: ask the admins`)
  return { site: answer.site, roots: answer.roots, roster }
}

function verifyRoster(bytes: Uint8Array, anchor: ReturnType<typeof verifyRootChain>, now: number): Signed<'roster'> {
  try {
    return verifyObject(bytes, { anchor, now, allowed: ['roster'] })
  } catch (cause) {
    if (!(cause instanceof CodedError) || cause.code !== 'expired') throw cause
    const today = new Date(now).toISOString()
    throw new CodedError('refused', `by this machine's clock (${today}) the site's roster has expired: set the clock`, {
      cause,
    })
  }
}

const refusals: readonly string[] = [
  'bad-token',
  'expired',
  'wrong-fleet',
  'limit-exceeded',
  'not-a-member',
  'recalled',
] satisfies ErrorCode[]

function refusalOf({ refused, message }: Message<'JoinAnswer'>): CodedError {
  if (refused === 'pending-approval')
    return new CodedError(
      'pending-approval',
      `${printable(message)}; then repeat this command, or let it wait with --wait`,
    )
  const code = refusals.includes(refused) ? (refused as ErrorCode) : 'refused'
  return new CodedError(code, `the coordinator refused: ${printable(message) || refused.slice(0, 40)}`)
}

/** What another machine says, for a terminal. */
export function printable(text: string): string {
  return text.slice(0, limits.lineLength).replace(/[^\x20-\x7e]/g, '?')
}

async function writeState(token: JoinToken, { site, roots, roster }: Membership, options: JoinOptions): Promise<void> {
  const { stateFolder, root, listen } = options
  const path = joinPath(stateFolder, trustedFile)
  // without a pin they are an interrupted join's, perhaps with another fleet
  for (const slot of [`${path}.0`, `${path}.1`]) await rm(slot, { force: true })
  const head = headOf(roster)
  const slots = await openSlots(path)
  await slots.save(encodeTrustedState({ roots, heads: new Map([[headKey(head), head]]), clockFloor: 0 }))
  await writeEnvelope(stateFolder, roster)
  const settings = { ...(root && { root }), ...(listen?.length && { listen }) }
  if (Object.keys(settings).length > 0) await writeConfig(stateFolder, settings)
  const { coordinator, addresses, fleet } = token
  const chain = roots.map(bytes => Buffer.from(bytes).toString('base64'))
  await writePin(stateFolder, { fleet, site, coordinator: { node: coordinator, addresses }, roots: chain })
}

async function writeEnvelope(stateFolder: string, roster: Signed<'roster'>): Promise<void> {
  const database = await openDatabase(statePaths(stateFolder).database)
  try {
    await database.bytes(envelopeTable).put(headKey(roster.header), roster.bytes)
  } finally {
    await database.close()
  }
}
