// Drives what plan.ts decides: looks at the machine, tells the swarm what to bring, the installer what to install, the reporter what
// became of it, and thinks again whenever something changed or its time has come. It decides nothing itself.

import type { Approval } from '../../core/approval.ts'
import { Audit } from '../../core/audit.ts'
import type { Clock } from '../../core/clock.ts'
import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import type { Manifest } from '../../core/manifest.ts'
import type { PieceList } from '../../core/piece-list.ts'
import { reasons } from '../../core/reasons.ts'
import type { Outcome, Traffic } from '../../core/report.ts'
import type { Member, Roster } from '../../core/roster.ts'
import { isSelected, isTarget, type Schedule } from '../../core/schedule.ts'
import type { Signed, SignedKind } from '../../core/verify.ts'
import type { Assessment } from '../assess/assess.ts'
import type { Facts } from '../assess/facts.ts'
import type { Installer } from '../installer/install.ts'
import type { InstallKey } from '../installer/journal.ts'
import type { InterruptedKey } from '../installer/journal-folder.ts'
import type { Wanted, WantedProgress } from '../swarm/wanted.ts'
import { currentOutcomes } from './current-outcomes.ts'
import { holdUpOf } from './hold-up.ts'
import { installRule, type Lack, type Self, type Stops } from './install-rule.ts'
import { MachineLooks } from './machine-looks.ts'
import type { NodeMemory } from './node-memory.ts'
import { type Plan, type PlanInput, type PlannedPatch, plan } from './plan.ts'
import { wantedArtifacts } from './wanted.ts'

export interface DriverOptions {
  node: string
  /** The machine's root directory. */
  root: string
  localZone: string
  /** When the machine itself was started, in ms. */
  bootedAt: number
  trust: {
    now(): number
    roster(): Roster | undefined
    all<K extends Exclude<SignedKind, 'root'>>(kind: K): Signed<K>[]
    restrictions(): Stops
  }
  store: { has(artifact: Digest): boolean; discard(artifact: Digest): Promise<void> }
  swarm: { want(list: readonly Wanted[]): void; traffic(): Traffic[]; status(): { artifacts: WantedProgress[] } }
  installer: Installer
  memory: NodeMemory
  report: (news: { orders: Outcome[]; traffic: Traffic[] }) => Promise<void>
  /** Told after each look at the machine. */
  onFacts: (facts: Facts) => void
  clock: Clock
  log: Log
}

export interface Picture {
  /** Undefined until the first thought, or without a roster that names this node. */
  member: Member | undefined
  plan: Plan
  wanted: Wanted[]
  installing: InstallKey | undefined
  scannedAt: number
}

const emptyPlan: Plan = { patches: [], install: undefined, wakeAt: undefined }

export class Driver {
  readonly #options: DriverOptions
  #picture: Picture = { member: undefined, plan: emptyPlan, wanted: [], installing: undefined, scannedAt: 0 }
  readonly #looks: MachineLooks
  #interrupted: readonly InterruptedKey[] = []
  /** How long the last thought took, and when it ended, in ms. */
  #thought = { tookMs: 0, endedAt: 0 }
  #thinking: Promise<void> = Promise.resolve()
  #cancelThought: (() => void) | undefined
  #cancelAlarm: (() => void) | undefined
  #install: Promise<void> | undefined
  #closed = false
  readonly #planned = Promise.withResolvers<void>()

  constructor(options: DriverOptions) {
    this.#options = options
    this.#looks = new MachineLooks(options)
  }

  /** What the last thought came to. */
  get picture(): Picture {
    return this.#picture
  }

  async start(): Promise<void> {
    this.#interrupted = await this.#options.installer.interrupted()
    this.wake()
  }

  /** Resolves when it has thought once, or will not any more: before that it knows of no order. */
  planned(): Promise<void> {
    return this.#planned.promise
  }

