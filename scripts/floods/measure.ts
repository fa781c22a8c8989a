// Floods one real agent network, in a process of its own, over loopback, and measures what is left for an honest member: the time of a
// dial with an exchange on it, and the victim's memory. Hosts are told apart by their loopback address.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Network, openNetwork } from '../../agent/network.ts'
import { createKeyPair } from '../../core/ed25519.ts'
import { FrameStream } from '../../core/frames.ts'
import { MIB } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import { nodeIdOf } from '../../core/node-id.ts'
import { protocols } from '../../core/protocols.ts'
import { pullSync, type SyncSource, syncFrameLimits } from '../../core/sync-exchange.ts'

export interface Victim {
  node: string
  addresses: string[]
  port: number
  /** Keys of its members. */
  members: ReturnType<typeof createKeyPair>[]
  rssBytes(): Promise<number>
  stop(): Promise<void>
}

export async function startVictim(memberCount: number): Promise<Victim> {
  const members = Array.from({ length: memberCount }, () => createKeyPair())
  const ids = members.map(({ publicKey }) => nodeIdOf(publicKey))
  const child = spawn(process.execPath, [join(import.meta.dirname, 'victim.ts'), ...ids], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string]
  const { node, addresses } = JSON.parse(line) as { node: string; addresses: string[] }
  const port = Number(/tcp\/(\d+)/.exec(addresses[0]!)![1])
  return { node, addresses, port, members, rssBytes: () => rssOf(child), stop: () => stop(child) }
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL') // under a flood it may take long to end by itself
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

async function rssOf(child: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)![1]) * 1024
}

/** Watches the memory until `over` resolves; the most above `baseBytes`. */
export async function mostGrowth(victim: Victim, baseBytes: number, over: Promise<unknown>): Promise<number> {
  let isOver = false
  const ended = over.finally(() => {
    isOver = true
  })
  let most = 0
  while (!isOver) {
    most = Math.max(most, (await victim.rssBytes()) - baseBytes)
    await pause(50)
  }
  await ended
  return Math.max(most, (await victim.rssBytes()) - baseBytes)
}

export const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

/** A member of the victim's. */
export async function openMember(secretKey: Uint8Array): Promise<Network> {
  const everyone = () => true
  return await openNetwork({ secretKey, listen: [], admits: everyone, isMember: everyone, log: silentLog })
}

const nothing: SyncSource = {
  fleet: 'f1'.repeat(32),
  site: 'office',
  heads: () => [],
  envelope: async () => undefined,
  peers: () => [],
}

/** Milliseconds until a member has dialled and exchanged; refused dials are tried again, as the agent does. */
export async function honestDialMs(member: Network, victim: Victim): Promise<number> {
  const startedAt = performance.now()
  for (;;) {
    const signal = AbortSignal.timeout(10_000)
    try {
      await member.dial(victim.node, victim.addresses, signal)
      const frames = new FrameStream(await member.openStream(victim.node, protocols.sync, signal), syncFrameLimits)
      await pullSync(frames, nothing, { wants: () => [], deliver: async () => undefined }, signal)
      return performance.now() - startedAt
    } catch {
      await pause(50) // refused or cut: once more, until the caller's patience ends
      if (performance.now() - startedAt > 60_000) return Number.POSITIVE_INFINITY
    } finally {
      await member.disconnect(victim.node)
    }
  }
}

/** Sockets from `host` (a loopback address) that say nothing, or `data`. */
export class SilentHost {
  readonly #sockets = new Set<Socket>()
  readonly #victim: Victim
  readonly #host: string
  opened = 0

  constructor(victim: Victim, host: string) {
    this.#victim = victim
    this.#host = host
  }

  get open(): number {
    return this.#sockets.size
  }

