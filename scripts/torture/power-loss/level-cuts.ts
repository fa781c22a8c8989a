// A power loss under level: its log of writes ends where it was last synced, or anywhere behind that, torn. What was told of a durable table
// must be there. Watched is whether level itself is told to sync; the database is the programs' own.

import { readdirSync, statSync } from 'node:fs'
import { cp, mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Level } from 'level'
import { openDatabase as openAgents } from '../../../agent/database.ts'
import { envelopeTable } from '../../../agent/trust/trust.ts'
import { openDatabase as openCoordinators } from '../../../coordinator/database.ts'
import type { Random } from '../../../core/random.ts'
import type { Database } from '../../../core/table.ts'

type Native = (this: { location: string }, subject: unknown, ...rest: unknown[]) => Promise<void>

const kinds: { name: string; open: (path: string) => Promise<Database>; table: string }[] = [
  { name: 'coordinator', open: path => openCoordinators(path), table: 'nodes' },
  { name: 'agent', open: path => openAgents(path), table: envelopeTable },
]
const writes = 12

/** Problems, with what was cut. */
export async function cutLevel({ random, cuts }: { random: Random; cuts: number }): Promise<string[]> {
  const problems: string[] = []
  for (const kind of kinds) {
    const base = await mkdtemp(join(tmpdir(), 'patchmesh-level-'))
    try {
      problems.push(...(await cutOne(kind, { base, random, cuts })))
    } finally {
      await rm(base, { recursive: true, force: true })
    }
  }
  return problems
}

async function cutOne(
  { name, open, table }: (typeof kinds)[number],
  { base, random, cuts }: { base: string; random: Random; cuts: number },
): Promise<string[]> {
  const path = join(base, 'db')
  /** Bytes of the log that are on the disk when each write is told. */
  const safe = await watchSyncs(async syncedBytes => {
    const database = await open(path)
    const sizes: number[] = []
    for (let index = 0; index < writes; index++) {
      await database.bytes(table).put(`key-${index}`, Buffer.alloc(200 + Math.floor(random() * 2_000), index + 1))
      sizes.push(syncedBytes())
    }
    await cp(path, join(base, 'left'), { recursive: true })
    await database.close()
    return sizes
  })
  const problems: string[] = []
  for (let cut = 0; cut < cuts; cut++) {
    const told = Math.floor(random() * writes)
    const at = join(base, `cut-${cut}`)
    await cp(join(base, 'left'), at, { recursive: true })
    const log = join(at, logIn(await readdir(at)))
    const { size } = await stat(log)
    const bytes = safe[told]! + Math.floor(random() * (size - safe[told]! + 1))
    await truncate(log, bytes)
    const database = await open(at)
    const found = await Promise.all(
      Array.from({ length: told + 1 }, (_, index) => database.bytes(table).get(`key-${index}`)),
    )
    await database.close()
    const lost = found.flatMap((value, index) => (value?.[0] === index + 1 ? [] : [index]))
    if (lost.length > 0) problems.push(`${name}: writes ${lost.join(', ')} of ${told + 1} were told and are gone`)
    await rm(at, { recursive: true })
  }
  return problems
}

/** Runs `work`, which may ask how many bytes of the log had been written when level was last told to sync. */
async function watchSyncs<T>(work: (syncedBytes: () => number) => Promise<T>): Promise<T> {
  const level = Level.prototype as unknown as { _put: Native; _batch: Native }
  const { _put, _batch } = level
  let bytes = 0
  const watched = (native: Native): Native =>
    async function (...args) {
      await native.apply(this, args)
      if ((args.at(-1) as { sync?: boolean }).sync !== true) return
      bytes = statSync(join(this.location, logIn(readdirSync(this.location)))).size
    }
  Object.assign(level, { _put: watched(_put), _batch: watched(_batch) })
  try {
    return await work(() => bytes)
  } finally {
    Object.assign(level, { _put, _batch })
  }
}

function logIn(names: readonly string[]): string {
  return names
    .filter(name => name.endsWith('.log'))
    .sort()
    .at(-1)!
}
