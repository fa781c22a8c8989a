// One site on a virtual clock: nodes that run the agents' own decisions (agent/swarm/step.ts), the LAN between them, their WAN link, and
// the reports. Everything follows from the seed. Faults are in faults.ts, what is right in checkers/.

import { noteCopy } from '../../agent/swarm/relays.ts'
import { nextTick, step } from '../../agent/swarm/step.ts'
import { type SwarmEffect, type SwarmEvent, sizeOfPiece } from '../../agent/swarm/swarm-state.ts'
import { PieceSet, pieceCount } from '../../core/pieces.ts'
import { type Random, seededRandom } from '../../core/random.ts'
import type { MemberClass } from '../../core/roster.ts'
import { Envelope } from './envelope.ts'
import { Links } from './links.ts'
import { isAwaited, watchLeases } from './looks.ts'
import { PieceStreams } from './piece-streams.ts'
import { EventQueue } from './queue.ts'
import { Reports } from './reports.ts'
import { createSimNode, newState, type SimNode } from './sim-node.ts'
import type { SiteOptions } from './site-options.ts'
import { SiteRoster } from './site-roster.ts'
import type { SiteViews } from './site-view.ts'
import { simOrigin, Wan } from './wan.ts'

export class SiteSim {
  readonly options: Required<SiteOptions>
  readonly queue: EventQueue
  readonly random: Random
  readonly nodes = new Map<string, SimNode>()
  readonly roster: SiteRoster
  readonly digests: string[]
  readonly links: Links
  readonly streams: PieceStreams
  readonly wan: Wan
  readonly reports: Reports
  readonly startedAt: number
  learntAt = 0
  /** LAN bytes that became part of no piece: damaged, or here already. */
  wasted = { badBytes: 0, twiceBytes: 0 }
  /** Messages between neighbours, pieces and their requests aside. */
  messages = { announcements: 0, haves: 0 }
  /** Faults by name, as they were injected. */
  readonly injected = new Map<string, number>()
  /** Set by faults that are still to come: the run waits for them. */
  faultsUntil = 0
  /** Somebody who was not done when it was last asked: most times that is the answer. */
  #awaited: SimNode | undefined

  constructor(options: SiteOptions) {
    this.options = {
      lanBytesPerSecond: 50e6,
      wanRoundTripMs: 20,
      spreadMs: 0,
      classOf: () => 'wired',
      priorityOf: () => 1,
      wants: () => true,
      idleMs: 10_000,
      reports: false,
      onFact: () => undefined,
      ...options,
    }
    const { seed, agents, onFact, wanBytesPerSecond, lanBytesPerSecond, wanRoundTripMs, classOf } = this.options
    this.random = seededRandom(seed)
    this.queue = new EventQueue(1_800_000_000_000)
    this.startedAt = this.now
    this.digests = this.options.artifacts.map((_, index) => hex(this.random, index))
    const members = Array.from({ length: agents }, (_, index) => ({
      node: `n${String(index).padStart(5, '0')}`,
      class: classOf(index),
    }))
    const { queue, random, nodes } = this
    const give = (node: SimNode, event: SwarmEvent) => this.give(node, event)
    const links = () => this.links
    this.roster = new SiteRoster({
      site: `site-${seed}`,
      members,
      nodes,
      queue,
      random: seededRandom(seed + 2),
      roundTripMs: wanRoundTripMs,
      links,
      give,
      onFact,
    })
    for (const { node: id } of members) this.#create(id, this.roster.views, Math.floor(random() * 2 ** 32))
    this.streams = new PieceStreams({
      queue,
      random,
      bytesPerSecond: lanBytesPerSecond,
      give,
      arrive: (client, { artifact, piece, from, isRight }) => this.#keep(client, { artifact, piece, from, isRight }),
      onFact,
    })
    this.links = new Links({
      nodes,
      queue,
      random,
      give,
      onJoined: (a, b) => this.roster.meet(a, b),
      onBroken: (a, b) => this.#break(a, b),
    })
    this.wan = new Wan({
      queue,
      bytesPerSecond: wanBytesPerSecond,
      roundTripMs: wanRoundTripMs,
      give,
      arrive: (node, { artifact, piece, isRight }) => this.#keep(node, { artifact, piece, from: undefined, isRight }),
      onFact,
    })
    const names = (node: string) => this.roster.names(node)
    this.reports = new Reports({ queue, random: seededRandom(seed + 1), links, names, onFact })
    this.links.start()
    for (const node of nodes.values()) this.roster.watch(node)
    this.at(this.options.idleMs, () => {
      this.learntAt = this.now
      for (const node of nodes.values())
        this.at(node.learnsAfterMs ?? this.random() * this.options.spreadMs, () => this.learn(node))
    })
    watchLeases(this)
  }

  get now(): number {
    return this.queue.now
  }

  /** Members by rank, best first. */
  get ranked(): SimNode[] {
    return this.roster.newest.ranked.map(node => this.nodes.get(node)!)
  }

  get payload(): number {
    return this.options.artifacts.reduce((sum, size) => sum + size, 0)
  }

