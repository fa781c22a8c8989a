// Paces this node's requests outside: each waits for its turn and is told how many bytes to ask for, so that the site's budget is kept and
// others on the line come first (line-window.ts). What was asked for is paid for at once: then the rate holds whatever a kernel buffers.

import type { Clock } from '../../core/clock.ts'
import { MIB, SECOND_MS } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import { connectMs, type Remote } from './connect-time.ts'
import { LineWindow, lineNumbers } from './line-window.ts'
import { type Turn, unpaced } from './origin-client.ts'
import { Pacer } from './pacer.ts'

export const outsidePaceNumbers = {
  /** A request asks for so many ms of the rate: a second's window then holds a quarter more than the rate at most. */
  requestMs: 250,
  requestBytesMax: 4 * MIB,
  /** Saved up while nothing is asked for, in ms. */
  burstMs: 50,
  /** Headers of TCP, IP and Ethernet: 66 bytes to 1,448. */
  overhead: 1.046,
  /** Request and answer head. */
  exchangeBytes: 700,
  /** While something is asked for it is seen so often how late this process comes to what it has to do: that is no queue. */
  tickMs: 5,
  /** While others seem to have the line the source's kernel is asked so often … */
  askMs: SECOND_MS,
  /** … and so many quick answers in a row show that the source is slow, and the line is not in use. */
  quickConnects: 5,
} as const

export interface OutsidePaceOptions {
  clock: Clock
  log: Log
  /** Milliseconds until the kernel there answers. */
  connectMs?: typeof connectMs
}

export class OutsidePace {
  readonly #clock: Clock
  readonly #log: Log
  readonly #connectMs: typeof connectMs
  readonly #pacer: Pacer
  readonly #line = new LineWindow()
  /** The turn given last: turns are given in the order asked. */
  #last: Promise<void> = Promise.resolve()
  #wake: () => void = () => undefined
  #wasYielding = false
  /** The shortest time to connect, by remote, the latest last. */
  readonly #connects = new Map<string, number>()
  #askAt = Number.NEGATIVE_INFINITY
  #quickConnects = 0
  #running = 0
  #tickDueAt = 0
  #cancelTick: (() => void) | undefined
  /** How late it came, the latest last. */
  #lateness: { at: number; ms: number }[] = []

  constructor({ clock, log, connectMs: measure = connectMs }: OutsidePaceOptions) {
    this.#clock = clock
    this.#log = log
    this.#connectMs = measure
    this.#pacer = new Pacer({ clock, burstMs: outsidePaceNumbers.burstMs })
  }

  /** Bytes a second on the line; infinity: no limit. */
  get rate(): number {
    return this.#pacer.rate
  }

  set rate(bytesPerSecond: number) {
    this.#pacer.rate = bytesPerSecond
  }

  /** Bytes a second that yielding leaves; infinity: nothing is held back. */
  get yieldedRate(): number {
    return this.#line.isYielding ? this.#line.yieldedRate : Number.POSITIVE_INFINITY
  }

  get requestsAtOnce(): number {
    return this.#line.requestsAtOnce
  }

