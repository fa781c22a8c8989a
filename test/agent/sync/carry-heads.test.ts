// Questions for the heads on their way through neighbours: they climb to who is connected to the coordinator, and nobody can have many carried.

import type { Stream } from '@libp2p/interface'
import { streamPair } from '@libp2p/utils'
import test from 'ava'
import { CarryHeads } from '../../../agent/sync/carry-heads.ts'
import { FrameStream } from '../../../core/frames.ts'
import { headsFrameLimits } from '../../../core/fresh-heads.ts'
import { limits } from '../../../core/limits.ts'
import { silentLog } from '../../../core/log.ts'
import { manualClock } from '../../kit/manual-clock.ts'

const { signal } = new AbortController()
const ranked = ['n0', 'n1', 'n2']

/** Three nodes in a row; the coordinator writes down who brings whose question. */
async function row() {
  const clock = manualClock(0)
  const heard: { from: string; node: string }[] = []
  const handlers = new Map<string, (stream: Stream, node: string) => void>()
  const line = async (serve: (stream: Stream) => unknown) => {
    const [mine, theirs] = await streamPair()
    serve(theirs)
    return mine
  }
  const answer = async (stream: Stream, from: string) => {
    const frames = new FrameStream(stream, headsFrameLimits)
    const { node, nonce } = await frames.receive('HeadsRequest', signal)
    heard.push({ from, node })
    await frames.send('HeadsAnswer', { refused: '', envelope: nonce, forgot: true }, signal)
  }
  const nodes = ranked.map(
    (node, at) =>
      new CarryHeads({
        node,
        ranked: () => ranked,
        network: {
          connectedMembers: () => [at - 1, at + 1].flatMap(each => ranked[each] ?? []),
          handle: async (_protocol, handler) => void handlers.set(node, handler),
          openStream: async to => await line(stream => handlers.get(to)!(stream, node)),
        },
        link: {
          open: async () => ({
            node: 'coordinator',
            stream: await line(stream => answer(stream, node)),
            release: async () => undefined,
          }),
        },
        clock,
        log: silentLog,
      }),
  )
  for (const node of nodes) await node.start()
  /** What a node, or whoever speaks in its place, asks of its neighbour. */
  const ask = async (at: number, question: { nonce: Uint8Array; node?: string }) => {
    const opened = await nodes[at]!.open(signal)
    const frames = new FrameStream(opened!.stream, headsFrameLimits)
    await frames.send('HeadsRequest', { node: '', ...question }, signal)
    return await frames.receive('HeadsAnswer', AbortSignal.timeout(10_000))
  }
  return { nodes, heard, ask }
}

test('a question climbs to the best-ranked node and is brought to the coordinator by that one, as its asker’s', async t => {
  const { nodes, heard, ask } = await row()
  const nonce = Buffer.alloc(32, 7)
  const answer = await ask(2, { nonce })
  t.deepEqual(Buffer.from(answer.envelope), nonce)
  t.false(answer.forgot)
  t.deepEqual(heard, [{ from: 'n0', node: 'n2' }])
  t.is(await nodes[0]!.open(signal), undefined, 'nobody ranks before the best: it asks itself')
})

test('nothing is carried for who is no member of the site, nor more than a neighbour has reason to ask', async t => {
  const { heard, ask } = await row()
  const nonce = Buffer.alloc(32, 7)
  await t.throwsAsync(ask(1, { nonce, node: 'stranger' }))
  t.deepEqual(heard, [])
  for (let asked = 0; asked < limits.neighbourHeads.burst; asked++) await ask(1, { nonce })
  await t.throwsAsync(ask(1, { nonce }))
  t.is(heard.length, limits.neighbourHeads.burst)
})
