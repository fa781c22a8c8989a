// The order of verification: what is accepted, and what each check refuses.

import test from 'ava'
import fc from 'fast-check'
import { openEnvelope, sealEnvelope } from '../../core/envelope.ts'
import type { CodedError } from '../../core/errors.ts'
import { encodeReport, type Report } from '../../core/report.ts'
import {
  type Bodies,
  type SignedKind,
  verifyObject,
  verifyReport,
  verifyRoot,
  verifyRootChain,
} from '../../core/verify.ts'
import { keySigner, signEnvelope } from '../../keys/sign.ts'
import { type Made, makeFleet } from '../kit/fleet.ts'

const now = Date.UTC(2026, 10, 22, 12)
const fleet = await makeFleet({ now })
const other = await makeFleet({ now, seed: 'another' })
const twoAdmins = await makeFleet({ now, adminKeys: 2 })
const manifest = await fleet.manifest('acme-1', Buffer.from('content'))
const all = {
  roster: await fleet.roster('office'),
  manifest,
  'piece-list': await fleet.pieceList(Buffer.from('content'), ['http://origin.example/file']),
  approval: await fleet.approval('acme-1', [manifest.digest]),
  schedule: await fleet.schedule('first', [{ patch: 'acme-1', manifest: manifest.digest }]),
  policy: await fleet.policy(),
  group: await fleet.group('web', [fleet.nodes.office![0]!.node]),
  recall: await fleet.recall([{ type: 'manifest', subject: manifest.digest, recalledAt: 1, expiresAt: 0 }]),
  pause: await fleet.pause('first'),
  heartbeat: await fleet.heartbeat('office', [manifest.head]),
  'fresh-heads': await fleet.freshHeads(fleet.nodes.office![0]!.node, {
    nonce: Buffer.alloc(32, 7),
    heartbeat: (await fleet.heartbeat('office', [])).head,
    summary: manifest.digest,
  }),
  receipt: await fleet.receipt('carrier', [{ report: manifest.digest, refused: '', forgot: false }]),
}
type RelayedKind = keyof typeof all
const relayed = Object.keys(all) as RelayedKind[]

function refusal(bytes: Uint8Array, { anchor = fleet.anchor, at = now, allowed = relayed } = {}): string {
  try {
    verifyObject(bytes, { anchor, now: at, allowed })
    return 'accepted'
  } catch (error) {
    return (error as CodedError).code
  }
}

