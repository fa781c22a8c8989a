// Sends the report book's news to the coordinator, through the site's contacts or itself: soon after a change, less often the longer a day
// takes, again with growing waits until it is acknowledged; without news every few hours, so that a coordinator that lost its reports can say
// so and is told everything again. What is news is the book's to say.

import type { Stream } from '@libp2p/interface'
import { type Clock, toSeconds } from '../../core/clock.ts'
import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { FrameStream } from '../../core/frames.ts'
import { specVersion } from '../../core/header.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import type { Random } from '../../core/random.ts'
import {
  encodeReport,
  type Inventory,
  type Outcome,
  packInventory,
  type Report,
  type Traffic,
} from '../../core/report.ts'
import { sealTo } from '../../keys/box.ts'
import { type Signer, signEnvelope } from '../../keys/sign.ts'
import { isOfTheWay } from './judge-receipts.ts'
import type { Relay } from './relay.ts'
import type { Batch, ReportBook } from './report-book.ts'
import { type OutgoingReport, reportFrameLimits, sendReports } from './send-reports.ts'

export interface ReporterOptions {
  book: ReportBook
  fleet: Digest
  site: string
  node: string
  /** Its key id must be the node id. */
  signer: Signer
  agentVersion: string
  /** What else each report tells. */
  health: () => Pick<Report, 'alarms' | 'stale' | 'boot'>
  /** A report stream to a coordinator, whose key inventories are sealed to; `release` may close a connection that was opened for it. */
  open: (signal: AbortSignal) => Promise<{ stream: Stream; boxKey: Uint8Array; release: () => Promise<void> }>
  /** The way through the site's contacts; absent: every report goes to the coordinator itself. */
  relay?: {
    submit: Relay['submit']
    /** Key of the coordinator that inventories are sealed to. */
    boxKey: () => Uint8Array
  }
  clock: Clock
  random: Random
  log: Log
}

export interface Reporter {
  /** `orders`: the outcomes of everything ordered now. What has changed of the node's health is told too. */
  note: (news: { orders?: Outcome[]; traffic?: Traffic[]; inventory?: Inventory }) => Promise<void>
  /** The coordinator has no whole report of this node: everything is told once more, soon. */
  tellAgain: () => Promise<void>
  /** Tries at once what waits for a retry: the coordinator has just been heard. */
  hurry: () => void
  status: () => ReporterStatus
  /** Tries once more within `graceMs`, then stops; the rest stays in the book. */
  close: (graceMs: number) => Promise<void>
}

export interface ReporterStatus {
  /** Entries not acknowledged. */
  pending: number
  /** Milliseconds since 1970; 0: never in this run. */
  acknowledgedAt: number
  /** Why the last try failed; empty when it did not. */
  problem: string
}

export function createReporter(options: ReporterOptions): Reporter {
  const { book, clock, log } = options
  const stopping = new AbortController()
  let cancelTimer: (() => void) | undefined
  let sending: Promise<void> | undefined
  let failures = 0
  let lastSentAt = Number.NEGATIVE_INFINITY
  /** Since when news has been coming without a rest. */
  let busySince = clock.monotonic()
  let plannedAt = 0
  let closed = false
  let toldAgainAt = Number.NEGATIVE_INFINITY
  let aliveAt = 0
  let cancelAlive: () => void = () => undefined
  const status = { acknowledgedAt: 0, problem: '' }
  const isAliveDue = () => clock.monotonic() >= aliveAt
  const hasReason = () => book.pending > 0 || isAliveDue()

  function planAlive(delayMs: number): void {
    cancelAlive()
    if (closed) return
    aliveAt = clock.monotonic() + delayMs
    cancelAlive = clock.after(delayMs, () => {
      if (!cancelTimer) run()
    })
  }

  function plan(delayMs: number): void {
    if (closed) return
    cancelTimer?.()
    plannedAt = clock.monotonic() + delayMs
    cancelTimer = clock.after(delayMs, () => {
      cancelTimer = undefined
      run()
    })
  }

  function run(): void {
    if (sending) return
    sending = attempt().finally(() => {
      sending = undefined
      if (hasReason() && !closed) plan(failures > 0 ? retryDelay(failures, options.random()) : nextDelay())
    })
  }

  async function attempt(): Promise<void> {
    if (!hasReason()) return
    const now = clock.monotonic()
    if (now - lastSentAt > 2 * limits.reportBusyMs) busySince = now
    lastSentAt = now
    try {
      const means = { isAliveDue, onStored }
      const isDone = !closed && (await sendThroughContacts(options, means))
      if (!isDone) await exchange(options, means, stopping.signal)
      failures = 0
      status.problem = ''
    } catch (error) {
      failures++
      status.problem = error instanceof Error ? error.message : String(error)
      log.info({ err: error, failures, pending: book.pending }, 'report not delivered')
    }
  }

  async function onStored(forgot: boolean): Promise<void> {
    status.acknowledgedAt = clock.now()
    planAlive(limits.reportAliveMs * (0.75 + options.random() / 2))
    if (forgot) await tellAgain()
  }

  /** False: it was not long ago. */
  async function tellAgain(): Promise<boolean> {
    if (clock.monotonic() < toldAgainAt + limits.reportAgainMs) return false
    toldAgainAt = clock.monotonic()
    log.info('the coordinator knows nothing of this node from before: it is told everything again')
    await book.tellAgain()
    return true
  }

  /** Soon, but not more often than once an interval: all that changes meanwhile goes in one report. The last word of a day waits for the shortest. */
  function nextDelay(): number {
    const { reportBusyMs, reportCoalesceMs, reportIntervalMs } = limits
    const now = clock.monotonic()
    const busyMs = book.isSettled ? 0 : Math.min((now - busySince) / 8, reportBusyMs)
    return Math.max(reportCoalesceMs, lastSentAt + Math.max(reportIntervalMs, busyMs) - now)
  }

  /** Sooner than planned, if what is planned is no retry. */
  function planNext(): void {
    if (book.pending === 0 || sending) return
    const delayMs = nextDelay()
    if (!cancelTimer || (failures === 0 && clock.monotonic() + delayMs < plannedAt)) plan(delayMs)
  }

  planAlive(limits.reportAliveMs * options.random())
  // The first report waits for neighbours to turn up: an office that starts together would go to the coordinator one by one.
  if (options.relay) lastSentAt = clock.monotonic() + limits.reportStartMs - limits.reportIntervalMs
  return {
    note: async ({ orders, traffic, inventory }) => {
      if (orders) await book.noteOrders(orders, toSeconds(clock.now()))
      if (traffic) await book.noteTraffic(traffic)
      if (inventory) await book.noteInventory(inventory)
      await book.noteHealth(options.health())
      planNext()
    },
    tellAgain: async () => {
      if (await tellAgain()) planNext()
    },
    hurry: () => {
      if (failures === 0 || sending || !hasReason()) return
      failures = 0
      plan(0)
    },
    status: () => ({ pending: book.pending, ...status }),
    close: async graceMs => {
      closed = true
      cancelTimer?.()
      cancelAlive()
      const cancelGrace = clock.after(graceMs, () => stopping.abort(new Error('the agent stops')))
      if (failures === 0) run()
      else stopping.abort(new Error('the agent stops'))
      await sending
      cancelGrace()
    },
  }
}

