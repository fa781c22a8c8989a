// Stops one schedule, or lets it go on. Any one admin key may stop; going on takes the admin threshold (core/verify.ts).

import { decode, encode } from '../proto/codec.ts'
import { checkId, checkLine } from './check.ts'
import { encodeHeader, type Header, parseHeader } from './header.ts'

export interface Pause {
  /** `header.name` is the schedule id. */
  header: Header<'pause'>
  /** False: the schedule goes on. */
  paused: boolean
  reason: string
}

export function parsePause(payload: Uint8Array): Pause {
  const wire = decode('Pause', payload)
  const pause: Pause = {
    header: parseHeader(wire.header, 'pause'),
    paused: wire.paused,
    reason: checkLine(wire.reason, 'reason'),
  }
  checkId(pause.header.name, 'header.name')
  return pause
}

export function encodePause(pause: Pause): Uint8Array {
  return encode('Pause', { ...pause, header: encodeHeader(pause.header) })
}
