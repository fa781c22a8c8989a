// Words of a command as a person types it, without a shell: blanks part words, quotes keep them together, a backslash keeps
// one character. Nothing is expanded: no variables, no patterns, no pipes.

import { CodedError } from '../core/errors.ts'

/** Throws `bad-argument` when a quote is left open or there is no word. */
export function commandWords(text: string): string[] {
  const words: string[] = []
  let word: string | undefined
  let quote = ''
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!
    if (quote === "'" && character !== "'") word += character
    else if (character === '\\' && quote !== "'") {
      if (++index >= text.length) throw bad(text, 'it ends with a backslash')
      word = (word ?? '') + text[index]!
    } else if (character === quote) quote = ''
    else if (quote !== '') word += character
    else if (character === '"' || character === "'") {
      quote = character
      word ??= ''
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + character
  }
  if (quote !== '') throw bad(text, `a ${quote} is left open`)
  if (word !== undefined) words.push(word)
  if (!words[0]) throw bad(text, 'there is no program in it')
  if (words.some(each => each.includes('\0'))) throw bad(text, 'there is a NUL in it')
  return words
}

function bad(text: string, what: string): CodedError {
  return new CodedError('bad-argument', `expected a program and its arguments, found ${JSON.stringify(text)}: ${what}`)
}
