// What should not be on this node, until it is over: raised by the stages, told in `status`, the log and the reports. It rests nowhere:
// who raised an alarm raises it again after a start if its cause is still there. It does nothing about any of them.

import type { Alarm, AlarmCode } from '../core/alarms.ts'
import { asLine } from '../core/check.ts'
import { type Clock, toSeconds } from '../core/clock.ts'
import { limits } from '../core/limits.ts'
import type { Log } from '../core/log.ts'

/** What a stage asks for that may have something to raise. */
export interface Alarms {
  /** Raised again it only counts, and `detail` is the newest. */
  raise(code: AlarmCode, subject: string, detail: string): void
  /** Over. Without a subject: all of the code. */
  clear(code: AlarmCode, subject?: string): void
}

export class AlarmBook implements Alarms {
  readonly #clock: Clock
  readonly #log: Log
  /** By code and subject, the longest raised first. */
  readonly #alarms = new Map<string, Alarm>()
  readonly #listeners = new Set<() => void>()

  constructor({ clock, log }: { clock: Clock; log: Log }) {
    this.#clock = clock
    this.#log = log
  }

  raise(code: AlarmCode, subject: string, detail: string): void {
    const now = toSeconds(this.#clock.now())
    const plain = { code, subject: asLine(subject), detail: asLine(detail) }
    const key = keyOf(plain)
    const known = this.#alarms.get(key)
    if (known) {
      this.#alarms.set(key, { ...known, ...plain, lastAt: now, count: known.count + 1 })
      return
    }
    if (this.#alarms.size >= limits.alarms) this.#dropOne()
    this.#alarms.set(key, { ...plain, firstAt: now, lastAt: now, count: 1 })
    this.#log.warn(plain, 'alarm raised')
    this.#changed()
  }

  clear(code: AlarmCode, subject?: string): void {
    const over = this.all().filter(
      alarm => alarm.code === code && (subject === undefined || alarm.subject === asLine(subject)),
    )
    for (const alarm of over) {
      this.#alarms.delete(keyOf(alarm))
      this.#log.info({ code, subject: alarm.subject }, 'alarm over')
    }
    if (over.length > 0) this.#changed()
  }

  /** The longest raised first. */
  all(): Alarm[] {
    return [...this.#alarms.values()]
  }

  /** Told when an alarm was raised or is over, not when it only counts. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The newest of the code that has the most: whoever can raise many of one kind must not hide another. */
  #dropOne(): void {
    const codes = Map.groupBy(this.#alarms.keys(), key => this.#alarms.get(key)!.code)
    const [most] = [...codes.values()].sort((a, b) => b.length - a.length)
    this.#alarms.delete(most!.at(-1)!)
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
  }
}

function keyOf({ code, subject }: Pick<Alarm, 'code' | 'subject'>): string {
  return `${code}/${subject}`
}
