// `patchmesh root show|propose|sign|publish`: the ceremony in which several people change the fleet's keys. A proposal is a file that goes
// from hand to hand with the root chain in it; each reads in words what it changes before signing. Options of propose are
// read in root-options.ts.

import type { Command } from 'commander'
import { systemClock } from '../../core/clock.ts'
import { addCommand, addGroup, printNote, printResult } from '../../core/command-line.ts'
import { keyIdOf } from '../../core/ed25519.ts'
import { type Envelope, openEnvelope, sealEnvelope } from '../../core/envelope.ts'
import { CodedError } from '../../core/errors.ts'
import { roleNames } from '../../core/kinds.ts'
import { encodeRoot } from '../../core/root.ts'
import type { TrustAnchor } from '../../core/verify.ts'
import { exists } from '../../keys/durable-file.ts'
import { readEnvelopeFile, writeEnvelopeFile } from '../../keys/envelope-file.ts'
import { readRootsFile, rootsField, writeRootsFile } from '../../keys/root-file.ts'
import { changeRoot } from '../root/root-change.ts'
import { mergeSignatures, openProposedRoot, type ProposedRoot } from '../root/root-signatures.ts'
import { describeChange, describeRoot, describeSignatures } from '../root/root-words.ts'
import { checkNoSecondRoot } from '../root/second-root.ts'
import type { TakenRoot } from '../root/take-root.ts'
import { type CoordinatorState, openState } from '../state.ts'
import { addSigningOptions, pinFleet, type SigningOptions, signerFrom, trustRoots } from './admin-key.ts'
import { confirmSigning } from './confirm.ts'
import { addHomeCommand, askCoordinator, type HomeOptions } from './coordinator-command.ts'
import { addChangeOptions, type ChangeOptions, readChange } from './root-options.ts'
import { addRootSource, type RootSource, readRoots } from './root-source.ts'
import { addYesOption } from './sign-order.ts'

export function registerRoot(program: Command): void {
  const root = addGroup(program, 'root', {
    description: "see and change the fleet's keys",
    example: 'patchmesh root show',
  })
  addRootSource(
    addHomeCommand(root, 'show', {
      description: 'Shows the root in force: who holds which role. With --out it writes the chain for other machines.',
      example: 'patchmesh root show --out roots.json',
    }),
  )
    .option('--out <file>', 'write the root chain to this file')
    .action(show)
  addChangeOptions(
    addRootSource(
      addHomeCommand(root, 'propose', {
        description: 'Writes the next version of the root to a file, for the holders of root keys to sign.',
        example:
          'patchmesh root propose --out next.root --add-key root=bob.key --add-key root=carol.key --threshold root=2',
      }),
    ).requiredOption('--out <file>', 'the new proposal'),
  ).action(propose)
  const sign = addCommand(root, 'sign <file>', {
    description: 'Shows what a proposed root changes, and adds the signature of a root key to its file.',
    args: { file: 'what "patchmesh root propose" wrote' },
    example: 'patchmesh root sign next.root --key /media/usb/bob-root.key',
  })
  addYesOption(addSigningOptions(sign, 'a root key, of the root in force or of the proposed one')).action(signRoot)
  addHomeCommand(root, 'publish <file...>', {
    description:
      'Hands a signed root to the coordinator, which takes it at once. Copies of one proposal that were signed apart are put together.',
    args: { file: 'the signed root, or copies of it that were signed apart' },
    example: 'patchmesh root publish next.root',
  })
    .option('--anyway', "take it even if the coordinator's own keys cannot sign under it")
    .option('--stopped', 'the coordinator does not run, and lacks a key to start: write the root into its --home')
    .action(publish)
}

async function show(options: RootSource & { out?: string }): Promise<void> {
  const roots = await readRoots(options)
  const anchor = await trustRoots(roots, undefined)
  if (options.out !== undefined) await writeRootsFile(options.out, roots)
  const now = systemClock.now()
  printResult(viewOf(anchor), { json: options.json, render: () => describeRoot(anchor, now).join('\n') })
  if (options.out !== undefined && !options.json)
    printNote(`The chain of ${roots.length} version(s) is in ${options.out}.`)
}

