// Which shells this machine has: a test of one that is not installed is left out by name.

import { execFileSync } from 'node:child_process'
import type { Shell } from '../../core/completion.ts'

export function hasShell(shell: Shell): boolean {
  try {
    execFileSync(shell, ['-c', 'true'])
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