  /** Resolves when it is connected or refused. */
  async connect(data?: Uint8Array): Promise<void> {
    const socket = connect({ host: '127.0.0.1', port: this.#victim.port, localAddress: this.#host })
    this.opened++
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    await new Promise<void>(resolve => {
      socket.once('connect', () => {
        if (data) socket.write(data)
        resolve()
      })
      socket.on('error', () => resolve()) // refused: that is the victim's right
      socket.once('close', () => resolve())
    })
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy()
  }
}

export interface DialFigures {
  /** The median before the flood, on this machine as busy as it is. */
  quietMs: number
  medianMs: number
  worstMs: number
  dials: number
}

/** One host opens a socket a second, another keeps 200 open: each that is closed is opened again. */
export async function dialsUnderSilence(victim: Victim, forMs: number): Promise<DialFigures> {
  const slow = new SilentHost(victim, '127.0.0.2')
  const crowd = new SilentHost(victim, '127.0.0.3')
  const member = await openMember(victim.members[0]!.secretKey)
  await honestDialMs(member, victim) // warm
  const quiet: number[] = []
  for (let count = 0; count < 5; count++) quiet.push(await honestDialMs(member, victim))
  let isOver = false
  const once = async (host: SilentHost, count: number, everyMs: number) => {
    while (!isOver) {
      await Promise.all(Array.from({ length: count - (count > 1 ? host.open : 0) }, () => host.connect()))
      await pause(everyMs)
    }
  }
  const floods = [once(slow, 1, 1000), once(crowd, 200, 50)]
  await pause(1000)
  const times: number[] = []
  const end = performance.now() + forMs
  while (performance.now() < end) {
    times.push(await honestDialMs(member, victim))
    await pause(100)
  }
  isOver = true
  await Promise.all(floods)
  slow.close()
  crowd.close()
  await member.close()
  return { quietMs: median(quiet), medianMs: median(times), worstMs: Math.max(...times), dials: times.length }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}

/** So many connections from `hosts` addresses, a thousand at a time, as fast as they are taken; each sends `data` first. */
export async function burstGrowth(
  victim: Victim,
  { connections, hosts, data }: { connections: number; hosts: number; data?: Uint8Array },
): Promise<number> {
  const base = await victim.rssBytes()
  const crowd = Array.from({ length: hosts }, (_, index) => new SilentHost(victim, `127.0.1.${index + 1}`))
  const burst = async () => {
    for (let opened = 0; opened < connections; opened += 1000)
      await Promise.all(
        Array.from({ length: Math.min(1000, connections - opened) }, (_, index) => crowd[index % hosts]!.connect(data)),
      )
    await pause(500)
  }
  const growth = await mostGrowth(victim, base, burst())
  for (const host of crowd) host.close()
  return growth
}

/** A member opens streams without end, on as many connections as it gets, and ends no frame on any. */
export async function streamsGrowth(victim: Victim, forMs: number): Promise<{ growth: number; streams: number }> {
  const [key] = victim.members
  const members = await Promise.all(Array.from({ length: 6 }, () => openMember(key!.secretKey)))
  await Promise.all(members.map(member => member.dial(victim.node, victim.addresses, AbortSignal.timeout(60_000))))
  const base = await victim.rssBytes()
  const end = performance.now() + forMs
  let streams = 0
  const unfinished = Buffer.alloc(4 * MIB, 0xff)
  unfinished.set([0x80, 0x80, 0x80, 0x02]) // a frame of 4 MiB, of which the last bytes never come
  const open = async (member: Network) => {
    while (performance.now() < end) {
      const signal = AbortSignal.timeout(2000)
      try {
        await member.dial(victim.node, victim.addresses, signal)
        const stream = await member.openStream(victim.node, protocols.sync, signal)
        streams++
        for (let at = 0; at < unfinished.length - 8 && stream.status === 'open'; at += 65_536)
          if (!stream.send(unfinished.subarray(at, at + 65_536))) await stream.onDrain({ signal })
      } catch {
        await pause(20) // cut off or refused: it tries again
      }
    }
  }
  const growth = await mostGrowth(
    victim,
    base,
    Promise.all(members.flatMap(each => [open(each), open(each), open(each)])),
  )
  await Promise.all(members.map(member => member.close()))
  return { growth, streams }
}
