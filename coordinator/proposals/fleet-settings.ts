// What every command that signs needs to know of the fleet first: who may sign, what is withdrawn, which groups are protected. It is
// handed out as envelopes; the command line verifies them itself.

import type { Signed, SignedKind } from '../../core/verify.ts'

/** Envelopes in base64. */
export interface FleetSettings {
  /** Version 1 first. */
  roots: string[]
  /** Recall, policy and groups, as far as there are any. */
  settings: string[]
}

export interface SettingsDeps {
  objects: { all<K extends Exclude<SignedKind, 'root' | 'fresh-heads' | 'receipt'>>(kind: K): Signed<K>[] }
  /** Root envelopes, version 1 first. */
  roots(): readonly Uint8Array[]
}

export function fleetSettings({ objects, roots }: SettingsDeps): FleetSettings {
  const settings = [...objects.all('recall'), ...objects.all('policy'), ...objects.all('group')]
  return { roots: roots().map(base64), settings: settings.map(({ bytes }) => base64(bytes)) }
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
