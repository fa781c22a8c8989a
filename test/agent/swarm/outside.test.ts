// What this node makes of faults outside: the one that fails is left, everything else goes on. The decisions alone, on a clock of numbers.

import test from 'ava'
import type { OriginsOut } from '../../../agent/swarm/origin-troubles.ts'
import { rankMembers } from '../../../agent/swarm/rank.ts'
import { step } from '../../../agent/swarm/step.ts'
import {
  createSwarmState,
  type Said,
  type SwarmEffect,
  type SwarmEvent,
  type SwarmState,
} from '../../../agent/swarm/swarm-state.ts'
import { viewProgress } from '../../../agent/swarm/swarm-view.ts'
import { MIB } from '../../../core/limits.ts'
import { PieceSet } from '../../../core/pieces.ts'
import { seededRandom } from '../../../core/random.ts'

const start = 1_000_000
const origin = 'http://vendor'
const other = 'http://other'

/** What becomes of a request for a file: it comes in so many ms, it fails after so many, or nothing is heard of it. */
type Fate = { comesMs: number } | { failsMs: number } | 'silence'

class Alone {
  readonly state: SwarmState
  readonly asked: { artifact: string; at: number }[] = []
  readonly said: { at: number; said: Said }[] = []
  readonly silenced: string[] = []
  readonly doneAt = new Map<string, number>()
  now = start
  readonly #fates: (artifact: string) => Fate
  readonly #random = seededRandom(1)
  readonly #later: { at: number; run(): void }[] = []

  constructor(fates: (artifact: string) => Fate) {
    this.#fates = fates
    const ranking = rankMembers('site', [{ node: 'a', class: 'wired' }])
    this.state = createSwarmState({ node: 'a', ranking, slots: 2 }, start - 60_000)
  }

  want(digest: string, { origins = [origin], priority = 1, sizeBytes = 2 * MIB } = {}): void {
    const held = new PieceSet(Math.ceil(sizeBytes / 65_536))
    this.give({ type: 'artifact-wanted', artifact: { digest, sizeBytes, priority, deadline: 0, held, origins } })
  }

  give(event: SwarmEvent): void {
    for (const effect of step(this.state, event, this.now, this.#random)) this.#act(effect)
  }

  run(ms: number): void {
    const end = this.now + ms
    while (this.now < end) {
      this.now += 50
      for (const due of this.#later.filter(({ at }) => at <= this.now)) {
        this.#later.splice(this.#later.indexOf(due), 1)
        due.run()
      }
      this.give({ type: 'tick' })
    }
  }

  #act(effect: SwarmEffect): void {
    if (effect.type === 'announce') this.said.push({ at: this.now, said: effect.said })
    if (effect.type === 'abort-outside' && effect.isSilent) this.silenced.push(String(effect.request))
    if (effect.type !== 'fetch-outside') return
    const { request, artifact, first, count } = effect
    this.asked.push({ artifact, at: this.now })
    const fate = this.#fates(artifact)
    if (fate === 'silence') return
    const inMs = 'comesMs' in fate ? fate.comesMs : fate.failsMs
    this.#later.push({
      at: this.now + inMs,
      run: () => {
        const isComing = 'comesMs' in fate
        for (let piece = first; piece < first + count && isComing; piece++)
          this.give({ type: 'piece-held', artifact, piece, from: undefined })
        if (this.state.artifacts.get(artifact)!.status === 'complete' && !this.doneAt.has(artifact))
          this.doneAt.set(artifact, this.now)
        this.give({ type: 'outside-ended', request, end: isComing ? { kind: 'done' } : { kind: 'failed', found: 'x' } })
      },
    })
  }

  progressOf(digest: string) {
    const { sizeBytes } = this.state.artifacts.get(digest)!
    const wanted = { artifact: digest, sizeBytes, hashes: [], sources: [], priority: 1, deadline: 0, needed: true }
    return viewProgress({ wanted, status: 'fetching' }, { state: this.state, closed: undefined }, this.now)
  }
}

const [A, B, C] = ['a', 'b', 'c'].map(name => name.repeat(64)) as [string, string, string]

test('a file that fails stops nothing: others come without a pause, and what runs for them is not given up', t => {
  const node = new Alone(artifact => (artifact === A ? { failsMs: 100 } : { comesMs: 300 }))
  node.want(A, { priority: 0 })
  node.want(B)
  node.run(6000)
  t.is(node.state.artifacts.get(B)!.status, 'complete')
  t.true(node.doneAt.get(B)! - node.asked[0]!.at < 3000, 'eight requests, two at a time, of 300 ms')
  t.deepEqual(node.silenced, [])
  t.like(node.progressOf(A), { waitsFor: 'failing-sources', found: 'x' })
})

