// A catalogue stage with one small Debian archive as its feed, for tests.

import type { ExecutionContext } from 'ava'
import {
  type ArchiveKey,
  archiveNow,
  changelogText,
  FileServer,
  makeDeb,
  publish,
  type TestPackage,
} from './apt-archive.ts'
import { openTestStage, type TestStage } from './catalogue.ts'

export interface ArchiveFeed {
  stage: TestStage
  server: FileServer
  config: Record<string, unknown>
  /** Publishes the suite anew: other packages, or the same with a later date. */
  publish(options: { packages?: TestPackage[]; date?: number; validUntil?: number }): Promise<void>
}

export const sourceX = 'debian:x_2.0-1'

/** Source x: libx1 (a binary rebuild), x-doc; source y. The changelog names one CVE in 2.0-1 and one in 1.5-1. */
export async function examplePackages(version = '2.0-1'): Promise<TestPackage[]> {
  const changelog = changelogText(
    [
      [version, 'Fix CVE-2026-22222'],
      ['1.5-1', 'Fix CVE-2026-11111'],
      ['1.0-1', 'Fix CVE-2020-00001'],
    ],
    'x',
  )
  const deb = (name: string) =>
    makeDeb({ [`usr/share/doc/${name}/changelog.Debian`]: changelog, [`usr/lib/${name}`]: name })
  return [
    { package: 'libx1', version: `${version}+b1`, source: `x (${version})`, deb: await deb('libx1') },
    { package: 'x-doc', version, source: 'x', architecture: 'all', deb: await deb('x-doc') },
    { package: 'y', version: '1:3', deb: await deb('y') },
  ]
}

export async function openArchiveFeed(
  t: ExecutionContext,
  { key, quotaBytes = 1_000_000, validUntil }: { key: ArchiveKey; quotaBytes?: number; validUntil?: number },
): Promise<ArchiveFeed> {
  const server = await new FileServer().start()
  t.teardown(() => server.stop())
  let packages = await examplePackages()
  const offer: ArchiveFeed['publish'] = async ({ packages: changed = packages, ...options }) => {
    packages = changed
    await publish(server, { key, packages, ...options })
  }
  await offer(validUntil === undefined ? {} : { validUntil })
  const stage = await openTestStage(t, { now: archiveNow, quotaBytes })
  const config = {
    name: 'debian',
    everyMs: 0,
    type: 'apt',
    url: `${server.url}/debian`,
    suite: 'bookworm-security',
    component: 'main',
    architecture: 'amd64',
    keyring: '/usr/share/keyrings/test.gpg',
    distribution: 'auto',
    proxy: '',
  }
  await stage.ask('feed-add', { config, keyring: Buffer.from(key.keyring).toString('base64') })
  await stage.sync('debian')
  return { stage, server, config, publish: offer }
}
