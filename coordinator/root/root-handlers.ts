// What the running coordinator answers to `patchmesh root`: the chain it serves, and the next version when it is handed one.

import type { ControlHandlers } from '../../core/control.ts'
import { openEnvelope } from '../../core/envelope.ts'
import { CodedError } from '../../core/errors.ts'
import { checkNoSecondRoot } from './second-root.ts'
import type { TakeRoot } from './take-root.ts'

export interface RootChain {
  /** Envelopes in base64, version 1 first. */
  roots: string[]
}

/** `root-chain`, `root-publish`. */
export function rootHandlers({
  roots,
  takeRoot,
}: {
  roots(): readonly Uint8Array[]
  takeRoot: TakeRoot
}): ControlHandlers {
  return {
    'root-chain': async (): Promise<RootChain> => ({
      roots: roots().map(bytes => Buffer.from(bytes).toString('base64')),
    }),
    'root-publish': async (request: { envelope?: unknown; anyway?: unknown }) => {
      if (typeof request.envelope !== 'string') throw new CodedError('bad-argument', 'expected the envelope of a root')
      const bytes = Buffer.from(request.envelope, 'base64')
      const { digest } = openEnvelope(bytes)
      const isNewest = openEnvelope(roots().at(-1)!).digest === digest
      if (isNewest) throw new CodedError('already-exists', 'this root is in force already: nothing was changed')
      checkNoSecondRoot(bytes, roots())
      return await takeRoot(bytes, { anyway: request.anyway === true })
    },
  }
}
