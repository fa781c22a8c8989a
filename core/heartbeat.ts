// The coordinator's short-lived statement of the newest version of everything one site is to know.

import { decode, encode } from '../proto/codec.ts'
import { checkId, checkList, checkUnique } from './check.ts'
import { encodeHead, encodeHeader, type Head, type Header, headKey, parseHead, parseHeader } from './header.ts'
import { limits } from './limits.ts'

export interface Heartbeat {
  /** `header.name` is the site. */
  header: Header<'heartbeat'>
  heads: Head[]
}

export function parseHeartbeat(payload: Uint8Array): Heartbeat {
  const wire = decode('Heartbeat', payload)
  const header = parseHeader(wire.header, 'heartbeat')
  checkId(header.name, 'header.name')
  const heads = checkList(wire.heads, 'heads', limits.heads, parseHead)
  checkUnique(heads.map(headKey), 'heads')
  return { header, heads }
}

export function encodeHeartbeat(heartbeat: Heartbeat): Uint8Array {
  return encode('Heartbeat', { header: encodeHeader(heartbeat.header), heads: heartbeat.heads.map(encodeHead) })
}