test('a silent file is left once it is late, and the next is asked for in the same moment', t => {
  const node = new Alone(artifact => (artifact === A ? 'silence' : { comesMs: 100 }))
  node.want(A, { priority: 0 })
  node.run(700)
  node.want(B)
  node.run(20_000)
  t.true(node.silenced.length > 0)
  const gapMs = node.asked.find(({ artifact }) => artifact === B)!.at - node.asked[0]!.at
  t.true(gapMs <= 12_500, `${gapMs}: three times what a thin line would take`)
  t.is(node.state.artifacts.get(B)!.status, 'complete')
  t.regex(node.progressOf(A).found!, /nothing came for \d+ s/)
})

test('of files that failed one request runs at a time, so that the others have the rest of the line', t => {
  const node = new Alone(artifact => (artifact === C ? { comesMs: 400 } : { failsMs: 8000 }))
  node.want(A, { priority: 0 })
  node.want(B, { priority: 0 })
  node.run(17_500) // both requests of each have failed
  node.want(C)
  const from = node.now
  for (let at = 0; at < 15_000; at += 50) {
    node.run(50)
    const tried = [...node.state.outside.values()].filter(({ artifact }) => artifact !== C)
    t.true(tried.length <= 1)
    t.true([A, B].reduce((sum, digest) => sum + node.state.artifacts.get(digest)!.leased.size, 0) <= 4)
  }
  t.is(node.state.artifacts.get(C)!.status, 'complete')
  t.true(node.doneAt.get(C)! - from <= 5000, `${node.doneAt.get(C)! - from}: eight requests of 400 ms, one at a time`)
})

test('an origin that is out holds up its files alone, and is asked again by one request', t => {
  const node = new Alone(() => ({ comesMs: 100 }))
  const out: OriginsOut = new Map([[origin, { until: start + 5000, found: 'vendor: unreachable, no route' }]])
  node.give({ type: 'origins-changed', out })
  node.want(A, { priority: 0 })
  node.want(B, { origins: [origin, other] })
  node.want(C, { origins: [other] })
  node.run(4000)
  t.is(node.state.artifacts.get(B)!.status, 'complete')
  t.is(node.state.artifacts.get(C)!.status, 'complete')
  t.false(node.asked.some(({ artifact }) => artifact === A))
  t.like(node.progressOf(A), { waitsFor: 'failing-sources', found: 'vendor: unreachable, no route' })
  t.false(node.said.some(({ said }) => said.leases.some(lease => lease.artifact === A)))
  node.run(1050)
  t.is(node.state.outside.size, 1, 'nothing has come of it yet')
  node.give({ type: 'origins-changed', out: new Map() })
  node.run(1200)
  t.is(node.state.artifacts.get(A)!.status, 'complete', 'eight requests, two at a time')
})

test('what is known of an origin is believed for a minute at most', t => {
  const node = new Alone(() => ({ comesMs: 100 }))
  node.give({ type: 'origins-changed', out: new Map([[origin, { until: Number.MAX_SAFE_INTEGER, found: '' }]]) })
  node.want(A)
  node.run(70_000)
  t.is(node.state.artifacts.get(A)!.status, 'complete')
})

test('where nothing outside answers, all leases go back to the others in the moment the last file has failed', t => {
  const node = new Alone(() => 'silence')
  node.want(A)
  node.run(14_000)
  t.true(node.silenced.length > 0)
  t.is(node.state.artifacts.get(A)!.leased.size, 0)
  t.is(node.said.at(-1)!.said.leases.length, 0)
  t.is(node.said.at(-1)!.said.doing, 'idle')
})

test('whatever fails in whatever way, every file that can come comes, in a bounded time', t => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  const random = seededRandom(seed)
  for (let run = 0; run < 30; run++) {
    const fates = new Map<string, Fate>()
    const fateOf = (): Fate => {
      const kind = random()
      if (kind < 0.5) return { comesMs: 50 + Math.floor(random() * 300) }
      return kind < 0.8 ? { failsMs: Math.floor(random() * 8000) } : 'silence'
    }
    const node = new Alone(artifact => fates.get(artifact)!)
    const bad = () => [...fates.values()].filter(fate => fate === 'silence' || 'failsMs' in fate).length
    for (let file = 0; file < 8; file++) {
      const digest = file.toString(16).padStart(64, '0')
      fates.set(digest, fateOf())
      node.want(digest, { priority: Math.floor(random() * 3), origins: [], sizeBytes: MIB })
    }
    node.run(7000 + bad() * 12_500) // eight files in requests of up to 350 ms, two at a time, are 5.6 s
    for (const [digest, fate] of fates)
      if (fate !== 'silence' && 'comesMs' in fate)
        t.is(node.state.artifacts.get(digest)!.status, 'complete', `seed ${seed}, run ${run}`)
  }
})
