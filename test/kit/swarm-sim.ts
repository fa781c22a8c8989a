// A site of agents on a virtual clock: the agents' own pure state (agent/swarm/step.ts), a LAN with delays and shared ports, one WAN link
// that all outside requests share. Everything follows from the seed. It models no bytes' content, only who has which piece when.
// Long because agents, LAN, WAN and faults share the one queue of events.

import { rankMembers } from '../../agent/swarm/rank.ts'
import { nextTick, step } from '../../agent/swarm/step.ts'
import { swarmNumbers } from '../../agent/swarm/swarm-numbers.ts'
import {
  createSwarmState,
  type SwarmEffect,
  type SwarmEvent,
  type SwarmState,
  sizeOfPiece,
} from '../../agent/swarm/swarm-state.ts'
import type { Announcement } from '../../core/announcement.ts'
import { PieceSet, pieceCount } from '../../core/pieces.ts'
import { type Random, seededRandom } from '../../core/random.ts'
import type { MemberClass } from '../../core/roster.ts'

export interface SimOptions {
  seed: number
  agents: number
  /** Bytes of each artifact. */
  artifacts: number[]
  wanBytesPerSecond: number
  lanBytesPerSecond?: number
  /** All learn of the artifacts within so many ms. */
  spreadMs?: number
  /** Connections of one agent; all to all when there are no more agents than that. */
  degree?: number
  classOf?: (index: number) => MemberClass
  /** Which of the artifacts, by index, a node wants: all. */
  wants?: (node: string, artifact: number) => boolean
  /** How long before that they have been running and connected (ms). */
  idleMs?: number
}

interface Wan {
  node: SimNode
  request: number
  artifact: string
  /** Bytes left of each piece, in order. */
  pieces: { piece: number; left: number }[]
  /** What still arrives after its node has stopped reading. */
  window: number
  /** The first byte can come. */
  isReady: boolean
}

export interface SimNode {
  id: string
  state: SwarmState
  random: Random
  status: 'up' | 'frozen' | 'down'
  frozenAt: number
  /** What waits for the thaw. */
  inbox: SwarmEvent[]
  portFreeAt: number
  tick: number
  doneAt: number | undefined
  neighbours: Set<string>
  /** Nothing from outside reaches it any more, and no error says so; the LAN does. */
  isCutOff: boolean
  /** In place of a random moment of the spread. */
  learnsAfterMs: number | undefined
}

const wanQuantum = 16 * 1024
const wanRoundTripMs = 20
const readWindowBytes = 64 * 1024

export class SwarmSim {
  readonly nodes = new Map<string, SimNode>()
  readonly options: Required<SimOptions>
  readonly random: Random
  readonly digests: string[]
  now = 1_800_000_000_000
  readonly startedAt: number
  learntAt = 0
  wanBytes = 0
  lanBytes = 0
  wanBusyMs = 0
  /** Longest time for which two running agents leased one piece (ms). */
  longestConflictMs = 0
  /** Outside requests in the order they began. */
  readonly requests: { at: number; node: string; artifact: string; first: number; count: number; reason: string }[] = []
  /** Until when the sources of an artifact ask everyone to wait (ms). */
  readonly sourceWaits = new Map<string, number>()
  readonly #conflicts = new Map<string, number>()
  readonly #queue: { at: number; order: number; run: () => void }[] = []
  #order = 0
  readonly #wan: Wan[] = []
  #wanRunning = false

