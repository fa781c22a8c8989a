// One of the demo's patches, fed, approved and ordered at once for a site, by the real command line.

import { join } from 'node:path'
import { writeDemoFeed } from '../../scripts/fleet/demo-patches.ts'
import type { Fleet } from '../../scripts/fleet/fleet.ts'

/** The schedule's id is `now`. */
export async function orderDemoPatch(fleet: Fleet, patch: string, { folder, site }: { folder: string; site: string }) {
  await writeDemoFeed(join(folder, 'feed'), { largeBytes: 1000 })
  await fleet.command('feed', 'add', 'house', '--type', 'folder', '--path', join(folder, 'feed'))
  await fleet.command('feed', 'sync')
  await fleet.signing('patch', 'approve', patch)
  const terms = ['--patch', patch, '--site', site, '--start', 'now', '--id', 'now']
  await fleet.signing('schedule', 'create', '--yes', ...terms)
}