async function propose(options: RootSource & ChangeOptions & { out: string }): Promise<void> {
  const change = await readChange(options, systemClock.now())
  const roots = await readRoots(options)
  const anchor = await trustRoots(roots, undefined)
  const now = systemClock.now()
  const next = changeRoot(anchor, change, now)
  if (await exists(options.out))
    throw new CodedError('already-exists', `${options.out} is there already: a proposal is never overwritten`)
  const envelope = sealEnvelope('root', encodeRoot(next), [])
  const opened = openProposedRoot(openEnvelope(envelope), anchor)
  await writeEnvelopeFile(options.out, envelope, rootsField(roots))
  printResult(outcomeOf(options.out, openEnvelope(envelope), opened, { changed: true }), {
    json: options.json,
    render: () => [...describeChange(anchor, next, now), ...describeSignatures(opened)].join('\n'),
  })
}

async function signRoot(file: string, options: SigningOptions & { yes?: boolean; json?: boolean }): Promise<void> {
  if (options.key === undefined)
    throw new CodedError('bad-argument', 'expected the file of a root key: give --key FILE')
  const { envelope, roots, anchor } = await readProposal(file, options.key)
  const opened = openProposedRoot(envelope, anchor)
  if (!options.json) {
    const words = describeChange(anchor, opened.root, systemClock.now())
    for (const line of [...words, ...describeSignatures(opened)]) printNote(line)
  }
  const signer = await confirmAndOpen(options, options.key)
  const id = keyIdOf(signer.publicKey)
  const holds = [anchor.root, opened.root].some(({ roles }) =>
    roles.root.publicKeys.some(key => Buffer.from(key).equals(signer.publicKey)),
  )
  if (!holds)
    throw new CodedError(
      'refused',
      `${options.key} (${id}) is no root key of version ${anchor.root.header.version} nor of the proposed one: its signature would not count`,
    )
  if (opened.signers.includes(id)) {
    const outcome = outcomeOf(file, envelope, opened, { changed: false })
    return printResult(outcome, {
      json: options.json,
      render: () => `${id} has signed ${file} already: nothing changed`,
    })
  }
  const signature = { keyId: signer.keyId, sig: await signer.sign(envelope.pae) }
  const signed = sealEnvelope('root', envelope.payload, mergeSignatures([envelope.signatures, [signature]]))
  const after = openProposedRoot(openEnvelope(signed), anchor)
  await pinFleet(options.key, anchor.fleet)
  await writeEnvelopeFile(file, signed, rootsField(roots))
  printResult(outcomeOf(file, openEnvelope(signed), after, { changed: true }), {
    json: options.json,
    render: () => [`${id} has signed ${file}.`, ...describeSignatures(after)].join('\n'),
  })
}

/** No passphrase is asked before the answer is yes. */
async function confirmAndOpen(options: SigningOptions & { yes?: boolean; json?: boolean }, key: string) {
  await confirmSigning(`Sign this with ${key}?`, options)
  return await signerFrom(key, options)
}

async function readProposal(
  file: string,
  keyPath: string,
): Promise<{ envelope: Envelope; roots: Uint8Array[]; anchor: TrustAnchor }> {
  const envelope = openEnvelope(await readEnvelopeFile(file))
  if (envelope.kind !== 'root')
    throw new CodedError('refused', `${file} is a proposed ${envelope.kind}: sign it with "patchmesh proposal sign"`)
  const roots = await readRootsFile(file)
  if (roots.length === 0)
    throw new CodedError('bad-object', `${file} comes without the root chain: make it with "patchmesh root propose"`)
  return { envelope, roots, anchor: await trustRoots(roots, keyPath) }
}

