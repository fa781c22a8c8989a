// The alarm that one node id speaks from two places, as neighbours' announcements show it; over when nothing has shown it for an hour.

import type { Clock } from '../core/clock.ts'
import { limits } from '../core/limits.ts'
import type { Alarms } from './alarms.ts'

export class DuplicateAlarm {
  readonly #alarms: Alarms
  readonly #clock: Clock
  readonly #quiet = new Map<string, () => void>()

  constructor({ alarms, clock }: { alarms: Alarms; clock: Clock }) {
    this.#alarms = alarms
    this.#clock = clock
  }

  /** `isSelf`: it is this node's own id that another machine uses. */
  raise(node: string, { isSelf }: { isSelf: boolean }): void {
    const who = isSelf ? 'another machine announces with this node’s own key' : 'announcements of two starts alternate'
    this.#alarms.raise('duplicate-node', node, `${who}: a copied disk, or a stolen key`)
    this.#quiet.get(node)?.()
    const over = () => {
      this.#quiet.delete(node)
      this.#alarms.clear('duplicate-node', node)
    }
    this.#quiet.set(node, this.#clock.after(limits.duplicateAlarmMs, over))
  }

  close(): void {
    for (const cancel of this.#quiet.values()) cancel()
  }
}
