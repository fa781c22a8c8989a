// To whom a node gives reports to pass on: the best-ranked neighbour that ranks before itself, so that they climb to a contact of the site
// and never go round in circles. Pure.

export interface HopView {
  self: string
  /** All members, best first, as every node of the site computes it. */
  ranked: readonly string[]
  connected: ReadonlySet<string>
  /** Whether a neighbour lately gave no receipt. */
  isPaused: (node: string) => boolean
}

/** Undefined: this node takes them to the coordinator itself. */
export function nextHop({ self, ranked, connected, isPaused }: HopView): string | undefined {
  const better = ranked.slice(0, Math.max(0, ranked.indexOf(self)))
  return better.find(node => connected.has(node) && !isPaused(node))
}
