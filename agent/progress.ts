// How fast bytes come, by source: from byte counts sampled once a second while something is on its way. Pure but for the samples it keeps.

import { limits } from '../core/limits.ts'
import type { Traffic } from '../core/report.ts'
import { type BytesView, viewBytes } from './view.ts'

interface Sample {
  /** On the monotonic clock, ms. */
  at: number
  bytes: BytesView
}

export class Progress {
  #samples: Sample[] = []

  sample(traffic: readonly Traffic[], at: number): void {
    this.#samples = [
      ...this.#samples.filter(each => at - each.at <= limits.rateWindowMs),
      { at, bytes: viewBytes(traffic) },
    ]
  }

  /** Bytes per second over the last few seconds; zero when nothing was sampled lately. */
  rate(at: number): BytesView {
    const recent = this.#samples.filter(each => at - each.at <= limits.rateWindowMs)
    const [first, last] = [recent[0], recent.at(-1)]
    const seconds = first && last ? (last.at - first.at) / 1000 : 0
    const rateOf = (source: keyof BytesView) =>
      seconds > 0 ? Math.max(0, Math.round((last!.bytes[source] - first!.bytes[source]) / seconds)) : 0
    return { local: rateOf('local'), lan: rateOf('lan'), seed: rateOf('seed'), origin: rateOf('origin') }
  }
}
