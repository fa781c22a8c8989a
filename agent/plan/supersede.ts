// Which of two patches of one product is the newer, by the rules of the package system concerned. Pure.

import { compareDebVersions, compareProductVersions, isDebVersion } from '../../core/deb-version.ts'
import type { Manifest } from '../../core/manifest.ts'

/** What is kept of the newest manifest of a product that a node installed: enough to detect it again when nothing orders it any more. */
export interface InstalledProduct
  extends Pick<Manifest, 'product' | 'productVersion' | 'platform' | 'action' | 'detection'> {
  patch: string
}

type Version = Pick<Manifest, 'product' | 'productVersion' | 'action'>

/** Whether `a` brings a newer version of the same product. A package's version that dpkg would refuse is newer than none. */
export function isNewer(a: Version, b: Version): boolean {
  if (a.product === '' || a.product !== b.product || (a.action.type === 'deb') !== (b.action.type === 'deb'))
    return false
  const [mine, other] = [a.productVersion, b.productVersion]
  if (a.action.type === 'deb') return isDebVersion(mine) && isDebVersion(other) && compareDebVersions(mine, other) > 0
  return compareProductVersions(mine, other) > 0
}
