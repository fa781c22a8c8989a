// When V8 is asked to drop dead buffers, and where nobody can ask it.

import test from 'ava'
import { limits } from '../../core/limits.ts'
import { noteBuffers } from '../../core/young-buffers.ts'

test.serial('the young are looked at once for so many bytes, whatever their parts', t => {
  const asked: unknown[] = []
  globalThis.gc = ((options: unknown) => asked.push(options)) as unknown as typeof globalThis.gc
  t.teardown(() => {
    globalThis.gc = undefined
  })
  for (let part = 0; part < 8; part++) noteBuffers(limits.youngBufferBytes / 4)
  t.deepEqual(asked, [{ type: 'minor' }, { type: 'minor' }])
})

test.serial('without --expose-gc nothing happens', t => {
  t.notThrows(() => noteBuffers(limits.youngBufferBytes))
})
