// How long one agent takes from its start to "joined its peers", the others running: stopped and started again.

import { setTimeout as pause } from 'node:timers/promises'
import { CodedError } from '../../core/errors.ts'
import { type Agent, type Fleet, type Place, stopDaemon } from './fleet.ts'

const limitMs = 30_000
const askMs = 25

/** Seconds from process start until it is connected to `peers` others. */
export async function measureJoin(
  fleet: Fleet,
  agent: Agent,
  { place, peers }: { place: Place; peers: number },
): Promise<number> {
  await stopDaemon(agent.process)
  const began = performance.now()
  const again = await fleet.restart(agent, place)
  for (;;) {
    const status = await again.ask<{ peers: { connected: number } }>('status')
    const elapsedMs = performance.now() - began
    if (status.peers.connected >= peers) return elapsedMs / 1000
    if (elapsedMs > limitMs)
      throw new CodedError(
        'timed-out',
        `${agent.name} found ${status.peers.connected} of ${peers} peers in ${limitMs / 1000} s`,
      )
    await pause(askMs)
  }
}
