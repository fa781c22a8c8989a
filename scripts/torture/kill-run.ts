// One torture by kill -9: a coordinator and a few agents, real executables, carry out round after round of new patches, while the plan's
// processes are killed and started again. What was acknowledged must still be there, and the job must come to its end.

import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Random } from '../../core/random.ts'
import { type Agent, Fleet, type Place } from '../fleet/fleet.ts'
import type { Sites } from '../fleet/sites.ts'
import { until } from '../fleet/until.ts'
import { Accepted, type ReportedRow } from './accepted.ts'
import { agentThat, patchesOf, whatIsOpen } from './agent-that.ts'
import {
  absent,
  agentVersions,
  coordinatorVersions,
  identities,
  inOneLine,
  installedTwice,
  type Versions,
  wentDown,
} from './held-state.ts'
import { type Kill, type Phase, pick, planKills, type RoundPlan } from './kill-plan.ts'
import { costOf, type KillResult } from './kill-result.ts'
import { type RoundPatches, writeRound } from './round-patches.ts'
import { Programs, type RunningProgram } from './watched-place.ts'

export interface KillSettings {
  folder: string
  sites: Sites
  ports: { coordinator: number; origin: number }
  random: Random
  kills: number
  /** Agents that run from the start. */
  agents: number
  say: (text: string) => void
}

const limitMs = 180_000
const askMs = 100

export class KillRun {
  readonly #settings: KillSettings
  readonly #fleet: Fleet
  readonly #programs = new Programs()
  readonly #places = new Map<string, Place>()
  readonly #problems: string[] = []
  readonly #byMoment = new Map<string, number>()
  readonly #versions = new Map<string, Versions>()
  readonly #accepted = new Accepted()
  readonly #listening = new WeakSet<ChildProcess>()
  #pending: Promise<void>[] = []
  #whileStarting = 0
  #restarts = 0
  #isOver = false

  constructor(settings: KillSettings) {
    this.#settings = settings
    const { folder, ports } = settings
    this.#fleet = new Fleet({ folder, outside: this.#programs.watch(settings.sites.outside), ports })
  }

