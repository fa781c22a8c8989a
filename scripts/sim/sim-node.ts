// One simulated agent: the agents' own pure state, the verified pieces of its disk, and what the network knows of it.

import type { Ranking } from '../../agent/swarm/rank.ts'
import { swarmNumbers } from '../../agent/swarm/swarm-numbers.ts'
import { createSwarmState, type SwarmEvent, type SwarmState } from '../../agent/swarm/swarm-state.ts'
import type { PieceSet } from '../../core/pieces.ts'
import { type Random, seededRandom } from '../../core/random.ts'
import type { Envelope } from './envelope.ts'
import type { Lie } from './liars.ts'
import type { PieceStream } from './piece-streams.ts'
import type { SimRelay } from './relays.ts'
import type { SimReporter } from './reports.ts'
import type { SiteView, SiteViews } from './site-view.ts'

export interface SimNode {
  readonly id: string
  readonly index: number
  state: SwarmState
  readonly random: Random
  status:
    | 'up'
    | 'frozen' // SIGSTOP: connections stay, nothing comes out of it
    | 'down'
  frozenAt: number
  /** What waits for the thaw. */
  readonly inbox: SwarmEvent[]
  /** Counts its processes: what an earlier one had begun is lost. */
  life: number
  startedAt: number
  /** The newest roster it has, and what that means for it. */
  roster: SiteViews
  view: SiteView
  /** By the coordinator: the node need not know. */
  isRetired: boolean
  /** It is connected to the coordinator for its site. */
  isContact: boolean
  /** Verified pieces on its disk, by artifact; they outlive the process. */
  readonly store: Map<string, PieceSet>
  /** How long it takes until a piece is durable (ms). */
  diskMs: number
  /** Neighbours, each with the number of the connection. */
  readonly links: Map<string, number>
  readonly dialling: Set<string>
  dialFailures: number
  /** Who did not answer when it last dialled. */
  readonly unanswered: Set<string>
  /** Until when its port is busy with what it sends, and receives (ms). */
  sendingUntil: number
  receivingUntil: number
  readonly streams: Map<string, PieceStream>
  /** Pieces it sends at this moment, and the streams that wait for one of its slots. */
  uploads: number
  readonly uploadQueue: PieceStream[]
  /** Counts what was set to tick: only the newest does. */
  tick: number
  nextTickAt: number
  /** When it had everything (ms), when it last gained a piece, and the longest time between two. */
  doneAt: number | undefined
  gainedAt: number
  longestStallMs: number
  /** Nothing from outside reaches it, and no error says so; the LAN does. */
  isCutOff: boolean
  /** Its cable is out: nothing goes in or out, and no error says so. */
  isUnplugged: boolean
  /** Nodes of different parts cannot reach each other. */
  part: number
  /** Nodes that it cannot dial, though they can dial it. */
  readonly undiallable: Set<string>
  /** In place of a random moment of the spread. */
  learnsAfterMs: number | undefined
  lie: Lie | undefined
  /** Its newest announcement. */
  said: Envelope | undefined
  /** The share of pieces it sends that arrive damaged. */
  corrupts: number
  reporter: SimReporter | undefined
  /** Of its process. */
  relay: SimRelay | undefined
}

export function createSimNode(
  { id, index, roster, seed }: { id: string; index: number; roster: SiteViews; seed: number },
  now: number,
): SimNode {
  const view = roster.of(id)
  return {
    id,
    index,
    state: newState(id, view.ranking, now),
    random: seededRandom(seed),
    status: 'up',
    frozenAt: 0,
    inbox: [],
    life: 0,
    startedAt: now,
    roster,
    view,
    isRetired: false,
    isContact: false,
    store: new Map(),
    diskMs: 0,
    links: new Map(),
    dialling: new Set(),
    dialFailures: 0,
    unanswered: new Set(),
    sendingUntil: 0,
    receivingUntil: 0,
    streams: new Map(),
    uploads: 0,
    uploadQueue: [],
    tick: 0,
    nextTickAt: 0,
    doneAt: undefined,
    gainedAt: 0,
    longestStallMs: 0,
    isCutOff: false,
    isUnplugged: false,
    part: 0,
    undiallable: new Set(),
    learnsAfterMs: undefined,
    lie: undefined,
    said: undefined,
    corrupts: 0,
    reporter: undefined,
    relay: undefined,
  }
}

export function newState(node: string, ranking: Ranking, now: number): SwarmState {
  return createSwarmState({ node, ranking, slots: swarmNumbers.slots }, now)
}

/** Whether packets go from one to the other now. */
export function reaches(a: SimNode, b: SimNode): boolean {
  return a.part === b.part && !a.isUnplugged && !b.isUnplugged
}
