// The first frames of `control` and `submit`. The caller may not know the fleet: it named the coordinator by its peer id, which Noise
// has proven, so its hello may leave the fleet empty. What it then signs is held to the fleet pinned beside its admin key.

import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import type { FrameStream } from '../../core/frames.ts'
import { specVersion } from '../../core/header.ts'

/** Both sides call it; `fleet` is empty at a caller that does not know. Throws `wrong-fleet` or `bad-message`. */
export async function exchangeOperatorHello(
  frames: FrameStream,
  fleet: Digest | '',
  signal: AbortSignal,
): Promise<void> {
  await frames.send('Hello', { spec: specVersion, fleet: Buffer.from(fleet, 'hex'), site: '' }, signal)
  const theirs = await frames.receive('Hello', signal)
  const theirFleet = Buffer.from(theirs.fleet).toString('hex')
  if (fleet !== '' && theirFleet !== '' && theirFleet !== fleet)
    throw new CodedError('wrong-fleet', 'the other side belongs to another fleet')
  if (theirs.spec === specVersion) return
  throw new CodedError(
    'bad-message',
    `expected protocol specification ${specVersion}, the other side speaks ${theirs.spec}: install the same release`,
  )
}
