// The settings of the metrics port, the same for both programs: off unless somebody says where, and on the loopback address unless an address
// says otherwise. It opens nothing.

import { isIP } from 'node:net'
import { CodedError } from './errors.ts'
import { splitHostPort } from './host-port.ts'
import { limits } from './limits.ts'

export interface MetricsSettings {
  /** A port (on loopback), or HOST:PORT with an IP address as host; empty: off. Port 0: any free one. */
  listen: string | number
  /** Names by which the port is asked, besides IP addresses and localhost. */
  names: readonly string[]
}

export const noMetrics: MetricsSettings = { listen: '', names: [] }

const loopback = '127.0.0.1'

/** What is wrong with it: the words after "expected". */
export function checkMetricsListen(value: unknown): string | undefined {
  const isFit = value === '' || ((typeof value === 'string' || typeof value === 'number') && addressOf(value))
  return isFit ? undefined : 'a port such as 9464, or an IP address with one such as 192.0.2.7:9464'
}

/** What is wrong with it: the words after "expected". */
export function checkMetricsNames(value: unknown): string | undefined {
  const isName = (each: unknown) => typeof each === 'string' && /^[A-Za-z0-9.-]{1,253}$/.test(each)
  return Array.isArray(value) && value.length <= limits.metricsNames && value.every(isName)
    ? undefined
    : `a list of at most ${limits.metricsNames} host names such as [web1.example.org]`
}

/** Undefined: off. */
export function metricsAddress({ listen }: MetricsSettings): { host: string; port: number } | undefined {
  return listen === '' ? undefined : addressOf(listen)
}

function addressOf(listen: string | number): { host: string; port: number } | undefined {
  const text = String(listen)
  try {
    const [host, port] = splitHostPort(text.includes(':') ? text : `${loopback}:${text}`)
    return isIP(host) ? { host, port } : undefined
  } catch (error) {
    if (error instanceof CodedError) return undefined
    throw error
  }
}
