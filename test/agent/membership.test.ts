// A node that was moved or retired asks the coordinator where it belongs, and believes of a new site only what is signed.

import { streamPair } from '@libp2p/utils'
import test from 'ava'
import { joinAnswerFrames } from '../../agent/join.ts'
import { Membership } from '../../agent/membership.ts'
import { FrameStream } from '../../core/frames.ts'
import { HOUR_MS, MINUTE_MS } from '../../core/limits.ts'
import { silentLog } from '../../core/log.ts'
import type { Roster } from '../../core/roster.ts'
import type { Encodable } from '../../proto/codec.ts'
import { type Fleet, makeFleet } from '../kit/fleet.ts'
import { manualClock } from '../kit/manual-clock.ts'

async function setUp(answer: (fleet: Fleet) => Promise<Encodable<'JoinAnswer'>>) {
  const fleet = await makeFleet({ sites: { office: 2, lyon: 1 } })
  const node = fleet.nodes.office![0]!.node
  const clock = manualClock(Date.now())
  const moves: string[] = []
  let asked = 0
  let roster: Roster = (await fleet.roster('office')).body
  let changed: () => void = () => undefined
  const serve = async (frames: FrameStream) => {
    const { signal } = new AbortController()
    const request = await frames.receive('JoinRequest', signal)
    if (request.secret.length > 0) throw new Error('expected no secret')
    asked++
    await frames.send('JoinAnswer', await answer(fleet), signal)
  }
  const membership = new Membership({
    node,
    trust: {
      fleet: fleet.id,
      site: 'office',
      anchor: () => fleet.anchor,
      now: () => clock.now(),
      offer: async () => ({ accepted: [], refused: [] }),
      roster: () => roster,
      onChange: listener => {
        changed = () => listener([])
        return () => undefined
      },
    },
    link: {
      open: async () => {
        const [mine, theirs] = await streamPair()
        void serve(new FrameStream(theirs, joinAnswerFrames))
        return { node: fleet.coordinator.node, stream: mine, release: async () => undefined }
      },
    },
    onMoved: async site => void moves.push(site),
    clock,
    random: () => 0.5,
    log: silentLog,
  })
  const useRoster = (next: Roster) => {
    roster = next
    changed()
  }
  return { fleet, node, clock, moves, membership, asked: () => asked, useRoster }
}

/** The roster of lyon that names also the first node of the office. */
async function withNewcomer(fleet: Fleet) {
  const [first] = (await fleet.roster('office')).body.members
  const { members } = (await fleet.roster('lyon')).body
  return await fleet.roster('lyon', { version: 2, members: [...members, first!] })
}

test('a doubt is settled by one question, and a signed roster of another site that names the node moves it', async t => {
  const { clock, membership, moves, asked } = await setUp(async fleet => {
    return { site: 'lyon', roots: [fleet.root.bytes], roster: (await withNewcomer(fleet)).bytes }
  })
  membership.doubt()
  membership.doubt()
  await clock.advance(1000)
  t.is(asked(), 1)
  t.deepEqual(moves, ['lyon'])
})

test('a site whose roster is not signed by the enrol role, is another, or does not name the node is not believed', async t => {
  const lies: ((fleet: Fleet) => Promise<Encodable<'JoinAnswer'>>)[] = [
    async fleet => {
      const { body } = await withNewcomer(fleet)
      return { site: 'lyon', roster: (await fleet.sign('roster', body, fleet.keys.release)).bytes }
    },
    async fleet => ({ site: 'paris', roster: (await withNewcomer(fleet)).bytes }),
    async fleet => ({ site: 'lyon', roster: (await fleet.roster('lyon')).bytes }),
    async () => ({ site: 'lyon', roster: Buffer.from('nothing') }),
  ]
  for (const lie of lies) {
    const { clock, membership, moves, asked } = await setUp(lie)
    membership.doubt()
    await clock.advance(1000)
    t.is(asked(), 1)
    t.deepEqual(moves, [])
    membership.close()
  }
})

test('a retired node says so, asks ever more rarely, and forgets it when it is let in again', async t => {
  let refused = 'not-a-member'
  const { clock, membership, moves, asked } = await setUp(async fleet => {
    if (refused !== '') return { refused, message: 'it was\u001b[2J retired' }
    return { site: 'office', roster: (await fleet.roster('office')).bytes }
  })
  membership.doubt()
  await clock.advance(1000)
  t.is(membership.refusal, 'it was?[2J retired')
  await clock.advance(HOUR_MS)
  t.true(asked() <= 7, `${asked()} questions in an hour`)
  refused = ''
  await clock.advance(2 * HOUR_MS)
  t.is(membership.refusal, '')
  t.deepEqual(moves, [])
})

test('a new roster of the own site without the node is a doubt; a refusal of another kind is no word on membership', async t => {
  const { fleet, node, clock, membership, asked, useRoster } = await setUp(async () => ({ refused: 'limit-exceeded' }))
  const { body } = await fleet.roster('office')
  useRoster(body)
  await clock.advance(MINUTE_MS)
  t.is(asked(), 0)
  useRoster({ ...body, members: body.members.filter(member => member.node !== node) })
  await clock.advance(1000)
  t.is(asked(), 1)
  t.is(membership.refusal, '')
})
