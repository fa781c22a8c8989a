// Which of two patches of one product is the newer, by the rules of the package system concerned. Pure.

import { compareDebVersions, isDebVersion } from '../../core/deb-version.ts'
import type { Manifest } from '../../core/manifest.ts'
import { compareDottedVersions, isVersion } from '../assess/version-line.ts'

/** What is kept of the newest manifest of a product that a node installed: enough to detect it again when nothing orders it any more. */
export interface InstalledProduct
  extends Pick<Manifest, 'product' | 'productVersion' | 'platform' | 'action' | 'detection'> {
  patch: string
}

type Version = Pick<Manifest, 'product' | 'productVersion' | 'action'>

/** Whether `a` brings a newer version of the same product; false when the versions cannot be compared. */
export function isNewer(a: Version, b: Version): boolean {
  if (a.product === '' || a.product !== b.product || (a.action.type === 'deb') !== (b.action.type === 'deb'))
    return false
  const [mine, other] = [a.productVersion, b.productVersion]
  if (a.action.type === 'deb') return isDebVersion(mine) && isDebVersion(other) && compareDebVersions(mine, other) > 0
  return isVersion(mine, 'dotted') && isVersion(other, 'dotted') && compareDottedVersions(mine, other) > 0
}
