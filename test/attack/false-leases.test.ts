// Members that claim the site's slots or pieces and fetch nothing, whatever they call it: belief in them is bounded. On a virtual clock;
// the liars are members of the roster whose announcements come well signed.

import test from 'ava'
import { swarmNumbers } from '../../agent/swarm/swarm-numbers.ts'
import type { Announcement } from '../../core/announcement.ts'
import { limits, MIB, MINUTE_MS } from '../../core/limits.ts'
import { PieceSet } from '../../core/pieces.ts'
import { Envelope } from '../../scripts/sim/envelope.ts'
import type { SimNode } from '../../scripts/sim/sim-node.ts'
import type { SiteOptions } from '../../scripts/sim/site-options.ts'
import { SiteSim } from '../../scripts/sim/site-sim.ts'

type Lie = Pick<Announcement, 'doing' | 'leases'>
type LieMaker = (sim: SiteSim, round: number) => Lie

const wanBytesPerSecond = 2.5e6
const sizeBytes = 8 * MIB
const pieces = 128
const sayMs = 500

/** An office whose best-ranked members lie twice a second, from before there is work. */
function officeWithLiars(liars: number, lie: LieMaker, more: Partial<SiteOptions> & { seed: number }): SiteSim {
  const sim = new SiteSim({ agents: 8, artifacts: [sizeBytes], wanBytesPerSecond, spreadMs: 200, ...more })
  const crowd = sim.ranked.slice(0, liars)
  let round = 0
  const speak = () => {
    round++
    for (const liar of crowd) tell(sim, liar, lie(sim, round), round)
    sim.at(sayMs, speak)
  }
  sim.at(1000, () => {
    for (const liar of crowd) liar.status = 'down' // its connections stay; the test speaks for it
    speak()
  })
  return sim
}

function tell(sim: SiteSim, liar: SimNode, { doing, leases }: Lie, round: number): void {
  const holdings = sim.digests.map(artifact => ({ artifact, pieces: round % pieces }))
  const until = Number.MAX_SAFE_INTEGER
  const said = { fleet: 'f'.repeat(64), site: 'site', node: liar.id, boot: 1, sequence: round, until, holdings }
  const body: Announcement = { ...said, doing, leases, class: 'wired' }
  const [lease] = leases
  for (const node of sim.nodes.values()) {
    if (node === liar) continue
    sim.give(node, { type: 'announcement-heard', from: liar.id, body, envelope: new Envelope(body) })
    // As if a lease had ended well: it never had a piece, takes back what it said of it, and says it again.
    const have = { type: 'have-heard', from: liar.id, all: new PieceSet(pieces).toBytes() } as const
    if (lease) sim.give(node, { ...have, artifact: lease.artifact, pieces: [lease.first] })
  }
}

const everything: LieMaker = sim => {
  return { doing: 'fetching', leases: sim.digests.map(artifact => ({ artifact, first: 0, count: pieces })) }
}
/** What a node that makes progress would say. */
const moving: LieMaker = (sim, round) => ({
  doing: 'fetching',
  leases: [{ artifact: sim.digests[0]!, first: round % pieces, count: pieces }],
})
const patienceMs = swarmNumbers.stallMaxMs

const lies: [string, LieMaker, number][] = [
  ['leases everything', everything, patienceMs],
  ['leases on and on', moving, patienceMs],
  ['leases everything and calls itself idle', (sim, round) => ({ ...moving(sim, round), doing: 'idle' }), patienceMs],
  ['says it is yielding', () => ({ doing: 'yielding', leases: [] }), patienceMs],
  ['says the budget is used up', () => ({ doing: 'budget', leases: [] }), patienceMs],
  ['says it waits for its source', () => ({ doing: 'source-wait', leases: [] }), limits.believedWaitMs],
  [
    'waits for its source anew each time',
    (_, round) => ({ doing: round % 20 === 0 ? 'idle' : 'source-wait', leases: [] }),
    limits.believedWaitMs,
  ],
]

for (const [name, lie, boundMs] of lies)
  test(`a better-ranked pair of which each ${name} keeps the office waiting for a bounded time`, async t => {
    for (const seed of [1, 2]) {
      const sim = officeWithLiars(2, lie, { seed })
      await sim.run(2 * limits.believedWaitMs)
      t.true(sim.isDone, `seed ${seed}`)
      const doneAt = Math.max(...[...sim.nodes.values()].map(node => node.doneAt ?? 0))
      const downloadMs = (sizeBytes * 1000) / wanBytesPerSecond
      // Twice: pieces that come between two lies start the time anew. Ten seconds: an announcement, the takeover, the LAN.
      const tookMs = doneAt - sim.learntAt
      t.true(tookMs <= boundMs * 2 + 2 * downloadMs + 10_000, `seed ${seed}: ${tookMs} ms`)
      // Six nodes find a pair out within half a second of each other: some of their first requests overlap, at most 1.6 MB of whatever size.
      t.true(sim.wanBytes - sim.payload <= 0.2 * sizeBytes, `seed ${seed}: ${sim.wanBytes / sim.payload}`)
    }
  })

test('a crowd that takes turns at each lie is found out, too', async t => {
  const sim = officeWithLiars(6, (made, round) => lies[Math.floor(round / 200) % lies.length]![1](made, round), {
    seed: 3,
  })
  await sim.run(40 * MINUTE_MS)
  t.true(sim.isDone)
})

test('a liar that says it has the pieces it leases is asked for them, and ends nobody else’s fetching once it gave none', async t => {
  const sim = officeWithLiars(1, moving, { seed: 4 })
  const [liar] = sim.ranked
  const all = PieceSet.full(pieces).toBytes()
  const boast = () => {
    for (const node of sim.nodes.values())
      if (node !== liar)
        for (const artifact of sim.digests)
          sim.give(node, { type: 'have-heard', from: liar!.id, artifact, all, pieces: [] })
    sim.at(50, boast)
  }
  sim.at(sim.options.idleMs + 500, boast)
  await sim.run(5 * MINUTE_MS)
  t.true(sim.isDone)
})

test('an honest fetcher on a slow line is not doubted', async t => {
  // 64 KiB/s: a piece of 1 MiB takes 16 s, and four of them are under way.
  const sim = new SiteSim({ seed: 5, agents: 6, artifacts: [200 * MIB], wanBytesPerSecond: 64 * 1024 })
  await sim.run(15 * MINUTE_MS)
  const doubted = [...sim.nodes.values()].flatMap(node => [...node.state.peers.values()].filter(peer => peer.isDoubted))
  t.is(doubted.length, 0)
  t.true(sim.wanBytes > 30 * MIB)
})