  async run(): Promise<KillResult> {
    const began = performance.now()
    const { sites, random, kills, agents, say } = this.#settings
    const [office] = sites.offices
    await this.#fleet.start()
    this.#listening.add(this.#fleet.coordinator!)
    this.#watch('coordinator', this.#keepCoordinator())
    await sites.connect({ addresses: this.#fleet.addresses, origin: this.#fleet.origin })
    const token = office!.tokenHere(
      await this.#fleet.token({ site: office!.site, prefixes: office!.prefixes, uses: office!.places.length }),
    )
    for (let index = 0; index < agents; index++) await this.#join(index, token)
    await this.#fleet.command('feed', 'add', 'house', '--type', 'folder', '--path', this.#feed)
    const plan = planKills(random, { kills, joining: office!.places.length - agents })
    const before = await office!.wanBytes()
    const done: { patches: RoundPatches; targets: string[] }[] = []
    const marks = new Map<string, Map<string, string>>()
    for (const [index, round] of plan.entries()) {
      const patches = await this.#round(index + 1, round, token)
      done.push(patches)
      for (const name of patches.targets) {
        const mark = await identities(this.#agent(name).root, patches.patches.installed)
        const lacking = [...mark].filter(([, identity]) => identity === absent)
        this.#find(...inOneLine(lacking, name, 'not there, though the patch is said to be installed'))
        marks.set(`${name}/${index}`, mark)
      }
      const minutes = ((performance.now() - began) / 60_000).toFixed(1)
      const so = `${this.#killed} kills, ${this.#problems.length} problems, ${minutes} min`
      say(`round ${index + 1} of ${plan.length}: installed on ${patches.targets.length} machines; so far ${so}`)
    }
    await this.#noteLost()
    await this.#checkEnd(done, marks)
    const wanBytes = (await office!.wanBytes()) - before
    const payloadBytes = done.reduce((total, { patches }) => total + patches.payloadBytes, 0)
    const sum = { wanBytes, payloadBytes, rounds: plan.length, kills: this.#killed }
    const { extraBytesPerKill, problems } = costOf(sum)
    this.#find(...problems)
    return {
      ...sum,
      ok: this.#problems.length === 0,
      seconds: (performance.now() - began) / 1000,
      byMoment: Object.fromEntries([...this.#byMoment].sort()),
      whileStarting: this.#whileStarting,
      restarts: this.#restarts,
      patches: done.reduce((total, { patches }) => total + patches.ids.length, 0),
      installs: done.reduce((total, { patches, targets }) => total + patches.ids.length * targets.length, 0),
      acknowledged: this.#accepted.counts,
      extraBytesPerKill,
      problems: this.#problems,
    }
  }

  async close(): Promise<void> {
    this.#isOver = true
    await this.#fleet.stop()
  }

  get #feed(): string {
    return join(this.#settings.folder, 'feed')
  }

  get #killed(): number {
    return [...this.#byMoment.values()].reduce((total, count) => total + count, 0)
  }

  #agent(name: string): Agent {
    return this.#fleet.agents.find(agent => agent.name === name)!
  }

  /** A machine joins, as often as it takes, and its agent is kept running. */
  async #join(index: number, token: string): Promise<void> {
    const { site, places, settings } = this.#settings.sites.offices[0]!
    const place = this.#programs.watch(places[index]!)
    this.#places.set(place.name, place)
    const agent = await this.#persist(`${place.name} joins`, () =>
      this.#fleet.addAgent({ place, site, token, settings }),
    )
    this.#listening.add(agent.process)
    const { node } = await this.#persist(`${place.name} answers`, () => agent.ask<{ node: string }>('status'))
    this.#accepted.nodes.add(node)
    this.#watch(place.name, this.#keepAgent(place.name))
  }

  async #round(number: number, plan: RoundPlan, token: string) {
    const arm = (phase: Phase) => this.#arm(plan.kills.filter(kill => kill.phase === phase))
    if (plan.joins) {
      arm('join')
      await this.#join(this.#fleet.agents.length, token)
      await this.#settled()
    }
    const patches = await writeRound(this.#feed, number)
    arm('sync')
    await this.#persist('feed sync', () => this.#sync(patches.ids))
    await this.#settled()
    arm('approve')
    await this.#persist('approve', () => this.#fleet.signing('patch', 'approve', ...patches.ids, '--reason', 'torture'))
    for (const id of patches.ids) this.#accepted.patches.add(id)
    await this.#settled()
    arm('order')
    const order = `round-${number}`
    await this.#persist('order', () => this.#order(order, patches.ids))
    this.#accepted.orders.add(order)
    arm('fetch')
    await this.#follow(order, { install: () => arm('install'), report: () => arm('report') })
    await this.#settled()
    const targets = await this.#reported(order, patches.ids)
    await this.#noteLost()
    return { patches, targets }
  }

  async #noteLost(): Promise<void> {
    const lost = await this.#persist('what was acknowledged', () => this.#accepted.lost(this.#fleet))
    this.#find(...lost.filter(what => !this.#problems.includes(what)))
  }

  async #sync(ids: readonly string[]): Promise<void> {
    const [outcome] = await this.#fleet.ask<{ error?: unknown }[]>('feed-sync', { name: 'house' })
    if (outcome?.error) throw new Error(JSON.stringify(outcome.error))
    const listed = new Set((await this.#fleet.ask<{ id: string }[]>('patch-list')).map(({ id }) => id))
    if (!ids.every(id => listed.has(id))) throw new Error('the feed was synchronised and its patches are not listed')
  }

  /** Ordered by a fixed id, so that an order whose answer was lost is not made twice. */
  async #order(id: string, patches: readonly string[]): Promise<void> {
    const words = ['schedule', 'create', ...patches.flatMap(each => ['--patch', each]), '--all', '--start', 'now']
    try {
      await this.#fleet.signing(...words, '--id', id, '--yes')
    } catch (error) {
      if (!(error as Error).message.includes('already-exists')) throw error
    }
  }

  /** Until every agent that runs has installed the order; tells when the first files are whole, and when the first is installed. */
  async #follow(order: string, tell: { install(): void; report(): void }): Promise<void> {
    const told = { install: false, report: false }
    const isSo = async () => {
      const all = await Promise.all(this.#fleet.agents.map(agent => patchesOf(agent, order)))
      const rows = all.flatMap(each => each ?? [])
      if (!told.install && rows.some(row => row.haveBytes >= row.sizeBytes)) {
        told.install = true
        tell.install()
      }
      if (!told.report && rows.some(row => row.state === 'installed')) {
        told.report = true
        tell.report()
      }
      return told.report && all.every(each => each?.every(row => row.state === 'installed'))
    }
    const end = performance.now() + limitMs
    while (!(await isSo())) {
      if (performance.now() > end) throw new Error(await this.#notInstalled(order))
      await pause(askMs)
    }
  }

  async #notInstalled(order: string): Promise<string> {
    const open = await whatIsOpen(this.#fleet.agents, order)
    return [`${order} was not installed everywhere in ${limitMs / 1000} s`, ...open].join('; ')
  }

  /** Names of the machines that the order reached; every install of it rests at the coordinator. */
  async #reported(order: string, patches: readonly string[]): Promise<string[]> {
    const nodes = new Map<string, string>()
    for (const agent of this.#fleet.agents) {
      const { node } = await this.#persist('status', () => agent.ask<{ node: string }>('status'))
      nodes.set(node, agent.name)
    }
    let names: string[] = []
    let seen = ''
    await until(
      `every install of ${order} is reported`,
      limitMs,
      async () => {
        const all = await this.#persist('compliance', () =>
          this.#fleet.ask<ReportedRow[]>('report-compliance', { schedule: order }),
        )
        const rows = all.filter(row => row.reason !== 'target-added-later')
        this.#accepted.noteReported(rows)
        names = [...new Set(rows.map(({ node }) => nodes.get(node)!))]
        seen = JSON.stringify(rows.filter(row => row.state !== 'installed').slice(0, 3))
        return rows.length === names.length * patches.length && rows.every(row => row.state === 'installed')
      },
      () => seen,
    )
    return names
  }

  async #checkEnd(
    done: readonly { patches: RoundPatches; targets: string[] }[],
    marks: ReadonlyMap<string, Map<string, string>>,
  ): Promise<void> {
    for (const [index, { patches, targets }] of done.entries())
      for (const name of targets) {
        const now = await identities(this.#agent(name).root, patches.installed)
        const other = [...marks.get(`${name}/${index}`)!].filter(([path, identity]) => now.get(path) !== identity)
        this.#find(...inOneLine(other, name, 'installed a second time'))
      }
    for (const agent of this.#fleet.agents) {
      const twice = await installedTwice(agent.state)
      this.#find(...twice.map(what => `${agent.name} installed twice: ${what}`))
      await this.#compare(agent.name, await agentVersions(agent.state))
    }
    await this.#compare('coordinator', await coordinatorVersions(this.#fleet.home))
  }

  /** Told at once as well: what comes later may be its consequence. */
  #find(...problems: string[]): void {
    for (const problem of problems) this.#settings.say(`PROBLEM ${problem}`)
    this.#problems.push(...problems)
  }

