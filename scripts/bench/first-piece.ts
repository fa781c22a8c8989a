// When agents have their first verified piece, counted from the order: asked often at first, and of a few agents only.

import { setTimeout as pause } from 'node:timers/promises'
import type { Agent } from '../fleet/fleet.ts'

const agentsAsked = 8
const askMs = 40
/** Who has nothing after so long is asked less often: the question itself costs the agent time. */
const eagerMs = 4_000
const patientAskMs = 500

export interface FirstPiece {
  /** Milliseconds from the order. */
  ms: number
  /** What was there when it was seen first, and how much of that came from outside. */
  haveBytes: number
  originBytes: number
}

interface Transfer {
  artifact: string
  haveBytes: number
  bytes: { origin: number }
}

/** Until each agent that is asked has one, or `signal`; by agent. */
export async function watchFirstPiece(
  agents: readonly Agent[],
  {
    artifacts,
    began,
    signal,
    onFirst,
  }: { artifacts: readonly string[]; began: number; signal: AbortSignal; onFirst?: (() => void) | undefined },
): Promise<Map<string, FirstPiece>> {
  const first = new Map<string, FirstPiece>()
  const asked = agents.slice(0, agentsAsked)
  while (first.size < asked.length && !signal.aborted) {
    await Promise.all(
      asked
        .filter(({ name }) => !first.has(name))
        .map(async agent => {
          const { transfers } = await agent.ask<{ transfers: Transfer[] }>('status')
          const seen = firstPieceOf(transfers, artifacts)
          if (!seen) return
          if (first.size === 0) onFirst?.()
          first.set(agent.name, { ms: Date.now() - began, ...seen })
        }),
    )
    await pause(Date.now() - began < eagerMs ? askMs : patientAskMs)
  }
  return first
}

/** Undefined: nothing of these artifacts is there. */
export function firstPieceOf(
  transfers: readonly Transfer[],
  artifacts: readonly string[],
): Pick<FirstPiece, 'haveBytes' | 'originBytes'> | undefined {
  const ours = transfers.filter(({ artifact }) => artifacts.includes(artifact))
  const haveBytes = ours.reduce((total, each) => total + each.haveBytes, 0)
  const originBytes = ours.reduce((total, each) => total + each.bytes.origin, 0)
  return haveBytes > 0 ? { haveBytes, originBytes } : undefined
}
