// What anti-entropy does between two nodes, without the wire: one takes from the other what it wants, until nothing more is wanted.

import type { Offered, Trust } from '../../agent/trust/trust.ts'
import { limits } from '../../core/limits.ts'

type Side = Pick<Trust, 'heads' | 'envelope' | 'wants' | 'offer'>

/** Returns how many envelopes crossed. */
export async function pull(from: Side, to: Side, name = 'neighbour'): Promise<{ fetched: number; offered: Offered[] }> {
  const heads = from.heads()
  const asked = new Set<string>()
  const offered: Offered[] = []
  for (let pass = 0; pass < limits.syncPasses; pass++) {
    const wanted = (await to.wants(heads, name)).filter(head => !asked.has(head.digest))
    if (wanted.length === 0) break
    for (const { digest } of wanted) asked.add(digest)
    const envelopes = await Promise.all(wanted.map(head => from.envelope(head.digest)))
    offered.push(
      await to.offer(
        envelopes.flatMap(envelope => envelope ?? []),
        name,
      ),
    )
  }
  return { fetched: asked.size, offered }
}
