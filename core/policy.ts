// Admin-signed settings: site budgets, keyrings of feeds, protected groups.

import { decode, encode } from '../proto/codec.ts'
import { checkDigest, checkId, checkInteger, checkList } from './check.ts'
import type { Digest } from './digest.ts'
import { encodeHeader, type Header, parseHeader } from './header.ts'
import { limits } from './limits.ts'
import { parseWindow, type Window } from './schedule.ts'

export interface SiteBudget {
  /** Empty: every site without its own entry. */
  site: string
  /** From outside, all nodes of the site together; 0: no limit. */
  rateBytesPerSecond: number
  /** To the outside, as far as fetching sends; 0: no limit. */
  upBytesPerSecond: number
  /** What each node gives to its neighbours; 0: no limit. */
  lanUploadBytesPerSecond: number
  /** When it may be fetched from outside; none: always. */
  hours: Window[]
  pauseFetching: boolean
}

export interface Policy {
  header: Header<'policy'>
  budgets: SiteBudget[]
  /** No site fetches from outside. */
  pauseFetching: boolean
  /** SHA-256 of the keyring that vouches for a feed. */
  keyrings: { feed: string; digest: Digest }[]
  protectedGroups: string[]
}

export function parsePolicy(payload: Uint8Array): Policy {
  const wire = decode('Policy', payload)
  return {
    header: parseHeader(wire.header, 'policy'),
    budgets: checkList(wire.budgets, 'budgets', limits.targets, (item, field) => ({
      site: item.site === '' ? '' : checkId(item.site, `${field}.site`),
      rateBytesPerSecond: checkInteger(item.rateBytesPerSecond, `${field}.rate_bytes_per_second`),
      upBytesPerSecond: checkInteger(item.upBytesPerSecond, `${field}.up_bytes_per_second`),
      lanUploadBytesPerSecond: checkInteger(item.lanUploadBytesPerSecond, `${field}.lan_upload_bytes_per_second`),
      pauseFetching: item.pauseFetching,
      hours: checkList(item.hours, `${field}.hours`, limits.windows, parseWindow),
    })),
    keyrings: checkList(wire.keyrings, 'keyrings', limits.feeds, (item, field) => ({
      feed: checkId(item.feed, `${field}.feed`),
      digest: checkDigest(item.digest, `${field}.digest`),
    })),
    pauseFetching: wire.pauseFetching,
    protectedGroups: checkList(wire.protectedGroups, 'protected_groups', limits.targets, checkId),
  }
}

export function encodePolicy(policy: Policy): Uint8Array {
  return encode('Policy', {
    ...policy,
    header: encodeHeader(policy.header),
    keyrings: policy.keyrings.map(item => ({ ...item, digest: Buffer.from(item.digest, 'hex') })),
  })
}
