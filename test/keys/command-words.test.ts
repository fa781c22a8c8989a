// A typed command parted into words, as a person expects it, and without anything a shell would do.

import test from 'ava'
import type { CodedError } from '../../core/errors.ts'
import { commandWords } from '../../keys/command-words.ts'

const parted: [string, string[]][] = [
  ['sign', ['sign']],
  ['  sign   -k  key.pem ', ['sign', '-k', 'key.pem']],
  ["'/opt/my token/sign' --pin-pad", ['/opt/my token/sign', '--pin-pad']],
  ['sign "a \\"b\\" \\\\c" \'d\\e\' f\\ g', ['sign', 'a "b" \\c', 'd\\e', 'f g']],
  ['sign "" \'\'', ['sign', '', '']],
  ['sign --label=\'key 1\'"x"', ['sign', '--label=key 1x']],
  ['sign $HOME `id` *.pem ; rm | x > y', ['sign', '$HOME', '`id`', '*.pem', ';', 'rm', '|', 'x', '>', 'y']],
]

for (const [text, words] of parted) {
  test(`the words of ${text}`, t => t.deepEqual(commandWords(text), words))
}

test('an open quote, a last backslash and an empty command are refused', t => {
  for (const text of ['sign "a', "sign 'a", 'sign \\', '', '  ', '""', 'si\0gn'])
    t.is(t.throws<CodedError>(() => commandWords(text))?.code, 'bad-argument', text)
})
