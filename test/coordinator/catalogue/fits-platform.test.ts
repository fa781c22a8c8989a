// Whether a patch is for a machine, by what its inventory says: the coordinator counts as the agent decides.

import test from 'ava'
import { fitsPlatform } from '../../../coordinator/catalogue/needs.ts'
import type { Inventory } from '../../../core/report.ts'

const ubuntu: Inventory = {
  hostName: 'pc',
  osId: 'ubuntu',
  osVersion: '24.04',
  osName: 'Ubuntu 24.04.3 LTS',
  osCodename: 'noble',
  kernel: '6.8',
  architecture: 'amd64',
  addresses: [],
  packages: [],
  hardware: { vendor: '', model: '', cpu: '', cores: 1, memoryBytes: 0, diskBytes: 0 },
  collectedAt: 0,
}

test('a distribution may be named by id, codename, or either with the version', t => {
  const fits = (distribution: string) => fitsPlatform({ os: 'linux', architecture: 'amd64', distribution }, ubuntu)
  for (const name of ['', 'ubuntu', 'noble', 'ubuntu-24.04', 'ubuntu-noble', 'Noble']) t.true(fits(name), name)
  for (const name of ['debian', 'bookworm', 'ubuntu-22.04', 'jammy']) t.false(fits(name), name)
})

test('another system or architecture does not fit', t => {
  t.false(fitsPlatform({ os: 'win32', architecture: '', distribution: '' }, ubuntu))
  t.false(fitsPlatform({ os: 'linux', architecture: 'arm64', distribution: '' }, ubuntu))
})
