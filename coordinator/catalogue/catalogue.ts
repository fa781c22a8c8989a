// The catalogue: every patch of every feed, the manifest of those about which admins decide, and what they decided. A manifest is signed
// when it is first to be decided about; while an approval of it holds and it installs the same, it stays byte for byte as it is. The
// catalogue fetches nothing and can approve nothing.

import { strict as assert } from 'node:assert'
import type { Clock } from '../../core/clock.ts'
import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import { type AptProof, encodeManifest, type Manifest } from '../../core/manifest.ts'
import { oneAtATime } from '../../core/one-at-a-time.ts'
import type { Table, TableChange } from '../../core/table.ts'
import type { Signed } from '../../core/verify.ts'
import type { AptPatch } from '../feed/apt/packages-index.ts'
import type { OnlineSigner } from '../sign/online-signer.ts'
import type { RelayedKind } from '../sync/published.ts'
import { type CatalogueEntry, isNewer, productKey, type StatedEntry } from './catalogue-entry.ts'
import type { PatchWhy } from './changelogs.ts'
import { type Judged, judgePatch } from './judge-patch.ts'
import { contentFingerprint, contentOfAptPatch, installFingerprint, type ManifestContent } from './manifest-content.ts'

/** The signed objects the coordinator relays. */
export interface PublishedObjects {
  current<K extends 'manifest' | 'approval' | 'piece-list'>(kind: K, name: string): Signed<K> | undefined
  all<K extends RelayedKind>(kind: K): Signed<K>[]
  put(bytes: Uint8Array, allowed: readonly ('manifest' | 'piece-list' | 'approval')[]): Promise<boolean>
}

export interface CatalogueDeps {
  tables: { patches: Table<CatalogueEntry>; aptPatches: Table<AptPatch> }
  published: PublishedObjects
  signer: OnlineSigner
  /** What ties a feed's patches to its vendor, as of the last synchronisation. */
  proofOf(feed: string): AptProof | undefined
  /** What is known about why a patch is there; for Debian patches, from the changelog. */
  why(entry: CatalogueEntry): Promise<PatchWhy>
  /** An approval of the manifest waits for more signatures. */
  isProposed(manifest: Digest): boolean
  clock: Clock
}

export interface FeedChange {
  added: number
  changed: number
  removed: number
}

export class Catalogue {
  readonly #deps: CatalogueDeps
  readonly #entries = new Map<string, CatalogueEntry>()
  /** Products of which the feed has, or had, patches. */
  readonly #products = new Map<string, CatalogueEntry[]>()
  readonly #signInTurn = oneAtATime()

  private constructor(deps: CatalogueDeps) {
    this.#deps = deps
  }

  static async open(deps: CatalogueDeps): Promise<Catalogue> {
    const catalogue = new Catalogue(deps)
    for await (const [id, entry] of deps.tables.patches.entries()) catalogue.#entries.set(id, entry)
    catalogue.#indexProducts()
    return catalogue
  }

  entries(): Iterable<CatalogueEntry> {
    return this.#entries.values()
  }

  /** Throws `not-found`. */
  get(id: string): CatalogueEntry {
    const entry = this.#entries.get(id)
    if (entry) return entry
    throw new CodedError('not-found', `no patch ${id} in the catalogue: "patchmesh patch list" names them all`)
  }

  has(id: string): boolean {
    return this.#entries.has(id)
  }

