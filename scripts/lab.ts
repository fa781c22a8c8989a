// `npm run lab -- debian [--json]`: the laboratories, by name.

import { parseArgs } from 'node:util'
import { CodedError } from '../core/errors.ts'
import { runDebianLab } from './debian/debian-lab.ts'

const usage = 'usage: npm run lab -- debian [--json]'

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  })
  if (positionals[0] === 'debian') return await runDebianLab(values)
  process.stderr.write(`expected the name of a laboratory. ${usage}\n`)
  return 2
}

if (import.meta.main) {
  try {
    process.exitCode = await main()
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    process.stderr.write(`error: ${error.message}\n`)
    process.exitCode = 1
  }
}
