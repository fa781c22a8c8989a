// Nodes that came with a token that says an admin lets each of them in: who they are until that is decided, or forgotten.

import { type Clock, toSeconds } from '../../core/clock.ts'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { CoordinatorState, PendingNode } from '../state.ts'

export class Pending {
  readonly #state: CoordinatorState
  readonly #clock: Clock

  constructor(state: CoordinatorState, clock: Clock) {
    this.#state = state
    this.#clock = clock
  }

  /** Oldest first. */
  all(): PendingNode[] {
    return this.#state.pending.filter(each => this.#waits(each))
  }

  #waits({ askedAt }: PendingNode): boolean {
    return askedAt > toSeconds(this.#clock.now() - limits.pendingMs)
  }

  /** Forgotten ones are kept, as many as may wait: by a clock that is wrong for a day everyone is forgotten. */
  async #replace(waiting: PendingNode[], node: string): Promise<void> {
    const forgotten = this.#state.pending.filter(each => !this.#waits(each) && each.node !== node)
    await this.#state.replacePending([...forgotten.slice(-limits.pendingNodes), ...waiting])
  }

  has(node: string): boolean {
    return this.all().some(each => each.node === node)
  }

  /** Throws `limit-exceeded`: better nobody more than the oldest forgotten, whom an admin may be about to let in. */
  async add(node: Omit<PendingNode, 'askedAt'>): Promise<void> {
    const others = this.all().filter(each => each.node !== node.node)
    if (others.length >= limits.pendingNodes)
      throw new CodedError('limit-exceeded', `${limits.pendingNodes} nodes wait to be let in already: try again later`)
    await this.#replace([...others, { ...node, askedAt: toSeconds(this.#clock.now()) }], node.node)
  }

  async drop(node: string): Promise<void> {
    await this.#replace(
      this.all().filter(each => each.node !== node),
      node,
    )
  }

  /** Those that came with a token. Returns how many. */
  async dropOf(token: string): Promise<number> {
    const dropped = this.all().filter(each => each.token === token).length
    const others = this.#state.pending.filter(each => each.token !== token)
    if (others.length < this.#state.pending.length) await this.#state.replacePending(others)
    return dropped
  }

  /** By id, the end of it, or host name. Throws `not-found`, or `bad-argument` when it means several. */
  find(name: string): PendingNode {
    const all = this.all()
    const exact = all.find(({ node }) => node === name)
    if (exact) return exact
    const end = name.replace(/^…/, '')
    const alike = all.filter(each => each.hostName === name || (end.length >= 6 && each.node.endsWith(end)))
    if (alike.length > 1)
      throw new CodedError('bad-argument', `${name} means ${alike.length} nodes: give the id of one`)
    if (!alike[0]) throw new CodedError('not-found', `no node ${name} waits: see "patchmesh node list --pending"`)
    return alike[0]
  }
}
