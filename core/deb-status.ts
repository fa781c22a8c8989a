// What is installed on a Debian machine, from the text of dpkg's status file (/var/lib/dpkg/status).
// Pure: it reads no file and judges nothing; every state dpkg knows (held, half-installed) is handed on as it stands.

import { readStanzas, type Stanza } from './deb822.ts'

export interface DebPackage {
  package: string
  version: string
  architecture: string
  /** What the machine's admin wants: `hold` keeps a package at its version. */
  want: string
  /** `reinstreq` means the package is broken and must be installed again. */
  flag: string
  /** `installed`, `config-files`, `half-installed`, `unpacked`, `half-configured`, `triggers-awaited`, `triggers-pending`, … */
  status: string
  source: string
  sourceVersion: string
}

/** All packages with a version, in the file's order. Throws `bad-feed` (with the line) or `limit-exceeded`. */
export function parseDebStatus(text: string): DebPackage[] {
  const packages: DebPackage[] = []
  for (const stanza of readStanzas(text, 'dpkg status')) {
    const found = packageOf(stanza)
    if (found !== undefined) packages.push(found)
  }
  return packages
}

/** Installed and working, or waiting only for triggers: dpkg counts both as satisfying dependencies. */
export function isInstalled(entry: Pick<DebPackage, 'status'>): boolean {
  return entry.status === 'installed' || entry.status === 'triggers-pending' || entry.status === 'triggers-awaited'
}

/** Source package and version of a stanza: `Source: name (version)`, where absent parts are the binary's own. */
export function sourceOf(stanza: { package: string; version: string; source: string | undefined }): {
  source: string
  sourceVersion: string
} {
  const match = /^(\S+)(?:\s+\((\S+)\))?$/.exec(stanza.source ?? '')
  return { source: match?.[1] ?? stanza.package, sourceVersion: match?.[2] ?? stanza.version }
}

function packageOf({ fields }: Stanza): DebPackage | undefined {
  const name = fields.get('package')
  const version = fields.get('version')
  const [want, flag, status] = (fields.get('status') ?? '').split(/\s+/)
  if (!name || !version || !want || !flag || !status) return undefined
  const architecture = fields.get('architecture') ?? ''
  const source = sourceOf({ package: name, version, source: fields.get('source') })
  return { package: name, version, architecture, want, flag, status, ...source }
}