  get wanBytes(): number {
    return this.wan.bytes
  }

  get lanBytes(): number {
    return this.streams.bytes
  }

  get requests(): Wan['requests'] {
    return this.wan.requests
  }

  /** Everyone who is up, and no liar, has everything and has said so. */
  get isDone(): boolean {
    if (this.now < this.faultsUntil) return false
    if (this.#awaited && isAwaited(this, this.#awaited)) return false
    this.#awaited = undefined
    for (const node of this.nodes.values()) {
      if (!isAwaited(this, node)) continue
      this.#awaited = node
      return false
    }
    return true
  }

  at(inMs: number, run: () => void | Promise<void>): void {
    this.queue.after(inMs, run)
  }

  /** Runs until everyone that is up has everything, or so many ms have passed since the artifacts were learnt. */
  run(maxMs: number): Promise<void> {
    const learnsAt = this.startedAt + this.options.idleMs
    return this.#runUntil(learnsAt + maxMs, () => this.now >= learnsAt && this.isDone)
  }

  /** Runs on for so long. */
  rest(ms: number): Promise<void> {
    return this.#runUntil(this.now + ms, () => false)
  }

  async #runUntil(end: number, isOver: () => boolean): Promise<void> {
    for (let events = 0; this.now < end; events++) {
      if (events % 32 === 0 && isOver()) return
      const ran = this.queue.runNext()
      if (!ran) return
      if (ran.promise) await ran.promise
    }
  }

  learn(node: SimNode): void | Promise<void> {
    if (node.status === 'down') return undefined
    if (node.gainedAt === 0) node.gainedAt = this.now
    const { artifacts, wants, priorityOf } = this.options
    for (const [index, digest] of this.digests.entries()) {
      if (!wants(node.id, index)) continue
      const sizeBytes = artifacts[index]!
      const held = node.store.get(digest) ?? new PieceSet(pieceCount(sizeBytes))
      node.store.set(digest, held)
      const artifact = { digest, sizeBytes, priority: priorityOf(index), deadline: 0, held, origins: [simOrigin] }
      this.give(node, { type: 'artifact-wanted', artifact })
    }
    if (this.options.reports && !node.reporter && !node.lie)
      return this.reports.note(node, [{ patch: 'p', state: 'fetching' }])
    return undefined
  }

  /** A new machine joins the site and wants what the others want. */
  join(memberClass: MemberClass): SimNode {
    const id = `n${String(this.nodes.size).padStart(5, '0')}`
    const views = this.roster.admit({ node: id, class: memberClass })
    const node = this.#create(id, views, (this.options.seed * 31 + this.nodes.size) >>> 0)
    this.roster.watch(node)
    this.links.keep(node, 0)
    this.at(0, () => this.learn(node))
    return node
  }

