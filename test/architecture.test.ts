// Holds the layout's rules (docs/architecture.md): import direction, one door a dependency, time and chance only through
// core/clock.ts and core/random.ts, no test without a script that runs it.

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, matchesGlob, relative } from 'node:path'
import test from 'ava'
import { localCommands, operatorCommands } from '../coordinator/remote/operator-commands.ts'

const project = join(import.meta.dirname, '..')
const folders = ['proto', 'core', 'keys', 'agent', 'coordinator', 'scripts', 'test']

interface Source {
  /** Below the project, with slashes. */
  path: string
  folder: string
  text: string
  imports: string[]
}

const sources: Source[] = folders.flatMap(folder =>
  readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map(name => readSource(`${folder}/${name}`)),
)
const product = sources.filter(({ folder }) => !['scripts', 'test'].includes(folder))

function readSource(path: string): Source {
  const text = readFileSync(join(project, path), 'utf8')
  const imports = [
    ...text.matchAll(/^\s*(?:import|export)\b[^'"`;]*?from\s+'([^']+)'/gm),
    ...text.matchAll(/\bimport\(\s*'([^']+)'/g),
    ...text.matchAll(/^import\s+'([^']+)'/gm),
  ]
  return { path, folder: path.split('/')[0]!, text, imports: imports.map(match => match[1]!) }
}

/** Folder below the project that a relative import leads to. */
function importedFolder({ path }: Source, specifier: string): string {
  return relative(project, join(project, dirname(path), specifier)).split('/')[0]!
}

test('imports run from proto over core and keys to the two programs, and never back', t => {
  const allowed: Record<string, string[]> = {
    proto: ['proto'],
    core: ['proto', 'core'],
    keys: ['proto', 'core', 'keys'],
    agent: ['proto', 'core', 'keys', 'agent'],
    coordinator: ['proto', 'core', 'keys', 'coordinator'],
  }
  const wrong = product.flatMap(source =>
    source.imports
      .filter(
        specifier =>
          specifier.startsWith('.') &&
          !specifier.endsWith('/package.json') &&
          !allowed[source.folder]!.includes(importedFolder(source, specifier)),
      )
      .map(specifier => `${source.path} imports ${specifier}`),
  )
  t.deepEqual(wrong, [])
})

test('each dependency with a door enters through it', t => {
  const doors: [pattern: RegExp, files: string[]][] = [
    [/^protobufjs|generated\.js$/, ['proto/codec.ts']],
    [/^tweetnacl$/, ['core/ed25519.ts', 'keys/box.ts', 'keys/seal.ts']],
    [/^(classic-)?level$/, ['agent/database.ts', 'coordinator/database.ts']],
    [/^pino$/, ['core/log.ts']],
    [/^prom-client$/, ['core/metrics.ts']],
    [/^libp2p$/, ['agent/network.ts', 'coordinator/network.ts', 'core/transport.ts']], // transport.ts: the options' type
    [/^openpgp$/, ['coordinator/feed/apt/verify-in-release.ts']],
  ]
  const wrong = doors.flatMap(([pattern, files]) =>
    product
      .filter(source => source.imports.some(specifier => pattern.test(specifier)) && !files.includes(source.path))
      .map(source => `${source.path} imports what matches ${pattern}`),
  )
  t.deepEqual(wrong, [])
  t.deepEqual(
    product.filter(source => /\bcreateLibp2p\(/.test(source.text)).map(source => source.path),
    ['agent/network.ts', 'coordinator/network.ts'],
  )
})

test('time and chance come through the clock and the random source', t => {
  const ambient =
    /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bprocess\.hrtime|\bsetInterval\(|\bsetTimeout\(/
  const wrong = product
    .filter(source => !['core/clock.ts', 'core/random.ts'].includes(source.path))
    .flatMap(source => source.text.split('\n').map((line, index) => ({ line, at: `${source.path}:${index + 1}` })))
    .filter(({ line }) => ambient.test(line.replace(/\/\/.*|^\s*\*.*/, '')))
    .map(({ at }) => at)
  t.deepEqual(wrong, [])
})

test('the system’s randomness is drawn only for keys, secrets and names of files', t => {
  const drawing = product.filter(({ text }) => /\brandom(Bytes|UUID|Int)\(|getRandomValues/.test(text))
  t.deepEqual(drawing.map(source => source.path).sort(), [
    'agent/sync/heads-query.ts', // nonces
    'coordinator/commands/schedule-create.ts', // the id of a schedule
    'coordinator/enrol/tokens.ts', // the secret of a join token
    'coordinator/origin/origin-store.ts', // temporary names
    'core/random.ts',
    'keys/box.ts', // nonce; the one-time key
    'keys/durable-file.ts', // temporary names
    'keys/seal.ts', // salt and nonce
  ])
})

test('each question of the command line is for operators elsewhere too, or for the coordinator’s own machine alone', t => {
  const asked = sources
    .filter(({ path }) => path.startsWith('coordinator/commands/'))
    .flatMap(({ text }) => [...text.matchAll(/\baskCoordinator(?:<[^(]*>)?\(\s*[^,()]+,\s*'([a-z-]+)'/g)])
    .map(match => match[1]!)
  const calls = sources
    .filter(({ path }) => path.startsWith('coordinator/commands/') && !path.endsWith('/coordinator-command.ts'))
    .reduce((sum, { text }) => sum + (text.match(/\baskCoordinator\b(?=[<(])/g)?.length ?? 0), 0)
  t.is(asked.length, calls, 'a question is not a plain string: this test must be able to read it')
  const decided = [...operatorCommands, ...localCommands]
  t.deepEqual(
    asked.filter(name => !decided.includes(name)),
    [],
    'add it to one of the lists in operator-commands.ts',
  )
  t.is(new Set(decided).size, decided.length)
})

test('no file is a barrel, a utils or a default export', t => {
  const wrong = sources.filter(
    ({ path, text }) => /(^|\/)(index|utils?|helpers?)\.ts$/.test(path) || /^export default/m.test(text),
  )
  t.deepEqual(
    wrong.map(source => source.path),
    [],
  )
})

test('every file says in its head what it is, and a long one why it is long', t => {
  const wrong = sources.flatMap(({ path, text }) => {
    const head = text.replace(/^#!.*\n/, '').split('\n\n')[0]!
    if (!head.startsWith('//') && !path.endsWith('.test.ts')) return [`${path} has no head`]
    const lines = text.split('\n').length
    return lines > 400 && !/\blong\b|400/i.test(head) ? [`${path} has ${lines} lines`] : []
  })
  t.deepEqual(wrong, [])
})

test('every test file is run by `npm test`, or by another script that runs before a change lands', t => {
  const manifest: { scripts: Record<string, string> } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
  const run = ['test', 'test:processes', 'test:bad-input'].map(name =>
    manifest.scripts[name]!.split(' ').flatMap(word => word.match(/^'?(!?test\/[^']*\.ts)'?$/)?.[1] ?? []),
  )
  const runs = (patterns: string[], path: string) =>
    patterns.some(pattern => !pattern.startsWith('!') && matchesGlob(path, pattern)) &&
    !patterns.some(pattern => pattern.startsWith('!') && matchesGlob(path, pattern.slice(1)))
  const files = sources.filter(({ path }) => path.endsWith('.test.ts') && path.startsWith('test/'))
  const [always, ...withProcesses] = run as [string[], string[], string[]]
  const wrong = files.filter(({ path, text }) => {
    const needsProcesses = /import \{[^}]*(?:rocessTest|isProcessRun)[^}]*\} from '[^']*kit\/long\.ts'/.test(text)
    return !(needsProcesses ? withProcesses : [always]).some(patterns => runs(patterns, path))
  })
  t.deepEqual(
    wrong.map(({ path }) => path),
    [],
  )
})
