// Once things have converged, two nodes of those that reach each other are connected to the coordinator for all of them, and one at least.
// Who cannot dial others takes them for dead, and may stand in as a third. It asks nothing in safety mode.

import type { Checker, LastLook } from '../facts.ts'

const most = 2

export function twoContacts(): Checker {
  return {
    name: 'two-contacts',
    see(fact) {
      if (fact.type !== 'over' || fact.mode === 'safety') return undefined
      const groups = new Map<number, LastLook[]>()
      for (const node of fact.nodes) {
        if (!node.isUp || !node.isReachable || node.isRetired) continue
        groups.set(node.group, [...(groups.get(node.group) ?? []), node])
      }
      for (const members of groups.values()) {
        const contacts = members.filter(({ isContact }) => isContact).map(({ node }) => node)
        const hindered = members.filter(({ isContact, isHindered }) => isContact && isHindered).length
        if (contacts.length >= 1 && contacts.length <= most + hindered) continue
        const what = `${contacts.length} contacts of ${members.length} nodes: ${contacts.slice(0, 6).join(' ')}`
        return { checker: 'two-contacts', at: fact.at, what }
      }
      return undefined
    },
  }
}
