// Where passphrases come from: a file descriptor or the terminal, never arguments or the environment.

import { readSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { CodedError } from '../core/errors.ts'

/** A function that gives the passphrase, read once and remembered. `fd` undefined: ask on the terminal. */
export function passphraseSource({ fd, question }: { fd?: number; question: string }): () => Promise<string> {
  let known: Promise<string> | undefined
  return () => {
    known ??= fd === undefined ? askTerminal(question) : Promise.resolve().then(() => readLine(fd))
    return known
  }
}

/** For a passphrase that is being chosen: on the terminal it is asked twice, so that a slip of a finger seals nothing for good. */
export function newPassphraseSource({ fd, question }: { fd?: number; question: string }): () => Promise<string> {
  let known: Promise<string> | undefined
  return () => {
    known ??= fd === undefined ? askTwice(question) : Promise.resolve().then(() => readLine(fd))
    return known
  }
}

async function askTwice(question: string): Promise<string> {
  const first = await askTerminal(question)
  if ((await askTerminal('The same again: ')) === first) return first
  throw new CodedError('bad-passphrase', 'the two passphrases differ: nothing was changed, try again')
}

/** Byte by byte up to the end of the line: what comes after it is the next passphrase, or another reader's. */
function readLine(fd: number): string {
  const bytes = Buffer.alloc(4096)
  let length = 0
  try {
    while (length < bytes.length && readSync(fd, bytes, length, 1, null) === 1 && bytes[length] !== 10) length++
  } catch (cause) {
    throw new CodedError('bad-argument', `cannot read a passphrase from file descriptor ${fd}: is it open?`, { cause })
  }
  return checked(bytes.toString('utf8', 0, length).replace(/\r$/, ''))
}

async function askTerminal(question: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new CodedError(
      'bad-argument',
      'a passphrase is needed and there is no terminal to ask on: give --passphrase-fd N',
    )
  }
  process.stderr.write(question)
  process.stdin.setRawMode(true)
  try {
    return checked(await readHidden(process.stdin))
  } finally {
    process.stdin.setRawMode(false)
    process.stdin.pause()
    process.stderr.write('\n')
  }
}

/** Reads one line of a terminal in raw mode; nothing is echoed. An end, as by Ctrl-D before the mode was set, is as Ctrl-C: it comes only once. */
export function readHidden(input: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    let typed = ''
    const onEnd = () =>
      finish(() => reject(new CodedError('interrupted', 'interrupted: no passphrase was given, nothing was done')))
    const onData = (chunk: Buffer) => {
      for (const character of chunk.toString('utf8')) {
        if (character === '\r' || character === '\n') return finish(() => resolve(typed))
        if (character === '\u0003' || character === '\u0004') return onEnd()
        typed = character === '\u007f' ? typed.slice(0, -1) : typed + character
      }
    }
    const finish = (then: () => void) => {
      input.off('data', onData).off('end', onEnd)
      then()
    }
    if (input.readableEnded) return onEnd()
    input.resume().on('data', onData).on('end', onEnd)
  })
}

function checked(passphrase: string): string {
  if (passphrase === '') throw new CodedError('bad-passphrase', 'the passphrase is empty: a sealed key needs one')
  return passphrase
}
