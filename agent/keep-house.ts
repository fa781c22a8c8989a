// Keeps the store in order while the agent runs: pinned files stay, short of a recall; what nothing has wanted for long goes; and a full
// disk, or descriptors that are used up, are told. What the disk holds besides is other people's business.

import type { Clock } from '../core/clock.ts'
import { limits } from '../core/limits.ts'
import type { Log } from '../core/log.ts'
import { watchDescriptors } from '../keys/watch-descriptors.ts'
import { watchDisk } from '../keys/watch-disk.ts'
import type { Alarms } from './alarms.ts'
import type { NodeChoices } from './choices.ts'
import type { Store } from './store/store.ts'
import type { Trust } from './trust/trust.ts'

export interface HouseOptions {
  /** The agent's. */
  folder: string
  alarms: Alarms
  trust: Pick<Trust, 'restrictions' | 'onChange'>
  store: Pick<Store, 'pin' | 'evictUnwanted'>
  choices: Pick<NodeChoices, 'pins' | 'onChange'>
  clock: Clock
  log: Log
}

/** Returns what ends it. */
export function keepHouse({ folder, trust, store, choices, alarms, clock, log }: HouseOptions): () => void {
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
  const disk = watchDisk({
    folder,
    roomBytes: () => limits.diskRoomBytes,
    onFull: detail => alarms.raise('disk-full', folder, detail),
    onRoom: () => alarms.clear('disk-full', folder),
    clock,
    log,
  })
  const descriptors = watchDescriptors({
    onUsedUp: detail => alarms.raise('descriptors-used-up', 'process', detail),
    onEnough: () => alarms.clear('descriptors-used-up'),
    clock,
    log,
  })
  const offs = [choices.onChange(notePins), trust.onChange(notePins), () => cancel(), disk, descriptors]
  return () => {
    for (const off of offs) off()
  }
}
