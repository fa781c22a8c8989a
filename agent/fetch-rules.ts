// What this node may fetch from outside and give away at this moment: the site's budget in the policy in force, the choice made at this
// machine, and its settings. Worked out again when one of them changes or its time has come.

import type { Clock } from '../core/clock.ts'
import { limits } from '../core/limits.ts'
import type { Policy } from '../core/policy.ts'
import { type Allowance, allowanceOf, type Closed } from '../core/site-budget.ts'
import type { NodeChoices } from './choices.ts'
import type { AgentConfig } from './config.ts'
import type { Trust } from './trust/trust.ts'

export interface Rules extends Omit<Allowance, 'closed'> {
  closed: Closed | 'node-paused' | undefined
  /** Nothing moves on the LAN either. */
  isSilent: boolean
}

export interface FetchRulesOptions {
  site: string
  policy(): Policy | undefined
  choices: Pick<NodeChoices, 'pause'>
  /** The machine's own setting, bytes a second; 0: none. */
  lanUploadBytesPerSecond: number
  localZone: string
  clock: Clock
}

export function createFetchRules({
  site,
  trust,
  choices,
  config,
  clock,
}: {
  site: string
  trust: Pick<Trust, 'current'>
  choices: NodeChoices
  config: Pick<AgentConfig, 'lanUploadBytesPerSecond'>
  clock: Clock
}): FetchRules {
  return new FetchRules({
    site,
    policy: () => trust.current('policy', '')?.body,
    choices,
    lanUploadBytesPerSecond: config.lanUploadBytesPerSecond,
    localZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    clock,
  })
}

export class FetchRules {
  readonly #options: FetchRulesOptions
  #rules: Rules | undefined
  /** For which time `#rules` was worked out. */
  #from = 0
  #policy: Policy | undefined

  constructor(options: FetchRulesOptions) {
    this.#options = options
  }

  current(): Rules {
    const now = this.#options.clock.now()
    const policy = this.#options.policy()
    // a clock that is set back, or a machine that wakes, is noticed within a minute
    const isGood = now >= this.#from && now < this.#from + limits.aliveMs && now < (this.#rules?.until ?? 0)
    if (!this.#rules || !isGood || policy !== this.#policy) {
      this.#rules = this.#workOut(policy, now)
      this.#from = now
      this.#policy = policy
    }
    return this.#rules
  }

  /** The choice made at this machine changed. */
  forget(): void {
    this.#rules = undefined
  }

  /** Calls it when hours or a pause of this machine begin or end by the passing of time. */
  onDue(listener: () => void): () => void {
    const { clock } = this.#options
    let cancel: () => void = () => undefined
    const next = () => {
      const delayMs = Math.min(Math.max(1, this.current().until - clock.now()), limits.aliveMs)
      cancel = clock.after(delayMs, () => {
        listener()
        next()
      })
    }
    next()
    return () => cancel()
  }

  #workOut(policy: Policy | undefined, now: number): Rules {
    const { site, choices, lanUploadBytesPerSecond, localZone } = this.#options
    const allowance = allowanceOf(policy, { site, now, localZone })
    const own = lanUploadBytesPerSecond > 0 ? lanUploadBytesPerSecond : Number.POSITIVE_INFINITY
    const rules = {
      ...allowance,
      lanUploadBytesPerSecond: Math.min(allowance.lanUploadBytesPerSecond, own),
      isSilent: false,
    }
    const pause = choices.pause(now)
    if (!pause) return rules
    return { ...rules, closed: 'node-paused', until: pause.until ?? Number.POSITIVE_INFINITY, isSilent: pause.all }
  }
}
