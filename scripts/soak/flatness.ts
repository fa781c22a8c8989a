// Whether a process grows, from samples of its memory and descriptors: the first third against the last, and the slope between. What V8 says
// it uses is told beside it and judges nothing: where it stays and RssAnon grows, the rest is the C library's or a native module's. Pure.

import { HOUR_MS, MIB } from '../../core/limits.ts'

export interface ProcessSample {
  atMs: number
  rssBytes: number
  /** Memory of its own, without mapped files. */
  rssAnonBytes: number
  descriptors: number
  /** What V8 says it uses, in its heap and outside for buffers; asked less often. */
  heapBytes?: number
}

export interface Growth {
  name: string
  samples: number
  /** Means of the thirds. */
  first: Omit<ProcessSample, 'atMs'>
  last: Omit<ProcessSample, 'atMs'>
  /** Of anonymous memory, by least squares. */
  slopeBytesPerHour: number
  isFlat: boolean
}

/** What a garbage collector's saw-tooth and a few connections may differ: more is growth. */
const slack = { share: 0.15, bytes: 16 * MIB, descriptors: 12 }

/** Undefined with fewer than six samples. */
export function growthOf(name: string, samples: readonly ProcessSample[]): Growth | undefined {
  const third = Math.floor(samples.length / 3)
  if (third < 2) return undefined
  const [first, last] = [means(samples.slice(0, third)), means(samples.slice(-third))]
  const grown = last.rssAnonBytes - first.rssAnonBytes
  const isFlat =
    grown <= Math.max(slack.bytes, first.rssAnonBytes * slack.share) &&
    last.descriptors - first.descriptors <= slack.descriptors
  return { name, samples: samples.length, first, last, slopeBytesPerHour: slope(samples) * HOUR_MS, isFlat }
}

function means(samples: readonly ProcessSample[]): Growth['first'] {
  const mean = (of: (each: ProcessSample) => number, some: readonly ProcessSample[] = samples) =>
    Math.round(some.reduce((total, each) => total + of(each), 0) / some.length)
  const asked = samples.filter(({ heapBytes }) => heapBytes !== undefined)
  return {
    ...(asked.length > 0 && { heapBytes: mean(each => each.heapBytes!, asked) }),
    rssBytes: mean(each => each.rssBytes),
    rssAnonBytes: mean(each => each.rssAnonBytes),
    descriptors: mean(each => each.descriptors),
  }
}

/** Bytes a millisecond. */
function slope(samples: readonly ProcessSample[]): number {
  const count = samples.length
  const [atMean, bytesMean] = [
    samples.reduce((total, { atMs }) => total + atMs, 0) / count,
    samples.reduce((total, { rssAnonBytes }) => total + rssAnonBytes, 0) / count,
  ]
  const over = samples.reduce((total, each) => total + (each.atMs - atMean) * (each.rssAnonBytes - bytesMean), 0)
  const under = samples.reduce((total, each) => total + (each.atMs - atMean) ** 2, 0)
  return under === 0 ? 0 : over / under
}
