// For tests of bad input against the real executables: a coordinator at work in a home of its own, commands that must fail with a sentence
// a stranger can use, and what a folder holds before and after.

import type { ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { ExecutionContext } from 'ava'
import type { WhyView } from '../../agent/view.ts'
import { type Agent, Fleet, passphrase as fleetPassphrase, localPlace } from '../../scripts/fleet/fleet.ts'
import { sealCheaply } from './cheap-seal.ts'
import { addPatch, patchYaml } from './patch-folder.ts'
import { command, type Daemon, daemon, freePort } from './processes.ts'

export const passphrase = 'a test passphrase'

export interface Refusal {
  /** Code of the error. */
  code: string
  /** What its sentence says: what was expected, what came, what to do next. */
  says: RegExp
  exit?: number
}

type Program = Parameters<typeof command>[0]
type How = NonNullable<Parameters<typeof command>[2]>

/** Runs a command that must fail so, with nothing on stdout, one line of JSON on stderr, and no stack. */
export async function refused(
  t: ExecutionContext<unknown>,
  program: Program,
  args: string[],
  { code, says, exit = 1, ...how }: Refusal & How,
): Promise<void> {
  const ran = await command(program, [...args, '--json'], how)
  const words = `${program} ${args.join(' ')}: ${ran.stdout}${ran.stderr}`
  t.is(ran.code, exit, words)
  t.is(ran.stdout, '', words)
  const error = errorOf(ran.stderr)
  t.is(error?.code, code, words)
  t.regex(error?.message ?? '', says)
  t.notRegex(ran.stderr, /\n {4}at |a bug of patchmesh/)
}

/** The last line of stderr, after whatever log there is. */
function errorOf(stderr: string): { code: string; message: string } | undefined {
  const last = stderr.trim().split('\n').at(-1)!
  return last.startsWith('{"error"') ? JSON.parse(last).error : undefined
}

/** Runs a command that must succeed. */
export async function done(
  t: ExecutionContext<unknown>,
  program: Program,
  args: string[],
  how: How = {},
): Promise<string> {
  const { code, stdout, stderr } = await command(program, args, how)
  t.is(code, 0, `${program} ${args.join(' ')}: ${stderr}`)
  return stdout
}

/** Name, size and hash of every file below a folder, but for those whose path matches `except`. */
export async function contentOf(folder: string, except = /^$/): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found: Record<string, string> = {}
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || except.test(relative(folder, path))) continue
    found[relative(folder, path)] = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
  }
  return found
}

export interface Home {
  folder: string
  home: string
  keys: string
  listen: number
  originListen: number
  /** Starts the coordinator, of this home or a copy of it. */
  serve(home?: string): Promise<Daemon>
}

/** What `patchmesh init` makes, in a folder that is gone after the test or hook; `cleanups` run last to first. */
export async function initHome(t: ExecutionContext<unknown>, cleanups: (() => unknown)[]): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), 'pm-bad-'))
  cleanups.push(() => rm(folder, { recursive: true, force: true }))
  const [home, keys] = [join(folder, 'home'), join(folder, 'keys')]
  const [listen, originListen] = [await freePort(), await freePort()]
  const at = ['--home', home, '--keys', keys, '--listen', `/ip4/127.0.0.1/tcp/${listen}`]
  await done(t, 'patchmesh', ['init', ...at, '--fleet', 'test', '--passphrase-fd', '3'], { passphrase })
  await sealCheaply(keys, passphrase)
  const config = join(home, 'coordinator.yaml')
  const text = await readFile(config, 'utf8')
  await writeFile(config, text.replace(/^originListen:.*$/m, `originListen: 127.0.0.1:${originListen}`))
  const serve = async (of = home) => {
    const running = await daemon('patchmesh', ['serve', '--home', of])
    cleanups.push(() => running.child.kill('SIGKILL'))
    return running
  }
  return { folder, home, keys, listen, originListen, serve }
}

/** One in-house patch in a folder feed; `more`: further lines of its patch.yaml. */
export function writePatch(
  feed: string,
  id: string,
  { content, more = '' }: { content?: string | Uint8Array; more?: string } = {},
): Promise<void> {
  return addPatch(feed, id, { yaml: `${patchYaml(id)}${more}\n`, ...(content !== undefined && { content }) })
}

/** An agent at work, on a machine with Debian's package y in version 1:2. */
export async function debianAgent(
  t: ExecutionContext<unknown>,
  { folder, home }: Home,
  cleanups: (() => unknown)[],
): Promise<void> {
  const [root, state, token] = ['debian-root', 'debian-state', 'debian-token'].map(name => join(folder, name))
  await mkdir(join(root!, 'var/lib/dpkg'), { recursive: true })
  await mkdir(join(root!, 'etc'))
  await writeFile(join(root!, 'etc/os-release'), 'ID=debian\nVERSION_CODENAME=bookworm\n')
  const installed = 'Package: y\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1:2\n'
  await writeFile(join(root!, 'var/lib/dpkg/status'), installed)
  await writeFile(token!, await done(t, 'patchmesh', ['token', 'create', '--site', 'office', '--home', home]))
  await done(t, 'agent', ['join', '--token-file', token!, '--state', state!, '--root', root!])
  const agent = await daemon('agent', ['run', '--state', state!])
  cleanups.push(() => agent.child.kill('SIGKILL'))
}

/** A coordinator at work on loopback for the tests of one file, in a folder of its own; what is spawned goes into `children`, and ends last to first. */
export async function openFleet(
  name: string,
  { children, cleanups }: { children: Set<ChildProcess>; cleanups: (() => unknown)[] },
): Promise<{ folder: string; fleet: Fleet }> {
  const folder = await mkdtemp(join(tmpdir(), `pm-${name}-`))
  cleanups.push(() => rm(folder, { recursive: true, force: true }))
  cleanups.push(() => children.forEach(child => void child.kill('SIGKILL')))
  const fleet = new Fleet({ folder, outside: localPlace('outside', children), ports: { coordinator: 0, origin: 0 } })
  await fleet.start()
  await sealCheaply(join(folder, 'keys'), fleetPassphrase)
  return { folder, fleet }
}

/** What an agent says of a patch; undefined: it was not ordered there yet. */
export async function whyOf(agent: Pick<Agent, 'ask'>, patch: string): Promise<WhyView | undefined> {
  try {
    return await agent.ask<WhyView>('why', { patch })
  } catch (error) {
    if ((error as { code?: string }).code !== 'not-found') throw error
    return undefined
  }
}

/** Runs the cleanups of a file's hooks, last to first. */
export async function cleanUp(cleanups: (() => unknown)[]): Promise<void> {
  for (const each of cleanups.splice(0).reverse()) await each()
}
