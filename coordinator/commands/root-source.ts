// Where a command gets the fleet's root chain from: a file (--root), or the coordinator.

import type { Command } from 'commander'
import { CodedError } from '../../core/errors.ts'
import type { TrustAnchor } from '../../core/verify.ts'
import { readRootsFile } from '../../keys/root-file.ts'
import type { RootChain } from '../root/root-handlers.ts'
import { trustRoots } from './admin-key.ts'
import { askCoordinator, type HomeOptions } from './coordinator-command.ts'

export interface RootSource extends HomeOptions {
  root?: string
}

export function addRootSource(command: Command): Command {
  return command.option(
    '--root <file>',
    'the root chain, or a proposed root with its chain, instead of the coordinator',
  )
}

/** Envelopes, version 1 first, not verified. */
export async function readRoots(options: RootSource): Promise<Uint8Array[]> {
  if (options.root === undefined) {
    const { roots } = await askCoordinator<RootChain>(options, 'root-chain')
    return roots.map(text => Buffer.from(text, 'base64'))
  }
  const roots = await readRootsFile(options.root)
  if (roots.length > 0) return roots
  throw new CodedError('bad-object', `${options.root} holds no root chain: "patchmesh root show --out FILE" writes one`)
}

/** Verified against the fleet pinned beside the key, if there is one. */
export async function readAnchor(options: RootSource, keyPath: string | undefined): Promise<TrustAnchor> {
  return await trustRoots(await readRoots(options), keyPath)
}
