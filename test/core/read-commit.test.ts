import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { readCommit } from '../../core/read-commit.ts'

const commit = '0123456789abcdef0123456789abcdef01234567'

function folder(t: ExecutionContext, files: Record<string, string>): string {
  const path = mkdtempSync(join(tmpdir(), 'patchmesh-commit-'))
  t.teardown(() => rmSync(path, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true })
    writeFileSync(join(path, name), text)
  }
  return path
}

test('the commit is read from a branch, from packed branches, from a loose head and from a second working tree', t => {
  const head = 'ref: refs/heads/main\n'
  t.is(readCommit(folder(t, { '.git/HEAD': head, '.git/refs/heads/main': `${commit}\n` })), commit.slice(0, 12))
  const lines = `# pack-refs with: peeled fully-peeled sorted\n${'f'.repeat(40)} refs/heads/domain\n${commit} refs/heads/main\n`
  t.is(readCommit(folder(t, { '.git/HEAD': head, '.git/packed-refs': lines })), commit.slice(0, 12))
  t.is(readCommit(folder(t, { '.git/HEAD': `${commit}\n` })), commit.slice(0, 12))
  const main = folder(t, {
    '.git/HEAD': 'ref: refs/heads/other\n',
    '.git/refs/heads/main': commit,
    '.git/worktrees/two/HEAD': head,
    '.git/worktrees/two/commondir': '../..\n',
  })
  t.is(readCommit(folder(t, { '.git': `gitdir: ${join(main, '.git/worktrees/two')}\n` })), commit.slice(0, 12))
})

test('an archive made by git says its commit; a copy that says nothing is of an unknown one', t => {
  t.is(readCommit(folder(t, { commit: `${commit}\n` })), commit.slice(0, 12))
  t.is(readCommit(folder(t, { commit: '$Format:%H$\n' })), undefined)
  t.is(readCommit(folder(t, {})), undefined)
  t.is(readCommit(folder(t, { '.git/HEAD': 'ref: refs/heads/new\n' })), undefined)
})

test('git fills in the commit of an archive', t => {
  const project = join(import.meta.dirname, '../..')
  const git = (...args: string[]) => execFileSync('git', ['-C', project, ...args], { encoding: 'utf8' })
  let head: string
  try {
    head = git('rev-parse', 'HEAD').trim()
  } catch {
    return t.pass('this copy is no repository, or git is not here')
  }
  const tar = execFileSync('git', ['-C', project, 'archive', 'HEAD', 'commit'])
  t.true(tar.toString('latin1').includes(head))
})
