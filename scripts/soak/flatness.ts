// Whether a process grows, from samples of its memory and descriptors: the first third against the last, and the slope between. Pure.

import { HOUR_MS, MIB } from '../../core/limits.ts'

export interface ProcessSample {
  atMs: number
  rssBytes: number
  /** Memory of its own, without mapped files. */
  rssAnonBytes: number
  descriptors: number
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
  const mean = (of: (each: ProcessSample) => number) =>
    Math.round(samples.reduce((total, each) => total + of(each), 0) / samples.length)
  return {
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
