// `npm run attack`: every attack test with its long variants (PATCHMESH_LONG=1), which `npm test` runs short. Prints ava's own
// summary and exits with its code. Further arguments are ava's: `npm run attack -- test/attack/mutants.test.ts`.

import { spawn } from 'node:child_process'
import { join } from 'node:path'

const project = join(import.meta.dirname, '..')
const help = `usage: npm run attack [-- FILE... | AVA-OPTION...]

Runs the attack tests (test/attack/) with their long variants. Without files: all of them.
`

function run(given: readonly string[]): void {
  const names = given.some(argument => argument.endsWith('.test.ts')) ? [] : ['test/attack/**/*.test.ts']
  const ava = join(project, 'node_modules/ava/entrypoints/cli.mjs')
  const child = spawn(process.execPath, [ava, '--timeout=20m', ...given, ...names], {
    cwd: project,
    env: { ...process.env, PATCHMESH_LONG: '1' },
    stdio: 'inherit',
  })
  child.once('error', error => {
    process.stderr.write(`error: ava cannot be started: ${error.message}\n`)
    process.exitCode = 1
  })
  child.once('exit', (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 1
  })
}

const given = process.argv.slice(2)
if (given.includes('--help') || given.includes('-h')) process.stdout.write(help)
else run(given)
