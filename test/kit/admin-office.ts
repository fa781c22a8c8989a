// Three admins, two of whom are needed, each with a key in a folder of their own, and a coordinator behind its real control socket.

import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { homePaths } from '../../coordinator/home.ts'
import { serveControl } from '../../core/control.ts'
import { createKeyFile } from '../../keys/key-file.ts'
import { makeCoordinator } from './coordinator-kit.ts'
import { makeFleet } from './fleet.ts'
import { temporaryFolder } from './patch-folder.ts'
import { type Ran, runPatchmesh } from './run-patchmesh.ts'

/** Two sites and one approved patch. `admins[n](...)` runs `patchmesh` as the n-th of them, with --json. */
export async function openAdminOffice(t: ExecutionContext) {
  const now = Date.now()
  const fleet = await makeFleet({ sites: { berlin: 2, paris: 1 }, now, adminKeys: 3, adminThreshold: 2 })
  const kit = await makeCoordinator(fleet, now)
  const patch = await fleet.manifest('vpn', undefined, { cves: ['CVE-2026-1234'] })
  await kit.put(
    await fleet.roster('berlin'),
    await fleet.roster('paris'),
    patch,
    await fleet.approval('vpn', [patch.digest]),
  )
  const home = await temporaryFolder(t)
  const control = await serveControl(homePaths(home).control, kit.handlers)
  t.teardown(() => control.close())
  const keyFiles = await Promise.all(
    fleet.keys.admin.map(async (pair, index) => {
      const path = join(await temporaryFolder(t), `admin${index}.key`)
      await createKeyFile(path, { use: 'admin', pair })
      return path
    }),
  )
  const admins = keyFiles.map(
    key =>
      (...args: string[]): Promise<Ran> =>
        runPatchmesh([...args, '--home', home, '--key', key, '--json']),
  )
  const look = (...args: string[]): Promise<Ran> => runPatchmesh([...args, '--home', home, '--json'])
  return { fleet, kit, patch, home, keyFiles, admins, look }
}
