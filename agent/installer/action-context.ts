// What every install action is given. No behaviour of its own.

import type { Clock } from '../../core/clock.ts'
import type { Log } from '../../core/log.ts'
import type { Artifact } from '../../core/manifest.ts'
import type { Folder } from '../assess/below-root.ts'
import { type InstallKey, keyName } from './journal.ts'
import type { Kept } from './kept.ts'

export interface ActionContext {
  /** The machine's root directory. */
  root: string
  key: InstallKey
  /** Folder with the private copies, named by copyName(). */
  copies: Folder
  kept: Kept
  clock: Clock
  log: Log
  /** Told after each step that changed something; for progress, and to be killed at in tests. */
  onStep: (step: InstallStep) => void
}

export type InstallStep =
  | 'begun'
  | 'copied'
  | 'applying'
  | 'file-written'
  | 'file-kept'
  | 'file-renamed'
  | 'archive-staged'
  | 'archive-moved-one'
  | 'archive-moved'
  | 'deb-simulated'
  | 'deb-running'
  | 'deb-ran'
  | 'applied'
  | 'verified'
  | 'ended'

/** Name of what an install makes beside its target: the same on every run, so that a later run finds and removes it. */
export function stagingName(key: InstallKey): string {
  return `.patchmesh-${keyName(key).slice(0, 16)}`
}

/** Name of an artifact's private copy. apt-get takes only files that end in .deb. */
export function copyName({ digest, deb }: Pick<Artifact, 'digest' | 'deb'>): string {
  return deb === undefined ? digest : `${digest}.deb`
}
