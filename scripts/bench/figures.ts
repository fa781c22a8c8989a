// From what was counted to what is said: ratios to the plain download, medians over the runs, and which targets were missed. Pure.

/** What one patch day of one office gave; undefined: not measured. */
export interface DayFigures {
  /** Both directions over the WAN, from the order until the last report was acknowledged. */
  wanBytes: number
  plainWanBytes: number
  plainSeconds: number
  /** Seconds from the order until each agent had all of it. */
  arrivedSeconds: number[]
  lanBytes: number
  payloadBytes: number
  /** Processor seconds of all agents from the order until the last had all of it. */
  agentCpuSeconds: number | undefined
  /** Of the whole machine in the same time, in cores. */
  coresBusy: number | undefined
  peakRssAnonBytes: number | undefined
  idleRssAnonBytes: number | undefined
  /** At the first agent that had one and fetched nothing outside. */
  firstPieceMs: number | undefined
  /** Why bytes crossed the WAN, as the agents counted them. */
  reasons: Record<string, number>
}

/** Figures of one set that have a target; null: not measured. */
export interface SetFigures {
  set: string
  wanRatio: number | null
  timeRatio: number | null
  slowestToMedian: number | null
  lanRatio: number | null
  cpuRatio: number | null
  peakRssAnonBytes: number | null
  runs: number
  wanRatioWorst: number | null
  timeRatioWorst: number | null
  firstPieceMs: number | null
  idleRssAnonBytes: number | null
  plainSeconds: number | null
  plainWanBytes: number | null
  /** Processor seconds of all agents, and cores the machine had busy (of those it has), while the patch spread. */
  agentCpuSeconds: number | null
  coresBusy: number | null
  [more: string]: unknown
}

export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

export function wanRatio({ wanBytes, plainWanBytes }: DayFigures): number {
  return wanBytes / plainWanBytes
}

export function timeRatio({ arrivedSeconds, plainSeconds }: DayFigures): number {
  return Math.max(...arrivedSeconds) / plainSeconds
}

/** To what all but one of the agents must get from the others; with a seed that had it before, all of them. */
export function lanRatio({ lanBytes, payloadBytes, arrivedSeconds }: DayFigures, hasSeed: boolean): number {
  const receivers = arrivedSeconds.length - (hasSeed ? 0 : 1)
  return lanBytes / (receivers * payloadBytes)
}

/** Of one set's runs; `bareCpuPerGb`: a bare libp2p pair's in the same run. */
export function setFigures(
  { set, hasSeed }: { set: string; hasSeed: boolean },
  days: readonly DayFigures[],
  { bareCpuPerGb, hasWan = true }: { bareCpuPerGb?: number | undefined; hasWan?: boolean } = {},
): SetFigures {
  const of = (figure: (day: DayFigures) => number | undefined) =>
    median(days.map(figure).filter(value => value !== undefined))
  const worst = (figure: (day: DayFigures) => number | undefined) => {
    const measured = days.map(figure).filter(value => value !== undefined)
    return measured.length > 0 ? Math.max(...measured) : null
  }
  const cpuPerGb = of(({ agentCpuSeconds, lanBytes, payloadBytes }) =>
    agentCpuSeconds === undefined ? undefined : agentCpuSeconds / ((lanBytes + (hasSeed ? 0 : payloadBytes)) / 1e9),
  )
  return {
    set,
    wanRatio: hasWan ? of(wanRatio) : null,
    timeRatio: hasWan ? of(timeRatio) : null,
    slowestToMedian: of(({ arrivedSeconds }) => Math.max(...arrivedSeconds) / median(arrivedSeconds)!),
    lanRatio: of(day => lanRatio(day, hasSeed)),
    cpuRatio: cpuPerGb === null || bareCpuPerGb === undefined ? null : cpuPerGb / bareCpuPerGb,
    peakRssAnonBytes: worst(day => day.peakRssAnonBytes),
    runs: days.length,
    wanRatioWorst: hasWan ? worst(wanRatio) : null,
    timeRatioWorst: hasWan ? worst(timeRatio) : null,
    firstPieceMs: of(day => day.firstPieceMs),
    idleRssAnonBytes: worst(day => day.idleRssAnonBytes),
    plainSeconds: hasWan ? of(day => day.plainSeconds) : null,
    plainWanBytes: hasWan ? of(day => day.plainWanBytes) : null,
    agentCpuSeconds: of(day => day.agentCpuSeconds),
    coresBusy: of(day => day.coresBusy),
  }
}

