// Debian changelogs (deb-changelog(5)) as entries: version, urgency, date, text and the CVEs it names. Pure, and lenient: it is prose
// for people, read only from files whose hash was checked; what does not look like an entry is no entry.

import { compareDebVersions, isDebVersion } from '../../../core/deb-version.ts'
import { limits } from '../../../core/limits.ts'
import { parseDate } from './parse-date.ts'

export interface ChangelogEntry {
  version: string
  /** `low`, `medium`, `high`, `emergency`, `critical`; empty when not stated. */
  urgency: string
  /** Milliseconds since the epoch. */
  date: number | undefined
  text: string
  cves: string[]
}

export interface Changelog {
  /** Newest first. */
  entries: ChangelogEntry[]
  /** Of all entries, sorted. */
  cves: string[]
}

/** All entries, up to the limit. A text that has none gives none. */
export function parseChangelog(text: string): Changelog {
  const entries: ChangelogEntry[] = []
  let head: { version: string; urgency: string } | undefined
  let body: string[] = []
  for (const row of text.split('\n')) {
    const start = /^[A-Za-z0-9][A-Za-z0-9+.-]* \(([^()\s]+)\) [^;]*;(.*)$/.exec(row)
    if (start !== null) {
      head = isDebVersion(start[1]!) ? { version: start[1]!, urgency: urgencyOf(start[2]!) } : undefined
      body = []
    } else if (row.startsWith(' -- ') && head !== undefined) {
      entries.push(entryOf(head, { body, trailer: row }))
      head = undefined
      if (entries.length === limits.changelogEntries) break
    } else if (/^\s/.test(row) || row === '') {
      body.push(row)
    }
  }
  return changelogOf(entries)
}

/** The entries of later versions than the given one, which is the source version of what is installed. */
export function changesSince(changelog: Changelog, version: string): Changelog {
  const end = changelog.entries.findIndex(entry => compareDebVersions(entry.version, version) <= 0)
  return changelogOf(end < 0 ? changelog.entries : changelog.entries.slice(0, end))
}

function changelogOf(entries: ChangelogEntry[]): Changelog {
  return { entries, cves: uniqueSorted(entries.flatMap(entry => entry.cves)) }
}

function entryOf(
  { version, urgency }: { version: string; urgency: string },
  { body, trailer }: { body: string[]; trailer: string },
): ChangelogEntry {
  const whole = body.join('\n').replace(/^\n+|\s+$/g, '')
  const date = parseDate(/> {1,2}(.*?)\s*$/.exec(trailer)?.[1] ?? '')
  // A kernel's entry is longer than anyone reads, but all its CVEs count.
  return {
    version,
    urgency,
    date,
    text: whole.slice(0, limits.changelogTextLength),
    cves: uniqueSorted(whole.match(/CVE-\d{4}-\d{4,7}(?!\d)/g) ?? []),
  }
}

function urgencyOf(fields: string): string {
  return /(?:^|,|\s)urgency=([a-z]+)/i.exec(fields)?.[1]?.toLowerCase() ?? ''
}

/** Beyond the limit the oldest entries' are left out. */
function uniqueSorted(cves: string[]): string[] {
  return [...new Set(cves)].slice(0, limits.cves).sort()
}
