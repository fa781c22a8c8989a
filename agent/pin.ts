// pin.json: which fleet and site this node joined, and through which coordinator. Written once, by joining; everything else that
// is trusted hangs on its fleet id.

import { join } from 'node:path'
import { isId } from '../core/check.ts'
import { type Digest, isDigest } from '../core/digest.ts'
import { CodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { nodeKey } from '../core/node-id.ts'
import { exists } from '../keys/durable-file.ts'
import { type KeptOptions, readKept, writeKept } from '../keys/kept-file.ts'
import { refuseNewer } from '../keys/slots.ts'
import { statePaths } from './state-paths.ts'
import { trustedFile } from './trust/trust.ts'

export interface Pin {
  fleet: Digest
  site: string
  coordinator: {
    /** Peer id. */
    node: string
    /** Multiaddrs. */
    addresses: string[]
  }
  /** The root chain as it was at joining, base64: where trust begins anew when all else is lost. Older pins have none. */
  roots?: string[]
}

/** Undefined when the folder holds none. Throws `wrong-state` when it and its copy are damaged, or the folder is of a newer version. */
export async function readPin(folder: string, onHealed?: KeptOptions['onHealed']): Promise<Pin | undefined> {
  await refuseNewer(join(folder, trustedFile))
  const path = statePaths(folder).pin
  const text = await readKept(path, { isWhole: each => parsePin(each) !== undefined, isEdited: false, onHealed })
  const pin = text === undefined ? undefined : parsePin(text)
  if (!pin && (await exists(path)))
    throw new CodedError(
      'wrong-state',
      `${path} and its copy are damaged: restore it from a backup, or remove the folder and join again`,
    )
  return pin
}

export async function writePin(folder: string, pin: Pin): Promise<void> {
  await writeKept(statePaths(folder).pin, `${JSON.stringify(pin, null, 2)}\n`)
}

function parsePin(text: string): Pin | undefined {
  let pin: Partial<Pin> | null
  try {
    pin = JSON.parse(text) as Partial<Pin> | null
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  const { fleet, site, coordinator, roots = [] } = pin ?? {}
  const addresses = coordinator?.addresses
  const isWhole =
    isDigest(String(fleet)) &&
    isId(String(site)) &&
    nodeKey(String(coordinator?.node)) !== undefined &&
    Array.isArray(addresses) &&
    addresses.length <= limits.addresses &&
    addresses.every(address => typeof address === 'string') &&
    Array.isArray(roots) &&
    roots.every(root => typeof root === 'string')
  return isWhole ? (pin as Pin) : undefined
}
