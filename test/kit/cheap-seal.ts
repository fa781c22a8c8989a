// Seals an admin's key anew at a small cost. A command that signs spends half a second to open the key it was made with: once is enough, in
// `init`; tests that sign dozens of times with real executables open the same seal for less.

import { join } from 'node:path'
import { sealKeyFile } from '../../keys/key-file.ts'

/** The folder is the one `patchmesh init` put keys in; the passphrase stays. */
export async function sealCheaply(keys: string, passphrase: string): Promise<void> {
  const same = async () => passphrase
  await sealKeyFile(join(keys, 'admin.key'), { passphrase: same, next: same, cost: 2 ** 10 })
}
