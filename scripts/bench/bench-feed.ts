// The patches of the bench: random contents, so that no link can compress them and no store has them already.

import { randomBytes } from 'node:crypto'
import { mkdir, open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { MIB } from '../../core/limits.ts'

/** Writes one folder a file below `feed`; returns the patch ids. */
export async function writeBenchPatches(feed: string, name: string, sizes: readonly number[]): Promise<string[]> {
  const ids: string[] = []
  for (const [index, sizeBytes] of sizes.entries()) {
    const product = sizes.length === 1 ? name : `${name}-${index + 1}`
    const id = `${product}-1.0`
    const folder = join(feed, id)
    await mkdir(folder, { recursive: true })
    await writeRandom(join(folder, 'payload.bin'), sizeBytes)
    const install = { type: 'file', file: 'payload.bin', path: `/opt/bench/${product}.bin`, mode: '0644' }
    const facts = { id, product, version: '1.0', title: `${sizeBytes} bytes`, severity: 'high', cves: [] }
    await writeFile(join(folder, 'patch.yaml'), stringify({ ...facts, files: ['payload.bin'], install }))
    ids.push(id)
  }
  return ids
}

async function writeRandom(path: string, sizeBytes: number): Promise<void> {
  await using file = await open(path, 'w')
  for (let left = sizeBytes; left > 0; left -= MIB) await file.write(randomBytes(Math.min(left, MIB)))
}
