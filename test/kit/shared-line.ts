// A line in a model: one queue, first come first served, of which what does not fit is sent again later, as a TCP sender would. Somebody
// else's greedy download keeps the queue full. Fetchers ask as their LineWindow allows. Time moves in steps of a millisecond; there is no
// chance in it but the jitter that a test gives.

import { LineWindow } from '../../agent/swarm/line-window.ts'

export interface SharedLineOptions {
  bytesPerMs: number
  roundTripMs: number
  /** The longest queue. */
  queueMs: number
  /** What the machine or the source adds before an answer, ms. */
  jitterMs?: () => number
}

interface Request {
  id: number
  window: number
  /** Not yet in the queue. */
  unsent: number
  beginsAt: number
  hasBegun: boolean
}

interface Packet {
  bytes: number
  request: Request | undefined
}

const packetBytes = 1448

export class SharedLine {
  readonly windows: LineWindow[]
  /** Somebody else downloads as fast as it goes. */
  isGreedy = false
  now = 0
  #options: Required<SharedLineOptions>
  #requests: Request[] = []
  #queue: Packet[] = []
  #queuedBytes = 0
  #credit = 0

  constructor(fetchers: number, options: SharedLineOptions) {
    this.#options = { jitterMs: () => 0, ...options }
    this.windows = Array.from({ length: fetchers }, () => new LineWindow())
  }

  move(options: SharedLineOptions): void {
    this.#options = { ...this.#options, ...options }
  }

  /** Moves so long, and gives what came for us and for others, and the longest queue, ms. */
  run(ms: number): { ours: number[]; others: number; longestQueueMs: number } {
    const got = { ours: this.windows.map(() => 0), others: 0, longestQueueMs: 0 }
    for (const end = this.now + ms; this.now < end; this.now++) {
      this.#ask()
      this.#fill()
      got.longestQueueMs = Math.max(got.longestQueueMs, this.#queuedBytes / this.#options.bytesPerMs)
      this.#drain(got)
    }
    return got
  }

  #ask(): void {
    for (const [i, window] of this.windows.entries()) {
      const grant = window.grant(this.now)
      if (!('bytes' in grant)) continue
      const id = window.asked(grant.bytes, this.now)
      window.sent(id, 'feed', this.now)
      const beginsAt = this.now + Math.round(this.#options.roundTripMs + this.#options.jitterMs())
      this.#requests.push({ id, window: i, unsent: grant.bytes, beginsAt, hasBegun: false })
    }
  }

  /** Ours first in each ms, then the greedy one takes what room there is: it never leaves any. */
  #fill(): void {
    const room = this.#options.bytesPerMs * this.#options.queueMs
    for (const request of this.#requests) {
      while (request.beginsAt <= this.now && request.unsent > 0 && this.#queuedBytes < room) {
        const bytes = Math.min(packetBytes, request.unsent)
        request.unsent -= bytes
        this.#put({ bytes, request })
      }
    }
    while (this.isGreedy && this.#queuedBytes < room) this.#put({ bytes: packetBytes, request: undefined })
  }

  #put(packet: Packet): void {
    this.#queue.push(packet)
    this.#queuedBytes += packet.bytes
  }

  #drain(got: { ours: number[]; others: number }): void {
    this.#credit = this.#queue.length === 0 ? 0 : this.#credit + this.#options.bytesPerMs
    while (this.#queue.length > 0 && this.#queue[0]!.bytes <= this.#credit) {
      const { bytes, request } = this.#queue.shift()!
      this.#credit -= bytes
      this.#queuedBytes -= bytes
      if (!request) got.others += bytes
      else {
        got.ours[request.window]! += bytes
        this.#deliver(request, bytes)
      }
    }
  }

  #deliver(request: Request, bytes: number): void {
    const window = this.windows[request.window]!
    if (!request.hasBegun) window.answered(request.id, this.now)
    request.hasBegun = true
    window.arrived(request.id, bytes, this.now)
    if (request.unsent > 0 || this.#queue.some(packet => packet.request === request)) return
    this.#requests = this.#requests.filter(other => other !== request)
    window.ended(request.id, this.now)
  }
}