async function publish(files: string[], options: RootSource & { anyway?: boolean; stopped?: boolean }): Promise<void> {
  const envelopes: Envelope[] = []
  for (const file of files) envelopes.push(openEnvelope(await readEnvelopeFile(file)))
  const first = envelopes[0]!
  const other = envelopes.findIndex(({ digest }) => digest !== first.digest)
  if (other > 0)
    throw new CodedError(
      'bad-argument',
      `${files[other]} proposes something else than ${files[0]}: publish one of them`,
    )
  const state = options.stopped ? await stateOfStopped(options) : undefined
  const roots = state?.roots ?? (await readRoots(options))
  const anchor = await trustRoots(roots, undefined)
  const signatures = mergeSignatures(envelopes.map(({ signatures }) => signatures))
  const bytes = sealEnvelope(first.kind, first.payload, signatures)
  const isInForce = openEnvelope(roots.at(-1)!).digest === first.digest // the coordinator says so itself
  if (!isInForce) {
    checkNoSecondRoot(bytes, roots)
    const opened = openProposedRoot(openEnvelope(bytes), anchor)
    if (!opened.isComplete)
      throw new CodedError(
        'bad-signature',
        `${files.join(', ')} lacks signatures. ${describeSignatures(opened).join(' ')}`,
      )
  }
  const envelope = Buffer.from(bytes).toString('base64')
  const anyway = options.anyway === true
  const taken = state
    ? await takeIntoHome(bytes, state)
    : await askCoordinator<TakenRoot>(options, 'root-publish', { envelope, anyway })
  printResult(taken, { json: options.json, render: renderTaken })
}

/** Throws `already-running` when a coordinator answers there, and as `openState`. */
async function stateOfStopped(options: HomeOptions): Promise<CoordinatorState> {
  try {
    await askCoordinator(options, 'root-chain')
  } catch (error) {
    if (error instanceof CodedError && error.code === 'not-running') return await openState(options.home)
    throw error
  }
  throw new CodedError('already-running', `the coordinator of ${options.home} runs: publish without --stopped`)
}

/** When it starts, the coordinator verifies anew what it holds and signs anew what is its own. */
async function takeIntoHome(bytes: Uint8Array, state: CoordinatorState): Promise<TakenRoot> {
  const { root } = await state.takeRoot(bytes)
  return { version: root.header.version, dropped: {}, rosters: [], resign: [], warnings: ['start the coordinator'] }
}

function renderTaken({ version, dropped, rosters, warnings, resign }: TakenRoot): string {
  const gone = Object.entries(dropped).map(([kind, count]) => `${count} ${kind}`)
  return [
    `Root version ${version} is in force.`,
    ...(gone.length > 0 ? [`No longer counts: ${gone.join(', ')}.`] : []),
    ...(rosters.length > 0 ? [`Signed anew: the rosters of ${rosters.join(', ')}.`] : []),
    ...[...resign, ...warnings].map(text => `To do: ${text}`),
  ].join('\n')
}

function outcomeOf(file: string, { digest }: Envelope, opened: ProposedRoot, { changed }: { changed: boolean }) {
  const { root, signers, counts, isComplete } = opened
  return { file, version: root.header.version, digest, changed, signers, counts, complete: isComplete }
}

function viewOf({ fleet, root }: TrustAnchor) {
  const { version, issuedAt, notAfter } = root.header
  const roles = roleNames.map(name => {
    const { threshold, epoch, publicKeys } = root.roles[name]
    const keys = publicKeys.map(key => ({ keyId: keyIdOf(key), publicKey: Buffer.from(key).toString('hex') }))
    return [name, { threshold, epoch, keys }] as const
  })
  return {
    fleet,
    name: root.fleetName,
    version,
    issuedAt: isoTime(issuedAt),
    expiresAt: isoTime(notAfter),
    roles: Object.fromEntries(roles),
    recallEpoch: root.recallEpoch,
    coordinators: root.coordinators.map(({ peerId, addresses, boxKey }) => ({
      node: peerId,
      addresses,
      boxKey: Buffer.from(boxKey).toString('hex'),
    })),
    operators: root.operators.map(({ peerId, name }) => ({ name, node: peerId })),
  }
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
