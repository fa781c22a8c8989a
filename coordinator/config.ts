// coordinator.yaml in the coordinator's home: addresses and hints. Nothing in it is trusted.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseDocument, stringify } from 'yaml'
import { CodedError, systemCode } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { checkMetricsListen, checkMetricsNames, type MetricsSettings, noMetrics } from '../core/metrics-settings.ts'
import { defaultPort } from '../core/protocols.ts'
import { writeDurably } from '../keys/durable-file.ts'
import { type KeptOptions, readKept } from '../keys/kept-file.ts'

export interface CoordinatorConfig {
  /** Multiaddrs of the libp2p listener. */
  listen: string[]
  /** Multiaddrs told to agents instead of the listening ones (a name, or an address behind NAT). */
  announce: string[]
  /** `host:port` of the built-in HTTP origin. */
  originListen: string
  /** Base URL told to agents; default: made from the listening address. */
  originUrl: string
  /** Bytes of vendor files kept as second source. */
  originQuotaBytes: number
  /** Where the CLI looks for the admin key when --key is not given. */
  adminKey: string
  metrics: MetricsSettings
}

const fields = {
  listen: 'list',
  announce: 'list',
  originListen: 'text',
  originUrl: 'text',
  originQuotaBytes: 'number',
  adminKey: 'text',
  metrics: 'map',
} as const satisfies Record<keyof CoordinatorConfig, 'list' | 'text' | 'number' | 'map'>

/** What is wrong with a value below `metrics`: the words after "expected". */
const metricsFields = { listen: checkMetricsListen, names: checkMetricsNames } as const

export const defaultConfig: CoordinatorConfig = {
  listen: [`/ip4/0.0.0.0/tcp/${defaultPort}`],
  announce: [],
  originListen: `0.0.0.0:${defaultPort + 1}`,
  originUrl: '',
  originQuotaBytes: limits.originBytes,
  adminKey: '',
  metrics: noMetrics,
}

function configPath(home: string): string {
  return join(home, 'coordinator.yaml')
}

export async function writeConfig(home: string, config: CoordinatorConfig): Promise<void> {
  await writeDurably(configPath(home), stringify(config))
}

/**
 * As `readConfig`, with a copy beside the file: damaged or lost, it is written again, and `onHealed` is told. An edit that makes no sense is
 * an error: whoever made it is about to look.
 */
export async function readKeptConfig(
  home: string,
  onHealed: NonNullable<KeptOptions['onHealed']>,
): Promise<CoordinatorConfig> {
  const path = configPath(home)
  const healed: Parameters<typeof onHealed>[] = []
  await readKept(path, {
    isWhole: text => isConfig(text, path),
    isEdited: true,
    onHealed: (...what) => healed.push(what),
  })
  const config = await readConfig(home)
  for (const what of healed) onHealed(...what)
  return config
}

function isConfig(text: string, path: string): boolean {
  try {
    parseConfig(text, path)
    return true
  } catch (error) {
    if (error instanceof CodedError) return false
    throw error
  }
}

/** Throws `not-found` or `bad-argument` naming file, line and field. */
export async function readConfig(home: string): Promise<CoordinatorConfig> {
  const path = configPath(home)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    if (systemCode(cause) !== 'ENOENT') throw cause
    throw new CodedError(
      'not-found',
      `${home} is not the home of a coordinator: run "patchmesh init", or give --home DIR`,
      { cause },
    )
  }
  return parseConfig(text, path)
}

function parseConfig(text: string, path: string): CoordinatorConfig {
  const document = parseDocument(text)
  const problem = document.errors[0]
  if (problem)
    throw new CodedError(
      'bad-argument',
      `${path}, line ${problem.linePos?.[0].line ?? 1}: ${problem.message.split('\n')[0]!.replace(/ at line.*$/, '')}`,
    )
  const found = (document.toJS() ?? {}) as Record<string, unknown>
  for (const [name, value] of Object.entries(found)) checkField(path, name, value)
  const metrics = { ...defaultConfig.metrics, ...(found.metrics as object | undefined) }
  return { ...defaultConfig, ...found, metrics }
}

function checkField(path: string, name: string, value: unknown): void {
  if (!Object.hasOwn(fields, name)) {
    throw new CodedError(
      'bad-argument',
      `${path}: ${name} is unknown; expected one of ${Object.keys(fields).join(', ')}`,
    )
  }
  const kind = fields[name as keyof CoordinatorConfig]
  const fits = {
    list: Array.isArray(value) && value.every(item => typeof item === 'string'),
    text: typeof value === 'string',
    number: typeof value === 'number' && value >= 0,
    map: typeof value === 'object' && value !== null && !Array.isArray(value),
  }[kind]
  if (!fits)
    throw new CodedError('bad-argument', `${path}: ${name}: expected a ${kind}, found ${JSON.stringify(value)}`)
  if (name === 'metrics') for (const [below, each] of Object.entries(value as object)) checkMetrics(path, below, each)
}

function checkMetrics(path: string, name: string, value: unknown): void {
  const known = Object.keys(metricsFields).map(each => `metrics.${each}`)
  if (!Object.hasOwn(metricsFields, name))
    throw new CodedError('bad-argument', `${path}: metrics.${name} is unknown; expected one of ${known.join(', ')}`)
  const expected = metricsFields[name as keyof typeof metricsFields](value)
  if (expected !== undefined)
    throw new CodedError(
      'bad-argument',
      `${path}: metrics.${name}: expected ${expected}, found ${JSON.stringify(value)}`,
    )
}
