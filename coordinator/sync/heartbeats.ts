// Keeps one signed heartbeat per site equal to what the site is to know, and tells connected members that there is news.

import type { Clock } from '../../core/clock.ts'
import { sha256 } from '../../core/digest.ts'
import type { Head } from '../../core/header.ts'
import { encodeHeartbeat } from '../../core/heartbeat.ts'
import { HOUR_MS } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import type { Signed } from '../../core/verify.ts'
import { isDue, type OnlineSigner } from '../sign/online-signer.ts'
import { objectsForSite } from './for-site.ts'
import type { Published } from './published.ts'

/** Changes that come together (a join, an approval of ten patches) become one heartbeat. */
const settleMs = 25
const checkMs = HOUR_MS

export interface Heartbeats {
  /** What a site is to know, its heartbeat included; undefined for an unknown site. */
  forSite(site: string): readonly Signed[] | undefined
  onNews(listener: (sites: string[]) => void): void
  /** Looks at every site soon: something changed that is no published object. */
  refresh(): void
  close(): Promise<void>
}

interface HeartbeatDeps {
  published: Published
  signer: OnlineSigner
  /** Of the newest root. */
  rootHead: () => Head
  /** Of a restored coordinator: nothing is signed for the site yet. */
  isUnheard?: (site: string) => boolean
  clock: Clock
  log: Log
}

export function createHeartbeats({
  published,
  signer,
  rootHead,
  isUnheard = () => false,
  clock,
  log,
}: HeartbeatDeps): Heartbeats {
  const listeners = new Set<(sites: string[]) => void>()
  let working: Promise<void> = Promise.resolve()
  let cancel: (() => void) | undefined
  let closed = false

  const renew = async () => {
    const news: string[] = []
    for (const roster of published.all('roster')) {
      const site = roster.header.name
      if (isUnheard(site)) continue
      const heads = [rootHead(), ...objectsForSite(published.all(), roster).map(headOf)].sort(byKey)
      if (isCurrent(published.current('heartbeat', site), heads, clock.now())) continue
      const bytes = await signer.sign('heartbeat', site, header =>
        encodeHeartbeat({ header: { ...header, kind: 'heartbeat' }, heads }),
      )
      await published.put(bytes, ['heartbeat'])
      news.push(site)
    }
    if (news.length > 0) for (const listener of listeners) listener(news)
  }
  /** The next look; a change moves it nearer, and further changes do not put it off. */
  let next = Number.POSITIVE_INFINITY
  const lookWithin = (delayMs: number) => {
    const at = clock.monotonic() + delayMs
    if (closed || at >= next) return
    cancel?.()
    next = at
    cancel = clock.after(delayMs, () => {
      next = Number.POSITIVE_INFINITY
      working = working.then(renew).catch(error => log.error({ err: error }, 'heartbeat failed'))
      lookWithin(checkMs)
    })
  }
  published.onChange(object => {
    if (object.kind !== 'heartbeat') lookWithin(settleMs)
  })
  lookWithin(settleMs)

  return {
    forSite(site) {
      const roster = published.current('roster', site)
      if (!roster) return undefined
      const heartbeat = published.current('heartbeat', site)
      return [...objectsForSite(published.all(), roster), ...(heartbeat ? [heartbeat] : [])]
    },
    onNews: listener => void listeners.add(listener),
    refresh: () => lookWithin(settleMs),
    async close() {
      closed = true
      cancel?.()
      await working
    },
  }
}

export function headOf({ header, digest }: Signed): Head {
  return { kind: header.kind, name: header.name, epoch: header.epoch, version: header.version, digest }
}

function byKey(a: Head, b: Head): number {
  const [left, right] = [`${a.kind}/${a.name}`, `${b.kind}/${b.name}`]
  return left < right ? -1 : left > right ? 1 : 0
}

/** Same heads, and no reason to sign them again. */
function isCurrent(heartbeat: Signed<'heartbeat'> | undefined, heads: readonly Head[], now: number): boolean {
  if (!heartbeat || isDue(heartbeat.header, 'heartbeat', now)) return false
  const fingerprint = (list: readonly Head[]) =>
    sha256(Buffer.from(JSON.stringify(list.map(head => [head.kind, head.name, head.digest]))))
  return fingerprint(heartbeat.body.heads) === fingerprint(heads)
}
