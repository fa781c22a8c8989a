// Reports that wait at this node to be passed on: the newest of each member, bounded in number and bytes. It also says when the next
// batch is due. It sends nothing.

import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { BatchedReport } from '../../core/report-batch.ts'

export interface QueuedReport extends BatchedReport {
  node: string
  version: number
  digest: Digest
  /** Until when somebody waits for the receipt, on the monotonic clock. */
  until: number
}

export interface Waiting<T> {
  report: QueuedReport
  queuedAt: number
  /** Neighbours that gave no receipt for it. */
  failures: number
  isSettled: boolean
  settle: PromiseWithResolvers<T>
}

export class RelayQueue<T> {
  readonly #waiting = new Map<string, Waiting<T>>()
  #bytes = 0
  /** Members that last said that something is under way. */
  readonly #busy = new Set<string>()

  get size(): number {
    return this.#waiting.size
  }

  /** Resolves with what comes back for it. Rejects with `limit-exceeded`, or `rollback` when a newer report of its node waits or comes. */
  add(report: QueuedReport, now: number): Promise<T> {
    const { node, version, envelope, settled } = report
    const before = this.#waiting.get(node)
    if (before && before.report.version >= version) return Promise.reject(superseded(node))
    const bytes = this.#bytes + envelope.length - (before?.report.envelope.length ?? 0)
    if (bytes > limits.relayQueueBytes || (!before && this.#waiting.size >= limits.relayQueue))
      return Promise.reject(new CodedError('limit-exceeded', 'too many reports wait to be passed on'))
    if (before) this.#drop(before).reject(superseded(node))
    const waiting = { report, queuedAt: now, failures: 0, isSettled: false, settle: Promise.withResolvers<T>() }
    this.#keep(waiting)
    if (settled) this.#busy.delete(node)
    else if (this.#busy.size < limits.members) this.#busy.add(node)
    return waiting.settle.promise
  }

  /** What was taken and found no way; false when a newer report of its node has come meanwhile. */
  putBack(waiting: Waiting<T>): boolean {
    if (this.#waiting.has(waiting.report.node)) return false
    waiting.failures++
    this.#keep(waiting)
    return true
  }

  /** The next batch, oldest first; those that nobody waits for any more are rejected. */
  take(now: number): Waiting<T>[] {
    const batch: Waiting<T>[] = []
    let bytes = 0
    for (const waiting of this.#waiting.values()) {
      const { report } = waiting
      if (report.until - limits.relayStepMs <= now) {
        this.#drop(waiting).reject(new CodedError('timed-out', 'nobody took the report in time'))
        continue
      }
      // what frames a report in its batch takes less than 16 bytes
      if (batch.length >= limits.batchedReports || bytes + report.envelope.length + 16 > limits.batchBytes - 64) break
      batch.push(waiting)
      bytes += report.envelope.length + 16
    }
    for (const waiting of batch) this.#drop(waiting)
    return batch
  }

  /** When the next batch to the coordinator is due, given when the last one went; undefined: nothing waits. */
  dueAt(lastSentAt: number): number | undefined {
    const times = [...this.#waiting.values()].map(({ queuedAt }) => queuedAt)
    if (times.length === 0) return undefined
    const [oldest, newest] = [Math.min(...times), Math.max(...times)]
    const quietAt = Math.max(newest + limits.relayQuietMs, lastSentAt + limits.relayBatchMs)
    // The last outcome of a schedule waits for nobody: all that had something under way have said that it is done.
    if (this.#busy.size === 0) return Math.min(quietAt, newest + limits.relayHopMs)
    return Math.min(oldest + limits.relayBatchMs, quietAt)
  }

  rejectAll(error: Error): void {
    for (const waiting of [...this.#waiting.values()]) this.#drop(waiting).reject(error)
  }

  #keep(waiting: Waiting<T>): void {
    this.#waiting.set(waiting.report.node, waiting)
    this.#bytes += waiting.report.envelope.length
  }

  #drop({ report, settle }: Waiting<T>): PromiseWithResolvers<T> {
    this.#waiting.delete(report.node)
    this.#bytes -= report.envelope.length
    return settle
  }
}

function superseded(node: string): CodedError {
  return new CodedError('rollback', `a newer report of ${node} goes instead`)
}
