// agent.yaml in the agent's state folder: settings of this machine. Strictly read, since a misspelt setting that is silently ignored
// costs an admin a day. Nothing in it is trusted beyond this machine.

import { readFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { multiaddr } from '@multiformats/multiaddr'
import { isMap, isScalar, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml'
import { CodedError, systemCode } from '../core/errors.ts'
import { limits, MIB } from '../core/limits.ts'
import { checkMetricsListen, checkMetricsNames, type MetricsSettings, noMetrics } from '../core/metrics-settings.ts'
import { defaultPort } from '../core/protocols.ts'
import { type MemberClass, memberClasses } from '../core/roster.ts'
import { type KeptOptions, readKept, writeKept } from '../keys/kept-file.ts'

export interface AgentConfig {
  /** Multiaddrs to listen on. */
  listen: string[]
  /** The machine's root directory. */
  root: string
  discovery: {
    /** Ask for neighbours by multicast; without it they are learnt from the coordinator and other members. */
    mdns: boolean
  }
  /** Proxy URL for fetching from outside; empty: none. */
  proxy: string
  /** Bytes the store may take. */
  quotaBytes: number
  roaming: {
    /** Bytes a second fetched for this machine alone while it is away from its site. */
    rateBytesPerSecond: number
  }
  /** Bytes a second given to neighbours; 0: no limit. */
  lanUploadBytesPerSecond: number
  /** A class lower than the roster's: this machine runs on battery or Wi-Fi. Empty: as the roster says. */
  class: MemberClass | ''
  metrics: MetricsSettings
}

export const defaultConfig: AgentConfig = {
  listen: [`/ip4/0.0.0.0/tcp/${defaultPort}`],
  root: '/',
  discovery: { mdns: true },
  proxy: '',
  quotaBytes: limits.storeBytes,
  roaming: { rateBytesPerSecond: limits.roamingRateBytes },
  lanUploadBytesPerSecond: 0,
  class: '',
  metrics: noMetrics,
}

/** What is wrong with one value: the words after "expected". */
type Check = (value: unknown) => string | undefined

const checks: Record<string, Check> = {
  listen: value =>
    Array.isArray(value) && value.length > 0 && value.length <= limits.addresses && value.every(isTcpAddress)
      ? undefined
      : 'a list of multiaddrs such as [/ip4/0.0.0.0/tcp/7433]',
  root: value => (typeof value === 'string' && isAbsolute(value) ? undefined : 'an absolute path'),
  'discovery.mdns': value => (typeof value === 'boolean' ? undefined : 'true or false'),
  proxy: value => (value === '' || isHttpUrl(value) ? undefined : 'an http URL such as http://proxy:3128'),
  quotaBytes: value =>
    Number.isSafeInteger(value) && (value as number) >= MIB ? undefined : `a whole number of bytes, at least ${MIB}`,
  'roaming.rateBytesPerSecond': value =>
    Number.isSafeInteger(value) && (value as number) >= limits.ownRateMinBytes
      ? undefined
      : `a whole number of bytes a second, at least ${limits.ownRateMinBytes}`,
  lanUploadBytesPerSecond: value =>
    value === 0 || (Number.isSafeInteger(value) && (value as number) >= limits.lanUploadMin)
      ? undefined
      : `a whole number of bytes a second, at least ${limits.lanUploadMin}, or 0 for no limit`,
  class: value =>
    value === '' || (memberClasses as readonly unknown[]).includes(value)
      ? undefined
      : `one of ${memberClasses.join(', ')}`,
  'metrics.listen': checkMetricsListen,
  'metrics.names': checkMetricsNames,
}

/** Whether it is a multiaddr of a TCP listener. */
export function isTcpAddress(value: unknown): boolean {
  try {
    return (
      typeof value === 'string' &&
      multiaddr(value)
        .getComponents()
        .some(({ name }) => name === 'tcp')
    )
  } catch {
    return false // multiaddr() throws on anything malformed
  }
}

function isHttpUrl(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol)
}

function configPath(folder: string): string {
  return join(folder, 'agent.yaml')
}

/**
 * An absent file is an empty one. What was in force at the last reading rests in a copy: a damaged or lost file is written again from it,
 * and one that makes no sense leaves it in force. Throws `bad-argument` naming file, line and setting when there is no copy.
 */
export async function readConfig(folder: string, onHealed?: KeptOptions['onHealed']): Promise<AgentConfig> {
  const path = configPath(folder)
  let problem = ''
  const isWhole = (text: string) => {
    try {
      parseConfig(text, path)
      return true
    } catch (error) {
      if (!(error instanceof CodedError)) throw error
      problem = `: ${error.message}`
      return false
    }
  }
  const told = (file: string, detail: string) => onHealed?.(file, detail + problem)
  const text = await readKept(path, { isWhole, isEdited: true, onHealed: told })
  return parseConfig(text ?? (await readText(path)), path)
}

export function parseConfig(text: string, path: string): AgentConfig {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  const lineOf = (node: { range?: unknown } | null | undefined) => {
    const range = node?.range as [number] | undefined
    return range ? lines.linePos(range[0]).line : 1
  }
  const problem = document.errors[0]
  if (problem)
    throw new CodedError(
      'bad-argument',
      `${path}, line ${lines.linePos(problem.pos[0]).line}: ${firstLine(problem.message)}`,
    )
  if (document.contents === null) return defaultConfig
  if (!isMap(document.contents))
    throw new CodedError(
      'bad-argument',
      `${path}, line ${lineOf(document.contents)}: expected settings such as "root: /"`,
    )
  const found = readMap(document.contents, '', { path, lineOf })
  return {
    ...defaultConfig,
    ...found,
    discovery: { ...defaultConfig.discovery, ...(found.discovery as object | undefined) },
    roaming: { ...defaultConfig.roaming, ...(found.roaming as object | undefined) },
    metrics: { ...defaultConfig.metrics, ...(found.metrics as object | undefined) },
  } as AgentConfig
}

interface Place {
  path: string
  lineOf: (node: { range?: unknown } | null | undefined) => number
}

function readMap(map: YAMLMap, prefix: string, place: Place): Record<string, unknown> {
  return Object.fromEntries(map.items.map(pair => readPair(pair as Pair<Node, Node | null>, prefix, place)))
}

function readPair({ key, value }: Pair<Node, Node | null>, prefix: string, place: Place): [string, unknown] {
  const name = isScalar(key) ? String(key.value) : '?'
  const full = prefix + name
  const fail = (what: string): never => {
    throw new CodedError('bad-argument', `${place.path}, line ${place.lineOf(key)}: ${what}`)
  }
  const known = Object.keys(checks)
  if (known.some(each => each.startsWith(`${full}.`))) {
    if (!isMap(value))
      return fail(`${full}: expected settings below it, such as "${known.find(each => each.startsWith(`${full}.`))}"`)
    return [name, readMap(value, `${full}.`, place)]
  }
  const check = Object.hasOwn(checks, full) ? checks[full] : undefined
  if (!check) return fail(`unknown setting ${JSON.stringify(full)}; expected one of ${known.join(', ')}`)
  const plain: unknown = value?.toJSON() ?? null
  const expected = check(plain)
  if (expected) return fail(`${full}: expected ${expected}, found ${JSON.stringify(plain)?.slice(0, 80)}`)
  return [name, plain]
}

function firstLine(text: string): string {
  return text.split('\n')[0]!.replace(/ at line.*$/, '')
}

/** Sets these in the file; whatever else is in it, remarks included, stays. Throws as parseConfig() when it is broken already. */
export async function writeConfig(folder: string, settings: Partial<AgentConfig>): Promise<void> {
  parseConfig(await readText(configPath(folder)), configPath(folder))
  const document = parseDocument(await readText(configPath(folder)))
  document.commentBefore ??= ' Settings of this machine; docs/settings.md lists them.'
  for (const [name, value] of Object.entries(settings)) document.set(name, value) // makes the map of an empty file
  await writeKept(configPath(folder), document.toString())
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return ''
    throw error
  }
}
