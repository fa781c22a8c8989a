// Tar archives byte by byte, as no library would write them: for archives that lie.

import { gzipSync } from 'node:zlib'

export interface RawEntry {
  name: string | Uint8Array
  /** One character, `0` a file. */
  type?: string
  content?: string | Uint8Array
  linkname?: string
  mode?: number
  /** The field as it stands, instead of the content's length. */
  size?: string | Uint8Array
  prefix?: string
  /** Instead of the true sum. */
  checksum?: string
  magic?: string
}

export function rawTarGz(entries: readonly RawEntry[], end: Uint8Array = Buffer.alloc(1024)): Buffer {
  return gzipSync(Buffer.concat([...entries.map(rawEntry), end]))
}

/** One header and its content, padded. */
export function rawEntry({ name, type = '0', content = '', linkname = '', mode = 0o644, ...rest }: RawEntry): Buffer {
  const body = Buffer.from(content)
  const header = Buffer.alloc(512)
  const put = (value: string | Uint8Array, at: number, length: number) =>
    header.set(Buffer.from(value).subarray(0, length), at)
  put(name, 0, 100)
  put(octal(mode, 7), 100, 8)
  put(octal(0, 7), 108, 8)
  put(octal(0, 7), 116, 8)
  put(rest.size ?? octal(body.length, 11), 124, 12)
  put(octal(0, 11), 136, 12)
  put('        ', 148, 8)
  put(type, 156, 1)
  put(linkname, 157, 100)
  put(rest.magic ?? 'ustar\x0000', 257, 8)
  put(rest.prefix ?? '', 345, 155)
  const sum = header.reduce((total, byte) => total + byte, 0)
  put(rest.checksum ?? `${octal(sum, 6)}\0 `, 148, 8)
  return Buffer.concat([header, body, Buffer.alloc((512 - (body.length % 512)) % 512)])
}

/** An extended header with these records; `type` x for the next entry, g for all. */
export function paxEntry(records: Record<string, string>, type = 'x'): RawEntry {
  const content = Object.entries(records)
    .map(([key, value]) => paxRecord(`${key}=${value}\n`))
    .join('')
  return { name: 'PaxHeader', type, content }
}

/** The length counts itself. */
function paxRecord(text: string): string {
  let length = Buffer.byteLength(text) + 2
  while (Buffer.byteLength(`${length} ${text}`) !== length) length++
  return `${length} ${text}`
}

/** GNU's way to give the next entry a long name (L) or link target (K). */
export function gnuLong(type: 'L' | 'K', text: string): RawEntry {
  return { name: '././@LongLink', type, content: `${text}\0` }
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0')
}
