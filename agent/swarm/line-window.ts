// How much may be asked for outside at once, so that others on the line hardly notice: LEDBAT (RFC 6817) kept by a receiver, with range
// requests instead of packets. The delay before an answer begins, beyond the shortest seen, is the line's queue, ours and others' together.
// A queue under the target lets the window grow; a longer one is somebody else's, and the window shrinks until they have the line. Pure:
// it asks for nothing and knows no clock.

import { KIB, MIB, MINUTE_MS, SECOND_MS } from '../../core/limits.ts'

export const lineNumbers = {
  /** The queue that ours may make, ms: RFC 6817 allows 100; half of the shortest common queue leaves room to see another's. */
  targetMs: 12,
  /** The same of a fetcher whose site has a better-ranked one: both then find their way although one came later. */
  secondTargetMs: 6,
  /** Bytes asked for at once at the beginning. */
  startBytes: 48 * KIB,
  windowBytesMax: 8 * MIB,
  /** Smaller requests cost too much in headers, 700 bytes each: of 32 KiB 2 % of the line, of these 1.4. */
  requestBytesMin: 48 * KIB,
  /** The second keeps the line full while the first ends … */
  requestsAtOnce: 2,
  /** … and where an answer is long on its way, so do more of them, if each is so large: a few large ones would leave the line empty, or stand in its queue. */
  requestsAtOnceMax: 6,
  requestBytesBeside: 64 * KIB,
  /** … but pieces that are begun together end together: more than two are no more than this, or others who wait for one would not believe so long. */
  begunBytesMax: 1.5 * MIB,
  /** The least of the last so many delays counts, and of those of the last so many ms: a busy machine is no queue. */
  delaySamples: 4,
  delayMs: 100,
  /** The window shrinks no more often than a queue can drain, to this part at most. */
  shrinkEveryMs: 50,
  shrinkMost: 0.5,
  windowBytesMin: KIB,
  /** Bytes a second while others have the line: a piece comes in the minute for which others believe that we yield. */
  floorBytesPerSecond: 32 * KIB,
  /** The line's own delay is the shortest of so long and of so long before (RFC 6817 §3.4.2 advises ten minutes). */
  baseMs: 5 * MINUTE_MS,
  origins: 16,
  /** So often nothing is asked for until all is here, and then a little: who began beside a queue learns the line's own delay. */
  lookEveryMs: 5 * SECOND_MS,
  firstLookMs: SECOND_MS,
  /** The window is no larger than what comes in two round trips, one for each request, and so long. */
  aheadMs: 40,
  rateMs: 100,
} as const

/** What may be asked for now, or when to ask again; infinity: when something arrived. */
export type Grant = { bytes: number } | { notBefore: number }

interface Asked {
  left: number
  origin: string
  /** Undefined: its delay says nothing. */
  sentAt: number | undefined
}

interface Base {
  now: number
  before: number
  since: number
}

export class LineWindow {
  #window: number = lineNumbers.startBytes
  /** Until the first queue it doubles in each round trip. */
  #isStarting = true
  readonly #asked = new Map<number, Asked>()
  #lastId = 0
  #lastAskedAt = Number.NEGATIVE_INFINITY
  #outstanding = 0
  #bases = new Map<string, Base>()
  #origin = ''
  /** Beyond the base. */
  #delays: { at: number; ms: number }[] = []
  #isLooking = false
  #lookAt = Number.POSITIVE_INFINITY
  #isSecond = false
  #pieceBytes = 0
  /** Bytes a ms that came while something was asked for, and those of the span that runs. */
  #rate = 0
  #span = { since: 0, bytes: 0 }
  #idleSince = 0
  #shrunkAt = Number.NEGATIVE_INFINITY

  /** Less than one request at once: others have the line. */
  get isYielding(): boolean {
    return this.#window < lineNumbers.requestBytesMin
  }

