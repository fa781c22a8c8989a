// Where the lab looks for the system's programs.

import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { findProgram } from '../../../scripts/lab/run.ts'

test('a program of that name in node_modules is not the system’s: it would do nothing, and the lab would measure a whole network', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-run-'))
  t.teardown(() => rm(folder, { recursive: true }))
  const [ours, theirs] = [join(folder, 'node_modules/.bin'), join(folder, 'sbin')]
  for (const each of [ours, theirs]) {
    await mkdir(each, { recursive: true })
    await writeFile(join(each, 'nft'), '#!/bin/sh\n')
    await chmod(join(each, 'nft'), 0o755)
  }
  t.is(findProgram('nft', [ours]), undefined)
  t.is(findProgram('nft', [ours, theirs]), join(theirs, 'nft'))
})
