// Follows what each agent of an office has of one order while some of them are killed, frozen or cut off: who does not answer in time is
// passed over until the next look.

import { setTimeout as pause } from 'node:timers/promises'
import type { Agent } from '../../fleet/fleet.ts'
import { arrivalOf, type LogLine, logEnd, readLog } from '../agent-log.ts'
import type { BenchOffice } from '../office.ts'
import type { Sample } from './fault-figures.ts'

const answerMs = 2_000

export interface Seen {
  node: string
  /** Of the order's patch, in time. */
  samples: Sample[]
  /** Whether it knows the order. */
  knows: boolean
  originBytes: number
  /** When all of it was there (ms). */
  arrivedAt: number | undefined
}

interface Status {
  node: string
  patches: { schedule: string; state: string; sizeBytes: number; haveBytes: number }[]
  transfers: { artifact: string; bytes: { origin: number } }[]
}

export class AgentWatch {
  readonly seen = new Map<string, Seen>()
  readonly #office: BenchOffice
  readonly #order: { schedule: string; artifact: string }
  readonly #logEnds = new Map<string, number>()

  constructor(office: BenchOffice, order: { schedule: string; artifact: string }) {
    this.#office = office
    this.#order = order
  }

  /** Before the order is given: what logs say from now on. */
  async begin(): Promise<void> {
    for (const agent of this.#office.fleet.agents) {
      const { node } = await agent.ask<Status>('status')
      this.#logEnds.set(agent.name, await logEnd(agent))
      this.seen.set(agent.name, { node, samples: [], knows: false, originBytes: 0, arrivedAt: undefined })
    }
  }

  /** One look at all of them. */
  async look(): Promise<void> {
    await Promise.all(
      this.#office.fleet.agents.map(async agent => {
        const seen = this.seen.get(agent.name)!
        if (seen.arrivedAt !== undefined) return
        const status = await inTime(agent.ask<Status>('status'))
        if (status) this.#take(seen, status)
        const logged = arrivalOf(await this.logOf(agent), [this.#order.artifact])
        const isWhole = status?.patches.some(each => this.#isOrdered(each) && each.haveBytes >= each.sizeBytes)
        seen.arrivedAt = logged ?? (isWhole ? Date.now() : undefined)
      }),
    )
  }

  logOf(agent: Agent): Promise<LogLine[]> {
    return readLog(agent, this.#logEnds.get(agent.name))
  }

  /** Of the payload, what the agent that has the most has of it. */
  mostShare(payloadBytes: number): number {
    const most = [...this.seen.values()].map(({ samples }) => samples.at(-1)?.haveBytes ?? 0)
    return Math.max(0, ...most) / payloadBytes
  }

  /** Who fetches outside: the one of those at work that has fetched the most. */
  holder(): string | undefined {
    const [first] = [...this.seen]
      .filter(([, { arrivedAt, originBytes }]) => arrivedAt === undefined && originBytes > 0)
      .sort(([, a], [, b]) => b.originBytes - a.originBytes)
    return first?.[0]
  }

  #take(seen: Seen, { patches, transfers }: Status): void {
    const patch = patches.find(each => this.#isOrdered(each))
    if (!patch) return
    seen.knows = true
    seen.samples.push({ at: Date.now(), haveBytes: patch.haveBytes })
    seen.originBytes = transfers.find(({ artifact }) => artifact === this.#order.artifact)?.bytes.origin ?? 0
  }

  #isOrdered({ schedule }: { schedule: string }): boolean {
    return schedule === this.#order.schedule
  }
}

/** Undefined: it is gone, frozen, or slower than that. */
export async function inTime<T>(answer: Promise<T>): Promise<T | undefined> {
  const ended = new AbortController()
  const late = pause(answerMs, undefined, { signal: ended.signal, ref: false }).catch(() => undefined) // the answer came first
  const answered = answer.catch(() => undefined) // between its death and its next start
  const first = await Promise.race([answered, late])
  ended.abort()
  return first
}
