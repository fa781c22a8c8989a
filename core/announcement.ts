// What a candidate says once a second while there is work: leases, holdings, activity. Signed by its node like a report,
// relayed once by everyone; `boot` and `sequence` order what one node says.

import { decode, encode } from '../proto/codec.ts'
import { checkDigest, checkId, checkInteger, checkList, checkOneOf } from './check.ts'
import type { Digest } from './digest.ts'
import { limits } from './limits.ts'
import { type MemberClass, memberClasses } from './roster.ts'

const activities = ['idle', 'fetching', 'yielding', 'budget', 'source-wait'] as const
export type Activity = (typeof activities)[number]

export interface Lease {
  artifact: Digest
  /** First piece and how many. */
  first: number
  count: number
}

export interface Announcement {
  fleet: Digest
  site: string
  node: string
  /** Milliseconds since 1970 at the node's start. */
  boot: number
  sequence: number
  doing: Activity
  /** Milliseconds since 1970, for `source-wait`, `budget` and `yielding`. */
  until: number
  leases: Lease[]
  /** How many pieces of each artifact the node holds. */
  holdings: { artifact: Digest; pieces: number }[]
  class: MemberClass
}

export function parseAnnouncement(payload: Uint8Array): Announcement {
  const wire = decode('Announcement', payload, { maxFields: 8 * limits.leases + 8 * limits.holdings + 16, maxDepth: 2 })
  const announcement: Announcement = {
    fleet: checkDigest(wire.fleet, 'fleet'),
    site: checkId(wire.site, 'site'),
    node: checkId(wire.node, 'node'),
    boot: checkInteger(wire.boot, 'boot'),
    sequence: checkInteger(wire.sequence, 'sequence'),
    doing: checkOneOf(wire.doing, activities, 'doing'),
    until: checkInteger(wire.until, 'until'),
    leases: checkList(wire.leases, 'leases', limits.leases, (item, field) => ({
      artifact: checkDigest(item.artifact, `${field}.artifact`),
      first: checkInteger(item.first, `${field}.first`, { max: limits.pieces }),
      count: checkInteger(item.count, `${field}.count`, { min: 1, max: limits.pieces }),
    })),
    holdings: checkList(wire.holdings, 'holdings', limits.holdings, (item, field) => ({
      artifact: checkDigest(item.artifact, `${field}.artifact`),
      pieces: checkInteger(item.pieces, `${field}.pieces`, { max: limits.pieces }),
    })),
    class: checkOneOf(wire.class, memberClasses, 'class'),
  }
  checkInteger(
    announcement.leases.reduce((sum, { count }) => sum + count, 0),
    'leased pieces',
    { max: limits.leasedPieces },
  )
  return announcement
}

export function encodeAnnouncement(announcement: Announcement): Uint8Array {
  const raw = <T extends { artifact: Digest }>(item: T) => ({ ...item, artifact: Buffer.from(item.artifact, 'hex') })
  return encode('Announcement', {
    ...announcement,
    fleet: Buffer.from(announcement.fleet, 'hex'),
    leases: announcement.leases.map(raw),
    holdings: announcement.holdings.map(raw),
  })
}
