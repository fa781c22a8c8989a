// Installs one patch at a time, from private copies, with a journal: begin, copy, apply, look again, end. The same key never installs
// twice; a run that was killed is taken up again. It decides nothing about approval or time: who calls it has done that.

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Audit } from '../../core/audit.ts'
import type { Clock } from '../../core/clock.ts'
import { CodedError, systemCode } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import type { Artifact, Manifest } from '../../core/manifest.ts'
import { oneAtATime } from '../../core/one-at-a-time.ts'
import { type Assessment, assess } from '../assess/assess.ts'
import { type Folder, openFileBelow, openFolderBelow } from '../assess/below-root.ts'
import { collectFacts } from '../assess/facts.ts'
import { copyName, type InstallStep } from './action-context.ts'
import { installArchive } from './install-archive.ts'
import { type DebContext, type DebPlace, installDeb, recoverDeb } from './install-deb.ts'
import { installFile } from './install-file.ts'
import { type InstallKey, Journal, keyName } from './journal.ts'
import { type InterruptedKey, interruptedKeys, pruneJournals, pruneKept, recordedOutcome } from './journal-folder.ts'
import { Kept } from './kept.ts'
import { makePrivateFolder } from './line-file.ts'
import { failedOutcome, InstallFailure, type InstallOutcome } from './outcome.ts'
import { takePrivateCopy } from './private-copy.ts'

/** The parts of a manifest that installing needs. */
export type InstalledManifest = Pick<Manifest, 'header' | 'platform' | 'artifacts' | 'action' | 'detection'>

export interface InstallOrder {
  manifest: InstalledManifest
  /** The artifacts that are verified and in the store. */
  wanted: readonly Artifact[]
  key: InstallKey
  /** Asked at the last moment: what the install rule lacks now. */
  lacks: () => readonly string[]
}

export interface InstallerOptions {
  root: string
  /** The agent's own folder; the installer uses `install/` in it. */
  stateDir: string
  /** Where the store holds a verified artifact. */
  artifactPath: (digest: string) => string
  clock: Clock
  log: Log
  onStep?: (step: InstallStep, key: InstallKey) => void
}

export interface Installer {
  /** Waits for its turn, installs, and tells how it ended; at once if this key ended for good before. Throws `refused` when the order no longer holds. */
  install: (order: InstallOrder) => Promise<InstallOutcome>
  /** How this key ended last, from the journal. */
  recorded: (key: InstallKey) => Promise<InstallOutcome | undefined>
  /** Keys whose run was killed: to be installed again, whatever the machine looks like where one may be half done. */
  interrupted: () => Promise<InterruptedKey[]>
  /** Waits for the install that runs; those that wait for their turn are refused. */
  close: () => Promise<void>
}

export async function createInstaller(options: InstallerOptions): Promise<Installer> {
  const folders = await makeFolders(options.stateDir)
  let prunedAt = Number.NEGATIVE_INFINITY
  /** Each look reads every journal. */
  const prune = async () => {
    const now = options.clock.now()
    if (Math.abs(now - prunedAt) < limits.pruneKeptMs) return
    prunedAt = now
    await pruneKept(folders, now)
  }
  await prune()
  const inTurn = oneAtATime()
  let waiting = 0
  let closed = false

  function install(order: InstallOrder): Promise<InstallOutcome> {
    if (waiting >= limits.schedulePatches) {
      throw new CodedError('limit-exceeded', `expected at most ${limits.schedulePatches} installs to wait`)
    }
    waiting++
    return inTurn(async () => {
      waiting--
      if (closed)
        throw new CodedError('wrong-state', 'the installer is closed; the patch is installed after the next start')
      checkPermitted(order)
      const outcome = await new Run(options, folders, order).install()
      await pruneJournals(folders)
      await prune()
      return outcome
    })
  }

  return {
    install,
    recorded: key => recordedOutcome(folders.journals, key),
    interrupted: () => interruptedKeys(folders.journals),
    close: async () => {
      closed = true
      await inTurn(async () => undefined)
    },
  }
}

/** Its turn may have come long after it was ordered; what is recalled or paused by then does not begin. Throws `refused`. */
function checkPermitted({ lacks, key }: InstallOrder): void {
  const [lack] = lacks()
  if (lack !== undefined)
    throw new CodedError('refused', `the install of ${key.schedule} is not permitted now: ${lack}`)
}

interface Folders {
  journals: string
  kept: string
  logs: string
  copies: string
}

