// A program that ends by an error nobody caught: what it leaves in its log, and its exit code.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import test from 'ava'

const at = (file: string) => JSON.stringify(new URL(`../../core/${file}`, import.meta.url).href)

/** Ends as `bug` does it; everything that it said on stderr, and how it ended. */
async function endedBy(bug: string): Promise<{ lines: string[]; code: number | null }> {
  const program = `
    import { createLog } from ${at('log.ts')}
    import { logLastWords } from ${at('last-words.ts')}
    logLastWords(createLog({ name: 'doomed' }))
    setTimeout(() => { ${bug} })
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr!.setEncoding('utf8').on('data', text => {
    said += text
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { lines: said.trimEnd().split('\n'), code }
}

for (const [origin, bug] of [
  ['uncaughtException', "throw new Error('a bug')"],
  ['unhandledRejection', "Promise.reject(new Error('a bug'))"],
] as const)
  test(`the last words of a program that ends by an ${origin} are one line of its log, with the stack`, async t => {
    const { lines, code } = await endedBy(bug)
    t.is(code, 1)
    t.is(lines.length, 1, lines.join('\n'))
    const said = JSON.parse(lines[0]!)
    t.like(said, { level: 60, name: 'doomed', origin, err: { message: 'a bug' } })
    t.regex(said.err.stack, /Error: a bug\n\s+at /)
  })
