// Which commit this is a copy of: from the repository it runs in, or from the file `commit` that `git archive` fills in. Starts no git.

import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { systemCode } from './errors.ts'

const project = join(import.meta.dirname, '..')

/** The first 12 digits; undefined when the copy does not say. */
export function readCommit(folder: string = project): string | undefined {
  const found = commitOfRepository(folder) ?? read(join(folder, 'commit'))
  return /^[0-9a-f]{40,64}$/.test(found ?? '') ? found!.slice(0, 12) : undefined
}

function commitOfRepository(folder: string): string | undefined {
  const gitFile = read(join(folder, '.git')) // a file in a second working tree, a folder in the first
  const git = gitFile === undefined ? join(folder, '.git') : resolve(folder, gitFile.replace(/^gitdir: /, ''))
  const head = read(join(git, 'HEAD'))
  if (!head?.startsWith('ref: ')) return head
  const name = head.slice('ref: '.length)
  const common = resolve(git, read(join(git, 'commondir')) ?? '.')
  return read(join(common, name)) ?? packed(read(join(common, 'packed-refs')) ?? '', name)
}

function packed(lines: string, name: string): string | undefined {
  return lines
    .split('\n')
    .find(line => line.endsWith(` ${name}`))
    ?.split(' ')[0]
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES'].includes(systemCode(error) ?? '')) throw error
    return undefined
  }
}