  async #compare(name: string, now: Versions): Promise<void> {
    const before = this.#versions.get(name) ?? new Map<string, number>()
    this.#versions.set(name, before)
    this.#find(...wentDown(before, now).map(what => `${name}: ${what}`))
  }

  #arm(kills: readonly Kill[]): void {
    for (const kill of kills) this.#pending.push(this.#carryOut(kill))
  }

  /** Until the kills of the phases so far are carried out. */
  async #settled(): Promise<void> {
    await Promise.all(this.#pending.splice(0))
  }

  async #carryOut({ phase, victim, afterMs, againMs }: Kill): Promise<void> {
    await pause(afterMs)
    const program = await this.#choose(victim)
    if (!program || !this.#kill(program, phase)) return
    if (againMs === undefined) return
    await once(program.child, 'exit')
    await pause(againMs)
    const [again] = this.#programs.of(program.doing, program.place)
    if (again) this.#kill(again, phase)
  }

  #kill(program: RunningProgram, phase: Phase): boolean {
    const isDaemon = program.doing === 'coordinator' || program.doing === 'agent'
    const isStarting = isDaemon && !this.#listening.has(program.child)
    if (!this.#programs.kill(program)) return false
    if (isStarting) this.#whileStarting++
    const moment = `${phase}: ${program.doing}`
    this.#byMoment.set(moment, (this.#byMoment.get(moment) ?? 0) + 1)
    return true
  }

  /** The one that is meant, or another that runs: no kill of the plan is left out. */
  async #choose(victim: Kill['victim']): Promise<RunningProgram | undefined> {
    const { random } = this.#settings
    const name =
      victim === 'lease-holder' || victim === 'installing' ? await agentThat(victim, this.#fleet.agents) : undefined
    if (name !== undefined) return this.#programs.of('agent', name)[0]
    const doing = victim === 'lease-holder' || victim === 'installing' ? 'agent' : victim
    const [wanted, any] = [this.#programs.of(doing), this.#programs.of('coordinator')]
    if (wanted.length > 0) return pick(random, wanted)
    return any[0] ?? this.#programs.of('agent')[0]
  }

  /** Whoever starts it again must not end unnoticed. */
  #watch(name: string, keeping: Promise<void>): void {
    keeping.catch(error => this.#find(`${name}: ${(error as Error).message}`))
  }

  async #keepAgent(name: string): Promise<void> {
    for (;;) {
      const agent = this.#agent(name)
      await this.#gone(name, agent.process)
      if (this.#isOver) return
      await this.#compare(name, await agentVersions(agent.state))
      await this.#startAgain(
        name,
        agent.state,
        async () => (await this.#fleet.restart(agent, this.#places.get(name)!)).process,
      )
    }
  }

  async #keepCoordinator(): Promise<void> {
    for (;;) {
      await this.#gone('coordinator', this.#fleet.coordinator!)
      if (this.#isOver) return
      await this.#compare('coordinator', await coordinatorVersions(this.#fleet.home))
      await this.#startAgain('coordinator', this.#fleet.home, async () => {
        await this.#fleet.serve()
        return this.#fleet.coordinator!
      })
    }
  }

  async #gone(name: string, child: ChildProcess): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    if (!this.#isOver && !this.#programs.wasKilled(child)) this.#find(`${name} ended by itself`)
  }

  /**
   * As a service manager does; one that was killed while it started is started once more. Its record of starts is taken away first: a
   * program that is killed nine times in a minute puts its next start off by minutes, rightly, and none of these was a crash of its own.
   */
  async #startAgain(name: string, folder: string, start: () => Promise<ChildProcess>): Promise<void> {
    for (let failures = 0; !this.#isOver; ) {
      const killed = this.#killed
      try {
        await rm(join(folder, 'starts.json'), { force: true })
        this.#listening.add(await start())
        this.#restarts++
        return
      } catch (error) {
        if (this.#isOver) return
        if (this.#killed > killed) continue
        this.#find(`${name} did not start again: ${(error as Error).message}`)
        if (++failures >= 3) return
      }
    }
  }

  /** As an admin does whose command failed because something was down: once more. */
  async #persist<T>(what: string, work: () => Promise<T>): Promise<T> {
    const end = performance.now() + limitMs
    for (;;) {
      try {
        return await work()
      } catch (error) {
        if (performance.now() > end || this.#isOver)
          throw new Error(`${what} did not succeed in ${limitMs / 1000} s: ${(error as Error).message}`)
        await pause(300)
      }
    }
  }
}
