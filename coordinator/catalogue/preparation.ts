// Makes ready what agents will ask for: piece lists (and origin copies) of what approved patches bring to some node, and changelogs of
// patches that some node needs. It runs after a synchronisation, an approval, a schedule, a new inventory; what fails is tried
// again the next time. One run at a time; calls that come meanwhile share the next one.

import type { Clock } from '../../core/clock.ts'
import { asCoded } from '../../core/control.ts'
import type { Digest } from '../../core/digest.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import type { Artifact } from '../../core/manifest.ts'
import type { Signed } from '../../core/verify.ts'
import type { Feeds } from '../feed/feeds.ts'
import type { OriginStore } from '../origin/origin-store.ts'
import type { Catalogue } from './catalogue.ts'
import type { CatalogueEntry } from './catalogue-entry.ts'
import type { Changelogs } from './changelogs.ts'
import { artifactsNeeded, type FleetReports, findNeeds } from './fleet-needs.ts'
import type { PieceLists } from './piece-lists.ts'

export interface PreparationDeps {
  catalogue: Catalogue
  feeds: Feeds
  pieceLists: PieceLists
  changelogs: Changelogs
  store: OriginStore
  reports: FleetReports
  /** Manifests that an unexpired schedule names. */
  scheduled(): ReadonlySet<Digest>
  clock: Clock
  log: Log
}

/** Plain JSON. */
export interface PreparedPatch {
  id: string
  artifacts: number
  sizeBytes: number
  /** Empty: all is ready. */
  error: string
}

export class Preparation {
  readonly #deps: PreparationDeps
  readonly #stopping = new AbortController()
  #running: Promise<void> = Promise.resolve()
  #next: Promise<void> | undefined

  constructor(deps: PreparationDeps) {
    this.#deps = deps
  }

  /** One patch, now; what fails is in the result. Returns when its files are published. */
  async patch(id: string, onProgress?: (done: number, total: number) => void): Promise<PreparedPatch> {
    const entry = this.#deps.catalogue.get(id)
    const { state, manifest } = this.#deps.catalogue.judge(entry)
    if (state !== 'approved' || !manifest) return { id, artifacts: 0, sizeBytes: 0, error: '' }
    const [artifacts] = await artifactsNeeded([manifest.body], this.#deps.reports)
    return await this.#prepare(entry, artifacts!, onProgress)
  }

  async #prepare(
    entry: CatalogueEntry,
    artifacts: readonly Artifact[],
    onProgress: (done: number, total: number) => void = () => undefined,
  ): Promise<PreparedPatch> {
    const { signal } = this.#stopping
    let done = 0
    const results = await Promise.allSettled(
      artifacts.map(async artifact => {
        await this.#deps.pieceLists.ensure(this.#withSource(entry, artifact), signal)
        onProgress(++done, artifacts.length)
      }),
    )
    const sizeBytes = artifacts.reduce((sum, artifact) => sum + artifact.sizeBytes, 0)
    const prepared: PreparedPatch = { id: entry.id, artifacts: artifacts.length, sizeBytes, error: '' }
    const failed = results.findIndex(result => result.status === 'rejected')
    if (failed < 0 || signal.aborted) return prepared
    const { code, message } = asCoded((results[failed] as PromiseRejectedResult).reason)
    const { fileName } = artifacts[failed]!
    this.#deps.log.warn({ patch: entry.id, file: fileName, code, reason: message }, 'patch not prepared')
    return { ...prepared, error: `${fileName}: ${message}` }
  }

  #withSource(entry: CatalogueEntry, { digest, sizeBytes }: { digest: Digest; sizeBytes: number }) {
    const path = entry.artifacts.find(artifact => artifact.digest === digest)?.path ?? ''
    return { digest, sizeBytes, source: this.#deps.feeds.source(entry.feed, { path, sizeBytes }) }
  }

  /** Everything that is due. Never throws. */
  run(): Promise<void> {
    this.#next ??= this.#running.then(async () => {
      this.#next = undefined
      this.#running = this.#runOnce()
      await this.#running
    })
    return this.#next
  }

  async #runOnce(): Promise<void> {
    try {
      this.#keepFiles()
      const approved = this.#approved()
      const needed = await artifactsNeeded(
        approved.map(({ manifest }) => manifest.body),
        this.#deps.reports,
      )
      for (const [index, { entry }] of approved.entries()) {
        if (this.#stopping.signal.aborted) return
        await this.#prepare(entry, needed[index]!)
      }
      await this.#loadChangelogs()
    } catch (error) {
      if (!this.#stopping.signal.aborted) this.#deps.log.error({ err: error }, 'preparation failed')
    }
  }

  #approved(): { entry: CatalogueEntry; manifest: Signed<'manifest'> }[] {
    return [...this.#deps.catalogue.entries()].flatMap(entry => {
      const { state, manifest } = this.#deps.catalogue.judge(entry)
      return state === 'approved' && manifest ? [{ entry, manifest }] : []
    })
  }

  /** What a schedule names may not be evicted; what is only approved may, when there is no room. */
  #keepFiles(): void {
    const scheduled = this.#deps.scheduled()
    const manifests = [...this.#deps.catalogue.entries()]
      .map(entry => this.#deps.catalogue.judge(entry).manifest)
      .filter((manifest): manifest is Signed<'manifest'> => manifest !== undefined && scheduled.has(manifest.digest))
    this.#deps.store.keep(new Set(manifests.flatMap(({ body }) => body.artifacts.map(({ digest }) => digest))))
  }

  async #loadChangelogs(): Promise<void> {
    const debian = [...this.#deps.catalogue.entries()].filter(({ action, goneAt }) => action.type === 'deb' && !goneAt)
    const needs = await findNeeds(debian, this.#deps.reports)
    const waiting = debian.filter(({ id }) => needs.has(id))
    const work = async () => {
      for (let entry = waiting.shift(); entry && !this.#stopping.signal.aborted; entry = waiting.shift())
        await this.#deps.changelogs.load(entry, this.#stopping.signal)
    }
    await Promise.all(Array.from({ length: limits.changelogJobs }, work))
  }

  async close(): Promise<void> {
    this.#stopping.abort()
    await this.#running
  }
}
