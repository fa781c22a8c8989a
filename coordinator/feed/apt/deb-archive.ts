// The inside of a .deb: an ar archive of debian-binary, control.tar.* and data.tar.* (deb(5)), read as a stream. Small and strict.
// It gives the files of data.tar as they come and writes none; the caller has checked the .deb's hash before.

import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract, type Header } from 'tar-stream'
import { CodedError } from '../../../core/errors.ts'
import { limits } from '../../../core/limits.ts'
import { decompress, packingOf } from './decompress.ts'

export interface DebFile {
  /** Without a leading `./` or `/`, and without a trailing `/`. */
  path: string
  type: Header['type']
  sizeBytes: number
  /** Of a link, as it stands. */
  linkTarget: string
  /** The whole content; only for a regular file of at most `maxBytes`. To be read before the next file is asked for, or not at all. */
  read(maxBytes: number): Promise<Buffer>
}

/** The files a .deb installs, in the archive's order. Throws `bad-deb` or `limit-exceeded`. */
export async function* readDebFiles(deb: AsyncIterable<Uint8Array>): AsyncGenerator<DebFile> {
  const tar = extract()
  const source = Readable.from(dataTar(deb))
  pipeline(source, tar).catch(noteSeenByReader)
  let count = 0
  try {
    for await (const entry of tar) {
      if (++count > limits.debFiles) throw broken(`at most ${limits.debFiles} files`, 'more', 'limit-exceeded')
      const { name, type, size, linkname } = entry.header
      yield {
        path: name.replace(/^(\.?\/)+/, '').replace(/\/+$/, ''),
        type,
        sizeBytes: size ?? 0,
        linkTarget: linkname ?? '',
        read: maxBytes => readEntry(entry as AsyncIterable<Uint8Array>, { sizeBytes: size ?? 0, maxBytes, name }),
      }
      entry.resume()
    }
  } catch (error) {
    throw error instanceof CodedError ? error : broken('a whole tar archive', (error as Error).message)
  } finally {
    tar.destroy()
    source.destroy()
  }
}

async function readEntry(
  entry: AsyncIterable<Uint8Array>,
  { sizeBytes, maxBytes, name }: { sizeBytes: number; maxBytes: number; name: string },
): Promise<Buffer> {
  if (sizeBytes > maxBytes) throw broken(`at most ${maxBytes} bytes in ${name}`, `${sizeBytes}`, 'limit-exceeded')
  const chunks: Uint8Array[] = []
  for await (const chunk of entry) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Finds data.tar among the members and unpacks it. */
async function* dataTar(deb: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const bytes = new ByteReader(deb)
  try {
    const magic = (await bytes.take(8)).toString('latin1')
    if (magic !== '!<arch>\n') throw broken('an ar archive', JSON.stringify(magic))
    for (let count = 0; count < limits.debMembers; count++) {
      const { name, sizeBytes } = parseMember(await bytes.take(60))
      if (count === 0) {
        await checkFormat(bytes, { name, sizeBytes })
      } else if (/^data\.tar(\.(xz|gz|zst))?$/.test(name)) {
        yield* decompress(bytes.stream(sizeBytes), {
          packing: packingOf(name),
          maxBytes: limits.debUnpackedBytes,
          what: name,
          code: 'bad-deb',
        })
        return
      } else {
        await bytes.skip(sizeBytes + (sizeBytes % 2))
      }
    }
    throw broken('data.tar, data.tar.xz, data.tar.gz or data.tar.zst', 'none')
  } finally {
    await bytes.close()
  }
}

async function checkFormat(bytes: ByteReader, { name, sizeBytes }: { name: string; sizeBytes: number }): Promise<void> {
  if (name !== 'debian-binary' || sizeBytes > 64) throw broken('debian-binary first', JSON.stringify(name))
  const version = (await bytes.take(sizeBytes)).toString('latin1')
  if (!/^2\.\d+\n/.test(version)) throw broken('format 2', JSON.stringify(version))
  await bytes.skip(sizeBytes % 2)
}

/** ar(5): name 16, mtime 12, uid 6, gid 6, mode 8, size 10, then a backquote and a newline. */
function parseMember(header: Buffer): { name: string; sizeBytes: number } {
  const text = header.toString('latin1')
  const name = text.slice(0, 16).trimEnd().replace(/\/$/, '')
  const size = text.slice(48, 58).trimEnd()
  if (text.slice(58) !== '`\n' || !/^\d{1,10}$/.test(size))
    throw broken('the header of an ar member', JSON.stringify(text))
  return { name, sizeBytes: Number(size) }
}

/** Takes exact numbers of bytes from a stream of chunks. An end before that is an error. */
class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>
  #rest: Uint8Array = new Uint8Array(0)

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#chunks = source[Symbol.asyncIterator]()
  }

  async take(sizeBytes: number): Promise<Buffer> {
    const parts: Uint8Array[] = []
    for await (const part of this.stream(sizeBytes)) parts.push(part)
    return Buffer.concat(parts)
  }

  async skip(sizeBytes: number): Promise<void> {
    let left = sizeBytes
    for await (const part of this.stream(sizeBytes)) left -= part.length
    if (left !== 0) throw broken(`${sizeBytes} bytes`, `${sizeBytes - left}`)
  }

  async *stream(sizeBytes: number): AsyncGenerator<Uint8Array> {
    for (let left = sizeBytes; left > 0; ) {
      if (this.#rest.length === 0) {
        const { done, value } = await this.#chunks.next()
        if (done) throw broken(`${left} bytes more`, 'the end')
        this.#rest = value
      }
      const part = this.#rest.subarray(0, left)
      this.#rest = this.#rest.subarray(part.length)
      left -= part.length
      if (part.length > 0) yield part
    }
  }

  async close(): Promise<void> {
    await this.#chunks.return?.()
  }
}

function broken(expected: string, found: string, code: 'bad-deb' | 'limit-exceeded' = 'bad-deb'): CodedError {
  return new CodedError(code, `.deb: expected ${expected}, found ${found}; the file is no Debian package or is damaged`)
}

/** The same failure reaches whoever reads the tar stream; a second report of it would end the process. */
function noteSeenByReader(): undefined {
  return undefined
}
