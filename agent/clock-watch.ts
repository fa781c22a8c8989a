// Whether the clock of this machine can be right, by what others signed: the coordinator's answer to a nonce, and the dates of the admins.
// It corrects nothing: that is the business of the machine and its people.

import type { Clock } from '../core/clock.ts'
import { limits, MINUTE_MS } from '../core/limits.ts'
import { formatDuration } from '../core/present.ts'
import type { Alarms } from './alarms.ts'

const subject = 'local clock'

export class ClockWatch {
  readonly #alarms: Alarms
  #cancel: () => void = () => undefined

  /** `now`: the local clock, but not before what root and admins have signed (trust). */
  constructor({ alarms, clock, trust }: { alarms: Alarms; clock: Clock; trust: { now(): number } }) {
    this.#alarms = alarms
    const look = () => {
      const behindMs = trust.now() - clock.now()
      if (behindMs > limits.clockSkewMs)
        alarms.raise(
          'clock-wrong',
          subject,
          `${formatDuration(behindMs)} behind the newest date that root or the admins signed`,
        )
      this.#cancel = clock.after(MINUTE_MS, look)
    }
    look()
  }

  /** `aheadMs`: the local clock less the coordinator's. */
  compare(aheadMs: number): void {
    const byMs = Math.abs(aheadMs)
    if (byMs <= limits.clockSkewMs) {
      this.#alarms.clear('clock-wrong', subject)
      return
    }
    const side = aheadMs > 0 ? 'ahead of' : 'behind'
    this.#alarms.raise('clock-wrong', subject, `${formatDuration(byMs)} ${side} the coordinator's`)
  }

  close(): void {
    this.#cancel()
  }
}