  /** Whether a better-ranked node of the site fetches as well. */
  set isSecond(isSecond: boolean) {
    const wasYielding = this.#line.isYielding
    this.#line.isSecond = isSecond
    if (wasYielding && !this.#line.isYielding) this.#wake()
  }

  /** Of the largest pieces that are asked for. */
  set pieceBytes(bytes: number) {
    this.#line.pieceBytes = bytes
  }

  /** The node is on another line now. */
  forget(): void {
    this.#line.forget()
    this.#connects.clear()
    this.#wake()
  }

  /** Resolves when a request may go out, with the most bytes it may ask for of the `wanted`; also, when `signal` is aborted. */
  async turn(wanted: number, signal: AbortSignal): Promise<Turn> {
    const before = this.#last
    const given = Promise.withResolvers<void>()
    this.#last = given.promise
    try {
      await orAborted(before, signal)
      await this.#pacer.take(0, signal)
      const granted = await this.#granted(signal)
      if (signal.aborted) return unpaced(Math.min(wanted, granted))
      const bytes = evenPart(wanted, Math.min(granted, this.#requestBytes()))
      void this.#pacer.take(onTheLine(bytes) + outsidePaceNumbers.exchangeBytes, signal)
      return this.#begin(bytes)
    } finally {
      void before.then(given.resolve)
    }
  }

  /** For an answer that cannot be asked for in parts: resolves when as much has been paid for. */
  async received(bytes: number, signal: AbortSignal): Promise<void> {
    await this.#pacer.take(onTheLine(bytes), signal)
  }

  close(): void {
    this.#pacer.close()
    this.#cancelTick?.()
  }

  /** Bytes that the line allows now, waited for. */
  async #granted(signal: AbortSignal): Promise<number> {
    for (;;) {
      const now = this.#clock.monotonic()
      const grant = this.#line.grant(now)
      if ('bytes' in grant) return grant.bytes
      if (signal.aborted) return 0
      await this.#changed(grant.notBefore - now, signal)
    }
  }

  /** Resolves after so long, or earlier when the line's answer may be another. */
  #changed(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const cancel = Number.isFinite(ms) ? this.#clock.after(Math.max(1, Math.ceil(ms)), () => done()) : undefined
      const done = () => {
        cancel?.()
        signal.removeEventListener('abort', done)
        this.#wake = () => undefined
        resolve()
      }
      this.#wake = done
      signal.addEventListener('abort', done, { once: true })
    })
  }

  #begin(bytes: number): Turn {
    const line = this.#line
    const now = () => this.#clock.monotonic()
    const id = line.asked(bytes, now())
    let to: Remote | undefined
    let sentAt = now()
    if (this.#running++ === 0) this.#tick()
    return {
      bytes,
      sent: remote => {
        to = remote
        sentAt = now()
        line.sent(id, remote && nameOf(remote), now())
      },
      answered: () => {
        line.answered(id, now(), this.#lateSince(sentAt))
        if (to) this.#judge(to)
        this.#wake()
      },
      arrived: part => {
        line.arrived(id, part, now())
        this.#wake()
      },
      ended: () => {
        line.ended(id, now())
        if (--this.#running === 0) this.#cancelTick?.()
        this.#wake()
      },
    }
  }

  #tick(): void {
    const { tickMs } = outsidePaceNumbers
    this.#tickDueAt = this.#clock.monotonic() + tickMs
    this.#cancelTick = this.#clock.after(tickMs, () => {
      this.#noteLateness()
      this.#tick()
    })
  }

  #noteLateness(): void {
    const now = this.#clock.monotonic()
    this.#lateness.push({ at: now, ms: now - this.#tickDueAt })
    while (this.#lateness[0]!.at < now - SECOND_MS) this.#lateness.shift()
  }

  /** The most it was late since then, what it is late now included. */
  #lateSince(at: number): number {
    let most = Math.max(0, this.#clock.monotonic() - this.#tickDueAt)
    for (const late of this.#lateness) if (late.at >= at) most = Math.max(most, late.ms)
    return most
  }

  /** A source that is slow itself is no reason to yield: at the first answer and while we yield its kernel is asked. */
  #judge(remote: Remote): void {
    const { isYielding, seen } = this.#line
    if (isYielding !== this.#wasYielding) this.#log.debug({ isYielding, ...seen }, 'others on the line')
    if (!isYielding) this.#quickConnects = 0
    this.#wasYielding = isYielding
    if (remote.isProxy) return // its kernel is near
    const now = this.#clock.monotonic()
    if (this.#connects.has(nameOf(remote)) && (!isYielding || now < this.#askAt)) return
    this.#askAt = now + outsidePaceNumbers.askMs
    void this.#askKernel(remote)
  }

  async #askKernel(remote: Remote): Promise<void> {
    const name = nameOf(remote)
    this.#noteConnect(name, Number.POSITIVE_INFINITY)
    const ms = await this.#connectMs(remote, this.#clock)
    this.#noteConnect(name, ms)
    if (!this.#line.isYielding) return
    const { baseMs } = this.#line.seen
    const isQuick = ms - Math.min(this.#connects.get(name)!, baseMs) < lineNumbers.targetMs / 2
    this.#quickConnects = isQuick ? this.#quickConnects + 1 : 0
    if (this.#quickConnects < outsidePaceNumbers.quickConnects) return
    this.#quickConnects = 0
    this.#log.info({ source: name, connectMs: Math.round(ms), ...this.#line.seen }, 'the source is slow, not the line')
    this.#line.excuse()
    this.#wake()
  }

  #noteConnect(name: string, ms: number): void {
    const least = Math.min(ms, this.#connects.get(name) ?? ms)
    this.#connects.delete(name)
    if (this.#connects.size >= lineNumbers.origins) this.#connects.delete(this.#connects.keys().next().value!)
    this.#connects.set(name, least)
  }

  #requestBytes(): number {
    const { requestMs, requestBytesMax } = outsidePaceNumbers
    const bytes = (this.rate * requestMs) / SECOND_MS
    return Math.floor(Math.min(Math.max(bytes, lineNumbers.requestBytesMin), requestBytesMax))
  }
}

function nameOf({ address, port }: Remote): string {
  return `${address}:${port}`
}

/** A job asks for many turns under one signal: none of them leaves a listener there. */
async function orAborted(turn: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  const aborted = Promise.withResolvers<void>()
  const abort = () => aborted.resolve()
  signal.addEventListener('abort', abort)
  await Promise.race([turn, aborted.promise])
  signal.removeEventListener('abort', abort)
}

/** Equal parts: a small rest would hold a request's place for a whole round trip. */
function evenPart(wanted: number, most: number): number {
  const part = Math.ceil(wanted / Math.ceil(wanted / most))
  return Math.min(wanted, Math.max(part, lineNumbers.requestBytesMin))
}

function onTheLine(bytes: number): number {
  return bytes * outsidePaceNumbers.overhead
}
