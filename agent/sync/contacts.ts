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
  const first = ranked.filter(node => isHere(node) || !isUnreachable(node)).slice(0, contacts)
  if (first.includes(self)) return true
  // Those who know of a dead contact stand in for it, best first among whom each can see: whoever ranks next in a large
  // office may be nobody's neighbour here.
  const isContactDead = ranked.slice(0, contacts).some(node => !isHere(node) && isUnreachable(node))
  return isContactDead && ranked.filter(isHere).slice(0, contacts).includes(self)
}
