// Neighbours that have what a node lacks, and from which nothing comes though they refuse nothing.

import { randomBytes } from 'node:crypto'
import test from 'ava'
import { holdUpOf } from '../../../agent/plan/hold-up.ts'
import type { PieceStore } from '../../../agent/swarm/keeper.ts'
import { rankMembers } from '../../../agent/swarm/rank.ts'
import { step } from '../../../agent/swarm/step.ts'
import { swarmNumbers } from '../../../agent/swarm/swarm-numbers.ts'
import { createSwarmState, type SwarmEffect, type SwarmEvent } from '../../../agent/swarm/swarm-state.ts'
import { viewProgress } from '../../../agent/swarm/swarm-view.ts'
import { PieceSet } from '../../../core/pieces.ts'
import { isLong } from '../../kit/long.ts'
import { PatientClock } from '../../kit/patient-clock.ts'
import { MemoryOrigin, openOffice, storeWhole, wantedFile, whenComplete } from '../../kit/swarm-office.ts'

const digest = 'a'.repeat(64)
const count = 40
const sizeBytes = count * 64 * 1024
const patience = swarmNumbers.unservedMs / 1000

/** A node without a line of its own whose neighbours have all of a file; `pass` gives a tick a second, and its effects. */
function lacking(neighbours = ['b', 'c']) {
  let now = 1_000_000
  const members = ['a', ...neighbours].map(node => ({ node, class: 'wired' as const }))
  const state = createSwarmState({ node: 'a', ranking: rankMembers('site', members), slots: 2 }, now)
  const give = (event: SwarmEvent) => step(state, event, now, () => 0)
  const join = (node: string) => [
    ...give({ type: 'neighbour-joined', node }),
    ...give({ type: 'have-heard', from: node, artifact: digest, all: PieceSet.full(count).toBytes(), pieces: [] }),
  ]
  give({ type: 'closed', until: Number.POSITIVE_INFINITY })
  const artifact = { digest, sizeBytes, priority: 1, deadline: 0, held: new PieceSet(count) }
  give({ type: 'artifact-wanted', artifact })
  const asked = requests(neighbours.flatMap(join))
  const pass = (seconds: number) => {
    const effects: SwarmEffect[] = []
    for (let second = 0; second < seconds; second++) {
      now += 1000
      effects.push(...give({ type: 'tick' }))
    }
    return effects
  }
  const leap = (ms: number) => {
    now += ms
  }
  const waits = () => {
    const wanted = { artifact: digest, sizeBytes, hashes: [], sources: [], priority: 1, deadline: 0, needed: true }
    return viewProgress({ wanted, status: 'fetching' }, { state, closed: undefined }, now)
  }
  return { state, give, join, pass, leap, asked, waits }
}

const requests = (effects: SwarmEffect[]) => effects.filter(effect => effect.type === 'request-piece')
const renewals = (effects: SwarmEffect[]) => effects.filter(effect => effect.type === 'renew-link')

test('links to neighbours that have what is missing and give nothing are made anew, and it is told', t => {
  const { state, give, join, pass, asked, waits } = lacking()
  t.is(asked.length, 2)
  state.seeking.clear() // no fault that is known does this: whatever was forgotten, the links bring it back
  for (const { piece, from } of asked) give({ type: 'piece-held', artifact: digest, piece, from })
  t.deepEqual(renewals(pass(patience - 1)), [])
  t.is(waits().waitsFor, '')
  const renewed = renewals(pass(1))
  t.deepEqual(
    renewed.map(({ to }) => to),
    ['b', 'c'],
  )
  t.deepEqual(renewed[0]!.owed, { pieces: count - 2, requests: 0, requestBytes: 0, isSought: false })
  t.is(waits().status, 'settling') // that the links are gone for a moment means nothing
  pass(2)
  t.is(holdUpOf(waits())?.reason, 'not-given')
  t.regex(waits().found!, /missing: 2, requests out to them: 0, times that links were made anew: 1$/)
  const again = ['b', 'c'].flatMap(node => [...give({ type: 'neighbour-left', node }), ...join(node)])
  const [first] = requests(again)
  t.truthy(first)
  give({ type: 'piece-held', artifact: digest, piece: first!.piece, from: first!.from })
  t.is(waits().waitsFor, '')
})

test('neighbours that refuse, or fell silent, are left to their own times', t => {
  for (const why of ['busy', 'silent'] as const) {
    const { give, pass, asked } = lacking()
    let open = asked
    for (let second = 0; second < 3 * patience; second++) {
      const effects = open.flatMap(({ piece, from }) =>
        give({ type: 'piece-refused', artifact: digest, piece, from, why }),
      )
      effects.push(...pass(1))
      open = requests(effects)
      t.deepEqual(renewals(effects), [])
    }
  }
})

test('a neighbour that gives a piece now and then is no cause, nor is the time in which this process stood still', t => {
  const { give, pass, asked } = lacking(['b'])
  let [open] = asked
  for (let round = 0; round < 5; round++) {
    const { piece, from } = open!
    const next = give({ type: 'piece-held', artifact: digest, piece, from })
    open = requests(next)[0] ?? open
    t.deepEqual(renewals(pass(patience - 5)), [])
  }
  const other = lacking()
  other.pass(5)
  other.leap(3_600_000)
  t.deepEqual(renewals(other.pass(1)), [])
})

const longTest = isLong ? test : test.skip // half a minute of many small steps

longTest('a store whose writes hang is asked anew, and the file comes from the neighbour after all', async t => {
  const content = randomBytes(300_000)
  const wanted = wantedFile(content)
  const origin = new MemoryOrigin(content)
  const time = new PatientClock(Date.now())
  const hung = new Set<number>()
  const office = await openOffice(2, {
    origin,
    time,
    adjust: options => {
      const { store } = options
      const writePiece: PieceStore['writePiece'] = (artifact, piece, bytes) => {
        if (hung.size > 0) return store.writePiece(artifact, piece, bytes)
        hung.add(piece)
        return new Promise(() => undefined)
      }
      options.store = new Proxy(store, hanging(writePiece))
    },
  })
  t.teardown(() => office.close())
  const [owner, other] = office.nodes
  await storeWhole(owner!, content, wanted)
  for (const { swarm } of office.nodes) swarm.want([wanted])
  await time.runUntil(whenComplete(other!, wanted.artifact))
  t.is(hung.size, 1)
  t.is(origin.bytes, 0)
})

function hanging(writePiece: PieceStore['writePiece']): ProxyHandler<PieceStore> {
  return {
    get(target, name) {
      if (name === 'writePiece') return writePiece
      const value = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  }
}
