// Whether the clock of this machine can be right, by what others signed: the coordinator's answer to a nonce, and the dates of the admins.
// It corrects nothing: that is the business of the machine and its people. Where the clock was set, or the machine slept, it wants the
// coordinator asked anew, so that an alarm does not outlive its cause.

import type { Clock } from '../core/clock.ts'
import { limits, SECOND_MS } from '../core/limits.ts'
import { formatDuration } from '../core/present.ts'
import type { Alarms } from './alarms.ts'
import type { Trust } from './trust/trust.ts'

const subject = 'local clock'
const lookMs = 15 * SECOND_MS

export class ClockWatch {
  readonly #alarms: Alarms
  #cancel: () => void = () => undefined

  /** `trust.now`: the local clock, but not before what root and admins have signed. `onSet`: the local clock is another than it was. */
  constructor(options: { alarms: Alarms; clock: Clock; trust: Pick<Trust, 'now' | 'reconsider'>; onSet: () => void }) {
    const { alarms, clock, trust, onSet } = options
    this.#alarms = alarms
    const offset = () => clock.now() - clock.monotonic()
    let known = offset()
    const look = () => {
      if (Math.abs(offset() - known) > limits.clockSkewMs) {
        known = offset()
        trust.reconsider()
        onSet()
      }
      const behindMs = trust.now() - clock.now()
      if (behindMs > limits.clockSkewMs)
        alarms.raise(
          'clock-wrong',
          subject,
          `${formatDuration(behindMs)} behind the newest date that root or the admins signed`,
        )
      this.#cancel = clock.after(lookMs, look)
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
