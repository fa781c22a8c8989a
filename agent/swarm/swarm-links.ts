// The swarm streams of this node: one to each connected member of the site. The smaller peer id opens it; both say hello. Frames become
// events here, after their size, form and signature were checked; effects become frames.

import type { Stream } from '@libp2p/interface'
import type { Announcement } from '../../core/announcement.ts'
import { checkDigest, checkList } from '../../core/check.ts'
import type { Clock } from '../../core/clock.ts'
import { sha256 } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import { protocols } from '../../core/protocols.ts'
import { verifyAnnouncement } from '../../core/verify.ts'
import type { Encodable, Message } from '../../proto/codec.ts'
import type { BreachLog } from './breach-log.ts'
import { NeighbourLink } from './neighbour-link.ts'
import type { Edition } from './relays.ts'
import type { Membership, SwarmNetwork } from './swarm-network.ts'
import type { SwarmEvent } from './swarm-state.ts'

export interface SwarmLinksOptions {
  breaches: BreachLog
  node: string
  membership: Membership
  network: SwarmNetwork
  clock: Clock
  log: Log
  isMember(node: string): boolean
  dispatch(event: SwarmEvent): void
  /** A neighbour sent what was heard before. */
  onCopy(from: string, edition: Edition): void
  /** Told of every announcement that verified, this node's own id's too: whether it shows that its node speaks from two places. */
  isDuplicate(body: Announcement): boolean
}

export class SwarmLinks {
  readonly #options: SwarmLinksOptions
  readonly #links = new Map<string, NeighbourLink>()
  readonly #retries = new Map<string, () => void>()
  /** Announcements taken in or refused, oldest first, by the digest of their bytes: copies are dropped unread. Undefined: our own, or refused. */
  readonly #seen = new Map<string, Edition | undefined>()
  readonly #ended = new AbortController()
  #said: Uint8Array | undefined

  constructor(options: SwarmLinksOptions) {
    this.#options = options
  }

  connect(node: string): void {
    const { isMember, node: self } = this.#options
    if (this.#ended.signal.aborted || this.#links.has(node) || !isMember(node) || self >= node) return
    this.#open(node).catch(error => {
      this.#options.breaches.refused(node, error, 'swarm stream not opened')
      this.#retry(node)
    })
  }

  disconnect(node: string): void {
    this.#retries.get(node)?.()
    this.#retries.delete(node)
    this.#links.get(node)?.close()
  }

  /** A stream the other side opened. */
  async accept(stream: Stream, node: string): Promise<void> {
    const { isMember, node: self } = this.#options
    if (!isMember(node) || node >= self) {
      stream.abort(new CodedError('refused', 'this stream is opened by members with a smaller id'))
      return
    }
    await this.#join(stream, node).catch(error => this.#options.breaches.refused(node, error, 'swarm stream refused'))
  }

  send(node: string, message: Encodable<'SwarmMessage'>): void {
    this.#links.get(node)?.send(message)
  }

  /** Our own newest announcement: it is not read when a neighbour sends it back, and can be repeated. */
  remember(envelope: Uint8Array): void {
    this.#note(sha256(envelope))
    this.#said = envelope
  }

  repeat(node: string): void {
    if (this.#said) this.send(node, { announcement: this.#said })
  }

  close(): void {
    this.#ended.abort()
    for (const cancel of this.#retries.values()) cancel()
    for (const link of [...this.#links.values()]) link.close()
  }

  async #open(node: string): Promise<void> {
    const signal = AbortSignal.any([this.#ended.signal, AbortSignal.timeout(limits.helloMs)])
    await this.#join(await this.#options.network.openStream(node, protocols.swarm, signal), node)
  }

  async #join(stream: Stream, node: string): Promise<void> {
    const { membership, dispatch, log } = this.#options
    const link = await NeighbourLink.greet(stream, { node, membership, signal: this.#ended.signal })
    this.#options.breaches.welcomed(node)
    const before = this.#links.get(node)
    if (before) {
      before.close()
      this.#links.delete(node)
      dispatch({ type: 'neighbour-left', node })
    }
    this.#links.set(node, link)
    log.debug({ node }, 'neighbour joined')
    dispatch({ type: 'neighbour-joined', node })
    this.#run(link)
  }

  #run(link: NeighbourLink): void {
    const { node } = link
    link
      .run(message => this.#take(node, message))
      .catch(error => this.#options.breaches.ended(node, error, 'swarm stream ended'))
      .finally(() => {
        if (this.#links.get(node) !== link) return
        this.#links.delete(node)
        this.#options.dispatch({ type: 'neighbour-left', node })
        this.#retry(node)
      })
  }

  #retry(node: string): void {
    const { clock, network } = this.#options
    if (this.#ended.signal.aborted || this.#retries.has(node)) return
    const cancel = clock.after(limits.linkRetryMs, () => {
      this.#retries.delete(node)
      if (network.connectedMembers().includes(node)) this.connect(node)
    })
    this.#retries.set(node, cancel)
  }

  /** Throws on what no honest neighbour sends: the link is cut. */
  #take(from: string, { announcement, have, ask }: Partial<Message<'SwarmMessage'>>): void {
    const { dispatch } = this.#options
    // Members of a oneof that are not set are absent, whatever their type says.
    if (announcement !== undefined) this.#takeAnnouncement(from, announcement)
    else if (have) {
      if (have.pieces.length > limits.pieces) throw new CodedError('bad-message', 'more pieces than a file has')
      const artifact = checkDigest(have.artifact, 'have.artifact')
      const all = have.bitfield.length > 0 ? { all: have.bitfield } : {}
      dispatch({ type: 'have-heard', from, artifact, ...all, pieces: have.pieces })
    } else if (ask) {
      const artifacts = checkList(ask.artifacts, 'ask.artifacts', limits.askedArtifacts, checkDigest)
      dispatch({ type: 'ask-heard', from, artifacts })
    }
  }

  #takeAnnouncement(from: string, envelope: Uint8Array): void {
    const digest = sha256(envelope)
    const { isMember, isDuplicate, onCopy, node: self, dispatch } = this.#options
    const known = this.#seen.get(digest)
    if (known) onCopy(from, known)
    if (this.#seen.has(digest)) return
    this.#note(digest)
    const body = this.#judge(from, envelope)
    if (!body) return
    this.#seen.set(digest, { node: body.node, boot: body.boot, sequence: body.sequence })
    if (!isMember(body.node) && body.node !== self) return
    // a copy learns of the other only this way: what a node said is not sent to it otherwise
    if (isDuplicate(body) && body.node !== from) this.send(body.node, { announcement: envelope })
    if (body.node !== self) dispatch({ type: 'announcement-heard', from, body, envelope })
  }

  /** Undefined: not to be believed. The relaying neighbour should have noticed, but may have an older roster; it is only named. */
  #judge(from: string, envelope: Uint8Array): Announcement | undefined {
    try {
      return verifyAnnouncement(envelope, this.#options.membership)
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
      this.#options.log.warn({ from, code: error.code }, 'announcement refused')
      return undefined
    }
  }

  #note(digest: string): void {
    if (this.#seen.size >= limits.seenAnnouncements) this.#seen.delete(this.#seen.keys().next().value!)
    this.#seen.set(digest, undefined)
  }
}
