// Announcements that are not what they say, sent by a member over its real swarm stream: of another's key, of no member, for elsewhere,
// older than what was heard, and beyond every count. None changes what the node believes.

import { randomBytes } from 'node:crypto'
import test from 'ava'
import type { Announcement } from '../../core/announcement.ts'
import { createKeyPair } from '../../core/ed25519.ts'
import { limits } from '../../core/limits.ts'
import { nodeIdOf } from '../../core/node-id.ts'
import { hostileKeys, joinHostile, pieceLies, signAnnouncement } from '../kit/hostile-member.ts'
import { MemoryOrigin, openOffice, wantedFile } from '../kit/swarm-office.ts'

test('forged, foreign, replayed and absurd announcements change nothing, and the next true one is heard', async t => {
  const content = randomBytes(200_000)
  const { artifact } = wantedFile(content)
  const [keys] = hostileKeys(1)
  const office = await openOffice(1, { origin: new MemoryOrigin(), extra: [keys!] })
  t.teardown(() => office.close())
  const [{ swarm, node: honest }] = office.nodes as [(typeof office.nodes)[0]]
  const member = await joinHostile(office, keys!, { content, lie: pieceLies.silence })
  const outsider = createKeyPair()
  const outside = nodeIdOf(outsider.publicKey)
  const lie = { doing: 'budget' as const, sequence: 100 }
  const lease = (count: number) => ({ artifact, first: 0, count })
  const say = (body: Partial<Announcement>) => member.announcement({ boot: 5, ...body })
  await member.tell({ announcement: say({ doing: 'yielding', sequence: 3 }) })
  const forged = [
    member.announcement({ ...lie, boot: 9 }, outsider),
    signAnnouncement({ ...lie, node: outside, site: office.site }, outsider, outside),
    signAnnouncement({ ...lie, node: honest, site: office.site }, keys!, member.node),
    say({ ...lie, site: 'elsewhere' }),
    say({ ...lie, fleet: '00'.repeat(32) }),
    say({ ...lie, boot: 4 }),
    say({ ...lie, sequence: 2 }),
    say({ ...lie, sequence: 3 }),
    say({ ...lie, leases: Array.from({ length: limits.leases + 1 }, () => lease(1)) }),
    say({ ...lie, leases: [lease(limits.pieces), lease(limits.pieces), lease(1)] }),
    say({ ...lie, leases: [lease(limits.pieces + 1)] }),
    say({ ...lie, holdings: Array.from({ length: limits.holdings + 1 }, () => ({ artifact, pieces: 1 })) }),
  ]
  for (const announcement of forged) await member.tell({ announcement })
  await member.tell({ announcement: say({ doing: 'fetching', sequence: 4, leases: [lease(2)] }) })
  const seen = new Set<string>()
  const view = () => swarm.peers().find(peer => peer.node === member.node)
  while (view()?.doing !== 'fetching') {
    seen.add(view()?.doing ?? 'idle')
    await new Promise(setImmediate)
  }
  t.false(seen.has('budget'))
  t.is(view()!.leasedPieces, 2)
  t.deepEqual(
    swarm.peers().map(({ node }) => node),
    [member.node],
  )
})
