// One node id that speaks from two places, by what it announces: each start of a node has a boot of its own, and once a later one is
// heard, the earlier is silent. A restart, a clock set back, and what of an earlier boot is still under way, are no sign. Pure.

import { limits, SECOND_MS } from '../../core/limits.ts'

interface Spoken {
  /** By boot; `firstAt` on the monotonic clock. */
  boots: Map<number, { sequence: number; firstAt: number }>
  /** The boot heard last; of this node itself its own, which never ceases to speak. */
  last: number
  /** Times that a boot spoke on after another had. */
  returns: number
}

/** What was still under way from an earlier boot has come after so long. */
const settleMs = 10 * SECOND_MS
/** One may be an accident of relays; copies go on and on. */
const returnsOfCopies = 2
/** Boots remembered of one node: copies beyond are noticed by these. */
const bootsOfNode = 4

export class Duplicates {
  readonly #self: string
  readonly #spoken = new Map<string, Spoken>()

  /** `now` as for `hear`. */
  constructor({ node, boot }: { node: string; boot: number }, now: number) {
    this.#self = node
    this.#spoken.set(node, { boots: new Map([[boot, { sequence: 0, firstAt: now }]]), last: boot, returns: 0 })
  }

  /** Whether it shows that its node speaks from two places. `now`: monotonic, ms. */
  hear({ node, boot, sequence }: { node: string; boot: number; sequence: number }, now: number): boolean {
    const spoken = this.#spokenBy(node)
    const known = spoken.boots.get(boot)
    if (known && sequence <= known.sequence) return false
    const other = spoken.last === boot ? undefined : spoken.boots.get(spoken.last)
    const isReturn = known !== undefined && other !== undefined && now - other.firstAt >= settleMs
    if (isReturn) spoken.returns++
    if (!known && spoken.boots.size >= bootsOfNode) forgetOne(spoken)
    spoken.boots.set(boot, { sequence, firstAt: known?.firstAt ?? now })
    if (node !== this.#self) spoken.last = boot
    return isReturn && spoken.returns >= returnsOfCopies
  }

  #spokenBy(node: string): Spoken {
    const known = this.#spoken.get(node)
    if (known) return known
    if (this.#spoken.size > limits.members) {
      const oldest = [...this.#spoken.keys()].find(each => each !== this.#self)!
      this.#spoken.delete(oldest)
    }
    const made = { boots: new Map(), last: Number.NaN, returns: 0 }
    this.#spoken.set(node, made)
    return made
  }
}

/** The first that was heard, but not the one heard last. */
function forgetOne({ boots, last }: Spoken): void {
  boots.delete([...boots.keys()].find(boot => boot !== last)!)
}
