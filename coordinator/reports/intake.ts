// The one way in for a verified report, whoever brought it: within its node's rate, into the tables, counted, and told as a sign of life.

import type { Clock } from '../../core/clock.ts'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import { RateLimit } from '../../core/rate-limit.ts'
import type { VerifiedReport } from '../../core/verify.ts'
import { type ReportDeps, takeInReport } from './gather-view.ts'

/** `refused` are those whose signature was right. */
export const reportResults = ['taken', 'repeated', 'refused'] as const
export type ReportResult = (typeof reportResults)[number]

export interface IntakeDeps {
  reports: ReportDeps
  /** A report of the node that was not here before: it was alive when it made it. */
  onNews: (node: string) => void
  clock: Clock
}

export class Intake {
  readonly #deps: IntakeDeps
  readonly #reportRate = new RateLimit(limits.memberReports)
  readonly #inventoryRate = new RateLimit(limits.memberInventories)
  readonly #counts: Record<ReportResult, number> = { taken: 0, repeated: 0, refused: 0 }

  constructor(deps: IntakeDeps) {
    this.#deps = deps
  }

  /** Throws a coded error to refuse the report. */
  readonly take = async (report: VerifiedReport): Promise<{ forgot: boolean }> => {
    const [node, now] = [report.body.header.name, this.#deps.clock.monotonic()]
    try {
      const isTooOften =
        !this.#reportRate.take(node, now) || (report.body.inventory && !this.#inventoryRate.take(node, now))
      if (isTooOften) throw new CodedError('limit-exceeded', 'more reports than a node has reason to send: later')
      const { isNew, forgot } = await takeInReport(report, this.#deps.reports)
      this.#counts[isNew ? 'taken' : 'repeated']++
      if (isNew) this.#deps.onNews(node)
      return { forgot }
    } catch (error) {
      this.#counts.refused++
      throw error
    }
  }

  /** How many since the start. */
  count(result: ReportResult): number {
    return this.#counts[result]
  }
}
