// Reads a tar.gz entry by entry within limits, the one door to the tar library. It writes nothing and trusts no name:
// what the entries may be is planArchive()'s to say.

import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { Parser, type ReadEntry } from 'tar'
import { limits } from '../../core/limits.ts'
import { InstallFailure } from './outcome.ts'
import type { ArchiveEntry } from './plan-archive.ts'

/** A tar is a row of these. */
const blockBytes = 512

/** Calls `visit` for each entry in order, and waits for it; unread content is skipped. Throws InstallFailure `archive-refused`. */
export async function readArchive(
  path: string,
  visit: (entry: ArchiveEntry, content: AsyncIterable<Buffer>, index: number) => Promise<void>,
): Promise<void> {
  const parser = new Parser({ strict: true, maxMetaEntrySize: limits.archiveHeaderBytes })
  const watched = watch(parser, visit)
  // A failed visit must end the feeding, which would otherwise wait for that entry to be read.
  await Promise.race([feed(path, parser, watched), watched.failed])
  await watched.done
}

interface Watched {
  /** Rejects with the first failure. */
  failed: Promise<never>
  /** Resolves when all entries were visited. */
  done: Promise<void>
  hasFailed: () => boolean
  /** The parser has come to the blocks that end an archive. */
  hasEnded: () => boolean
}

function watch(parser: Parser, visit: Parameters<typeof readArchive>[1]): Watched {
  let index = 0
  let failure: unknown
  let isEnded = false
  const { promise: failed, reject } = Promise.withResolvers<never>()
  const { promise: done, resolve } = Promise.withResolvers<void>()
  const fail = (error: unknown) => {
    failure ??= error
    reject(error)
  }
  failed.catch(() => undefined) // handled where it is raced
  let chain: Promise<void> = Promise.resolve()
  parser.on('error', (error: unknown) => fail(refusal('it is damaged', error)))
  parser.on('ignoredEntry', () => fail(refusal(`it has a header larger than ${limits.archiveHeaderBytes} bytes`)))
  parser.on('entry', (entry: ReadEntry) => {
    chain = chain.then(async () => {
      if (failure !== undefined) return
      if (index >= limits.archiveEntries) throw refusal(`it has more than ${limits.archiveEntries} entries`)
      await visit(describe(entry), entry as AsyncIterable<Buffer>, index++)
      entry.resume()
    })
    chain.catch(fail)
  })
  parser.on('eof', () => {
    isEnded = true
  })
  parser.on('end', () => chain.then(resolve, fail))
  return { failed, done, hasFailed: () => failure !== undefined, hasEnded: () => isEnded }
}

function describe(entry: ReadEntry): ArchiveEntry {
  return {
    type: entry.unsupported ? 'unknown kind' : entry.type,
    path: entry.path,
    linkPath: entry.linkpath ?? '',
    mode: entry.mode ?? 0o644,
    sizeBytes: entry.size,
  }
}

async function feed(path: string, parser: Parser, watched: Watched): Promise<void> {
  const file = createReadStream(path)
  const gunzip = createGunzip()
  file.on('error', error => gunzip.destroy(error))
  file.pipe(gunzip)
  let total = 0
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      if (total === 0) checkStart(chunk)
      total += chunk.length
      if (total > limits.archiveBytes) throw refusal(`it unpacks to more than ${limits.archiveBytes} bytes`)
      // What follows the end the parser would keep whole, and copy again for each chunk. It is counted, and dropped.
      if (watched.hasEnded()) continue
      if (!parser.write(chunk)) await Promise.race([once(parser, 'drain'), watched.failed])
      if (watched.hasFailed()) return
    }
    if (total % blockBytes !== 0) throw refusal('it ends inside a block') // the tar library drops half a header without a word
    parser.end()
  } catch (error) {
    throw error instanceof InstallFailure ? error : refusal('it is no sound tar.gz', error)
  } finally {
    file.destroy()
    gunzip.destroy()
  }
}

/** The tar library unpacks a second compression by itself, past our count of bytes. A tar begins with a name. */
function checkStart(chunk: Buffer): void {
  const compressed = (chunk[0] === 0x1f && chunk[1] === 0x8b) || (chunk[0] === 0x28 && chunk[1] === 0xb5)
  if (compressed) throw refusal('it is compressed twice')
}

function refusal(why: string, cause?: unknown): InstallFailure {
  return new InstallFailure('archive-refused', `the archive is refused: ${why}`, { cause })
}
