// Puts what admins have signed into force: verified once more against what is held, kept, and relayed from there.

import { openEnvelope } from '../../core/envelope.ts'
import type { ControlMeter } from '../reports/wan-meter.ts'
import { publishSchedule } from '../schedule/schedule-handlers.ts'
import type { Published } from '../sync/published.ts'
import { orderKinds } from './proposal.ts'

/** Throws as `Published.put`. */
export async function publishOrder(
  envelope: Uint8Array,
  { published, meter }: { published: Published; meter: ControlMeter },
): Promise<void> {
  const put = (bytes: Uint8Array) => published.put(bytes, orderKinds)
  if (openEnvelope(envelope).kind === 'schedule') await publishSchedule(envelope, { objects: published, meter, put })
  else await put(envelope)
}
