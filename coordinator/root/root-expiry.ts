// Reminds of the root's end: under an expired root nodes take nothing new, and signing the next one takes several people some time.

import type { Clock } from '../../core/clock.ts'
import type { Closers } from '../../core/closers.ts'
import { DAY_MS } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import { formatAgo } from '../../core/present.ts'
import type { TrustAnchor } from '../../core/verify.ts'

/** A ceremony of several people is planned and held in this time. */
const remindMs = 90 * DAY_MS

/** Empty while the root holds for long. */
export function expiryReminder({ root: { header } }: TrustAnchor, now: number): string {
  const endsMs = header.notAfter * 1000
  if (endsMs - now > remindMs) return ''
  const state = endsMs <= now ? 'expired, and nodes take nothing new' : 'expires'
  return `root version ${header.version} ${state} ${formatAgo(endsMs, now)}: sign the next one ("patchmesh root propose")`
}

/** In the log, at the start and each day. */
export function remindOfExpiry(
  { state, clock, log }: { state: { readonly anchor: TrustAnchor }; clock: Clock; log: Log },
  closers: Closers,
): void {
  let cancel: () => void = () => undefined
  const look = () => {
    const reminder = expiryReminder(state.anchor, clock.now())
    if (reminder !== '') log.warn({ version: state.anchor.root.header.version }, reminder)
    cancel = clock.after(DAY_MS, look)
  }
  look()
  closers.add(async () => cancel())
}
