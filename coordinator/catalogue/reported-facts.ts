// The reports of members as the catalogue asks for them: inventories, and which patches were reported installed.
// Nodes that are on no roster do not count, whatever they once reported.

import type { ReportStore } from '../reports/report-store.ts'
import type { FleetReports } from './fleet-needs.ts'

export function reportedFacts(
  store: ReportStore,
  members: () => Iterable<{ node: string; site: string }>,
): FleetReports {
  return {
    async *inventories() {
      for (const { node, site } of members()) {
        const system = (await store.node(node))?.system
        const packages = await store.packages(node)
        if (system && packages) yield { node, site, inventory: { ...system, packages } }
      }
    },
    async installed() {
      const installed = new Set<string>()
      for (const [node, outcomes] of (await store.records()).outcomes) {
        const inOrder = [...outcomes].sort((a, b) => a.at - b.at)
        for (const { patch, state } of inOrder) {
          if (state === 'installed') installed.add(`${node}/${patch}`)
          else installed.delete(`${node}/${patch}`)
        }
      }
      return installed
    },
  }
}
