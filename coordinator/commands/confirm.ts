// Asks before an admin signs. Scripts are not asked: without a terminal, or with --yes or --json. What sends patches to machines wants the yes in words
// from a script too (`requireYes`): it cannot be taken back from a machine that has it.

import { createInterface } from 'node:readline/promises'
import { CodedError } from '../../core/errors.ts'

/** For a command that without a terminal, where nobody can be asked, signs only with --yes. Throws `bad-argument`. */
export function requireYes({ yes }: { yes?: boolean }): void {
  if (yes || process.stdin.isTTY) return
  throw new CodedError(
    'bad-argument',
    'expected --yes: there is no terminal to ask on, and without it nothing is signed; "schedule plan" shows what it would order',
  )
}

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