  /** Something changed: think again soon. With hundreds of orders a thought takes a while, and files come faster: a quarter of the time is thinking. */
  wake(): void {
    if (this.#closed || this.#cancelThought) return
    const { clock } = this.#options
    const { tookMs, endedAt } = this.#thought
    const leftMs = Math.min(3 * tookMs, limits.planPauseMs) - (clock.monotonic() - endedAt)
    this.#cancelThought = clock.after(Math.max(limits.planCoalesceMs, leftMs), () => void this.#thinkInTurn())
  }

  /** Resolves when the thoughts begun so far are thought. */
  idle(): Promise<void> {
    return this.#thinking
  }

  /** Looks at the machine now; resolves when the new picture is there. */
  async scan(): Promise<Picture> {
    this.#looks.askWhole({ afresh: true })
    await this.#thinkInTurn()
    return this.#picture
  }

  /** Lets a running install end; starts nothing any more. */
  async close(): Promise<void> {
    this.#closed = true
    this.#planned.resolve()
    this.#cancelThought?.()
    this.#cancelAlarm?.()
    await this.#thinking
    await this.#options.installer.close()
    await this.#install
  }

  #thinkInTurn(): Promise<void> {
    this.#thinking = this.#thinking.then(async () => {
      if (this.#closed) return
      this.#cancelThought?.() // of what it would have been about, this one knows
      this.#cancelThought = undefined
      const began = this.#options.clock.monotonic()
      try {
        await this.#think()
      } catch (error) {
        this.#options.log.error({ err: error }, 'planning failed')
        this.#setAlarm(undefined)
      } finally {
        const endedAt = this.#options.clock.monotonic()
        this.#thought = { tookMs: endedAt - began, endedAt }
        this.#planned.resolve()
      }
    })
    return this.#thinking
  }

  async #think(): Promise<void> {
    const { trust, memory } = this.#options
    const view = this.#view()
    await memory.tick(
      trust.now(),
      view.schedules.map(({ header }) => header.name),
    )
    if (!view.member) {
      this.#picture = { ...this.#picture, member: undefined, plan: emptyPlan, wanted: [] }
      this.#options.swarm.want([])
      return this.#setAlarm(undefined)
    }
    await this.#recallRecords(view)
    await this.#look(view)
    const result = plan(this.#planInput(view, view.member))
    await this.#carryOut(result, view)
  }

  /** What is trusted at this moment, arranged for planning. */
  #view(): View {
    const { trust, node } = this.#options
    const roster = trust.roster()
    const site = roster?.header.name ?? ''
    const members = (roster?.members ?? []).map(member => ({ ...member, site }))
    const member = members.find(each => each.node === node)
    const schedules = trust.all('schedule').map(({ body }) => body)
    const manifests = new Map(trust.all('manifest').map(({ digest, body }) => [digest, body]))
    const approvals = new Map(trust.all('approval').map(({ body }) => [body.header.name, body]))
    const pieceLists = new Map(trust.all('piece-list').map(({ body }) => [body.header.name, body]))
    return { members, member, stops: trust.restrictions(), schedules, manifests, approvals, pieceLists }
  }

  async #look({ schedules, manifests, member }: View): Promise<void> {
    const ordered = schedules
      .filter(({ targets }) => member && (isTarget(targets, member) || isSelected(targets, member)))
      .flatMap(schedule => schedule.patches.map(({ manifest }) => manifest))
      .filter(digest => manifests.has(digest))
    await this.#looks.look(ordered, manifests)
    this.#picture = { ...this.#picture, scannedAt: this.#looks.wholeAt }
  }

  /** Half of it may be there, and the rules find just what they look at; only dpkg's own records are exact. It is carried out again. */
  #assessmentOf(key: InstallKey, { manifests }: View): Assessment | undefined {
    const found = this.#looks.of(key.manifest)
    const { action, artifacts } = manifests.get(key.manifest) ?? {}
    const ended = this.#options.memory.record(key)?.outcome.state // of a journal that was damaged since
    const hasEnded = ended !== undefined && ended !== 'failed'
    const isHalfDone = !hasEnded && this.#interrupted.some(each => each.halfDone && isSameKey(each, key))
    if (found?.state !== 'installed' || found.showsNewer || !action || action.type === 'deb' || !isHalfDone)
      return found
    const needed = artifacts!.filter(({ digest }) => digest === action.artifact)
    const detail = 'an install of it was cut off: what is there may be half of it'
    return { state: 'missing', reason: 'file-differs', detail, artifacts: needed }
  }

  /** The journal knows how earlier runs ended, also when level does not. What was installed is kept beyond its order. */
  async #recallRecords({ schedules, manifests }: View): Promise<void> {
    const { memory, installer } = this.#options
    for (const { header, patches } of schedules) {
      for (const { manifest } of patches) {
        const held = manifests.get(manifest)
        if (!held) continue
        const key = { schedule: header.name, manifest }
        await memory.recall(key, installer)
        const state = memory.record(key)?.outcome.state
        if (state !== undefined && state !== 'failed') await memory.noteProduct(held)
      }
    }
  }

  #planInput(view: View, self: Self): PlanInput {
    const { trust, store, swarm, memory, localZone, bootedAt } = this.#options
    const progress = new Map(swarm.status().artifacts.map(each => [each.artifact, each]))
    return {
      now: trust.now(),
      isClockBehind: trust.now() - this.#options.clock.now() > limits.clockSkewMs,
      localZone,
      self,
      stops: view.stops,
      schedules: view.schedules,
      manifest: digest => view.manifests.get(digest),
      approval: patch => view.approvals.get(patch),
      hasPieceList: artifact => view.pieceLists.has(artifact),
      assessment: (manifest, schedule) => this.#assessmentOf({ manifest, schedule }, view),
      isHeld: artifact => store.has(artifact),
      holdUp: artifact => holdUpOf(progress.get(artifact)),
      installedBefore: this.#looks.installedBefore,
      record: key => memory.record(key),
      installing: this.#picture.installing,
      onlineSince: memory.onlineSince,
      seenAt: schedule => memory.seenAt(schedule),
      bootedAt,
    }
  }

  async #carryOut(result: Plan, view: View): Promise<void> {
    const { trust, swarm, store, report, localZone } = this.#options
    const wanted = wantedArtifacts({
      now: trust.now(),
      localZone,
      stops: view.stops,
      patches: result.patches,
      schedules: view.schedules,
      manifest: digest => view.manifests.get(digest),
      approval: patch => view.approvals.get(patch),
      pieceList: artifact => view.pieceLists.get(artifact),
      isHeld: artifact => store.has(artifact),
      members: view.members,
      isSeed: view.member?.class === 'seed',
    })
    swarm.want(wanted)
    this.#picture = { ...this.#picture, member: view.member, plan: result, wanted }
    const next = this.#nextInstall(result)
    if (next) this.#begin(next, view)
    else if (this.#looks.owesWhole && !this.#install) {
      this.#looks.askWhole({ afresh: false })
      this.wake()
    }
    this.#setAlarm(result.wakeAt)
    await report({
      orders: currentOutcomes(this.#picture.plan.patches, trust.now()),
      traffic: swarm.traffic().filter(({ artifact }) => store.has(artifact)),
    })
  }

  /** What a kill interrupted goes first, in the state it is in, provided the plan still has it ready. */
  #nextInstall({ patches, install }: Plan): PlannedPatch | undefined {
    if (!install || this.#install || this.#closed) return undefined
    const isInterrupted = (patch: PlannedPatch) => this.#interrupted.some(key => isSameKey(key, patch))
    return patches.find(patch => patch.state === 'ready' && isInterrupted(patch)) ?? install
  }

  #begin(patch: PlannedPatch, { manifests }: View): void {
    const { clock, memory, installer, store, log } = this.#options
    const key = { schedule: patch.schedule, manifest: patch.manifest }
    const manifest = manifests.get(patch.manifest)!
    new Audit(log).installBegun({ patch: patch.patch, schedule: patch.schedule, manifest: patch.manifest })
    this.#picture = { ...this.#picture, installing: key, plan: markInstalling(this.#picture.plan, patch) }
    this.#install = installer
      .install({ manifest, wanted: patch.artifacts, key, lacks: () => this.#lacks(patch) })
      .then(async outcome => {
        if (outcome.state !== 'failed') this.#interrupted = this.#interrupted.filter(each => !isSameKey(each, key))
        if (outcome.artifact !== undefined) await store.discard(outcome.artifact)
        await memory.noteInstall(key, outcome, clock.now())
      })
      .catch(error => {
        if (error instanceof CodedError && error.code === 'refused')
          log.info({ patch: patch.patch, reason: error.message }, 'install not begun')
        else log.error({ err: error, patch: patch.patch }, 'install could not be carried out')
      })
      .then(() => {
        this.#install = undefined
        this.#picture = { ...this.#picture, installing: undefined }
        this.#looks.noteInstalled(manifest, patch.manifest)
        void this.#thinkInTurn()
      })
  }

  /** What is lacking at this moment, whatever was known when it was planned: a recall may have come since. */
  #lacks({ schedule: id, manifest: digest, patch }: PlannedPatch): Lack[] {
    const { member, stops, schedules, manifests, approvals } = this.#view()
    const schedule = schedules.find(({ header }) => header.name === id)
    if (!schedule || !member) return ['not-a-target']
    const evidence = { stops, schedule, manifest: manifests.get(digest), digest, approval: approvals.get(patch) }
    return installRule(evidence, member, this.#options.trust.now())
  }

  #setAlarm(at: number | undefined): void {
    this.#cancelAlarm?.()
    if (this.#closed) return
    const delayMs = Math.min((at ?? Number.POSITIVE_INFINITY) - this.#options.trust.now(), limits.aliveMs)
    this.#cancelAlarm = this.#options.clock.after(Math.max(0, delayMs), () => void this.#thinkInTurn())
  }
}

/** What is trusted at one moment. */
interface View {
  members: (Member & { site: string })[]
  /** This node's own entry. */
  member: (Member & { site: string }) | undefined
  stops: Stops
  schedules: Schedule[]
  manifests: Map<Digest, Manifest>
  /** By patch id. */
  approvals: Map<string, Approval>
  /** By artifact. */
  pieceLists: Map<Digest, PieceList>
}

function isSameKey(a: InstallKey, b: InstallKey): boolean {
  return a.schedule === b.schedule && a.manifest === b.manifest
}

function markInstalling(before: Plan, chosen: PlannedPatch): Plan {
  const patches = before.patches.map(patch =>
    patch === chosen
      ? { ...patch, state: 'installing' as const, reason: 'installing' as const, detail: reasons.installing }
      : patch,
  )
  return { ...before, patches, install: undefined }
}
