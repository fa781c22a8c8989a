// Attack: a genuine object of one kind in the place of every other: under the other's payload type with its own signatures, or signed by
// the other's own keys; and objects of another fleet. The full matrix.

import test from 'ava'
import { openEnvelope, sealEnvelope } from '../../core/envelope.ts'
import { CodedError } from '../../core/errors.ts'
import { makeFleet } from '../kit/fleet.ts'
import { type Sample, signedCorpus } from '../kit/signed-corpus.ts'

const now = Date.UTC(2026, 10, 22, 12)
const corpus = await signedCorpus(await makeFleet({ now }), now)
const foreign = await signedCorpus(await makeFleet({ now, seed: 'another' }), now)

function isRefused({ verify }: Sample, bytes: Uint8Array): boolean {
  try {
    verify(bytes)
    return false
  } catch (error) {
    if (error instanceof CodedError) return true
    throw error
  }
}

test('no kind is taken in the place of another, whoever signed it and whatever its type says', async t => {
  for (const slot of corpus) {
    for (const other of corpus) {
      if (slot.kind === other.kind) continue
      const { payload, signatures } = openEnvelope(other.bytes)
      const what = `${other.kind} as ${slot.kind}`
      t.true(isRefused(slot, other.bytes), what)
      t.true(isRefused(slot, sealEnvelope(slot.kind, payload, signatures)), what)
      t.true(isRefused(slot, await slot.signAgain(payload)), `${what}, signed by the keys of ${slot.kind}`)
    }
  }
})

test('nothing of another fleet is taken, signed by its keys or by ours', async t => {
  for (const [index, slot] of corpus.entries()) {
    const { bytes } = foreign[index]!
    t.true(isRefused(slot, bytes), slot.kind)
    t.true(isRefused(slot, await slot.signAgain(openEnvelope(bytes).payload)), `${slot.kind}, signed by our keys`)
  }
})
