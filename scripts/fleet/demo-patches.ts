// The in-house patches of the demonstration: one large file, and small ones of each install type.

import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { create } from 'tar'
import { stringify } from 'yaml'
import { MIB } from '../../core/limits.ts'

export const largePatch = 'demo-large-1.0'

/** Writes a folder feed; returns its patch ids. Contents are random, so that no link can compress them. */
export async function writeDemoFeed(folder: string, { largeBytes = 32 * MIB } = {}): Promise<string[]> {
  await writePatch(
    folder,
    { id: largePatch, product: 'demo-large', title: 'One large file', severity: 'high', cves: ['CVE-2026-100001'] },
    randomBytes(largeBytes),
  )
  const small = [4_000, 60_000, 350_000]
  for (const [index, size] of small.entries()) {
    const product = `demo-small-${index + 1}`
    await writePatch(
      folder,
      { id: `${product}-1.0`, product, title: `A file of ${size} bytes`, severity: 'medium', cves: [] },
      randomBytes(size),
    )
  }
  await writeArchivePatch(folder)
  return [largePatch, ...small.map((_, index) => `demo-small-${index + 1}-1.0`), 'demo-archive-2.1']
}

interface PatchFacts {
  id: string
  product: string
  title: string
  severity: string
  cves: string[]
}

async function writePatch(feed: string, facts: PatchFacts, content: Uint8Array): Promise<void> {
  const folder = join(feed, facts.id)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'payload.bin'), content)
  const patch = {
    ...facts,
    version: '1.0',
    files: ['payload.bin'],
    install: { type: 'file', file: 'payload.bin', path: `/opt/demo/${facts.product}.bin`, mode: '0644' },
  }
  await writeFile(join(folder, 'patch.yaml'), stringify(patch))
}

async function writeArchivePatch(feed: string): Promise<void> {
  const folder = join(feed, 'demo-archive-2.1')
  const source = join(feed, '..', 'archive-source')
  await mkdir(join(source, 'bin'), { recursive: true })
  await mkdir(folder, { recursive: true })
  await writeFile(join(source, 'VERSION'), 'demo-archive 2.1\n')
  await writeFile(join(source, 'bin', 'data'), randomBytes(120_000))
  await create({ gzip: true, cwd: source, file: join(folder, 'demo.tar.gz') }, ['VERSION', 'bin'])
  const patch = {
    id: 'demo-archive-2.1',
    product: 'demo-archive',
    version: '2.1',
    title: 'A small program as an archive',
    severity: 'low',
    cves: [],
    files: ['demo.tar.gz'],
    install: { type: 'archive', file: 'demo.tar.gz', prefix: '/opt/demo/archive' },
    detection: [
      {
        type: 'version-line',
        path: '/opt/demo/archive/VERSION',
        prefix: 'demo-archive ',
        version: '2.1',
        scheme: 'dotted',
      },
    ],
  }
  await writeFile(join(folder, 'patch.yaml'), stringify(patch))
}
