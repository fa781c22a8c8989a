// When which process is to be killed, decided before anything runs: the same seed gives the same plan. Pure. The moments within a phase
// are the machine's, so that a plan carried out twice meets two different instants; that is what the many kills are for.

import type { Random } from '../../core/random.ts'

export const phases = ['join', 'sync', 'approve', 'order', 'fetch', 'install', 'report'] as const
export type Phase = (typeof phases)[number]

export type Victim = 'coordinator' | 'command' | 'joining' | 'lease-holder' | 'installing' | 'agent'

export interface Kill {
  phase: Phase
  victim: Victim
  /** After the phase began. */
  afterMs: number
  /** It is killed once more so long after it was started again, perhaps before it listens; undefined: not. */
  againMs: number | undefined
}

export interface RoundPlan {
  /** A machine joins in this round. */
  joins: boolean
  kills: Kill[]
}

/** Who is worth killing in a phase, and how long the phase takes on a small machine. */
const moments: Record<Phase, { victims: readonly Victim[]; withinMs: number }> = {
  join: { victims: ['joining', 'joining', 'coordinator'], withinMs: 1_800 },
  sync: { victims: ['coordinator'], withinMs: 250 },
  approve: { victims: ['coordinator', 'command'], withinMs: 2_500 },
  order: { victims: ['coordinator', 'command', 'agent'], withinMs: 2_500 },
  fetch: { victims: ['lease-holder', 'lease-holder', 'agent', 'coordinator'], withinMs: 2_500 },
  install: { victims: ['installing', 'installing', 'agent'], withinMs: 1_200 },
  report: { victims: ['coordinator', 'agent'], withinMs: 1_500 },
}

const killsARound = 7
const againShare = 0.15
const againWithinMs = 2_000

/** Rounds with at least `kills` kills in all; in the first `joining` of them a machine joins, and is killed while it does. */
export function planKills(random: Random, { kills, joining }: { kills: number; joining: number }): RoundPlan[] {
  const rounds: RoundPlan[] = []
  for (let left = kills; left > 0; ) {
    const joins = rounds.length < joining
    const open = phases.filter(phase => joins || phase !== 'join')
    const chosen: Kill[] = joins ? [{ ...planKill(random, 'join'), againMs: undefined }] : []
    left -= chosen.length
    while (chosen.length < killsARound && left > 0) {
      const kill = planKill(random, pick(random, open))
      left -= kill.againMs === undefined ? 1 : 2
      chosen.push(kill)
    }
    rounds.push({ joins, kills: chosen })
  }
  return rounds
}

function planKill(random: Random, phase: Phase): Kill {
  const { victims, withinMs } = moments[phase]
  const victim = pick(random, victims)
  const afterMs = Math.floor(random() * withinMs)
  const isDaemon = victim !== 'command' && victim !== 'joining'
  const again = isDaemon && random() < againShare
  return { phase, victim, afterMs, againMs: again ? Math.floor(random() * againWithinMs) : undefined }
}

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)]!
}
