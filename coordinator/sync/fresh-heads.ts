// Answers one member's question what is current, with its nonce, signed by the heartbeat's key: what no contact of a site can forge,
// replay or hold back from a node that asks itself. A member may bring the question of another. It hands out no objects: those go once over a site's line (site-sync.ts).

import type { Clock } from '../../core/clock.ts'
import { CodedError } from '../../core/errors.ts'
import type { FrameStream } from '../../core/frames.ts'
import { encodeFreshHeads } from '../../core/fresh-heads.ts'
import type { Head } from '../../core/header.ts'
import { limits } from '../../core/limits.ts'
import { RateLimit } from '../../core/rate-limit.ts'
import { summarize } from '../../core/sync-exchange.ts'
import type { OnlineSigner } from '../sign/online-signer.ts'
import { type Heartbeats, headOf } from './heartbeats.ts'

export interface HeadsDeps {
  heartbeats: Pick<Heartbeats, 'forSite'>
  /** Of all versions of root. */
  state: { readonly rootHeads: readonly Head[] }
  signer: Pick<OnlineSigner, 'sign'>
  siteOf: (node: string) => string | undefined
  /** Whether a whole report of the node rests here: not any more after a restore from a backup. */
  knows: (node: string) => Promise<boolean>
  clock: Clock
}

export type ServeHeads = (frames: FrameStream, node: string, signal: AbortSignal) => Promise<void>

export function createHeadsServer(deps: HeadsDeps): ServeHeads {
  // What others ask in a node's name must not use up what it may ask itself.
  const [ownRate, carriedRate] = [new RateLimit(limits.memberHeads), new RateLimit(limits.memberCarriedHeads)]
  return async (frames, sender, signal) => {
    const { nonce, node: named } = await frames.receive('HeadsRequest', signal)
    const node = named || sender
    const isCarried = node !== sender
    try {
      if (isCarried && (deps.siteOf(node) === undefined || deps.siteOf(node) !== deps.siteOf(sender)))
        throw new CodedError('not-a-member', 'the question is of no member of the carrier’s site')
      if (!(isCarried ? carriedRate : ownRate).take(sender, deps.clock.monotonic()))
        throw new CodedError('limit-exceeded', 'the node asks for the heads too often')
      const envelope = await answer(node, nonce, deps)
      await frames.send(
        'HeadsAnswer',
        { refused: '', envelope, forgot: !isCarried && !(await deps.knows(node)) },
        signal,
      )
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
      await frames.send('HeadsAnswer', { refused: error.code, envelope: new Uint8Array(), forgot: false }, signal)
    }
    await frames.close(signal)
  }
}

async function answer(node: string, nonce: Uint8Array, deps: HeadsDeps): Promise<Uint8Array> {
  const { heartbeats, state, signer, siteOf } = deps
  if (nonce.length !== limits.nonceBytes)
    throw new CodedError('bad-message', `expected a nonce of ${limits.nonceBytes} bytes, found ${nonce.length}`)
  const site = siteOf(node)
  const objects = site === undefined ? undefined : heartbeats.forSite(site)
  const heartbeat = objects?.find(({ kind }) => kind === 'heartbeat')
  if (!objects || !heartbeat) throw new CodedError('not-found', 'there is no heartbeat for the site of this node yet')
  const summary = summarize([...state.rootHeads, ...objects.map(headOf)])
  return await signer.sign('fresh-heads', node, header =>
    encodeFreshHeads({ header: { ...header, kind: 'fresh-heads' }, nonce, heartbeat: headOf(heartbeat), summary }),
  )
}
