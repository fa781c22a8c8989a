// Keeps maintainer scripts from starting services in a root that is not the running system (an image, a lab): policy-rc.d
// says 101, "forbidden by policy", for the time of a transaction. In the running system services restart as they should.

import { constants } from 'node:fs'
import { link, open, rm, unlink } from 'node:fs/promises'
import { systemCode } from '../../core/errors.ts'
import { openFileBelow, openFolderBelow } from '../assess/below-root.ts'
import { InstallFailure } from './outcome.ts'

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants
const TEMPORARY = '.patchmesh-policy-rc.d'
const SCRIPT = '#!/bin/sh\n# Made by patchmesh for one package transaction; may be removed when none runs.\nexit 101\n'

/** Gives the function that takes the policy away again. A policy of the root's owner stays as it is. */
export async function forbidServices(root: string): Promise<() => Promise<void>> {
  if (root === '/') return async () => undefined
  const folder = await openFolderBelow(root, '/usr/sbin')
  if (folder === undefined) throw new InstallFailure('apt-refused', `${root} has no /usr/sbin: it is no Debian root`)
  try {
    await rm(folder.at(TEMPORARY), { force: true })
    const file = await open(folder.at(TEMPORARY), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o755)
    await file.writeFile(SCRIPT)
    await file.chmod(0o755)
    await file.close()
    await link(folder.at(TEMPORARY), folder.at('policy-rc.d')) // whole or not at all, and never over another's
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
  } finally {
    await rm(folder.at(TEMPORARY), { force: true })
    await folder.close()
  }
  return () => allowServices(root)
}

/** Removes the policy only if it is ours, also one that a killed run left. */
async function allowServices(root: string): Promise<void> {
  const file = await openFileBelow(root, '/usr/sbin/policy-rc.d')
  if (file === undefined) return
  const content = await file.readFile('utf8').finally(() => file.close())
  const folder = await openFolderBelow(root, '/usr/sbin')
  if (folder === undefined) return
  try {
    if (content === SCRIPT) await unlink(folder.at('policy-rc.d'))
  } finally {
    await folder.close()
  }
}