  /** What it judges by, for a log. */
  get seen(): { windowBytes: number; baseMs: number; delayMs: number } {
    return {
      windowBytes: Math.round(this.#window),
      baseMs: Math.round(this.#baseMs),
      delayMs: Math.round(this.#delayMs),
    }
  }

  /** Bytes a second while it yields. */
  get yieldedRate(): number {
    return Math.max(lineNumbers.floorBytesPerSecond, (this.#window * SECOND_MS) / this.#roundTripMs)
  }

  /** How many requests the window is shared out to. */
  get requestsAtOnce(): number {
    const { requestsAtOnce, requestsAtOnceMax, requestBytesBeside, begunBytesMax, targetMs } = lineNumbers
    const wanted = requestsAtOnce + Math.floor(this.#baseMs / targetMs)
    const fit = Math.floor(Math.min(this.#window / requestBytesBeside, begunBytesMax / this.#pieceBytes))
    return Math.max(requestsAtOnce, Math.min(wanted, fit, requestsAtOnceMax))
  }

  /** Whether a better-ranked node of the site fetches as well. When it has ended, the queue was its own: the line is tried anew. */
  set isSecond(isSecond: boolean) {
    if (this.#isSecond && !isSecond) this.#startAgain()
    this.#isSecond = isSecond
  }

  /** Of the largest pieces that are asked for. */
  set pieceBytes(bytes: number) {
    this.#pieceBytes = bytes
  }

  grant(now: number): Grant {
    if (now >= this.#lookAt) this.#isLooking = true
    const bytes = this.#isLooking ? lineNumbers.requestBytesMin : this.#requestBytes()
    if (this.#asked.size === 0) {
      const notBefore = this.isYielding ? this.#lastAskedAt + (bytes * SECOND_MS) / this.yieldedRate : now
      return now >= notBefore ? { bytes } : { notBefore }
    }
    const fits = !this.#isLooking && this.#asked.size < this.requestsAtOnce && this.#outstanding + bytes <= this.#window
    return fits ? { bytes } : { notBefore: Number.POSITIVE_INFINITY }
  }

  /** Gives the request's number for what comes of it. */
  asked(bytes: number, now: number): number {
    this.#asked.set(++this.#lastId, { left: bytes, origin: '', sentAt: undefined })
    this.#outstanding += bytes
    this.#lastAskedAt = now
    if (this.#isLooking) this.#lookAt = now + lineNumbers.lookEveryMs
    else if (this.#lookAt === Number.POSITIVE_INFINITY) this.#lookAt = now + lineNumbers.firstLookMs
    this.#isLooking = false
    if (this.#asked.size === 1) this.#span.since += now - this.#idleSince
    return this.#lastId
  }

  /** Goes out to this address; undefined: a connection has to be opened first. */
  sent(id: number, origin: string | undefined, now: number): void {
    const asked = this.#asked.get(id)
    if (asked) Object.assign(asked, { origin, sentAt: origin === undefined ? undefined : now })
  }

  /** The answer begins. By so much at most this process was late to see it. */
  answered(id: number, now: number, lateMs = 0): void {
    const asked = this.#asked.get(id)
    if (asked?.sentAt === undefined) return
    const ms = now - asked.sentAt
    this.#origin = asked.origin
    this.#delays.push({ at: now, ms: Math.max(0, ms - lateMs - this.#noteBase(asked.origin, ms, now)) })
    const { delaySamples, delayMs } = lineNumbers
    while (this.#delays.length > delaySamples && this.#delays[0]!.at < now - delayMs) this.#delays.shift()
    const isEnough = this.#delays.length >= delaySamples && asked.sentAt >= this.#shrunkAt
    if (isEnough && this.#delayMs > this.#targetMs) this.#shrink(now)
    else if (this.isYielding && this.#delayMs < this.#targetMs / 2) this.#startAgain()
  }

  arrived(id: number, bytes: number, now: number): void {
    const asked = this.#asked.get(id)
    if (!asked) return
    const part = Math.min(bytes, asked.left)
    asked.left -= part
    this.#outstanding -= part
    this.#measure(part, now)
    this.#grow(part)
  }

  /** All of it is here, or no more will come. */
  ended(id: number, now: number): void {
    const asked = this.#asked.get(id)
    if (!asked) return
    this.#asked.delete(id)
    this.#outstanding -= asked.left
    if (this.#asked.size === 0) this.#idleSince = now
  }

  /** The delay turned out not to be the line's: the source needs so long, and its queue begins beyond that. */
  excuse(): void {
    const base = this.#bases.get(this.#origin)
    if (!base || this.#delays.length === 0) return
    Object.assign(base, { now: this.#baseMs + this.#delayMs, before: Number.POSITIVE_INFINITY })
    this.#startAgain()
  }

  /** The node is on another line. */
  forget(): void {
    this.#bases.clear()
    for (const asked of this.#asked.values()) asked.sentAt = undefined
    this.#lookAt = Number.POSITIVE_INFINITY
    this.#startAgain()
  }

  get #delayMs(): number {
    return this.#delays.length === 0 ? 0 : Math.min(...this.#delays.map(({ ms }) => ms))
  }

  get #baseMs(): number {
    const base = this.#bases.get(this.#origin)
    return base ? Math.min(base.now, base.before) : 0
  }

  get #roundTripMs(): number {
    return Math.max(1, this.#baseMs + this.#delayMs)
  }

  #requestBytes(): number {
    return Math.max(lineNumbers.requestBytesMin, Math.floor(this.#window / this.requestsAtOnce))
  }

  #startAgain(): void {
    this.#window = Math.max(this.#window, lineNumbers.requestBytesMin)
    this.#isStarting = true
    this.#delays = []
  }

  get #targetMs(): number {
    return this.#isSecond ? lineNumbers.secondTargetMs : lineNumbers.targetMs
  }

  #measure(bytes: number, now: number): void {
    const span = this.#span
    span.bytes += bytes
    if (now - span.since < lineNumbers.rateMs) return
    const rate = span.bytes / (now - span.since)
    this.#rate = Math.max(rate, (this.#rate + rate) / 2)
    this.#span = { since: now, bytes: 0 }
  }

  /** More than comes in a round trip only waits at the source, and could not be taken back. */
  get #most(): number {
    const { startBytes, aheadMs, windowBytesMax } = lineNumbers
    return Math.min(windowBytesMax, Math.max(2 * startBytes, this.#rate * (2 * this.#roundTripMs + aheadMs)))
  }

  #grow(bytes: number): void {
    const { requestBytesMin } = lineNumbers
    const targetMs = this.#targetMs
    const delay = this.#delayMs
    if (delay > targetMs / 2 && this.#delays.length > 1) this.#isStarting = false
    const room = Math.max(0, 1 - delay / targetMs)
    // At most a request a round trip, as RFC 6817 §2.4.2 has it with packets.
    const gained = this.#isStarting ? bytes : (room * bytes * requestBytesMin) / Math.max(this.#window, requestBytesMin)
    this.#window = Math.min(this.#most, this.#window + gained)
  }

  #shrink(now: number): void {
    const { shrinkEveryMs, shrinkMost, windowBytesMin } = lineNumbers
    this.#isStarting = false
    if (now - this.#shrunkAt < Math.max(shrinkEveryMs, this.#roundTripMs)) return
    this.#shrunkAt = now
    const part = (this.#baseMs + this.#targetMs) / this.#roundTripMs
    this.#window = Math.max(windowBytesMin, this.#window * Math.max(shrinkMost, part))
  }

  /** The shortest delay of this origin, this one included. */
  #noteBase(origin: string, ms: number, now: number): number {
    const base = this.#bases.get(origin) ?? { now: ms, before: Number.POSITIVE_INFINITY, since: now }
    this.#bases.delete(origin)
    if (this.#bases.size >= lineNumbers.origins) this.#bases.delete(this.#bases.keys().next().value!)
    this.#bases.set(origin, base)
    if (now - base.since > lineNumbers.baseMs) Object.assign(base, { before: base.now, now: ms, since: now })
    base.now = Math.min(base.now, ms)
    return Math.min(base.now, base.before)
  }
}