async function makeFolders(stateDir: string): Promise<Folders> {
  const base = join(stateDir, 'install')
  const folders = {
    journals: join(base, 'journals'),
    kept: join(base, 'kept'),
    logs: join(base, 'logs'),
    copies: join(base, 'private'),
  }
  for (const folder of [base, ...Object.values(folders)]) await makePrivateFolder(folder)
  return folders
}

async function withJournal<T>(folder: string, key: InstallKey, use: (journal: Journal) => Promise<T>): Promise<T> {
  const journal = await Journal.open({ folder, key })
  try {
    return await use(journal)
  } finally {
    await journal.close()
  }
}

/** One run of one order. */
class Run {
  readonly #options: InstallerOptions
  readonly #folders: Folders
  readonly #order: InstallOrder
  readonly #log: Log

  constructor(options: InstallerOptions, folders: Folders, order: InstallOrder) {
    this.#options = options
    this.#folders = folders
    this.#order = order
    this.#log = options.log.child({ patch: order.manifest.header.name, schedule: order.key.schedule })
  }

  async install(): Promise<InstallOutcome> {
    return await withJournal(this.#folders.journals, this.#order.key, journal => this.#journaled(journal))
  }

  async #journaled(journal: Journal): Promise<InstallOutcome> {
    if (journal.outcome?.final) return journal.outcome
    if (journal.damaged > 0) this.#log.warn({ lines: journal.damaged }, 'install journal damaged')
    const halfDone = journal.halfDone
    await journal.begin(this.#order.manifest.header.name, this.#now())
    this.#step('begun')
    const outcome = await this.#attempt(journal, halfDone)
    await journal.end(outcome, this.#now())
    const { manifest, key } = this.#order
    const { state, reason, detail } = outcome
    new Audit(this.#options.log).installEnded({ patch: manifest.header.name, ...key, state, reason, detail })
    this.#step('ended')
    return outcome
  }

  async #attempt(journal: Journal, halfDone: boolean): Promise<InstallOutcome> {
    if (journal.runs >= limits.installRuns) {
      return failedOutcome('too-many-runs', `${journal.runs} runs failed, the last: ${journal.lastDetail}`)
    }
    let context: DebContext | undefined
    try {
      // First of all: a transaction whose agent was killed may still be running, from the copies that a new run clears away.
      if (halfDone && this.#order.manifest.action.type === 'deb') await recoverDeb(this.#place())
      context = await this.#prepare()
      return await this.#apply(journal, context, halfDone)
    } catch (error) {
      return outcomeOf(error)
    } finally {
      if (context !== undefined) await this.#cleanUp(context)
    }
  }

  async #apply(journal: Journal, context: DebContext, halfDone: boolean): Promise<InstallOutcome> {
    const { action } = this.#order.manifest
    const before = await this.#assess()
    // Some files of a half-moved archive may be just those that the rules look at; dpkg's own records are exact.
    const redo = halfDone && action.type !== 'deb' && !before.showsNewer
    if (before.state === 'installed' && !redo) return this.#installed(journal.touched, before)
    const artifacts = this.#artifactsFor(before)
    const rebootMark = await readRebootMark(this.#options.root)

    for (const artifact of artifacts) await this.#copy(context, artifact)
    await journal.mark('copied', this.#now())
    context.onStep('copied')
    await journal.mark('applying', this.#now())
    context.onStep('applying')
    await this.#act(context, artifacts)
    await journal.mark('applied', this.#now())
    context.onStep('applied')

    const after = await this.#assess()
    context.onStep('verified')
    if (after.state !== 'installed') return failedOutcome('not-detected', after.detail)
    const mark = await readRebootMark(this.#options.root)
    if (mark !== undefined && mark !== rebootMark) {
      return { state: 'pending-reboot', reason: 'reboot-required', detail: 'a package asks for a restart', final: true }
    }
    return this.#installed(true, after)
  }

  async #act(context: DebContext, artifacts: readonly Artifact[]): Promise<void> {
    const { action } = this.#order.manifest
    switch (action.type) {
      case 'file':
        return await installFile(context, action)
      case 'archive':
        return await installArchive(context, action)
      case 'deb':
        return await installDeb(context, artifacts)
    }
  }

  #installed(applied: boolean, { detail }: Assessment): InstallOutcome {
    return { state: 'installed', reason: applied ? 'applied' : 'already-installed', detail, final: true }
  }

  async #assess(): Promise<Assessment> {
    const { manifest } = this.#order
    return assess(manifest, await collectFacts({ root: this.#options.root, rules: manifest.detection }))
  }

  /** What to install now; the machine may have changed since it was assessed. */
  #artifactsFor({ state, reason, detail, artifacts }: Assessment): readonly Artifact[] {
    if (state === 'not-applicable') throw new InstallFailure('not-applicable', detail)
    if (state === 'unknown') throw new InstallFailure('facts-unreadable', detail)
    if (state === 'superseded') throw new InstallFailure('would-downgrade', detail)
    if (reason === 'package-held') throw new InstallFailure('package-held', detail)
    const { action, artifacts: all } = this.#order.manifest
    const needed = action.type === 'deb' ? artifacts : all.filter(artifact => artifact.digest === action.artifact)
    const here = new Set(this.#order.wanted.map(artifact => artifact.digest))
    const lacking = needed.find(artifact => !here.has(artifact.digest))
    if (lacking !== undefined || needed.length === 0) {
      throw new InstallFailure(
        'artifacts-changed',
        `${lacking?.fileName ?? 'nothing'} is needed now, and was not fetched`,
      )
    }
    return needed
  }

  #copy({ copies }: DebContext, artifact: Artifact): Promise<void> {
    const source = this.#options.artifactPath(artifact.digest)
    return takePrivateCopy({ source, artifact, folder: copies, name: copyName(artifact) })
  }

  #place(): DebPlace {
    const { root, clock } = this.#options
    return { root, clock, log: this.#log, logPath: join(this.#folders.logs, `${keyName(this.#order.key)}.log`) }
  }

  async #prepare(): Promise<DebContext> {
    const { key } = this.#order
    const name = keyName(key)
    const { root, inside } = this.#copiesPlace()
    return {
      ...this.#place(),
      key,
      copies: await openEmptyFolder(root, inside, name),
      copiesInside: `${inside}/${name}`,
      kept: await Kept.open(join(this.#folders.kept, name)),
      onStep: step => this.#step(step),
    }
  }

  /** apt-get in another root sees only what lies below that root. */
  #copiesPlace(): { root: string; inside: string } {
    const { root } = this.#options
    if (this.#order.manifest.action.type !== 'deb' || root === '/') return { root: '/', inside: this.#folders.copies }
    return { root, inside: '/var/lib/patchmesh/private' }
  }

  async #cleanUp(context: DebContext): Promise<void> {
    const place = this.#copiesPlace()
    await context.kept.close()
    await context.copies.close()
    await removeFolder(place.root, place.inside, keyName(this.#order.key))
  }

  #now(): number {
    return this.#options.clock.now()
  }

  #step(step: InstallStep): void {
    this.#options.onStep?.(step, this.#order.key)
  }
}

/** A new folder 0700 of ours at `parent`/`name` below `root`. */
async function openEmptyFolder(root: string, parent: string, name: string): Promise<Folder> {
  await removeFolder(root, parent, name)
  const outer = await openFolderBelow(root, parent, { create: 0o700 })
  if (outer === undefined) throw new InstallFailure('path-refused', `${parent} cannot be made below ${root}`)
  await checkPrivate(outer).finally(() => outer.close())
  const folder = await openFolderBelow(root, `${parent}/${name}`, { create: 0o700 })
  if (folder === undefined) throw new InstallFailure('path-refused', `${parent} cannot be made below ${root}`)
  return folder
}

async function checkPrivate(folder: Folder): Promise<void> {
  const stat = await folder.handle.stat()
  if (stat.uid !== process.geteuid?.() || (stat.mode & 0o077) !== 0) {
    throw new InstallFailure('path-refused', `expected ${folder.path} to be this agent's alone (0700): remove it`)
  }
}

async function removeFolder(root: string, parent: string, name: string): Promise<void> {
  const outer = await openFolderBelow(root, parent)
  if (outer === undefined) return
  await rm(outer.at(name), { recursive: true, force: true }).finally(() => outer.close())
}

/** Debian's packages ask for a restart by touching this file; its time tells a new wish from an old one. */
async function readRebootMark(root: string): Promise<number | undefined> {
  const file = await openFileBelow(root, '/run/reboot-required')
  if (file === undefined) return undefined
  try {
    return (await file.stat()).mtimeMs
  } finally {
    await file.close()
  }
}

function outcomeOf(error: unknown): InstallOutcome {
  if (error instanceof InstallFailure) {
    const { reason, message, artifact } = error
    return { ...failedOutcome(reason, message), ...(artifact !== undefined && { artifact }) }
  }
  if (error instanceof CodedError) {
    return failedOutcome(error.code === 'limit-exceeded' ? 'io-failed' : 'path-refused', error.message)
  }
  const code = systemCode(error)
  if (code === undefined) throw error
  const full = code === 'ENOSPC' || code === 'EDQUOT'
  return failedOutcome(full ? 'no-space' : 'io-failed', (error as Error).message)
}
