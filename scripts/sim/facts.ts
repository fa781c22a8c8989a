// What can be seen of a run from outside, for checkers: facts in the order they happened. Checkers see nothing else of the simulator,
// and the simulator does nothing with what they find.

export type Outside = 'outside'

export type Fact =
  /** A node has put a piece into its store that came at `cameAt` from a node, or `outside`. `isRight`: it is what the piece list says. */
  | {
      type: 'piece-stored'
      at: number
      node: string
      from: string
      cameAt: number
      artifact: string
      piece: number
      isRight: boolean
    }
  /** A node has sent a piece. `isVerified`: it had checked the hash of what is in its store. */
  | {
      type: 'piece-served'
      at: number
      node: string
      to: string
      artifact: string
      piece: number
      isVerified: boolean
      isLiar: boolean
    }
  /** A node has told a neighbour what it holds; `unheld`: pieces of that which are not in its store. */
  | { type: 'told'; at: number; node: string; to: string; artifact: string; unheld: number; isLiar: boolean }
  /** Bytes have crossed a site's WAN link. */
  | { type: 'wan'; at: number; bytes: number }
  /** Who leases what at this moment: nodes that run, in groups that are connected. */
  | { type: 'leases'; at: number; held: readonly HeldLease[] }
  | { type: 'finished'; at: number; node: string }
  | { type: 'crashed'; at: number; node: string }
  | { type: 'restarted'; at: number; node: string }
  /** What became of an order on a node. */
  | { type: 'outcome'; at: number; node: string; patch: string; state: string }
  /** The coordinator has stored a report's outcome. */
  | { type: 'outcome-taken'; at: number; node: string; patch: string; state: string; version: number }
  /** The node knows that its outcome was stored. */
  | { type: 'outcome-acknowledged'; at: number; node: string; patch: string; state: string }
  /** The coordinator's roster names it no longer. */
  | { type: 'retired'; at: number; node: string }
  /** A node has taken a roster: all who are retired by it. */
  | { type: 'roster-taken'; at: number; node: string; without: readonly string[] }
  /** No fault comes any more, and none lasts. */
  | { type: 'calm'; at: number }
  /** The run is over. */
  | { type: 'over'; at: number; nodes: readonly LastLook[]; payload: number; wanBound: number; mode: Mode }

export type Mode = 'safety' | 'liveness'

export interface HeldLease {
  node: string
  artifact: string
  piece: number
  group: number
}

export interface LastLook {
  node: string
  isUp: boolean
  isLiar: boolean
  isRetired: boolean
  /** It reaches others, or the WAN by itself. */
  isReachable: boolean
  isComplete: boolean
  /** Its own way to the coordinator is open. */
  reachesOutside: boolean
  /** It is connected to the coordinator for its site. */
  isContact: boolean
  /** There are nodes that it cannot dial, though they may be up. */
  isHindered: boolean
  hasNewestRoster: boolean
  /** Nodes of one group reach each other. */
  group: number
}

export interface Violation {
  checker: string
  at: number
  what: string
}

/** Watches the facts of one run. */
export interface Checker {
  readonly name: string
  see(fact: Fact): Violation | undefined
}
