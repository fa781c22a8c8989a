// Keeps the store in order while the agent runs: pinned files stay, short of a recall; what nothing has wanted for long goes.

import type { Clock } from '../core/clock.ts'
import { limits } from '../core/limits.ts'
import type { Log } from '../core/log.ts'
import type { NodeChoices } from './choices.ts'
import type { Store } from './store/store.ts'
import type { Trust } from './trust/trust.ts'

export interface HouseOptions {
  trust: Pick<Trust, 'restrictions' | 'onChange'>
  store: Pick<Store, 'pin' | 'evictUnwanted'>
  choices: Pick<NodeChoices, 'pins' | 'onChange'>
  clock: Clock
  log: Log
}

/** Returns what ends it. */
export function keepHouse({ trust, store, choices, clock, log }: HouseOptions): () => void {
  const notePins = () => {
    const { recall } = trust.restrictions()
    const pins = choices.pins.filter(({ manifest }) => !recall.hasManifest(manifest))
    store.pin(new Set(pins.flatMap(({ artifacts }) => artifacts)))
  }
  notePins()
  let cancel: () => void = () => undefined
  const next = () => {
    cancel = clock.after(limits.evictMs, () => {
      store.evictUnwanted(limits.unwantedMs).catch(error => log.warn({ err: error }, 'eviction failed'))
      next()
    })
  }
  next()
  const offs = [choices.onChange(notePins), trust.onChange(notePins), () => cancel()]
  return () => {
    for (const off of offs) off()
  }
}
