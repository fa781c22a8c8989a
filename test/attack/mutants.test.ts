// Attack: every signed object with something in it changed after it was signed. "Accepted" means: verification returns a digest
// other than the original's. A mutant that differs only in what is not signed (a key id, a superfluous signature, one below the
// threshold left out of many) is the original in other clothes: its digest is the original's, and it changes no state.

import test from 'ava'
import fc from 'fast-check'
import { headOf } from '../../agent/trust/held.ts'
import { acceptedKinds } from '../../agent/trust/judge.ts'
import { openEnvelope, sealEnvelope } from '../../core/envelope.ts'
import { CodedError } from '../../core/errors.ts'
import { type Kind, kinds } from '../../core/kinds.ts'
import { limits } from '../../core/limits.ts'
import { type SignedKind, verifyObject } from '../../core/verify.ts'
import { makeFleet } from '../kit/fleet.ts'
import { shortOrLong } from '../kit/long.ts'
import { manualClock } from '../kit/manual-clock.ts'
import { mutate } from '../kit/mutate.ts'
import { type Sample, signedCorpus } from '../kit/signed-corpus.ts'
import { openTrustFolder, type TrustFolder } from '../kit/trust-folder.ts'
import { readWire, writeWire } from '../kit/wire.ts'

const now = Date.UTC(2026, 10, 22, 12)
const fleet = await makeFleet({ now, adminKeys: 2 })
const corpus = await signedCorpus(fleet, now)
const mutantsOfEach = shortOrLong(100, 10_000)

test('every kind has a sample, and each is accepted as it is', t => {
  t.deepEqual([...new Set(corpus.map(({ kind }) => kind))].sort(), Object.keys(kinds).sort())
  for (const sample of corpus) t.is(sample.verify(sample.bytes), sample.digest, sample.kind)
})

/** What became of a mutant; throws if it was accepted as another object, or broke the verifier. */
function judge(sample: Sample, bytes: Uint8Array): 'refused' | 'same' {
  let digest: string
  try {
    digest = sample.verify(bytes)
  } catch (error) {
    if (error instanceof CodedError) return 'refused'
    throw error
  }
  if (digest !== sample.digest) throw new Error(`a mutant of ${sample.kind} was accepted as ${digest}`)
  return 'same'
}

for (const [index, sample] of corpus.entries()) {
  const title = `${sample.kind} (sample ${index})`

  test(`${title}: no byte can be changed, cut off or added`, t => {
    const { bytes } = sample
    const changes = shortOrLong([0x01, 0x80], [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff])
    for (let at = 0; at < bytes.length; at++) {
      for (const change of changes) {
        const mutant = Uint8Array.from(bytes)
        mutant[at]! ^= change
        judge(sample, mutant)
      }
      judge(sample, bytes.subarray(0, at)) // a pause needs but one of its signatures
    }
    for (const more of [0, 0x0a, 0x1a, 0xff])
      t.is(judge(sample, Buffer.concat([bytes, Buffer.from([more])])), 'refused')
  })

  test(`${title}: no random change of its structure is accepted`, t => {
    let refused = 0
    fc.assert(
      fc.property(mutate('Envelope', sample.bytes), mutant => {
        if (judge(sample, mutant) === 'refused') refused++
      }),
      { numRuns: mutantsOfEach },
    )
    t.true(refused > mutantsOfEach / 2, `${refused} of ${mutantsOfEach} refused`)
  })

  test(`${title}: no random change of its payload is accepted under the old signatures`, t => {
    const { kind, payload, signatures } = openEnvelope(sample.bytes)
    fc.assert(
      fc.property(mutate(kinds[kind].message, payload), mutant => {
        fc.pre(!Buffer.from(mutant).equals(Buffer.from(payload)))
        return judge(sample, sealEnvelope(kind, mutant, signatures)) === 'refused'
      }),
      { numRuns: mutantsOfEach },
    )
    t.pass()
  })

  test(`${title}: nothing that a stolen key signs in its place breaks the reader`, async t => {
    const { kind, payload } = openEnvelope(sample.bytes)
    await fc.assert(
      fc.asyncProperty(mutate(kinds[kind].message, payload), async mutant => {
        const bytes = await sample.signAgain(mutant)
        try {
          return sample.verify(bytes) === openEnvelope(bytes).digest
        } catch (error) {
          return error instanceof CodedError
        }
      }),
      { numRuns: mutantsOfEach },
    )
    t.pass()
  })
}