  constructor(options: SimOptions) {
    this.options = {
      lanBytesPerSecond: 50e6,
      spreadMs: 0,
      degree: 12,
      classOf: () => 'wired',
      wants: () => true,
      idleMs: 10_000,
      ...options,
    }
    this.random = seededRandom(options.seed)
    this.startedAt = this.now
    this.digests = options.artifacts.map((_, index) => hex(this.random, index))
    const members = Array.from({ length: options.agents }, (_, index) => ({
      node: `n${String(index).padStart(5, '0')}`,
      class: this.options.classOf(index),
    }))
    const ranking = rankMembers(`site-${options.seed}`, members)
    for (const { node } of members)
      this.nodes.set(node, {
        id: node,
        state: createSwarmState({ node, ranking, slots: swarmNumbers.slots }, this.now),
        random: seededRandom(Math.floor(this.random() * 2 ** 32)),
        status: 'up',
        frozenAt: 0,
        inbox: [],
        portFreeAt: 0,
        tick: 0,
        doneAt: undefined,
        neighbours: new Set(),
        isCutOff: false,
        learnsAfterMs: undefined,
      })
    this.#connectAll()
    this.at(this.options.idleMs, () => {
      this.learntAt = this.now
      for (const node of this.nodes.values())
        this.at(node.learnsAfterMs ?? this.random() * this.options.spreadMs, () => this.learn(node))
    })
    this.#watchLeases()
  }

  /** Members by rank, best first. */
  get ranked(): SimNode[] {
    const [any] = this.nodes.values()
    return any!.state.ranking.order.map(member => this.nodes.get(member.node)!)
  }

  get payload(): number {
    return this.options.artifacts.reduce((sum, size) => sum + size, 0)
  }

  get isDone(): boolean {
    return [...this.nodes.values()].every(node => node.status === 'down' || node.doneAt !== undefined)
  }

