// Which of two patches of one product is the newer, by the rules of the package system concerned. Pure.

import { compareDebVersions, isDebVersion } from '../../core/deb-version.ts'
import type { Manifest } from '../../core/manifest.ts'
import { compareDottedVersions, isVersion } from '../assess/version-line.ts'

/** Whether `a` brings a newer version of the same product; false when the versions cannot be compared. */
export function isNewer(a: Manifest, b: Manifest): boolean {
  if (a.product === '' || a.product !== b.product || (a.action.type === 'deb') !== (b.action.type === 'deb'))
    return false
  const [mine, other] = [a.productVersion, b.productVersion]
  if (a.action.type === 'deb') return isDebVersion(mine) && isDebVersion(other) && compareDebVersions(mine, other) > 0
  return isVersion(mine, 'dotted') && isVersion(other, 'dotted') && compareDottedVersions(mine, other) > 0
}