test('an added, repeated, reordered or renamed signature changes nothing', t => {
  for (const sample of corpus.filter(({ kind }) => kinds[kind].role !== 'node')) {
    const { kind, payload, signatures } = openEnvelope(sample.bytes)
    const foreign = { sig: Buffer.alloc(64, 7), keyId: 'stranger' }
    for (const list of [
      [...signatures, foreign],
      [foreign, ...signatures],
      [...signatures, ...signatures],
      signatures.toReversed(),
      signatures.map(({ sig }) => ({ sig, keyId: '' })),
    ])
      t.is(judge(sample, sealEnvelope(kind, payload, list)), 'same', kind)
  }
})

/** What a node takes from a neighbour, one of each kind and name. */
const offered = corpus.filter(
  ({ kind, bytes }, index) =>
    (acceptedKinds as readonly Kind[]).includes(kind) &&
    corpus.findIndex(other => isSameHead(other.bytes, bytes)) === index,
)
/** Offers mutants as a neighbour would, in batches that one exchange would look at to the end. */
async function offerAll({ trust }: TrustFolder, mutants: Uint8Array[]): Promise<number> {
  let accepted = 0
  for (let at = 0; at < mutants.length; at += limits.refusedPerExchange)
    accepted += (await trust.offer(mutants.slice(at, at + limits.refusedPerExchange), 'liar')).accepted.length
  return accepted
}

function mutantsOf(sample: Sample, count: number): Uint8Array[] {
  const everyByte = Array.from(sample.bytes, (_, at) => {
    const mutant = Uint8Array.from(sample.bytes)
    mutant[at]! ^= 1 << (at % 8)
    return mutant
  })
  return [...everyByte, ...fc.sample(mutate('Envelope', sample.bytes), { numRuns: count, seed: 1 })]
}

test('a node that holds nothing but the root is moved by no mutant', async t => {
  const clock = manualClock(now)
  const folder = await openTrustFolder(fleet, { clock })
  t.teardown(() => folder.close())
  const before = await folder.fingerprint()
  for (const sample of offered) {
    const strange = mutantsOf(sample, shortOrLong(50, 10_000)).filter(bytes => digestOf(bytes) !== sample.digest)
    t.is(await offerAll(folder, strange), 0, sample.kind)
  }
  t.is(await folder.fingerprint(), before)
})

test('a node that holds every object is moved by no mutant, not even by those that are the objects in other clothes', async t => {
  const clock = manualClock(now)
  const folder = await openTrustFolder(fleet, { clock })
  t.teardown(() => folder.close())
  const others = offered.filter(({ kind }) => kind !== 'root' && kind !== 'heartbeat')
  const heads = others.map(({ kind, bytes }) =>
    headOf(verifyObject(bytes, { anchor: fleet.anchor, now, allowed: [kind as Exclude<SignedKind, 'root'>] })),
  )
  const heartbeat = await fleet.heartbeat('office', heads, { version: 2 })
  const current = [heartbeat.bytes, ...offered.filter(({ kind }) => kind !== 'heartbeat').map(({ bytes }) => bytes)]
  const { accepted } = await folder.trust.offer(current, 'coordinator')
  t.is(accepted.length, current.length)
  const before = await folder.fingerprint()
  for (const sample of offered) t.is(await offerAll(folder, mutantsOf(sample, shortOrLong(50, 10_000))), 0, sample.kind)
  t.is(await folder.fingerprint(), before)
})

function isSameHead(a: Uint8Array, b: Uint8Array): boolean {
  const [nameA, nameB] = [a, b].map(bytes => JSON.stringify(headerOf(bytes)))
  return nameA === nameB
}

/** Kind and name as the payload's header says. */
function headerOf(bytes: Uint8Array): unknown {
  const { kind, payload } = openEnvelope(bytes)
  const header = readWire(kinds[kind].message, payload)[0]!.value
  const name = Array.isArray(header) ? header.find(({ number }) => number === 3)?.value : undefined
  return [kind, String(name)]
}

function digestOf(bytes: Uint8Array): string | undefined {
  try {
    return openEnvelope(bytes).digest
  } catch (error) {
    if (error instanceof CodedError) return undefined
    throw error
  }
}

test('the mutator changes what it is given, mostly', t => {
  const { bytes } = corpus[0]!
  t.deepEqual(Buffer.from(writeWire(readWire('Envelope', bytes))), Buffer.from(bytes))
  const mutants = fc.sample(mutate('Envelope', bytes), 200).map(mutant => Buffer.from(mutant).toString('hex'))
  t.true(new Set(mutants).size > 100)
  t.true(mutants.filter(mutant => mutant === Buffer.from(bytes).toString('hex')).length < 20)
})
