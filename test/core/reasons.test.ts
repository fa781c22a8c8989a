// Reason codes: every code of every stage has words, and docs/states.md lists them all.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import type { AssessmentReason } from '../../agent/assess/assess.ts'
import type { InstallReason } from '../../agent/installer/outcome.ts'
import { wanReasons as swarmReasons } from '../../agent/swarm/swarm-state.ts'
import { alarmWords } from '../../core/alarms.ts'
import { isId } from '../../core/check.ts'
import {
  lanWasteReasons,
  lanWasteWords,
  type ReasonCode,
  reasons,
  reasonWords,
  type WanReasonCode,
  wanReasons,
  wanReasonWords,
} from '../../core/reasons.ts'
import { patchStates } from '../../core/report.ts'

// A code that is missing in the table does not compile.
const assessment = (code: AssessmentReason): ReasonCode => code
const install = (code: InstallReason): ReasonCode => code

test('every stage uses codes of the table', t => {
  t.is(assessment('detected'), 'detected')
  t.is(install('applied'), 'applied')
  for (const code of swarmReasons) t.not(wanReasonWords(code), code satisfies WanReasonCode)
})

test('every code is an id with words, and a code of a newer program stands for itself', t => {
  for (const [code, words] of Object.entries({ ...reasons, ...wanReasons, ...lanWasteReasons }))
    t.true(isId(code) && words.length > 5, code)
  t.is(reasonWords('wrong-hash'), 'a file is not what was signed')
  for (const wordsOf of [reasonWords, wanReasonWords, lanWasteWords]) t.is(wordsOf('toString'), 'toString')
})

test('docs/states.md lists every state and code with its words', async t => {
  const text = await readFile(join(import.meta.dirname, '../../docs/states.md'), 'utf8')
  for (const state of patchStates) t.true(text.includes(`| \`${state}\` |`), state)
  for (const [code, words] of Object.entries({ ...reasons, ...wanReasons, ...lanWasteReasons }))
    t.true(text.includes(`| \`${code}\` | ${words} |`), code)
  for (const [code, words] of Object.entries(alarmWords)) t.true(text.includes(`| \`${code}\` | ${words} |`), code)
})
