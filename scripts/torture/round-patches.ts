// The patches of one round: a larger file, a small one, an archive of many files. All are new, so that nothing of an earlier round
// helps; where they are installed tells whether one was installed a second time.

import { randomBytes } from 'node:crypto'
import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { create } from 'tar'
import { stringify } from 'yaml'
import { MIB } from '../../core/limits.ts'

export interface RoundPatches {
  ids: string[]
  payloadBytes: number
  /** Below a machine's root: files that each install makes anew. */
  installed: string[]
}

const archivedFiles = 60

/** Adds them to the feed. */
export async function writeRound(feed: string, round: number): Promise<RoundPatches> {
  const large = await writeFilePatch(feed, `large-${round}`, 6 * MIB)
  const small = await writeFilePatch(feed, `small-${round}`, 40_000)
  const archive = await writeArchivePatch(feed, `archive-${round}`)
  const parts = [large, small, archive]
  return {
    ids: parts.map(({ id }) => id),
    payloadBytes: parts.reduce((total, { bytes }) => total + bytes, 0),
    installed: parts.flatMap(({ installed }) => installed),
  }
}

interface Part {
  id: string
  bytes: number
  installed: string[]
}

function patch(id: string, file: string, install: Record<string, unknown>): string {
  const about = { id, product: id, version: '1.0', title: `Patch ${id}`, severity: 'high', files: [file] }
  return stringify({ ...about, install: { file, ...install } })
}

async function writeFilePatch(feed: string, id: string, bytes: number): Promise<Part> {
  const folder = join(feed, id)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'payload.bin'), randomBytes(bytes))
  const path = `/opt/torture/${id}.bin`
  await writeFile(join(folder, 'patch.yaml'), patch(id, 'payload.bin', { type: 'file', path }))
  return { id, bytes, installed: [path] }
}

async function writeArchivePatch(feed: string, id: string): Promise<Part> {
  const folder = join(feed, id)
  const source = join(feed, '..', `${id}.source`)
  await mkdir(source, { recursive: true })
  await mkdir(folder, { recursive: true })
  const names = Array.from({ length: archivedFiles }, (_, index) => `part-${index}`)
  for (const name of names) await writeFile(join(source, name), randomBytes(8_000))
  const file = join(folder, 'content.tar.gz')
  await create({ gzip: true, cwd: source, file }, names)
  await rm(source, { recursive: true })
  const prefix = `/opt/torture/${id}`
  // The file that is moved first: of what a kill cuts off, the rule finds all that it looks at.
  const rules = { detection: [{ type: 'file-exists', path: `${prefix}/${names[0]}` }] }
  const yaml = patch(id, 'content.tar.gz', { type: 'archive', prefix })
  await writeFile(join(folder, 'patch.yaml'), `${yaml}${stringify(rules)}`)
  return { id, bytes: (await stat(file)).size, installed: names.map(name => `${prefix}/${name}`) }
}
