// Where this machine gets Debian from: the archive and security URLs of its own apt configuration.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CodedError, systemCode } from '../../core/errors.ts'

export interface DebianSources {
  /** Suite `bookworm`. */
  main: string
  /** Suite `bookworm-security`. */
  security: string
}

const folder = '/etc/apt'

/** Throws `not-found` when the configuration names no such suites. */
export async function debianSources(release = 'bookworm'): Promise<DebianSources> {
  const pairs = (await Promise.all((await sourceFiles()).map(readSources))).flat()
  const find = (suite: string) => {
    const url = pairs.find(pair => pair.suite === suite)?.url
    if (url) return url.replace(/\/+$/, '')
    throw new CodedError(
      'not-found',
      `expected ${suite} in this machine's apt configuration (${folder}), found it nowhere`,
    )
  }
  return { main: find(release), security: find(`${release}-security`) }
}

async function sourceFiles(): Promise<string[]> {
  const parts = join(folder, 'sources.list.d')
  const names = await orNone(readdir(parts))
  return [join(folder, 'sources.list'), ...(names ?? []).map(name => join(parts, name))]
}

async function readSources(path: string): Promise<{ url: string; suite: string }[]> {
  const text = (await orNone(readFile(path, 'utf8'))) ?? ''
  return path.endsWith('.sources') ? readStanzas(text) : readLines(text)
}

function readStanzas(text: string): { url: string; suite: string }[] {
  const plain = text.replace(/^#.*\n?/gm, '')
  return plain.split(/\n\s*\n/).flatMap(stanza => {
    const words = (field: string) => (new RegExp(`^${field}:(.*)$`, 'im').exec(stanza)?.[1] ?? '').trim().split(/\s+/)
    return words('URIs').flatMap(url => words('Suites').map(suite => ({ url, suite })))
  })
}

function readLines(text: string): { url: string; suite: string }[] {
  const lines = [...text.matchAll(/^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)/gm)]
  return lines.map(match => ({ url: match[1]!, suite: match[2]! }))
}

async function orNone<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}