  #create(id: string, roster: SiteViews, seed: number): SimNode {
    const node = createSimNode({ id, index: this.nodes.size, roster, seed }, this.now)
    this.nodes.set(id, node)
    return node
  }

  #break(a: SimNode, b: SimNode): void {
    this.streams.break(a, b)
    this.reports.relays.break(a, b)
    this.roster.reconsider(a)
  }

  /** A new process with what rests on the disk. */
  async start(node: SimNode): Promise<void> {
    node.status = 'up'
    node.life++
    node.state = newState(node.id, node.view.ranking, this.now)
    node.startedAt = this.now
    node.dialFailures = 0
    node.unanswered.clear()
    this.roster.watch(node)
    this.links.keep(node, this.random() * 200)
    this.options.onFact({ type: 'restarted', at: this.now, node: node.id })
    await this.reports.restart(node)
    await this.learn(node)
  }

  give(node: SimNode, event: SwarmEvent): void {
    if (node.status === 'down') return
    if (node.status === 'frozen') {
      node.inbox.push(event)
      return
    }
    for (const effect of step(node.state, event, this.now, node.random)) this.#act(node, effect)
    if (event.type === 'piece-held' || event.type === 'artifact-wanted') this.#noteDone(node)
    this.#scheduleTick(node)
  }

  #noteDone(node: SimNode): void {
    if (node.doneAt !== undefined || !this.#hasAll(node)) return
    node.doneAt = this.now
    this.options.onFact({ type: 'finished', at: this.now, node: node.id })
    if (node.reporter) this.at(1, () => this.reports.note(node, [{ patch: 'p', state: 'installed' }]))
  }

  #hasAll(node: SimNode): boolean {
    for (const [index, digest] of this.digests.entries())
      if (this.options.wants(node.id, index) && node.state.artifacts.get(digest)?.status !== 'complete') return false
    return true
  }

  #scheduleTick(node: SimNode): void {
    const at = nextTick(node.state, this.now)
    if (node.nextTickAt > this.now && node.nextTickAt <= at) return // an earlier one asks again
    node.nextTickAt = at
    const mine = ++node.tick
    if (at === Number.POSITIVE_INFINITY) return
    this.at(Math.max(1, at - this.now), () => {
      if (node.tick !== mine) return
      node.nextTickAt = 0
      this.give(node, { type: 'tick' })
    })
  }

  #act(node: SimNode, effect: SwarmEffect): void {
    switch (effect.type) {
      case 'request-piece': {
        const { artifact, piece } = effect
        const sizeBytes = sizeOfPiece(node.state.artifacts.get(artifact)!, piece)
        this.streams.ask(node, this.nodes.get(effect.from)!, { artifact, piece, sizeBytes })
        return
      }
      case 'cancel-piece':
        return // the answer is on its way; it is dropped when it comes
      case 'fetch-outside':
        if (!node.lie?.fetchesNothing) this.wan.fetch(node, effect)
        return
      case 'abort-outside':
        this.wan.abort(node, effect)
        return
      case 'announce':
        this.#announce(node, effect)
        return
      case 'relay':
        this.#spread(node, effect.to, effect.envelope as Envelope)
        return
      case 'repeat':
        if (node.said) this.#spread(node, [effect.to], node.said)
        return
      case 'tell-have':
        this.#tellHave(node, effect)
        return
      case 'ask':
        this.links.send(node, effect.to, { type: 'ask-heard', from: node.id, artifacts: effect.artifacts })
        this.#boast(this.nodes.get(effect.to)!, node, effect.artifacts)
        return
      case 'renew-link':
        this.at(0, () => this.links.disconnect(node, this.nodes.get(effect.to)!))
    }
  }

  #announce(node: SimNode, { said, to }: Extract<SwarmEffect, { type: 'announce' }>): void {
    const told = node.lie?.says ? { ...said, ...node.lie.says(said, said.sequence) } : said
    const body = { ...told, fleet: 'f'.repeat(64), site: 'site', node: node.id, class: node.state.self!.class }
    node.said = new Envelope(body)
    this.#spread(node, to, node.said)
  }

  /** Copies that a neighbour has already are dropped unread there, but for who sent them: they are not under way here. */
  #spread(from: SimNode, to: readonly string[], envelope: Envelope): void {
    const { node, boot, sequence } = envelope.body
    for (const id of to) {
      const known = this.nodes.get(id)!.state.peers.get(node)?.announced?.body
      this.messages.announcements++
      if (known && known.boot === boot && known.sequence >= sequence) {
        noteCopy(this.nodes.get(id)!.state, from.id, envelope.body)
        continue
      }
      this.links.send(from, id, { type: 'announcement-heard', from: from.id, body: envelope.body, envelope })
    }
  }

  #tellHave(node: SimNode, { to, artifact, all, pieces }: Extract<SwarmEffect, { type: 'tell-have' }>): void {
    const held = node.store.get(artifact)
    const unheld = pieces.filter(piece => !held?.has(piece)).length
    this.options.onFact({ type: 'told', at: this.now, node: node.id, to, artifact, unheld, isLiar: !!node.lie })
    const count = node.state.artifacts.get(artifact)!.count
    this.messages.haves++
    const boast = node.lie?.boasts ? PieceSet.full(count).toBytes() : all
    this.links.send(node, to, { type: 'have-heard', from: node.id, artifact, pieces, ...(boast && { all: boast }) })
  }

  /** Who says that it has everything says so to whoever asks, and at once. */
  #boast(liar: SimNode, asker: SimNode, artifacts: readonly string[]): void {
    if (!liar.lie?.boasts) return
    for (const artifact of artifacts) {
      const all = PieceSet.full(asker.state.artifacts.get(artifact)!.count).toBytes()
      this.links.send(liar, asker.id, { type: 'have-heard', from: liar.id, artifact, pieces: [], all })
    }
  }

  /** Judges a piece as a node's keeper does, then writes it. */
  #keep(
    node: SimNode,
    {
      artifact,
      piece,
      from,
      isRight,
    }: { artifact: string; piece: number; from: SimNode | undefined; isRight: boolean },
  ): void {
    const held = node.store.get(artifact)
    const known = node.state.artifacts.get(artifact)
    if (!held || !known) return
    if (from && !node.view.ranking.of.has(from.id)) {
      this.give(node, { type: 'piece-refused', artifact, piece, from: from.id, why: 'silent' })
      return // retired meanwhile: nothing of it is used
    }
    const sizeBytes = sizeOfPiece(known, piece)
    if (from && held.has(piece)) this.wasted.twiceBytes += sizeBytes
    if (from && !isRight) this.wasted.badBytes += sizeBytes
    if (!isRight) {
      this.give(node, { type: 'piece-bad', artifact, piece, from: from?.id })
      return
    }
    const { life } = node
    const cameAt = this.now
    this.at(1 + node.diskMs, () => {
      if (node.life !== life || node.status === 'down') return
      if (!held.has(piece)) {
        held.add(piece)
        const what = { node: node.id, from: from?.id ?? 'outside', cameAt, artifact, piece, isRight }
        this.options.onFact({ type: 'piece-stored', at: this.now, ...what })
        node.longestStallMs = Math.max(node.longestStallMs, this.now - node.gainedAt)
        node.gainedAt = this.now
      }
      this.give(node, { type: 'piece-held', artifact, piece, from: from?.id })
    })
  }
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