export interface Missed {
  set: string
  measure: string
  figure: number
  target: number
}

export interface Target {
  measure: string
  /** The sets it is for, by the start of their names. */
  sets: readonly string[]
  target: number
  /** Larger is better. */
  atLeast?: boolean
}

const MB = 1_000_000

export const targets: readonly Target[] = [
  { measure: 'wanRatio', sets: ['S', 'M', 'L'], target: 1.02 },
  { measure: 'wanRatioWorst', sets: ['S', 'M', 'L'], target: 1.05 },
  { measure: 'wanRatio', sets: ['K'], target: 1.05 },
  { measure: 'timeRatio', sets: ['S'], target: 1.1 },
  { measure: 'timeRatio', sets: ['M', 'L'], target: 1.15 },
  { measure: 'slowestToMedian', sets: ['S', 'M', 'L', 'K'], target: 1.1 },
  { measure: 'firstPieceMs', sets: ['S', 'M', 'L'], target: 1000 },
  { measure: 'lanRatio', sets: ['S', 'M', 'L', 'K', 'H'], target: 1.03 },
  { measure: 'cpuRatio', sets: ['H'], target: 1.25 },
  { measure: 'idleRssAnonBytes', sets: ['S'], target: 90 * MB },
  { measure: 'peakRssAnonBytes', sets: ['H'], target: 150 * MB },
  { measure: 'coldStartWanRatio', sets: ['S'], target: 1.02 },
  { measure: 'lanGoodputRatio', sets: ['H 2 agents, 500'], target: 0.97, atLeast: true },
  { measure: 'bareGoodputRatio', sets: ['H 2 agents, unshaped'], target: 0.8, atLeast: true },
  { measure: 'lateOriginBytes', sets: ['S'], target: 0 },
  { measure: 'probeAddedMs', sets: ['S'], target: 60 },
  { measure: 'foregroundShare', sets: ['S'], target: 0.9, atLeast: true },
  { measure: 'unfinished', sets: ['faults'], target: 0 },
  { measure: 'badFiles', sets: ['faults'], target: 0 },
  { measure: 'wanRatio', sets: ['faults: none', 'faults: multicast'], target: 1.02 },
  { measure: 'timeRatio', sets: ['faults: none', 'faults: multicast'], target: 1.1 },
  { measure: 'wanRatio', sets: ['faults: all agents killed', 'faults: coordinator killed'], target: 1.05 },
  { measure: 'stallSeconds', sets: ['faults: lease holder'], target: 3 },
  { measure: 'wanMoreThanClean', sets: ['faults: lease holder'], target: 0.02 },
  { measure: 'laterSeconds', sets: ['faults: lease holder'], target: 2 },
  { measure: 'wastedBeyondInjected', sets: ['faults: hostile'], target: 0.005 },
  { measure: 'timeToClean', sets: ['faults: hostile'], target: 1.1 },
  { measure: 'offenderNamed', sets: ['faults: hostile'], target: 1, atLeast: true },
  { measure: 'wanRatio', sets: ['faults: unrest'], target: 1.1 },
  { measure: 'wanRatio', sets: ['faults: VLANs'], target: 2.05 },
  { measure: 'reasonGiven', sets: ['faults: VLANs'], target: 1, atLeast: true },
]

/** The target that this figure of this set has. */
export function targetOf(set: string, measure: string): Target | undefined {
  return targets.find(each => each.measure === measure && each.sets.some(name => set.startsWith(name)))
}

export function isMet(figure: number, { target, atLeast = false }: Pick<Target, 'target' | 'atLeast'>): boolean {
  return atLeast ? figure >= target : figure <= target
}

/** What was measured and fell short, in the order of the sets. */
export function missedTargets(sets: readonly SetFigures[]): Missed[] {
  return sets.flatMap(figures =>
    Object.entries(figures).flatMap(([measure, figure]) => {
      const found = targetOf(figures.set, measure)
      if (typeof figure !== 'number' || !found || isMet(figure, found)) return []
      return [{ set: figures.set, measure, figure, target: found.target }]
    }),
  )
}
