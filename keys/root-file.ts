// Root chains as files that people carry to machines without a coordinator: alone, or beside the proposal of the next version, so that
// whoever signs sees what changes. What a chain is worth is core/verify.ts's business.

import { CodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { writeDurably } from './durable-file.ts'
import { readText } from './envelope-file.ts'

const format = 'patchmesh-roots-1'

/** Envelopes, version 1 first, not verified; empty when the file is a proposal without its chain. Throws as `readText`, or `bad-object`. */
export async function readRootsFile(path: string): Promise<Uint8Array[]> {
  const broken = (cause?: unknown) =>
    new CodedError(
      'bad-object',
      `${path}: expected a root chain ("patchmesh root show --out FILE") or a proposed root`,
      {
        cause,
      },
    )
  let file: { format?: unknown; roots?: unknown } | null
  try {
    file = JSON.parse(await readText(path)) as typeof file
  } catch (cause) {
    throw cause instanceof CodedError ? cause : broken(cause)
  }
  if (file?.format !== format && file?.format !== 'patchmesh-proposal-1') throw broken()
  const roots = file.roots ?? []
  if (!Array.isArray(roots) || roots.length > limits.roots || roots.some(root => typeof root !== 'string'))
    throw broken()
  return roots.map(root => Buffer.from(root, 'base64'))
}

export async function writeRootsFile(path: string, roots: readonly Uint8Array[]): Promise<void> {
  await writeDurably(path, `${JSON.stringify({ format, ...rootsField(roots) }, null, 2)}\n`)
}

/** For a proposal's file. */
export function rootsField(roots: readonly Uint8Array[]): { roots: string[] } {
  return { roots: roots.map(bytes => Buffer.from(bytes).toString('base64')) }
}
