// Which nodes of a site keep a connection to the coordinator: the first two live ones in the site's ranking, so that what is
// signed crosses the WAN once or twice a site and not once a node. Pure; nobody is elected, and two nodes that disagree cost bytes only.

export interface ContactView {
  self: string
  /** All members, best first, as every node of the site computes it. */
  ranked: readonly string[]
  connected: ReadonlySet<string>
  /** Whether a member that is not connected is known not to answer. */
  isUnreachable: (node: string) => boolean
}

const contacts = 2

/** The first contact fetches at once, the other only what has not come by then from it. */
export function isFirstContact({ self, ranked, connected, isUnreachable }: ContactView): boolean {
  return ranked.find(node => node === self || connected.has(node) || !isUnreachable(node)) === self
}

export function isContact({ self, ranked, connected, isUnreachable }: ContactView): boolean {
  const isHere = (node: string) => node === self || connected.has(node)
  if (firstOf(ranked, node => isHere(node) || !isUnreachable(node)).includes(self)) return true
  // Those who know of a dead contact stand in for it, best first among whom each can see: whoever ranks next in a large
  // office may be nobody's neighbour here.
  const isContactDead = ranked.slice(0, contacts).some(node => !isHere(node) && isUnreachable(node))
  return isContactDead && firstOf(ranked, isHere).includes(self)
}

/**
 * Who would be a contact rather than this node, were it not known not to answer. It may be back, and nobody tells; with neighbours enough this
 * node would dial it no more, and stay in its place for ever. Best first.
 */
export function presumedDead({ self, ranked, connected, isUnreachable }: ContactView): string[] {
  return ranked.slice(0, Math.max(0, ranked.indexOf(self))).filter(node => !connected.has(node) && isUnreachable(node))
}

/** It is asked at every change of a connection: of ten thousand members the first few are looked at. */
function firstOf(ranked: readonly string[], fits: (node: string) => boolean): string[] {
  const first: string[] = []
  for (const node of ranked) {
    if (first.length === contacts) break
    if (fits(node)) first.push(node)
  }
  return first
}
