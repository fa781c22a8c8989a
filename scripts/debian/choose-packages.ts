// Which real updates the lab installs: small source packages that are newer in security than in the release, chosen from the
// indices as they are today. Versions move, so none is named here.

import type { AptPatch } from '../../coordinator/feed/apt/packages-index.ts'
import { compareDebVersions } from '../../core/deb-version.ts'
import { CodedError } from '../../core/errors.ts'
import { MIB } from '../../core/limits.ts'

export interface ChosenUpdate {
  source: string
  version: string
  /** Binary packages to have in the root in their older version. */
  packages: string[]
}

/** Known to be small, with changelogs; the rest is filled up with the smallest of the day. */
const preferred = ['jq', 'rsync', 'expat', 'libpng1.6', 'openssl']
/** Not installable alone in a minimal root, or without sense there. */
const passedOver = /^(linux|gcc|binutils|systemd|glibc|python3|apache2|chromium|firefox|thunderbird|libreoffice)/
const maxBytes = 4 * MIB

/** Throws `not-found` when fewer than `count` sources qualify. */
export function choosePackages(release: readonly AptPatch[], security: readonly AptPatch[], count = 5): ChosenUpdate[] {
  const older = new Map(
    release.flatMap(patch => patch.artifacts.map(({ deb }) => [deb!.package, deb!.version] as const)),
  )
  const candidates = security
    .map(patch => ({ patch, binaries: smallBinaries(patch, older) }))
    .filter(({ patch, binaries }) => binaries.length > 0 && !passedOver.test(patch.source))
  const rank = (source: string) => (preferred.includes(source) ? preferred.indexOf(source) : preferred.length)
  const size = ({ binaries }: (typeof candidates)[number]) => binaries.reduce((sum, each) => sum + each.sizeBytes, 0)
  candidates.sort((a, b) => rank(a.patch.source) - rank(b.patch.source) || size(a) - size(b))
  if (candidates.length < count) {
    throw new CodedError('not-found', `expected ${count} small updates in security, found ${candidates.length}`)
  }
  return candidates.slice(0, count).map(({ patch, binaries }) => ({
    source: patch.source,
    version: patch.version,
    packages: binaries.map(({ deb }) => deb!.package),
  }))
}

/** The packages of the patch that the release has in an older version: programs and libraries, no headers and documents. */
function smallBinaries(patch: AptPatch, older: ReadonlyMap<string, string>): AptPatch['artifacts'] {
  const named = patch.artifacts.filter(({ deb }) => {
    const before = older.get(deb!.package)
    return (
      before !== undefined &&
      compareDebVersions(before, deb!.version) < 0 &&
      !/-(dev|doc|tools|tests?|udeb|data|common)$/.test(deb!.package)
    )
  })
  return named.reduce((sum, each) => sum + each.sizeBytes, 0) <= maxBytes ? named : []
}
