// Why a Debian patch is there: the changelog its packages carry, fetched once and cached (also that there is none), only for patches
// that some node needs or that somebody looks at. It judges nothing: Debian's urgency is not a severity.

import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import type { Table } from '../../core/table.ts'
import { type Changelog, type ChangelogEntry, changesSince } from '../feed/apt/changelog.ts'
import { fetchChangelog } from '../feed/apt/fetch-changelog.ts'
import type { AptPatch } from '../feed/apt/packages-index.ts'
import type { Fetch } from '../feed/http-client.ts'
import type { CatalogueEntry } from './catalogue-entry.ts'

/** What goes into a manifest. */
export interface PatchWhy {
  cves: string[]
  summary: string
  /** Seconds since 1970; 0: not known. */
  publishedAt: number
}

/** `unavailable`: it could not be fetched now. `none`: the packages carry none. */
export type ChangelogState = 'known' | 'none' | 'unavailable' | 'not-debian'

export interface ChangelogDeps {
  table: Table<{ changelog: Changelog | null }>
  aptPatches: Table<AptPatch>
  /** The archive of a feed, and how to fetch from it. Undefined: no archive. */
  archive(feed: string): { url: string; fetch: Fetch } | undefined
  /** The lowest version of the patch's source on any node that needs it; empty when none does. */
  lowestNeed(entry: CatalogueEntry): Promise<string>
  log: Log
}

export class Changelogs {
  readonly #deps: ChangelogDeps
  readonly #running = new Map<string, Promise<ChangelogState>>()

  constructor(deps: ChangelogDeps) {
    this.#deps = deps
  }

  /** Fetches the patch's changelog unless it is here. Never throws for what the archive does. */
  load(entry: CatalogueEntry, signal?: AbortSignal): Promise<ChangelogState> {
    const running =
      this.#running.get(entry.id) ?? this.#load(entry, signal).finally(() => this.#running.delete(entry.id))
    this.#running.set(entry.id, running)
    return running
  }

  async #load(entry: CatalogueEntry, signal?: AbortSignal): Promise<ChangelogState> {
    const archive = this.#deps.archive(entry.feed)
    if (!archive) return 'not-debian'
    const known = await this.#deps.table.get(entry.id)
    if (known) return known.changelog ? 'known' : 'none'
    const patch = await this.#deps.aptPatches.get(entry.id)
    if (!patch) return 'unavailable'
    try {
      const { url, fetch } = archive
      const changelog = await fetchChangelog({ patch, source: { url }, fetch, ...(signal && { signal }) })
      await this.#deps.table.put(entry.id, { changelog: changelog ?? null })
      return changelog ? 'known' : 'none'
    } catch (error) {
      if (signal?.aborted || !(error instanceof CodedError)) throw error
      this.#deps.log.warn({ patch: entry.id, code: error.code, reason: error.message }, 'changelog not fetched')
      return 'unavailable'
    }
  }

  /** The entries that a node gets which needs the patch most; with no such node, those of this version alone. */
  async news(entry: CatalogueEntry): Promise<ChangelogEntry[]> {
    const changelog = (await this.#deps.table.get(entry.id))?.changelog
    if (!changelog) return []
    const from = await this.#deps.lowestNeed(entry)
    return from === '' ? changelog.entries.slice(0, 1) : changesSince(changelog, from).entries
  }

  async why(entry: CatalogueEntry): Promise<PatchWhy> {
    await this.load(entry)
    const news = await this.news(entry)
    const [newest] = news
    return {
      cves: [...new Set([...entry.cves, ...news.flatMap(each => each.cves)])].sort().slice(0, limits.cves),
      summary: newest ? printable(newest.text) : entry.summary,
      publishedAt: newest?.date ? Math.floor(newest.date / 1000) : entry.publishedAt,
    }
  }

  async drop(id: string): Promise<void> {
    await this.#deps.table.delete(id)
  }
}

/** Changelogs are prose of the vendor's; signed texts carry no control characters. */
function printable(text: string): string {
  return text
    .replace(/[^\P{Cc}\n\t]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '?')
    .slice(0, limits.changelogTextLength)
}
