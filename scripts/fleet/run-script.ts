// How a script of ours ends: expected failures as one sentence, an interruption without a word about what it broke.

import { CodedError } from '../../core/errors.ts'
import { isEnding } from '../lab/on-exit.ts'

export async function runScript(main: () => Promise<void>): Promise<void> {
  try {
    await main()
  } catch (error) {
    if (isEnding()) return // what fails while everything is taken down is no news
    if (!(error instanceof CodedError)) throw error
    process.stderr.write(`error: ${error.message}\n`)
    process.exitCode = 1
  }
}
