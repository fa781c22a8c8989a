// Trusted state in two slots: damage, truncation, loss.

import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { openSlots } from '../../keys/slots.ts'

async function withState(run: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'patchmesh-slots-'))
  try {
    await run(join(folder, 'state'))
  } finally {
    await rm(folder, { recursive: true })
  }
}

const state = Buffer.from('version 7')

async function saved(path: string): Promise<void> {
  const slots = await openSlots(path)
  await slots.save(Buffer.from('version 6'))
  await slots.save(state)
}

test('a new state is undefined, a saved one comes back', async t => {
  await withState(async path => {
    t.is((await openSlots(path)).initial, undefined)
    await saved(path)
    const again = await openSlots(path)
    t.deepEqual(Buffer.from(again.initial!), state)
    t.false(again.healed)
  })
})

for (const slot of [0, 1]) {
  test(`any flipped byte or shorter length of slot ${slot} costs nothing and is healed`, async t => {
    await withState(async path => {
      await saved(path)
      const file = `${path}.${slot}`
      const whole = await readFile(file)
      for (let position = 0; position < whole.length; position += 3) {
        const damaged = Buffer.from(whole)
        damaged[position]! ^= 0x41
        await writeFile(file, damaged)
        const slots = await openSlots(path)
        t.deepEqual(Buffer.from(slots.initial!), state)
        t.true(slots.healed)
      }
      for (let length = 0; length < whole.length; length += 7) {
        await truncate(file, length)
        t.deepEqual(Buffer.from((await openSlots(path)).initial!), state)
      }
      await rm(file)
      t.deepEqual(Buffer.from((await openSlots(path)).initial!), state)
      t.false((await openSlots(path)).healed)
    })
  })
}

test('a crash between the two slots leaves the newer state', async t => {
  await withState(async path => {
    await saved(path)
    const older = await readFile(`${path}.1`)
    await (await openSlots(path)).save(Buffer.from('version 8'))
    await writeFile(`${path}.1`, older)
    t.deepEqual(Buffer.from((await openSlots(path)).initial!), Buffer.from('version 8'))
  })
})

test('with both slots damaged nothing is invented', async t => {
  await withState(async path => {
    await saved(path)
    await truncate(`${path}.0`, 20)
    await truncate(`${path}.1`, 20)
    await t.throwsAsync(openSlots(path), { code: 'wrong-state', message: /both damaged/ })
  })
})