function retryDelay(failures: number, chance: number): number {
  const full = Math.min(limits.reportRetryMs * 2 ** (failures - 1), limits.reportRetryMaxMs)
  return full / 2 + (full / 2) * chance
}

interface Exchange {
  /** Whether a report is due though it tells nothing. */
  isAliveDue: () => boolean
  onStored: (forgot: boolean) => Promise<void>
}

/** As many reports as there is news. False: what is left is to be taken to the coordinator itself. */
async function sendThroughContacts(options: ReporterOptions, { isAliveDue, onStored }: Exchange): Promise<boolean> {
  const { book, relay } = options
  if (!relay) return false
  for (;;) {
    const batch = book.nextBatch() ?? (isAliveDue() ? nothing : undefined)
    if (!batch) return true
    const { version, envelope } = await compose(batch, relay.boxKey(), options)
    if (envelope.length > limits.relayedReportBytes) return false
    const entry = await relay.submit({ version, envelope, settled: book.isSettled })
    if (!entry || isOfTheWay(entry)) return false
    if (entry.refused !== '')
      throw new CodedError('refused', `the coordinator refused report ${version}: ${entry.refused.slice(0, 40)}`)
    await onStored(entry.forgot)
    await book.acknowledge(batch)
  }
}

/** One connection, as many reports as there is news. */
async function exchange(
  options: ReporterOptions,
  { isAliveDue, onStored }: Exchange,
  stopping: AbortSignal,
): Promise<void> {
  const { book, open } = options
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(limits.reportExchangeMs)])
  const { stream, boxKey, release } = await open(signal)
  let batch: Batch | undefined
  try {
    await sendReports(
      new FrameStream(stream, reportFrameLimits),
      options,
      {
        next: async () => {
          batch = book.nextBatch() ?? (isAliveDue() ? nothing : undefined)
          return batch && (await compose(batch, boxKey, options))
        },
        acknowledged: async forgot => {
          await onStored(forgot) // first: what it was told just now rests there
          if (batch) await book.acknowledge(batch)
        },
      },
      signal,
    )
  } catch (error) {
    stream.abort(error as Error)
    throw error
  } finally {
    await release()
  }
}

const nothing: Batch = { outcomes: [], traffic: [], inventory: undefined, health: undefined }

async function compose(batch: Batch, boxKey: Uint8Array, options: ReporterOptions): Promise<OutgoingReport> {
  const { fleet, node, clock } = options
  const issuedAt = toSeconds(clock.now())
  const version = await options.book.nextVersion(issuedAt)
  const header = { fleet, kind: 'report' as const, name: node, epoch: 0, version, issuedAt, minSpec: specVersion }
  const payload = encodeReport({
    header: { ...header, notAfter: issuedAt + Math.floor(limits.reportValidMs / 1000) },
    outcomes: batch.outcomes,
    traffic: batch.traffic,
    ...(batch.inventory && { inventory: sealTo(boxKey, packInventory(batch.inventory)) }),
    agentVersion: options.agentVersion,
    ...options.health(),
  })
  return { version, envelope: await signEnvelope('report', payload, [options.signer]) }
}