for (const kind of relayed) {
  test(`a ${kind} comes back as it was signed`, t => {
    const verified = verifyObject(all[kind].bytes, { anchor: fleet.anchor, now, allowed: relayed })
    t.is(verified.kind, kind)
    t.is(verified.digest, all[kind].digest)
    t.deepEqual(verified.body as unknown, all[kind].body)
  })

  test(`a ${kind} is refused where its kind is not expected, after its expiry, and in another fleet`, t => {
    const bytes = all[kind].bytes
    t.is(refusal(bytes, { allowed: relayed.filter(each => each !== kind) }), 'refused')
    t.is(refusal(bytes, { at: now + 31 * 86_400_000 }), 'expired')
    t.is(refusal(bytes, { anchor: other.anchor }), 'bad-signature')
  })

  test(`a ${kind} with any byte changed is never accepted as something else`, t => {
    const original = openEnvelope(all[kind].bytes).digest
    fc.assert(
      fc.property(fc.nat({ max: all[kind].bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (position, change) => {
        const bytes = Buffer.from(all[kind].bytes)
        bytes[position]! ^= change
        try {
          // Only the key id is a hint that may change: the object stays what was signed.
          return verifyObject(bytes, { anchor: fleet.anchor, now, allowed: relayed }).digest === original
        } catch (error) {
          return (error as CodedError).name === 'CodedError'
        }
      }),
      { numRuns: 400 },
    )
    t.pass()
  })
}

test('each kind is refused in every other kind’s place: the payload type is signed', async t => {
  for (const from of relayed) {
    for (const to of relayed) {
      if (from === to) continue
      const { payload, signatures } = openEnvelope(all[from].bytes)
      t.is(refusal(sealEnvelope(to, payload, signatures)), 'bad-signature', `${from} as ${to}`)
    }
  }
})

test('a payload of one kind signed under another kind’s type by the right role is refused', async t => {
  const { payload } = openEnvelope(all.approval.bytes)
  const bytes = await signEnvelope('schedule', payload, [keySigner(fleet.keys.admin[0]!)])
  t.true(['bad-object', 'bad-header'].includes(refusal(bytes)))
})

test('a key of another role does not sign for this one', async t => {
  for (const kind of relayed) {
    const wrong = kind === 'manifest' || kind === 'piece-list' ? fleet.keys.enrol : fleet.keys.release
    const made = await fleet.sign(kind as SignedKind, all[kind].body as Bodies[SignedKind], wrong)
    t.is(refusal(made.bytes), 'bad-signature', kind)
  }
})

test('with two admins, one key is not enough, however often it signs', async t => {
  const approval = await twoAdmins.approval('acme-1', [manifest.digest])
  t.is(refusal(approval.bytes, { anchor: twoAdmins.anchor }), 'accepted')
  const { payload, signatures } = openEnvelope(approval.bytes)
  const [first] = signatures
  for (const list of [[first!], [first!, first!], [first!, { ...first!, keyId: 'another' }]]) {
    t.is(refusal(sealEnvelope('approval', payload, list), { anchor: twoAdmins.anchor }), 'bad-signature')
  }
})

test('key ids decide nothing', t => {
  const { payload, signatures } = openEnvelope(all.approval.bytes)
  const renamed = signatures.map(signature => ({ ...signature, keyId: '' }))
  t.is(refusal(sealEnvelope('approval', payload, renamed)), 'accepted')
})

test('an object of an epoch the root does not name is refused', async t => {
  const wrong = await fleet.schedule('first', all.schedule.body.patches, { header: { epoch: 1 } })
  t.is(refusal(wrong.bytes), 'bad-header')
})

test('an object that needs a newer specification is refused', async t => {
  const wrong = await fleet.schedule('first', all.schedule.body.patches, { header: { minSpec: 2 } })
  t.is(refusal(wrong.bytes), 'bad-header')
})

test('unknown fields, unknown types, over-long and empty envelopes are refused with their codes', t => {
  t.is(refusal(new Uint8Array()), 'unknown-kind')
  t.is(refusal(Buffer.concat([all.policy.bytes, Buffer.from([0x7a, 0x01, 0x41])])), 'bad-envelope')
  t.is(refusal(new Uint8Array(4 * 1024 * 1024 + 1)), 'limit-exceeded')
})

test('a chain of roots needs the thresholds of both, and skips none', async t => {
  const second = await fleet.nextRoot(fleet.root)
  const third = await fleet.nextRoot(second)
  t.is(verifyRootChain([fleet.root.bytes, second.bytes, third.bytes], fleet.id).root.header.version, 3)
  const codeOf = (chain: Made[], id = fleet.id) =>
    t.throws<CodedError>(() =>
      verifyRootChain(
        chain.map(root => root.bytes),
        id,
      ),
    )!.code
  t.is(codeOf([fleet.root, third]), 'rollback')
  t.is(codeOf([fleet.root], other.id), 'wrong-fleet')
  t.is(codeOf([second]), 'rollback')
  t.is(codeOf([]), 'bad-object')
  const foreign = await fleet.nextRoot(
    fleet.root,
    root => {
      root.roles.root = other.root.body.roles.root
    },
    other.keys.root,
  )
  t.is(codeOf([fleet.root, foreign]), 'bad-signature')
  const half = await fleet.nextRoot(
    fleet.root,
    root => {
      root.roles.root = other.root.body.roles.root
    },
    fleet.keys.root,
  )
  t.is(codeOf([fleet.root, half]), 'bad-signature')
})

test('a root whose threshold is 0, or above its keys, or whose key holds two roles, is refused', async t => {
  const broken: ((root: typeof fleet.root.body) => void)[] = [
    root => {
      root.roles.admin.threshold = 0
    },
    root => {
      root.roles.admin.threshold = 2
    },
    root => {
      root.roles.admin.publicKeys = [...root.roles.admin.publicKeys, ...root.roles.admin.publicKeys]
    },
    root => {
      root.roles.release.publicKeys = root.roles.enrol.publicKeys
    },
    root => {
      root.roles.release.publicKeys = [Buffer.alloc(32)]
    },
  ]
  for (const change of broken) {
    const root = await fleet.nextRoot(fleet.root, change)
    t.is(t.throws<CodedError>(() => verifyRoot(root.bytes, fleet.anchor))?.code, 'bad-object')
  }
})

test('a report counts only when the node it names signed it', async t => {
  const [one, two] = fleet.nodes.office!
  const report: Report = {
    header: { ...fleet.header('report' as 'policy', one!.node), kind: 'report' },
    outcomes: [],
    traffic: [],
    agentVersion: '0.1.0',
    alarms: [],
    stale: false,
    boot: 1,
  }
  const payload = encodeReport(report)
  const signed = await signEnvelope('report', payload, [keySigner(one!, one!.node)])
  t.deepEqual(verifyReport(signed, { fleet: fleet.id }).body, report)
  for (const signer of [
    keySigner(two!, two!.node),
    keySigner(two!, one!.node),
    keySigner(one!, two!.node),
    keySigner(one!, 'x'),
  ]) {
    const forged = await signEnvelope('report', payload, [signer])
    t.is(t.throws<CodedError>(() => verifyReport(forged, { fleet: fleet.id }))?.code, 'bad-signature')
  }
  t.is(t.throws<CodedError>(() => verifyReport(signed, { fleet: other.id }))?.code, 'wrong-fleet')
})
