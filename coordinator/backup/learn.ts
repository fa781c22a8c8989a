// What the fleet holds and this coordinator does not: after a restore everything newer than the backup, and at any time what was signed with
// our keys by another. It is fetched from members, verified like everything else and published; what we sign goes above it.

import type { Digest } from '../../core/digest.ts'
import { openEnvelope } from '../../core/envelope.ts'
import { CodedError } from '../../core/errors.ts'
import { compareVersions, type Head } from '../../core/header.ts'
import { kinds } from '../../core/kinds.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import type { SyncSink } from '../../core/sync-exchange.ts'
import type { AlarmBook } from '../reports/alarm-book.ts'
import type { CoordinatorState } from '../state.ts'
import { type Published, type RelayedKind, relayed } from '../sync/published.ts'

export interface LearnDeps {
  state: CoordinatorState
  published: Published
  takeRoot(bytes: Uint8Array): Promise<unknown>
  alarms: Pick<AlarmBook, 'raise'>
  log: Log
}

export interface Lesson extends SyncSink {
  /** All that the member holds was taken, or at least its root and roster and what else holds. */
  isWhole(): boolean
  /** How many objects were new to us. */
  taken(): number
  wants(heads: Head[]): Head[]
}

/** For exchanges with members, one lesson each. */
export function createLearner({ state, published, takeRoot, alarms, log }: LearnDeps) {
  /** Lately refused: not fetched again and again. */
  const refused = new Set<Digest>()

  const isNews = (head: Head, site: string): boolean => {
    if (head.kind === 'root') return head.version > state.rootHeads.length
    const kind = relayed.find(each => each === head.kind)
    if (kind === undefined || (isOfSite(kind) && head.name !== site)) return false
    const held = published.current(kind, head.name)
    if (held) return compareVersions(head, held.header) > 0
    // What we signed and hold no more was dropped on purpose, unless this home was restored.
    return !isOnline(kind) || state.unheardSites.has(site) || head.version > state.lastVersion(kind, head.name)
  }
  const take = async (bytes: Uint8Array, head: Head, { node, site }: { node: string; site: string }) => {
    const { kind, name, version } = head
    if (kind === 'root') await takeRoot(bytes)
    else await published.put(bytes)
    log.info({ kind, name, version, node }, 'learnt from the fleet')
    if (kind === 'root' || !isOnline(kind as RelayedKind) || version <= state.lastVersion(kind, name)) return
    await state.raiseVersion(kind, name, version)
    if (!state.unheardSites.has(site))
      alarms.raise('coordinator-copied', `${kind}/${name}`, `version ${version}, held by ${node}`)
  }

  return (node: string, site: string): Lesson => {
    const wanted = new Map<Digest, Head>()
    let isWhole = true
    let taken = 0
    const refuse = (digest: Digest, error: CodedError) => {
      const { kind, name } = wanted.get(digest)!
      log.warn({ kind, name, node, code: error.code, reason: error.message }, 'not learnt from the fleet')
      refused.add(digest)
      if (refused.size > limits.refusedEnvelopes) refused.delete(refused.values().next().value!)
      if (kind === 'root' || kind === 'roster') isWhole = false
    }
    return {
      wants(heads) {
        const news = heads.filter(head => !refused.has(head.digest) && isNews(head, site))
        const room = Math.max(0, limits.learnedPerExchange - wanted.size)
        const asked = news.filter(head => !wanted.has(head.digest)).slice(0, room)
        if (news.length > room) isWhole = false // the rest comes with the next exchange
        for (const head of asked) wanted.set(head.digest, head)
        return asked
      },
      async deliver(envelopes) {
        for (const bytes of envelopes) {
          const { digest } = openEnvelope(bytes)
          const head = wanted.get(digest)
          if (!head) continue
          try {
            await take(bytes, head, { node, site })
            taken++
          } catch (error) {
            if (!(error instanceof CodedError)) throw error
            refuse(digest, error)
          }
        }
      },
      isWhole: () => isWhole,
      taken: () => taken,
    }
  }
}

/** In a home that was copied while it was written to, the state may be older than the objects beside it. */
export async function raiseToHeld(
  state: Pick<CoordinatorState, 'raiseVersion'>,
  published: Pick<Published, 'all'>,
): Promise<void> {
  for (const { kind, header } of published.all())
    if (isOnline(kind as RelayedKind)) await state.raiseVersion(kind, header.name, header.version)
}

/** Names a site, and is another site's business. */
function isOfSite(kind: RelayedKind): boolean {
  return kind === 'roster' || kind === 'heartbeat'
}

function isOnline(kind: RelayedKind): boolean {
  return kinds[kind].role !== 'admin'
}
