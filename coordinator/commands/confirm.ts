// Asks before an admin signs. Scripts are not asked: without a terminal, or with --yes or --json.

import { createInterface } from 'node:readline/promises'
import { CodedError } from '../../core/errors.ts'

/** Throws `refused` when the answer is not yes, `interrupted` when it is Ctrl-C. */
export async function confirmSigning(
  question: string,
  { yes, json }: { yes?: boolean; json?: boolean },
): Promise<void> {
  if (yes || json || !process.stdin.isTTY) return
  const terminalLines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await terminalLines.question(`${question} [y/N] `).catch(interrupted)
    if (!/^y(es)?$/i.test(answer.trim())) throw new CodedError('refused', 'nothing was signed: the answer was not yes')
  } finally {
    terminalLines.close()
  }
}

function interrupted(cause: unknown): never {
  if (!(cause instanceof Error) || cause.name !== 'AbortError') throw cause
  process.stderr.write('\n') // the cursor stands behind the question
  throw new CodedError('interrupted', 'interrupted: nothing was signed', { cause })
}
