// Sealing to a coordinator: only it opens, and nothing changed is opened.

import test from 'ava'
import { createKeyPair } from '../../core/ed25519.ts'
import { boxKeyPair, openSealed, sealTo } from '../../keys/box.ts'

const box = boxKeyPair(createKeyPair().secretKey)
const message = Buffer.from('an inventory')

test('what is sealed is opened by its coordinator alone', t => {
  const sealed = sealTo(box.publicKey, message)
  t.deepEqual(Buffer.from(openSealed(box, sealed)), message)
  t.false(Buffer.from(sealed).includes(message))
  t.throws(() => openSealed(boxKeyPair(createKeyPair().secretKey), sealed), { code: 'bad-object' })
  t.notDeepEqual(sealTo(box.publicKey, message), sealed)
})

test('sealed bytes that were changed or cut are not opened', t => {
  const sealed = sealTo(box.publicKey, message)
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed)
    changed[at]! ^= 1
    if (at !== 31) t.throws(() => openSealed(box, changed), { code: 'bad-object' }, String(at))
    t.throws(() => openSealed(box, sealed.subarray(0, at)), { code: 'bad-object' }, String(at))
  }
})
