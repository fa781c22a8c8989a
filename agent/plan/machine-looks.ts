// What looks at the machine said of the ordered patches, and how much of it is to be looked at next: all of it, or the files that something
// happened to. What that means for an order is the plan's question.

import type { Clock } from '../../core/clock.ts'
import type { Digest } from '../../core/digest.ts'
import { limits } from '../../core/limits.ts'
import type { Manifest } from '../../core/manifest.ts'
import { type Assessment, assess } from '../assess/assess.ts'
import { collectFacts, type Facts } from '../assess/facts.ts'
import { FileHashes } from '../assess/file-hashes.ts'
import type { NodeMemory } from './node-memory.ts'
import type { InstalledProduct } from './supersede.ts'

export interface MachineLooksOptions {
  /** The machine's root directory. */
  root: string
  memory: Pick<NodeMemory, 'installedOf'>
  /** Told after each look at the whole machine. */
  onFacts: (facts: Facts) => void
  clock: Clock
}

export class MachineLooks {
  readonly #options: MachineLooksOptions
  #assessments = new Map<Digest, Assessment>()
  #installedBefore: InstalledProduct[] = []
  /** When the whole machine was last looked at, in ms; 0: never. */
  #wholeAt = 0
  /** How long that took, in ms. */
  #wholeMs = 0
  /** The machine is to be looked at as a whole. */
  #isStale = true
  /** What was installed since the last look, and touches its own files only. */
  readonly #touched = new Set<Digest>()
  #owesWhole = false
  /** Of the files that were read since the last look that read all of them. */
  #hashes: FileHashes

  constructor(options: MachineLooksOptions) {
    this.#options = options
    this.#hashes = new FileHashes(options.clock)
  }

  get wholeAt(): number {
    return this.#wholeAt
  }

  /** Only parts of the machine were looked at since something was installed. */
  get owesWhole(): boolean {
    return this.#owesWhole
  }

  /** Of the ordered patches' products, what earlier orders installed and is still there. */
  get installedBefore(): readonly InstalledProduct[] {
    return this.#installedBefore
  }

  of(manifest: Digest): Assessment | undefined {
    return this.#assessments.get(manifest)
  }

  /** The next look is at the whole machine. `afresh`: it reads also what has not changed since it was read. */
  askWhole({ afresh }: { afresh: boolean }): void {
    this.#isStale = true
    if (afresh) this.#hashes = new FileHashes(this.#options.clock)
  }

  /**
   * What an install of packages changed can be anywhere. Files and archives go where they say, and a look at five hundred others after each of five hundred
   * would take longer than the installs: they are looked at now and then, and when there is nothing more to install.
   */
  noteInstalled({ action }: Manifest, manifest: Digest): void {
    const pauseMs = Math.max(limits.lookWhileInstallingMs, this.#wholeMs / limits.lookShare)
    const isDue = Math.abs(this.#options.clock.now() - this.#wholeAt) >= pauseMs
    if (action.type === 'deb' || isDue) this.#isStale = true
    else this.#touched.add(manifest)
  }

  /** Looks at the machine when the picture is stale; else at what was installed since, and what has not been judged yet. */
  async look(ordered: readonly Digest[], manifests: ReadonlyMap<Digest, Manifest>): Promise<void> {
    const isOld = Math.abs(this.#options.clock.now() - this.#wholeAt) >= limits.rescanMs // the clock may be set back
    if (isOld) this.askWhole({ afresh: true })
    if (this.#isStale) return await this.#lookAtAll(ordered, manifests)
    const unjudged = ordered.filter(digest => !this.#assessments.has(digest))
    if (this.#touched.size > 0 || unjudged.length > 0) await this.#lookAtSome(unjudged, manifests)
  }

  async #lookAtAll(ordered: readonly Digest[], manifests: ReadonlyMap<Digest, Manifest>): Promise<void> {
    this.#isStale = false
    this.#owesWhole = false
    this.#touched.clear()
    const began = this.#options.clock.monotonic()
    const { facts, before } = await this.#collect(ordered, ordered, manifests)
    this.#assessments = new Map(ordered.map(digest => [digest, assess(manifests.get(digest)!, facts)]))
    this.#installedBefore = before
    this.#wholeAt = this.#options.clock.now()
    this.#wholeMs = this.#options.clock.monotonic() - began
    this.#options.onFacts(facts)
  }

  /** Hashing the files of all earlier orders would keep a new one from being fetched, longer with each patch day. */
  async #lookAtSome(unjudged: readonly Digest[], manifests: ReadonlyMap<Digest, Manifest>): Promise<void> {
    this.#owesWhole ||= this.#touched.size > 0
    const some = [...new Set([...this.#touched, ...unjudged])].filter(digest => manifests.has(digest))
    this.#touched.clear()
    const { facts, before, products } = await this.#collect(some, unjudged, manifests)
    for (const digest of some) this.#assessments.set(digest, assess(manifests.get(digest)!, facts))
    this.#installedBefore = [...this.#installedBefore.filter(({ product }) => !products.has(product)), ...before]
  }

  /** Facts for these manifests, and what is installed of the products of `judged`. */
  async #collect(
    looked: readonly Digest[],
    judged: readonly Digest[],
    manifests: ReadonlyMap<Digest, Manifest>,
  ): Promise<{ facts: Facts; before: InstalledProduct[]; products: Set<string> }> {
    const { root, memory } = this.#options
    const products = new Set(judged.map(digest => manifests.get(digest)!.product))
    const known = memory.installedOf(products)
    const rules = [...looked.map(digest => manifests.get(digest)!), ...known].flatMap(({ detection }) => detection)
    const facts = await collectFacts({ root, rules, hashes: this.#hashes })
    const before = known.filter(each => assess({ ...each, artifacts: [] }, facts).state === 'installed')
    return { facts, before, products }
  }
}