  /**
   * What a feed states now replaces what it stated. `unread` patches are left as they are. What is gone stays while an approval names it.
   */
  async replaceFeed(
    feed: string,
    stated: readonly { entry: StatedEntry; apt?: AptPatch }[],
    unread: (entry: CatalogueEntry) => boolean = () => false,
  ): Promise<FeedChange> {
    // Its caller told of ids that another feed has; here that would be a bug.
    assert(stated.every(({ entry }) => (this.#entries.get(entry.id)?.feed ?? feed) === feed))
    const now = this.#deps.clock.now()
    const change: FeedChange = { added: 0, changed: 0, removed: 0 }
    const patches: { type: 'put'; key: string; value: CatalogueEntry }[] = []
    const aptPatches: { type: 'put'; key: string; value: AptPatch }[] = []
    for (const { entry, apt } of stated) {
      const held = this.#entries.get(entry.id)
      const value = { ...entry, firstSeenAt: held?.firstSeenAt ?? now }
      if (held !== undefined && JSON.stringify(held) === JSON.stringify(value)) continue
      if (held === undefined) change.added++
      else change.changed++
      patches.push({ type: 'put', key: entry.id, value })
      if (apt) aptPatches.push({ type: 'put', key: entry.id, value: apt })
    }
    const there = new Set(stated.map(({ entry }) => entry.id))
    const gone = [...this.#entries.values()].filter(
      entry => entry.feed === feed && !there.has(entry.id) && !unread(entry),
    )
    const approved = gone.filter(entry => this.#deps.published.current('approval', entry.id) !== undefined)
    const dropped = gone.filter(entry => !approved.includes(entry))
    for (const entry of approved) {
      if (entry.goneAt !== undefined) continue
      patches.push({ type: 'put', key: entry.id, value: { ...entry, goneAt: now } })
      change.removed++
    }
    change.removed += dropped.length
    const deletions = dropped.map(entry => ({ type: 'delete' as const, key: entry.id }))
    await writeInParts(this.#deps.tables.aptPatches, [...aptPatches, ...deletions])
    await writeInParts(this.#deps.tables.patches, [...patches, ...deletions])
    for (const { key, value } of patches) this.#entries.set(key, value)
    for (const { key } of deletions) this.#entries.delete(key)
    this.#indexProducts()
    return change
  }

  #indexProducts(): void {
    this.#products.clear()
    for (const entry of this.#entries.values()) {
      const key = productKey(entry)
      this.#products.set(key, [...(this.#products.get(key) ?? []), entry])
    }
  }

  /** The newest patch of the product that is newer than this one and still in the feed. */
  newerThan(entry: CatalogueEntry): CatalogueEntry | undefined {
    const newer = (this.#products.get(productKey(entry)) ?? []).filter(
      other => other.goneAt === undefined && isNewer(other, entry),
    )
    return newer.reduce<CatalogueEntry | undefined>(
      (best, each) => (best && !isNewer(each, best) ? best : each),
      undefined,
    )
  }

  /** State and approval of a patch. */
  judge(
    entry: CatalogueEntry,
  ): Judged & { approval: Signed<'approval'> | undefined; manifest: Signed<'manifest'> | undefined } {
    const approval = this.#deps.published.current('approval', entry.id)
    const manifest = this.#deps.published.current('manifest', entry.id)
    const judged = judgePatch({
      entry,
      approval: approval?.body,
      manifest: manifest && { digest: manifest.digest, isCurrent: installsSame(manifest.body, entry) },
      hasNewer: this.newerThan(entry) !== undefined,
      now: this.#deps.clock.now(),
    })
    return { ...judged, approval, manifest }
  }

  /** Manifest and approval of a patch that may be scheduled. Throws `not-found`, or `wrong-state` when it is not approved. */
  approved(id: string): { manifest: Signed<'manifest'>; approval: Signed<'approval'> } {
    const { state, remark, approval, manifest } = this.judge(this.get(id))
    if (state === 'approved' && approval && manifest) return { manifest, approval }
    const because = remark === '' ? '' : ` (${remark})`
    throw new CodedError(
      'wrong-state',
      `patch ${id} is not approved but ${state}${because}: approve it first with "patchmesh patch approve ${id}"`,
    )
  }

  /** What the patch's manifest says, or would say if it were signed now. */
  async content(entry: CatalogueEntry): Promise<ManifestContent> {
    const held = this.#deps.published.current('manifest', entry.id)
    if (entry.goneAt !== undefined) {
      if (held) return held.body
      throw new CodedError(
        'not-found',
        `patch ${entry.id} is no longer in feed ${entry.feed}: nothing can be decided about it`,
      )
    }
    const { title, severity, platform, action, detection, artifacts } = entry
    if (action.type === 'deb') return await this.#debContent(entry)
    const { feed, product, version, cves, summary, publishedAt } = entry
    const files = artifacts.map(({ digest, sizeBytes, fileName }) => ({ digest, sizeBytes, fileName }))
    const what = { product, productVersion: version, title, severity, cves, summary, publishedAt }
    return { ...what, platform, artifacts: files, action, detection, proof: { feed } }
  }

  async #debContent(entry: CatalogueEntry): Promise<ManifestContent> {
    const { id, feed, title, platform } = entry
    const patch = await this.#deps.tables.aptPatches.get(id)
    const apt = this.#deps.proofOf(feed)
    if (!patch || !apt) throw new CodedError('wrong-state', `the proof of ${id} is not here: sync feed ${feed} again`)
    const why = await this.#deps.why(entry)
    return contentOfAptPatch({ ...patch, ...why, title, platform, proof: { feed, apt } })
  }

  /**
   * The signed manifest of a patch about which admins decide, made now unless the current one still says it, or they decided the same
   * about it before. Throws `not-found` or `wrong-state`.
   */
  manifest(id: string, decision: 'approve' | 'decline'): Promise<Signed<'manifest'>> {
    return this.#signInTurn(() => this.#currentManifest(this.get(id), decision))
  }

  async #currentManifest(entry: CatalogueEntry, decision: 'approve' | 'decline'): Promise<Signed<'manifest'>> {
    const { state, manifest } = this.judge(entry)
    // A new digest would take an approved patch out of the schedules that name the old one.
    if (manifest && (state === 'approved' || (state === 'declined' && decision === 'decline'))) return manifest
    // Half of the admins have signed this one.
    if (manifest && this.#deps.isProposed(manifest.digest) && installsSame(manifest.body, entry)) return manifest
    const content = await this.content(entry)
    const holds = manifest && manifest.header.notAfter * 1000 > this.#deps.clock.now()
    if (holds && contentFingerprint(manifest.body) === contentFingerprint(content)) return manifest
    const bytes = await this.#deps.signer.sign('manifest', entry.id, header =>
      encodeManifest({ ...content, header: { ...header, kind: 'manifest' } }),
    )
    await this.#deps.published.put(bytes, ['manifest'])
    return this.#deps.published.current('manifest', entry.id)!
  }
}

/** A whole archive at once would be in memory twice more. What is cut off in the middle is written by the next synchronisation. */
async function writeInParts<T>(table: Table<T>, changes: readonly TableChange<T>[]): Promise<void> {
  for (let at = 0; at < changes.length; at += limits.catalogueBatch)
    await table.batch(changes.slice(at, at + limits.catalogueBatch))
}

/** Whether a manifest installs what the entry states. Stanzas are left out: the .deb's own hash binds them. */
function installsSame(manifest: Manifest, entry: CatalogueEntry): boolean {
  return (
    entry.goneAt !== undefined ||
    bareFingerprint(manifest, manifest.productVersion) === bareFingerprint(entry, entry.version)
  )
}

type Bare = Pick<Manifest, 'product' | 'platform' | 'action' | 'detection'> & {
  artifacts: CatalogueEntry['artifacts'] | Manifest['artifacts']
}

function bareFingerprint({ product, platform, action, detection, artifacts }: Bare, productVersion: string): Digest {
  const bare = artifacts.map(({ digest, sizeBytes, fileName, deb }) => ({
    digest,
    sizeBytes,
    fileName,
    ...(deb && { deb: { ...deb, stanza: '' } }),
  }))
  return installFingerprint({ product, productVersion, platform, artifacts: bare, action, detection })
}
