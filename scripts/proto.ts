// Generates proto/generated.js and .d.ts from the .proto files, and the table of message shapes that bounds decoding.
// `--check` writes nothing and exits 1 if what is committed is stale.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const project = join(import.meta.dirname, '..')
const sources = ['envelope.proto', 'objects.proto', 'wire.proto', 'state.proto'].map(name =>
  join(project, 'proto', name),
)
const outputs = ['generated.js', 'generated.d.ts', 'shapes.json']

interface Reflected {
  nested?: Record<string, Reflected>
  fields?: Record<string, { id: number; type: string; rule?: string }>
  oneofs?: Record<string, { oneof: string[] }>
}

function run(tool: string, args: string[]): void {
  execFileSync(process.execPath, [join(project, 'node_modules/protobufjs-cli/bin', tool), ...args], {
    stdio: 'inherit',
  })
}

/** Field number to its type as the .proto says it: `bytes`, `repeated Signature`, `oneof action FileAction`. */
function shapes(reflected: Reflected): Record<string, Record<number, string>> {
  const messages = reflected.nested?.patchmesh?.nested ?? {}
  const table: Record<string, Record<number, string>> = {}
  for (const [name, { fields = {}, oneofs = {} }] of Object.entries(messages)) {
    const ruleOf = (field: string) => {
      const group = Object.entries(oneofs).find(([, { oneof }]) => oneof.includes(field))
      return group ? `oneof ${group[0]} ` : fields[field]!.rule ? `${fields[field]!.rule} ` : ''
    }
    table[name] = Object.fromEntries(
      Object.entries(fields).map(([field, { id, type }]) => [id, `${ruleOf(field)}${type}`]),
    )
  }
  return table
}

function generate(folder: string): void {
  const js = join(folder, 'generated.js')
  const statics = ['-t', 'static-module', '-w', 'esm', '--dependency', 'protobufjs/minimal.js', '--force-number']
  const lean = ['--no-delimited', '--no-typeurl', '--no-verify', '--no-service']
  run('pbjs', [...statics, ...lean, '-o', js, ...sources])
  run('pbts', ['-o', join(folder, 'generated.d.ts'), js]) // reads the comments, which are then left out
  run('pbjs', [...statics, ...lean, '--no-comments', '-o', js, ...sources])
  const json = join(folder, 'reflected.json')
  run('pbjs', ['-t', 'json', '-o', json, ...sources])
  const table = shapes(JSON.parse(readFileSync(json, 'utf8')) as Reflected)
  writeFileSync(join(folder, 'shapes.json'), `${JSON.stringify(table, null, 1)}\n`)
}

const scratch = mkdtempSync(join(tmpdir(), 'patchmesh-proto-'))
try {
  generate(scratch)
  const stale = outputs.filter(name => {
    const fresh = readFileSync(join(scratch, name), 'utf8')
    const path = join(project, 'proto', name)
    let committed = ''
    try {
      committed = readFileSync(path, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
    if (fresh === committed) return false
    if (!process.argv.includes('--check')) writeFileSync(path, fresh)
    return true
  })
  if (process.argv.includes('--check') && stale.length > 0) {
    process.stderr.write(`stale: ${stale.join(', ')}. Run: npm run proto\n`)
    process.exitCode = 1
  }
} finally {
  rmSync(scratch, { recursive: true })
}
