// The whole coordinator with several admins: what two of three bring into force together, what one does alone, and who is cut off when they
// recall it. Real libp2p clients on loopback, the real command line as the admins.

import { join } from 'node:path'
import type { Connection } from '@libp2p/interface'
import test, { type ExecutionContext } from 'ava'
import { joinAnswerFrames } from '../../agent/join.ts'
import type { DecisionRow } from '../../coordinator/commands/patch-decide.ts'
import { RemoteCoordinator } from '../../coordinator/remote/remote-coordinator.ts'
import { FrameStream } from '../../core/frames.ts'
import { specVersion } from '../../core/header.ts'
import { parseJoinToken } from '../../core/join-token.ts'
import { protocols } from '../../core/protocols.ts'
import { type RecallEntry, recallSubject } from '../../core/recall.ts'
import { syncServerFrames } from '../../core/sync-exchange.ts'
import { writeEnvelopeFile } from '../../keys/envelope-file.ts'
import type { Message } from '../../proto/codec.ts'
import { addPatch, temporaryFolder } from '../kit/patch-folder.ts'
import { identity } from '../kit/remote-coordinator.ts'
import { jsonOf, runPatchmesh } from '../kit/run-patchmesh.ts'
import { openServedFleet } from '../kit/served-fleet.ts'
import { openStranger } from '../kit/stranger.ts'

const limitMs = 60_000
const tokenRequest = {
  site: 'berlin',
  groups: [],
  prefixes: [],
  uses: 2,
  ttlMs: 3_600_000,
  needsApproval: false,
  replaces: '',
}
const [member, operator] = [identity(1), identity(2)]
const recalled = ({ node }: { node: string }): RecallEntry => ({
  type: 'member',
  subject: recallSubject('member', node)!,
  recalledAt: 1,
  expiresAt: 0,
})

test('admins order, pause and resume together, and whom they recall is cut off at once and stays out', async t => {
  t.timeout(600_000)
  const served = await openServedFleet(t, { operators: [{ name: 'olga', peerId: operator.node }] })
  const { fleet, home, node, address, keyFiles, call } = served
  const as = <T>(admin: number, ...args: string[]) =>
    jsonOf<T>(runPatchmesh([...args, '--home', home, '--key', keyFiles[admin]!, '--json']))

  const { token } = await call<{ token: string }>('token-create', tokenRequest)
  const machine = await openStranger(t, member)
  const asMember = await machine.connect(node, address)
  t.is((await askToJoin(asMember, fleet.id, token)).refused, '')
  t.like(await speakSync(asMember, fleet.id), { spec: specVersion })

  const path = await temporaryFolder(t)
  await addPatch(path, 'acme')
  await call('feed-add', { config: { name: 'house', everyMs: 0, type: 'folder', path, origin: '' } })
  await call('feed-sync')
  const [decision] = await as<DecisionRow[]>(0, 'patch', 'approve', 'acme', '--reason', 'tested')
  t.like(decision, { published: false, needed: 2 })
  t.like(await as(1, 'patch', 'sign', 'acme', '--files', path), { published: true })
  const order = ['--patch', 'acme', '--all', '--start', 'now', '--id', 'S1']
  t.like(await as(1, 'schedule', 'create', '--yes', ...order), { published: false, needed: 2 })
  t.deepEqual(await call('schedule-list'), [])
  t.like(await as(2, 'schedule', 'sign', 'S1'), { published: true })
  const state = async () => (await call<{ state: string }[]>('schedule-list'))[0]!.state
  const before = await state()
  t.like(await as(0, 'schedule', 'pause', 'S1', '--reason', 'printers fail'), { published: true, needed: 1 })
  t.is(await state(), 'paused')
  t.like(await as(0, 'schedule', 'resume', 'S1'), { published: false, needed: 2 })
  t.is(await state(), 'paused')
  t.like(await as(2, 'proposal', 'sign', 'pause/S1'), { published: true })
  t.is(await state(), before)
  const desk = await openStranger(t, operator)
  const asOperator = await desk.connect(node, address)
  const remote = { secretKey: operator.secretKey, address: `${address}/p2p/${node}` }
  t.is(((await ask(t, remote, 'schedule-list')) as unknown[]).length, 1)
  const file = join(await temporaryFolder(t), 'recall.json')
  await writeEnvelopeFile(file, (await fleet.recall([recalled(member), recalled(operator)])).bytes)
  const cut = Promise.all([machine.closed(asMember), desk.closed(asOperator)])
  t.like(await jsonOf(runPatchmesh(['submit', file, '--home', home, '--json'])), { kind: 'recall', published: true })
  await Promise.race([cut, failAfter(t, 30_000)])

  const again = await machine.connect(node, address)
  t.is((await askToJoin(again, fleet.id, token)).refused, 'recalled')
  await t.throwsAsync(speakSync(again, fleet.id), undefined, 'it is a stranger now')
  await t.throwsAsync(ask(t, remote, 'schedule-list'), { code: 'refused' })
})

async function askToJoin(connection: Connection, fleet: string, token: string): Promise<Message<'JoinAnswer'>> {
  const signal = AbortSignal.timeout(limitMs)
  const frames = new FrameStream(await connection.newStream(protocols.join, { signal }), joinAnswerFrames)
  const { secret } = parseJoinToken(token)
  const request = { spec: specVersion, fleet: Buffer.from(fleet, 'hex'), secret, hostName: 'pc-1', class: 'wired' }
  await frames.send('JoinRequest', request, signal)
  return await frames.receive('JoinAnswer', signal)
}

/** The coordinator's hello; it throws when the stream is for members alone. */
async function speakSync(connection: Connection, fleet: string): Promise<Message<'Hello'>> {
  const signal = AbortSignal.timeout(limitMs)
  const frames = new FrameStream(await connection.newStream(protocols.sync, { signal }), syncServerFrames)
  await frames.send('Hello', { spec: specVersion, fleet: Buffer.from(fleet, 'hex'), site: 'berlin' }, signal)
  return await frames.receive('Hello', signal)
}

async function ask(t: ExecutionContext, where: { secretKey: Uint8Array; address: string }, name: string) {
  const remote = await RemoteCoordinator.dial(where)
  t.teardown(() => remote.close())
  return await remote.call(name, {})
}

async function failAfter(t: ExecutionContext, ms: number): Promise<never> {
  return await new Promise((_, reject) => {
    const timer = setTimeout(() => reject(new Error('the connections are still open')), ms)
    t.teardown(() => clearTimeout(timer))
  })
}
