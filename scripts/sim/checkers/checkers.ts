// All checkers, as every run is watched by them.

import type { Checker } from '../facts.ts'
import { allFinish } from './all-finish.ts'
import { leaseConflicts } from './lease-conflicts.ts'
import { onlyVerified } from './only-verified.ts'
import { reportedOnce } from './reported-once.ts'
import { retired } from './retired.ts'
import { twoContacts } from './two-contacts.ts'
import { wanBound } from './wan-bound.ts'

export function createCheckers(): Checker[] {
  return [onlyVerified(), wanBound(), allFinish(), leaseConflicts(), reportedOnce(), retired(), twoContacts()]
}
