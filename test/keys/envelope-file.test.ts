// Signed objects as files: they come back byte for byte, and what is no such file is refused with a sentence.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { readEnvelopeFile, writeEnvelopeFile } from '../../keys/envelope-file.ts'
import { makeFleet } from '../kit/fleet.ts'

test('a signed object comes back from its file as it was, and a broken file is refused', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-envelope-'))
  t.teardown(() => rm(folder, { recursive: true }))
  const path = join(folder, 'pause.json')
  const { bytes } = await (await makeFleet()).pause('S1')
  await writeEnvelopeFile(path, bytes)
  t.deepEqual(Buffer.from(await readEnvelopeFile(path)), Buffer.from(bytes))
  const text = await readFile(path, 'utf8')
  for (const broken of [
    '',
    'null',
    '{}',
    text.slice(0, -4),
    text.replace('proposal-1', 'proposal-2'),
    text.replace(/"envelope": "../, '"envelope": "!!'),
  ]) {
    await writeFile(path, broken)
    await t.throwsAsync(readEnvelopeFile(path), { code: 'bad-envelope' })
  }
  await writeFile(path, text.replace(/"envelope": ".*"/, '"envelope": "AAAA"'))
  await t.throwsAsync(readEnvelopeFile(path), { code: 'bad-envelope' })
  await t.throwsAsync(readEnvelopeFile(join(folder, 'none')), { code: 'not-found' })
})