  at(inMs: number, run: () => void): void {
    const entry = { at: this.now + inMs, order: this.#order++, run }
    let low = 0
    let high = this.#queue.length
    while (low < high) {
      const middle = (low + high) >> 1
      const other = this.#queue[middle]!
      if (other.at > entry.at || (other.at === entry.at && other.order > entry.order)) low = middle + 1
      else high = middle
    }
    this.#queue.splice(low, 0, entry)
  }

  /** Runs until everyone that is up has everything, or so many ms have passed since the artifacts were learnt. */
  run(maxMs: number): void {
    const end = this.startedAt + this.options.idleMs + maxMs
    while (!this.isDone && this.now < end) {
      const next = this.#queue.pop()
      if (!next) return
      this.now = next.at
      next.run()
    }
  }

  learn(node: SimNode): void {
    for (const [index, digest] of this.digests.entries()) {
      if (!this.options.wants(node.id, index)) continue
      const sizeBytes = this.options.artifacts[index]!
      const held = new PieceSet(pieceCount(sizeBytes))
      this.give(node, { type: 'artifact-wanted', artifact: { digest, sizeBytes, priority: 1, deadline: 0, held } })
    }
  }

  /** kill -9: its connections break at once. */
  crash(node: SimNode): void {
    node.status = 'down'
    for (const wan of this.#wan.filter(one => one.node === node)) this.#endWan(wan)
    for (const other of node.neighbours)
      this.at(2, () => this.give(this.nodes.get(other)!, { type: 'neighbour-left', node: node.id }))
  }

  /** SIGSTOP: its connections stay, nothing comes out of it. */
  freeze(node: SimNode, forMs: number): void {
    node.status = 'frozen'
    node.frozenAt = this.now
    this.at(forMs, () => {
      if (node.status !== 'frozen') return
      node.status = 'up'
      if (this.now - node.frozenAt > 2000) this.give(node, { type: 'loop-paused' })
      for (const event of node.inbox.splice(0)) this.give(node, event)
      this.give(node, { type: 'tick' })
      this.#startWan()
    })
  }

  give(node: SimNode, event: SwarmEvent): void {
    if (node.status === 'down') return
    if (node.status === 'frozen') {
      node.inbox.push(event)
      return
    }
    for (const effect of step(node.state, event, this.now, node.random)) this.#act(node, effect)
    if (node.doneAt === undefined && this.#hasAll(node)) node.doneAt = this.now
    this.#scheduleTick(node)
  }

  #hasAll(node: SimNode): boolean {
    const wanted = this.digests.filter((_, index) => this.options.wants(node.id, index))
    return wanted.every(digest => node.state.artifacts.get(digest)?.status === 'complete')
  }

  #scheduleTick(node: SimNode): void {
    const at = nextTick(node.state, this.now)
    const mine = ++node.tick
    if (at === Number.POSITIVE_INFINITY) return
    this.at(Math.max(1, at - this.now), () => {
      if (node.tick === mine) this.give(node, { type: 'tick' })
    })
  }

  #act(node: SimNode, effect: SwarmEffect): void {
    switch (effect.type) {
      case 'request-piece':
        this.#serve(node, effect)
        return
      case 'cancel-piece':
        return
      case 'fetch-outside':
        this.#fetch(node, effect)
        return
      case 'abort-outside': {
        const running = this.#wan.find(wan => wan.node === node && wan.request === effect.request)
        if (running) this.#endWan(running)
        return
      }
      case 'announce': {
        const body: Announcement = {
          ...effect.said,
          fleet: 'f'.repeat(64),
          site: 'site',
          node: node.id,
          class: node.state.self!.class,
        }
        this.#send(node, effect.to, {
          type: 'announcement-heard',
          from: node.id,
          body,
          envelope: new Body(body),
        })
        return
      }
      case 'relay': {
        const envelope = effect.envelope as Body
        this.#send(node, effect.to, { type: 'announcement-heard', from: node.id, body: envelope.body, envelope })
        return
      }
      case 'tell-have': {
        const { artifact, all, pieces } = effect
        this.#send(node, [effect.to], {
          type: 'have-heard',
          from: node.id,
          artifact,
          pieces: [...pieces],
          ...(all ? { all } : {}),
        })
        return
      }
      case 'ask':
        this.#send(node, [effect.to], { type: 'ask-heard', from: node.id, artifacts: effect.artifacts })
    }
  }

  /** Messages on one link keep their order. */
  #send(from: SimNode, to: string[], event: SwarmEvent): void {
    for (const id of to) {
      const other = this.nodes.get(id)
      if (other && from.neighbours.has(id)) this.at(linkDelay(from.id, id), () => this.give(other, event))
    }
  }

  #serve(node: SimNode, { from, artifact, piece }: { from: string; artifact: string; piece: number }): void {
    const server = this.nodes.get(from)!
    const held = server.state.artifacts.get(artifact)?.held.has(piece) ?? false
    const refuse = (why: 'silent' | 'not-held', inMs: number) => {
      this.at(inMs, () => this.give(node, { type: 'piece-refused', artifact, piece, from, why }))
    }
    if (server.status !== 'up' || !held) {
      refuse(server.status === 'up' ? 'not-held' : 'silent', server.status === 'frozen' ? 3000 : 5)
      return
    }
    const sizeBytes = sizeOfPiece(server.state.artifacts.get(artifact)!, piece)
    server.portFreeAt = Math.max(this.now, server.portFreeAt) + (sizeBytes * 1000) / this.options.lanBytesPerSecond
    this.at(server.portFreeAt - this.now + 2 * linkDelay(node.id, from), () => {
      if (server.status === 'down') {
        refuse('silent', 5)
        return
      }
      this.lanBytes += sizeBytes
      this.give(node, { type: 'piece-held', artifact, piece, from })
    })
  }

  #fetch(node: SimNode, effect: Extract<SwarmEffect, { type: 'fetch-outside' }>): void {
    const { request, artifact, first, count, reason } = effect
    this.requests.push({ at: this.now, node: node.id, artifact, first, count, reason })
    const until = this.sourceWaits.get(artifact) ?? 0
    if (until > this.now) {
      this.at(wanRoundTripMs, () => this.give(node, { type: 'outside-ended', request, end: { kind: 'wait', until } }))
      return
    }
    const known = node.state.artifacts.get(artifact)!
    const pieces = Array.from({ length: count }, (_, index) => ({
      piece: first + index,
      left: sizeOfPiece(known, first + index),
    }))
    const wan: Wan = { node, request, artifact, pieces, window: readWindowBytes, isReady: false }
    this.#wan.push(wan)
    this.at(wanRoundTripMs, () => {
      wan.isReady = true
      this.#startWan()
    })
  }

  /** The link sends quanta of its requests in turn. */
  #startWan(): void {
    if (this.#wanRunning) return
    const index = this.#wan.findIndex(
      wan => wan.isReady && !wan.node.isCutOff && (wan.node.status === 'up' || wan.window > 0),
    )
    const wan = this.#wan[index]
    const head = wan?.pieces[0]
    if (!wan || !head) return
    this.#wan.splice(index, 1)
    this.#wan.push(wan)
    this.#wanRunning = true
    const bytes = Math.min(wanQuantum, head.left)
    const took = (bytes * 1000) / this.options.wanBytesPerSecond
    this.wanBytes += bytes
    this.wanBusyMs += took
    if (wan.node.status !== 'up') wan.window -= bytes
    this.at(took, () => {
      this.#wanRunning = false
      if (this.#wan.includes(wan)) this.#arrive(wan, head, bytes)
      this.#startWan()
    })
  }

  #arrive(wan: Wan, head: { piece: number; left: number }, bytes: number): void {
    head.left -= bytes
    if (head.left > 0) return
    wan.pieces.shift()
    const { node, artifact, request } = wan
    const { piece } = head
    this.at(1, () => this.give(node, { type: 'piece-held', artifact, piece, from: undefined }))
    if (wan.pieces.length > 0) return
    this.#endWan(wan)
    this.at(1, () => this.give(node, { type: 'outside-ended', request, end: { kind: 'done' } }))
  }

  #endWan(wan: Wan): void {
    const index = this.#wan.indexOf(wan)
    if (index >= 0) this.#wan.splice(index, 1)
  }

  #connectAll(): void {
    const all = [...this.nodes.values()]
    const { degree, agents } = this.options
    const link = (a: SimNode, b: SimNode) => {
      if (a === b || a.neighbours.has(b.id)) return
      a.neighbours.add(b.id)
      b.neighbours.add(a.id)
    }
    for (const [index, node] of all.entries())
      if (agents <= degree + 1) for (const other of all.slice(index + 1)) link(node, other)
      else {
        link(node, all[(index + 1) % agents]!) // so that the site is one
        while (node.neighbours.size < degree / 2) link(node, all[Math.floor(this.random() * agents)]!)
      }
    for (const node of all)
      for (const other of node.neighbours)
        this.at(10 + this.random() * 500, () => this.give(node, { type: 'neighbour-joined', node: other }))
  }

  #watchLeases(): void {
    const seen = new Map<string, number>()
    for (const node of this.nodes.values()) {
      if (node.status !== 'up') continue
      for (const artifact of node.state.artifacts.values())
        for (const piece of artifact.leased.keys()) {
          const key = `${artifact.digest}/${piece}`
          seen.set(key, (seen.get(key) ?? 0) + 1)
        }
    }
    for (const key of [...this.#conflicts.keys()]) if ((seen.get(key) ?? 0) < 2) this.#conflicts.delete(key)
    for (const [key, holders] of seen) {
      if (holders < 2) continue
      const since = this.#conflicts.get(key) ?? this.now
      this.#conflicts.set(key, since)
      this.longestConflictMs = Math.max(this.longestConflictMs, this.now - since)
    }
    this.at(50, () => this.#watchLeases())
  }
}

/** Stands for the signed bytes. */
export class Body extends Uint8Array {
  readonly body: Announcement
  constructor(body: Announcement) {
    super(0)
    this.body = body
  }
}

/** 0.3 to 2.3 ms, the same for each message of a link. */
function linkDelay(a: string, b: string): number {
  let hash = 0
  for (const char of `${a}${b}`) hash = (hash * 31 + char.charCodeAt(0)) % 2000
  return 0.3 + hash / 1000
}

function hex(random: Random, salt: number): string {
  let text = ''
  while (text.length < 64)
    text += Math.floor(random() * 2 ** 32 + salt)
      .toString(16)
      .padStart(8, '0')
      .slice(-8)
  return text.slice(0, 64)
}
