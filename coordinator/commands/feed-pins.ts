// With what an admin key vouched for each feed: the archive's keyring and suite, or the folder of the admin's own copy. Noted beside
// the key at first use (`admin.key.feeds`), so that a coordinator stolen later cannot point the check at means of its own.

import { readFile } from 'node:fs/promises'
import { CodedError, systemCode } from '../../core/errors.ts'
import { writeDurably } from '../../keys/durable-file.ts'

export interface FeedMeans {
  feed: string
  /** In words that name it exactly: a digest, a path. */
  means: string
  /** The admin named it on the command line; else it is what the coordinator told. */
  isGiven: boolean
}

/** What to tell the admin, or nothing. Throws `refused` when the coordinator tells other means than the key used before, or odd ones. */
export async function pinFeed(keyPath: string, { feed, means, isGiven }: FeedMeans): Promise<string> {
  refuseControls(feed)
  refuseControls(means)
  const path = `${keyPath}.feeds`
  const pins = await readPins(path)
  const known = pins.get(feed)
  if (known === means) return ''
  if (known !== undefined && !isGiven) {
    throw new CodedError(
      'refused',
      `feed ${feed}: expected ${known}, as before, the coordinator says ${means}: if that is right, name it yourself with --keyring or --files`,
    )
  }
  pins.set(feed, means)
  if (!(await writePins(path, pins))) return `feed ${feed}: not noted, ${path} cannot be written: ${means}`
  return `feed ${feed}: ${known === undefined ? 'noted for later' : 'from now on'}: ${means}`
}

/** The folder's name is the coordinator's word too: a line break in it would be a line of another feed. */
function refuseControls(text: string): void {
  if (!/\p{Cc}/u.test(text)) return
  throw new CodedError(
    'refused',
    `expected names without control characters, the coordinator says ${JSON.stringify(text)}`,
  )
}

/** One feed a line: its name, a tab, the means. */
async function readPins(path: string): Promise<Map<string, string>> {
  try {
    const lines = (await readFile(path, 'utf8')).split('\n').filter(line => line !== '')
    const pins = lines.map(line => [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)] as const)
    if (lines.every(line => line.indexOf('\t') > 0)) return new Map(pins)
    throw new CodedError('bad-key-file', `${path}: expected lines of feed and means, found something else: restore it`)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return new Map()
    throw error
  }
}

/** False when the key lies on a medium that is not writable: it is used without pins. */
async function writePins(path: string, pins: Map<string, string>): Promise<boolean> {
  try {
    await writeDurably(path, [...pins].map(([feed, means]) => `${feed}\t${means}\n`).join(''))
    return true
  } catch (error) {
    if (['EACCES', 'EROFS', 'EPERM'].includes(systemCode(error) ?? '')) return false
    throw error
  }
}
