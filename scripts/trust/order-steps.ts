// An in-house patch, approved and scheduled by two admins of three, each with a key of their own.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { Fleet } from '../fleet/fleet.ts'
import { until } from '../fleet/until.ts'
import type { People } from './people.ts'

const installedMs = 90_000

/** What commands that sign say of it. */
export interface Order {
  published: boolean
  proposal: string | null
}

/** A patch that puts one text into /etc/NAME, NAME being what stands before the version. */
export async function writePatch(feed: string, id: string, text: string): Promise<void> {
  const product = id.replace(/-\d+$/, '')
  await mkdir(join(feed, id), { recursive: true })
  await writeFile(join(feed, id, product), text)
  const patch = {
    id,
    product,
    version: id.slice(product.length + 1),
    title: `A new ${product}`,
    severity: 'low',
    cves: [],
    files: [product],
    install: { type: 'file', file: product, path: `/etc/${product}` },
  }
  await writeFile(join(feed, id, 'patch.yaml'), stringify(patch))
}

interface OrderDeps {
  people: People
  fleet: Fleet
  patch: string
  /** Both sign approval and schedule; the first one proposes. */
  admins: [string, string]
  say: (text: string) => void
}

/** From approval to installed on every machine. */
export async function orderPatch({ people, fleet, patch, admins, say }: OrderDeps): Promise<void> {
  const [first, second] = admins
  const [approval] = await people.asAdmin<Order[]>(first, 'patch', 'approve', patch)
  if (approval!.published) throw new Error('one admin of three approved alone')
  await people.asAdmin(second, 'proposal', 'sign', approval!.proposal!, '--yes')
  const terms = ['--patch', patch, '--all', '--start', 'now', '--id', `S-${patch}`, '--yes']
  const schedule = await people.asAdmin<Order>(first, 'schedule', 'create', ...terms)
  if (schedule.published) throw new Error('one admin of three scheduled alone')
  await people.asAdmin(second, 'schedule', 'sign', schedule.proposal!, '--yes')
  await until(`${patch} is installed everywhere`, installedMs, async () => {
    const views = await Promise.all(fleet.agents.map(agent => agent.ask<{ id: string; state: string }[]>('patches')))
    return views.every(patches => patches.some(({ id, state }) => id === patch && state === 'installed'))
  })
  say(`${patch}: approved and scheduled by ${first} and ${second}, installed on ${fleet.agents.length} machines`)
}
