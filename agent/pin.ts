// pin.json: which fleet and site this node joined, and through which coordinator. Written once, by joining; everything else that
// is trusted hangs on its fleet id.

import { readFile } from 'node:fs/promises'
import { isId } from '../core/check.ts'
import { type Digest, isDigest } from '../core/digest.ts'
import { CodedError, systemCode } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { nodeKey } from '../core/node-id.ts'
import { writeDurably } from '../keys/durable-file.ts'
import { statePaths } from './state-paths.ts'

export interface Pin {
  fleet: Digest
  site: string
  coordinator: {
    /** Peer id. */
    node: string
    /** Multiaddrs. */
    addresses: string[]
  }
}

/** Undefined when the folder holds none. Throws `wrong-state` when it is damaged. */
export async function readPin(folder: string): Promise<Pin | undefined> {
  const path = statePaths(folder).pin
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  }
  const pin = parsePin(text)
  if (!pin)
    throw new CodedError(
      'wrong-state',
      `${path} is damaged: restore it from a backup, or remove the folder and join again`,
    )
  return pin
}

export async function writePin(folder: string, pin: Pin): Promise<void> {
  await writeDurably(statePaths(folder).pin, `${JSON.stringify(pin, null, 2)}\n`)
}

function parsePin(text: string): Pin | undefined {
  let pin: Partial<Pin> | null
  try {
    pin = JSON.parse(text) as Partial<Pin> | null
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  const { fleet, site, coordinator } = pin ?? {}
  const addresses = coordinator?.addresses
  const isWhole =
    isDigest(String(fleet)) &&
    isId(String(site)) &&
    nodeKey(String(coordinator?.node)) !== undefined &&
    Array.isArray(addresses) &&
    addresses.length <= limits.addresses &&
    addresses.every(address => typeof address === 'string')
  return isWhole ? (pin as Pin) : undefined
}
