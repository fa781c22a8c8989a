// The Debian changelog that a .deb carries: changelog.Debian.gz, or changelog.gz in a native package.
// It reads the archive as a stream up to that file and stops; it writes nothing to disk.

import { createReadStream } from 'node:fs'
import { limits } from '../../../core/limits.ts'
import { type Changelog, changesSince, parseChangelog } from './changelog.ts'
import { type DebFile, readDebFiles } from './deb-archive.ts'
import { decompress, packingOf } from './decompress.ts'

export interface ChangelogOptions {
  /** The binary package, whose folder below usr/share/doc is looked into. */
  package: string
  /** Only entries of later versions: the source version of what is installed. */
  newerThan?: string
}

export interface ChangelogAnswer {
  changelog: Changelog | undefined
  /** The package, of the same source as a rule, whose documentation stands for this one's. */
  linkedTo: string | undefined
}

/**
 * Undefined when this package has none of its own: some have a link to another package of the same source instead.
 * `deb` is a path, or the file's bytes as they come, whose hash was checked before. Throws `bad-deb` or `limit-exceeded`.
 */
export async function readChangelog(
  deb: string | AsyncIterable<Uint8Array>,
  options: ChangelogOptions,
): Promise<Changelog | undefined> {
  return (await askForChangelog(deb, options)).changelog
}

/** As `readChangelog`, and says where else to look. */
export async function askForChangelog(
  deb: string | AsyncIterable<Uint8Array>,
  { package: name, newerThan }: ChangelogOptions,
): Promise<ChangelogAnswer> {
  const { changelog, linkedTo } = await findChangelog(typeof deb === 'string' ? createReadStream(deb) : deb, name)
  if (changelog === undefined || changelog.entries.length === 0) return { changelog: undefined, linkedTo }
  return { changelog: newerThan === undefined ? changelog : changesSince(changelog, newerThan), linkedTo }
}

/** changelog.gz of a non-native package is upstream's own, in any format: it counts only if there is no changelog.Debian. */
async function findChangelog(deb: AsyncIterable<Uint8Array>, name: string): Promise<ChangelogAnswer> {
  const folder = `usr/share/doc/${name}`
  const vendors = [`${folder}/changelog.Debian.gz`, `${folder}/changelog.Debian`]
  const others = [`${folder}/changelog.gz`, `${folder}/changelog`]
  let native: Changelog | undefined
  let linkedTo: string | undefined
  for await (const file of readDebFiles(deb)) {
    // Each file is awaited before the loop goes on or is left: leaving it closes the archive.
    if (file.type !== 'file' && file.type !== 'directory' && [folder, ...vendors].includes(file.path)) {
      linkedTo = packageOfLink(file.linkTarget)
    } else if (file.type === 'file' && vendors.includes(file.path)) {
      const changelog = await readFile(file)
      return { changelog, linkedTo }
    } else if (file.type === 'file' && others.includes(file.path)) {
      native = await readFile(file)
    }
  }
  return { changelog: native, linkedTo }
}

/** `libx1`, `../libx1/changelog.Debian.gz` or `/usr/share/doc/libx1`. */
function packageOfLink(target: string): string | undefined {
  return target
    .replace(/\/changelog[^/]*$/, '')
    .split('/')
    .at(-1)
}

async function readFile(file: DebFile): Promise<Changelog> {
  const packed = await file.read(limits.changelogBytes)
  const chunks: Uint8Array[] = []
  const options = {
    packing: packingOf(file.path),
    maxBytes: limits.changelogBytes,
    what: file.path,
    code: 'bad-deb',
  } as const
  for await (const chunk of decompress(once(packed), options)) chunks.push(chunk)
  return parseChangelog(Buffer.concat(chunks).toString('utf8'))
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
