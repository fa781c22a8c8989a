// `npm run lab -- debian|trust|sites [--json]`: the laboratories, by name.

import { parseArgs } from 'node:util'
import { runDebianLab } from './debian/debian-lab.ts'
import { runScript } from './fleet/run-script.ts'
import { runSitesLab } from './sites/sites-lab.ts'
import { runTrustLab } from './trust/trust-lab.ts'

const options = { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } as const

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options })
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${usage}\n`)
    process.exit(2)
  }
}

const usage = 'usage: npm run lab -- debian|trust|sites [--json]'

async function main(): Promise<number> {
  const { positionals, values } = readArguments()
  if (values.help) {
    process.stderr.write(`${usage}\n`)
    return 0
  }
  if (positionals[0] === 'debian') return await runDebianLab(values)
  if (positionals[0] === 'trust') return await runTrustLab(values)
  if (positionals[0] === 'sites') return await runSitesLab(values)
  process.stderr.write(`expected the name of a laboratory. ${usage}\n`)
  return 2
}

if (import.meta.main) {
  await runScript(async () => {
    process.exitCode = await main()
  })
}
