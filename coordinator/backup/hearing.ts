// Of a restored coordinator: which members of each site have told it all they hold. One alone may have been off since the backup, or hide
// what came after it; what is signed by its word alone could put out who joined later. So two are heard before anything is signed for a
// site of two or more, or, when no second one comes in a while, whoever came.

import type { Clock } from '../../core/clock.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import type { CoordinatorState } from '../state.ts'
import type { Published } from '../sync/published.ts'

export interface HeardSite {
  site: string
  /** Members that told all they hold since the start. */
  heard: number
  /** Members of the newest roster known. */
  members: number
}

export interface HearingDeps {
  state: Pick<CoordinatorState, 'unheardSites' | 'replaceUnheardSites'>
  published: Pick<Published, 'current'>
  clock: Clock
  log: Log
}

export class Hearing {
  readonly #deps: HearingDeps
  readonly #onEnough: () => Promise<void>
  readonly #heard = new Map<string, Set<string>>()
  readonly #waits = new Map<string, () => void>()

  /** `onEnough`: a site was heard, and may be signed for. */
  constructor(deps: HearingDeps, onEnough: () => Promise<void>) {
    this.#deps = deps
    this.#onEnough = onEnough
  }

  /** A member of a site that is waited for has told all it holds. */
  async note(site: string, node: string): Promise<void> {
    const { clock, log } = this.#deps
    this.#heard.set(site, (this.#heard.get(site) ?? new Set()).add(node))
    const { heard, members } = this.#of(site)
    log.info({ site, node, heard, members }, 'restored coordinator has heard a member')
    if (heard >= Math.min(members, limits.heardMembers)) return await this.#end(site)
    if (this.#waits.has(site)) return
    const end = () => void this.#end(site).catch(error => log.error({ err: error, site }, 'site not signed for'))
    this.#waits.set(site, clock.after(limits.hearingMs, end))
  }

  /** Of the sites that are waited for. */
  progress(): HeardSite[] {
    return [...this.#deps.state.unheardSites].sort().map(site => this.#of(site))
  }

  close(): void {
    for (const cancel of this.#waits.values()) cancel()
  }

  async #end(site: string): Promise<void> {
    const { state, log } = this.#deps
    this.#waits.get(site)?.()
    if (!state.unheardSites.has(site)) return
    await state.replaceUnheardSites([...state.unheardSites].filter(each => each !== site))
    log.info({ ...this.#of(site), waitsFor: [...state.unheardSites] }, 'restored coordinator signs for the site again')
    await this.#onEnough()
  }

  #of(site: string): HeardSite {
    const members = this.#deps.published.current('roster', site)?.body.members ?? []
    const nodes = this.#heard.get(site) ?? new Set()
    return { site, heard: members.filter(({ node }) => nodes.has(node)).length, members: members.length }
  }
}
