// What the coordinator itself noticed: one entry for each cause, told for a week after it was last seen, so that who looks on Monday
// sees what was on Saturday, and kept until its place is needed. What nodes tell of themselves is in their reports.

import type { Alarm, AlarmCode } from '../../core/alarms.ts'
import { type Clock, toSeconds } from '../../core/clock.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import type { Table } from '../../core/table.ts'

export class AlarmBook {
  readonly #table: Table<Alarm>
  readonly #clock: Clock
  readonly #log: Log
  readonly #alarms = new Map<string, Alarm>()
  /** When each was last written and logged, on the monotonic clock. */
  readonly #writtenAt = new Map<string, number>()

  private constructor(table: Table<Alarm>, clock: Clock, log: Log) {
    this.#table = table
    this.#clock = clock
    this.#log = log
  }

  static async open({ table, clock, log }: { table: Table<Alarm>; clock: Clock; log: Log }): Promise<AlarmBook> {
    const book = new AlarmBook(table, clock, log)
    const now = toSeconds(clock.now())
    // what a clock that was ahead noted is not told for years
    for await (const [key, alarm] of table.entries())
      book.#alarms.set(key, { ...alarm, lastAt: Math.min(alarm.lastAt, now) })
    return book
  }

  /** Counts once more what is known already. `subject` names the cause: a node id, a protocol. */
  raise(code: AlarmCode, subject: string, detail: string): void {
    const now = toSeconds(this.#clock.now())
    const key = `${code}/${subject}`
    const known = this.#alarms.get(key)
    const alarm: Alarm = { code, subject, detail, firstAt: known?.firstAt ?? now, lastAt: now, count: 1 }
    if (known) alarm.count += known.count
    this.#alarms.delete(key)
    this.#alarms.set(key, alarm)
    // A flood must not become a flood of lines and writes.
    const writtenAt = this.#writtenAt.get(key)
    if (writtenAt !== undefined && this.#clock.monotonic() - writtenAt < limits.alarmRepeatMs) return
    this.#writtenAt.set(key, this.#clock.monotonic())
    this.#log.warn({ code, subject, detail, count: alarm.count }, 'alarm')
    this.#store(this.#table.put(key, alarm))
    this.#forget()
  }

  /** Oldest first. */
  all(): Alarm[] {
    const since = toSeconds(this.#clock.now() - limits.alarmKeptMs)
    return [...this.#alarms.values()].filter(({ lastAt }) => lastAt >= since).sort((a, b) => a.firstAt - b.firstAt)
  }

  #forget(): void {
    for (const key of this.#alarms.keys()) {
      if (this.#alarms.size <= limits.coordinatorAlarms) return
      this.#alarms.delete(key)
      this.#writtenAt.delete(key)
      this.#store(this.#table.delete(key))
    }
  }

  #store(write: Promise<void>): void {
    write.catch(error => this.#log.error({ err: error }, 'alarm not stored'))
  }
}
