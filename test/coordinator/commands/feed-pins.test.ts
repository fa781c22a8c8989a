// What an admin key vouched for a feed with cannot be exchanged by the coordinator's word.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { pinFeed } from '../../../coordinator/commands/feed-pins.ts'

const debian = { feed: 'debian', means: 'suite bookworm with the keyring of SHA-256 aa', isGiven: false }
const other = { ...debian, means: 'suite bookworm with the keyring of SHA-256 bb' }

async function withKey(run: (keyPath: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-pins-'))
  try {
    await run(join(folder, 'admin.key'))
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('means told by the coordinator must stay as they were at first use', async t => {
  await withKey(async keyPath => {
    t.regex(await pinFeed(keyPath, debian), /noted/)
    t.is(await pinFeed(keyPath, debian), '')
    await t.throwsAsync(pinFeed(keyPath, other), { code: 'refused', message: /--keyring/ })
    t.is(await pinFeed(keyPath, debian), '')
    t.regex(await pinFeed(keyPath, { ...other, feed: 'house' }), /noted/)
  })
})

test('means that the admin names are taken, and stay from then on', async t => {
  await withKey(async keyPath => {
    await pinFeed(keyPath, debian)
    t.regex(await pinFeed(keyPath, { ...other, isGiven: true }), /from now on/)
    t.is(await pinFeed(keyPath, other), '')
    await t.throwsAsync(pinFeed(keyPath, debian), { code: 'refused' })
  })
})

test('a broken note is said to be broken, and not forgotten', async t => {
  await withKey(async keyPath => {
    await writeFile(`${keyPath}.feeds`, 'nonsense\n')
    await t.throwsAsync(pinFeed(keyPath, debian), { code: 'bad-key-file' })
    t.is(await readFile(`${keyPath}.feeds`, 'utf8'), 'nonsense\n')
  })
})

test('a line break in what the coordinator tells does not become a note about another feed', async t => {
  await withKey(async keyPath => {
    await pinFeed(keyPath, debian)
    const means = `your own copies in /srv\ndebian\t${other.means}`
    await t.throwsAsync(pinFeed(keyPath, { feed: 'house', means, isGiven: false }), { code: 'refused' })
    await t.throwsAsync(pinFeed(keyPath, other), { code: 'refused' })
  })
})
