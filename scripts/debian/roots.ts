// Debian roots for agents: one debootstrap in a cache folder, one copy-on-write root a machine (overlayfs) with /proc mounted.
// Needs root. Everything mounted is unmounted by `close`, and at the latest with the lab's own mount namespace.

import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { CodedError, systemCode } from '../../core/errors.ts'
import { run } from '../lab/run.ts'

export interface DebianRoots {
  /** A fresh root of its own. */
  add(name: string): Promise<string>
  close(): Promise<void>
}

const bootstrapMs = 300_000

/** A minimal root with these packages in the release's version; made once, then taken from the cache. */
export async function bootstrapRoot({
  url,
  release,
  packages,
}: {
  url: string
  release: string
  packages: string[]
}): Promise<string> {
  const names = [...packages].sort()
  const key = createHash('sha256')
    .update(`${release} ${names.join(' ')}`)
    .digest('hex')
    .slice(0, 12)
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'patchmesh')
  const folder = join(cache, `${release}-${key}`)
  if (await exists(join(folder, 'complete'))) return join(folder, 'root')
  await rm(folder, { recursive: true, force: true })
  const building = `${folder}.${process.pid}.tmp`
  await mkdir(building, { recursive: true })
  try {
    const args = ['--variant=minbase', `--include=${names.join(',')}`, release, join(building, 'root'), url]
    await run('/usr/sbin/debootstrap', args, { timeoutMs: bootstrapMs })
    await writeFile(join(building, 'complete'), '')
    await rename(building, folder)
  } catch (cause) {
    await rm(building, { recursive: true, force: true })
    throw new CodedError('io-failed', `debootstrap of ${release} failed: ${(cause as Error).message.slice(-2000)}`, {
      cause,
    })
  }
  return join(folder, 'root')
}

/** Roots below `folder`, over `base`. */
export function createRoots({ base, folder }: { base: string; folder: string }): DebianRoots {
  const mounted: string[] = []
  const mount = async (type: string, target: string, options: string[] = []) => {
    await run('/usr/bin/mount', ['-t', type, ...options, type, target])
    mounted.push(target)
  }
  return {
    async add(name) {
      const [upper, work, root] = ['upper', 'work', 'root'].map(part => join(folder, name, part)) as [
        string,
        string,
        string,
      ]
      for (const path of [upper, work, root]) await mkdir(path, { recursive: true })
      await mount('overlay', root, ['-o', `lowerdir=${base},upperdir=${upper},workdir=${work}`])
      await mount('proc', join(root, 'proc'))
      return root
    },
    async close() {
      for (const target of mounted.splice(0).reverse()) await run('/usr/bin/umount', ['-l', target])
    },
  }
}

/** Version of each package that is installed in a root, by dpkg-query in it. */
export async function installedVersions(root: string, packages: readonly string[]): Promise<Map<string, string>> {
  const { stdout } = await run('/usr/sbin/chroot', [
    root,
    '/usr/bin/dpkg-query',
    '-W',
    '-f',
    `\${Package} \${Version}\n`,
    ...packages,
  ])
  return new Map(
    stdout
      .trim()
      .split('\n')
      .map(line => line.split(' ') as [string, string]),
  )
}

/** Throws `io-failed` unless `dpkg --audit` and `apt-get check` are clean. */
export async function checkConsistent(root: string): Promise<void> {
  const { stdout } = await run('/usr/sbin/chroot', [root, '/usr/bin/dpkg', '--audit'])
  if (stdout.trim() !== '') throw new CodedError('io-failed', `dpkg --audit in ${root}: ${stdout.trim()}`)
  await run('/usr/sbin/chroot', [root, '/usr/bin/apt-get', 'check'])
}

async function exists(path: string): Promise<boolean> {
  try {
    await readFile(path)
    return true
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false
    throw error
  }
}
