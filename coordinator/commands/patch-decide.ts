// `patchmesh patch approve|decline`: the admin's word on patches. It checks the feed's proof itself, from raw bytes and with the admin's own
// means, then signs here and hands the envelope over. Deciding the same again changes nothing.

import { type Command, Option } from 'commander'
import { type Approval, encodeApproval } from '../../core/approval.ts'
import { checkId, checkLine } from '../../core/check.ts'
import { systemClock } from '../../core/clock.ts'
import { interval, printNote, printResult } from '../../core/command-line.ts'
import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { DAY_MS } from '../../core/limits.ts'
import { type Severity, severities } from '../../core/manifest.ts'
import { formatTime } from '../../core/present.ts'
import { type Signed, type TrustAnchor, verifyObject } from '../../core/verify.ts'
import type { Signer } from '../../keys/sign.ts'
import type { Decision, DecisionMaterial } from '../catalogue/patch-handlers.ts'
import { openProposal } from '../proposals/proposal.ts'
import { addSigningOptions, adminKeyPath, openAdminKey } from './admin-key.ts'
import { checkFeedProof, type ProofMeans } from './check-feed-proof.ts'
import { type FeedReader, feedReader } from './check-manifest.ts'
import { addHomeCommand, askCoordinator } from './coordinator-command.ts'
import { addOutOption, type OrderOptions, type OrderOutcome, signAndHandIn, waitingNote } from './hand-in.ts'
import { nextHeader } from './order-header.ts'
import { addSignCommand } from './proposal.ts'
import { adminKeyHelp } from './sign-order.ts'
import { type VerifiedFleet, verifyFleet } from './verify-fleet.ts'

interface DecideOptions extends OrderOptions, ProofMeans {
  severity?: Severity
  reason?: string
  site?: string[]
  group?: string[]
  ttl?: number
}

/** What came of it, one for each patch. */
export interface DecisionRow extends OrderOutcome {
  id: string
  decision: Decision
  /** False: it is decided so already. */
  changed: boolean
  manifest: Digest
  version: number
  /** ISO 8601, UTC. */
  notAfter: string
  /** What was checked with what; empty when nothing was signed or declined. */
  proof: string
  /** What agents will ask for is ready; empty, or why not yet. */
  notReady: string
}

const defaultTtlMs = 365 * DAY_MS

export function registerDecisions(patch: Command): void {
  const approve = addHomeCommand(patch, 'approve <id...>', {
    description:
      "Checks the feed's proof with your own means, then signs that these patches may be installed. It orders nothing.",
    args: { id: 'of the patches' },
    example: 'patchmesh patch approve acme-vpn-2.4 --severity high --reason "CVE in use"',
  })
    .addOption(
      new Option('--severity <severity>', 'how bad it is for this fleet (default: as the feed states)').choices(
        severities,
      ),
    )
    .option('--keyring <file>', "your own keyring of the archive (default: the feed's)")
    .option('--files <dir>', "your own copy of the in-house patch, or of the whole feed (default: the feed's folder)")
  addTerms(approve).action((ids, options) => decide('approve', ids, options))
  const decline = addHomeCommand(patch, 'decline <id...>', {
    description: 'Signs that these patches are not to be installed; an earlier approval ends.',
    args: { id: 'of the patches' },
    example: 'patchmesh patch decline acme-vpn-2.4 --reason "breaks the dialler"',
  })
  addTerms(decline).action((ids, options) => decide('decline', ids, options))
  addSignCommand(patch, {
    description: "Adds your signature to another admin's decision about a patch, after showing and checking it.",
    example: 'patchmesh patch sign acme-vpn-2.4 --key admin2.key',
    kind: 'approval',
  })
}

function addTerms(command: Command): Command {
  const terms = addOutOption(command)
    .option('--reason <text>', 'why, for the records')
    .option('--site <name...>', 'holds only for these sites')
    .option('--group <name...>', 'holds only for these groups')
    .option('--ttl <time>', 'how long it holds: 90d (default: a year)', interval('--ttl'))
  return addSigningOptions(terms, adminKeyHelp)
}

async function decide(decision: Decision, ids: string[], options: DecideOptions): Promise<void> {
  checkTerms(options)
  if (options.out !== undefined && new Set(ids).size > 1)
    throw new CodedError('bad-argument', `--out: expected one patch for one file, found ${new Set(ids).size}`)
  const keyPath = await adminKeyPath(options)
  const material = await askCoordinator<DecisionMaterial>(options, 'patch-material', { ids, decision })
  const now = systemClock.now()
  const fleet = await verifyFleet(material, { keyPath, now })
  const { anchor } = fleet
  const readOwnFeed = feedReader(ids)
  const drafts: Draft[] = []
  for (const id of new Set(ids)) {
    const draft = await prepareDraft(id, { decision, options, material, fleet, keyPath, now, readOwnFeed })
    if (draft.proof !== '' && !options.json) printNote(`${id}: ${draft.proof}`)
    drafts.push(draft)
  }
  // Nothing is signed, and no passphrase asked, before every patch has passed its checks.
  const isNeeded = drafts.some(({ approval }) => approval !== undefined)
  const signer = isNeeded ? await openAdminKey(keyPath, options, anchor) : undefined
  const rows: DecisionRow[] = []
  for (const draft of drafts) rows.push(await submit(draft, { decision, options, anchor, signer }))
  printResult(rows, { json: options.json, render: () => rows.map(renderRow).join('\n') })
}

/** Throws `bad-argument`. */
function checkTerms({ reason = '', site = [], group = [] }: DecideOptions): void {
  try {
    checkLine(reason, '--reason')
    for (const name of site) checkId(name, '--site')
    for (const name of group) checkId(name, '--group')
  } catch (cause) {
    throw new CodedError('bad-argument', (cause as Error).message, { cause })
  }
}

interface Draft {
  manifest: Signed<'manifest'>
  /** What is to be signed; undefined: it was decided so already. */
  approval: Approval | undefined
  held: Signed<'approval'> | undefined
  proof: string
}

interface DraftContext {
  decision: Decision
  options: DecideOptions
  material: DecisionMaterial
  fleet: VerifiedFleet
  keyPath: string
  now: number
  readOwnFeed: FeedReader
}

async function prepareDraft(id: string, context: DraftContext): Promise<Draft> {
  const { decision, options, material, fleet, keyPath, now, readOwnFeed } = context
  const { anchor, policy } = fleet
  const found = material.patches.find(patch => patch.id === id)
  if (!found) throw new CodedError('not-found', `the coordinator sent nothing about patch ${id}`)
  const manifest = verifyObject(Buffer.from(found.manifest, 'base64'), { anchor, now, allowed: ['manifest'] })
  if (manifest.header.name !== id)
    throw new CodedError(
      'bad-proof',
      `expected the manifest of ${id}, the coordinator sent that of ${manifest.header.name}`,
    )
  const held =
    found.approval === null ? undefined : verifyHeld(Buffer.from(found.approval, 'base64'), { id, anchor, now })
  const isSame = held !== undefined && isDecided(held, { decision, manifest: manifest.digest, options })
  if (isSame) return { manifest, approval: undefined, held, proof: '' }
  // The admins vouched for exactly these bytes before: other terms need no new proof.
  const isVouched = held?.body.decision === 'approve' && held.body.manifests.includes(manifest.digest)
  const isProven = decision === 'decline' || isVouched
  const proof = isProven
    ? ''
    : await checkFeedProof(manifest, found.feed, { options, policy, keyPath, now, readOwnFeed })
  if (decision === 'approve' && found.remark === 'superseded' && !options.json)
    printNote(`${id}: note that the feed has a newer version of ${manifest.body.product}`)
  return { manifest, held, proof, approval: draftApproval(id, manifest.digest, { held, context }) }
}

/** An expired one still tells the version to go beyond. */
function verifyHeld(
  bytes: Uint8Array,
  { id, anchor, now }: { id: string; anchor: TrustAnchor; now: number },
): Signed<'approval'> | undefined {
  try {
    const held = verifyObject(bytes, { anchor, now, allowed: ['approval'] })
    return held.header.name === id ? held : undefined
  } catch (error) {
    if (error instanceof CodedError && error.code === 'expired') return undefined
    throw error
  }
}

/** Terms that are not given are not compared. */
function isDecided(
  { body }: Signed<'approval'>,
  { decision, manifest, options }: { decision: Decision; manifest: Digest; options: DecideOptions },
): boolean {
  const { severity, reason, site, group, ttl } = options
  const sameList = (given: string[] | undefined, there: string[]) =>
    given === undefined || JSON.stringify([...given].sort()) === JSON.stringify([...there].sort())
  return (
    body.decision === decision &&
    body.manifests.includes(manifest) &&
    ttl === undefined &&
    (severity === undefined || severity === body.severity) &&
    (reason === undefined || reason === body.reason) &&
    sameList(site, body.scope.sites) &&
    sameList(group, body.scope.groups)
  )
}

function draftApproval(
  id: string,
  manifest: Digest,
  { held, context }: { held: Signed<'approval'> | undefined; context: DraftContext },
): Approval {
  const { fleet, decision, options, now } = context
  const isChange = held?.body.decision === decision
  const notAfterMs = now + (options.ttl ?? defaultTtlMs)
  return {
    header: nextHeader('approval', id, { anchor: fleet.anchor, current: held, now, notAfterMs }),
    decision,
    manifests: [manifest],
    severity: options.severity ?? (isChange ? held!.body.severity : ''),
    reason: options.reason ?? (isChange ? held!.body.reason : ''),
    scope: {
      sites: [...new Set(options.site ?? (isChange ? held!.body.scope.sites : []))],
      groups: [...new Set(options.group ?? (isChange ? held!.body.scope.groups : []))],
    },
  }
}

async function submit(
  { manifest, approval, held, proof }: Draft,
  {
    decision,
    options,
    anchor,
    signer,
  }: { decision: Decision; options: DecideOptions; anchor: TrustAnchor; signer: Signer | undefined },
): Promise<DecisionRow> {
  const header = approval?.header ?? held!.header
  const row = {
    id: manifest.header.name,
    decision,
    manifest: manifest.digest,
    version: header.version,
    notAfter: new Date(header.notAfter * 1000).toISOString(),
  }
  if (!approval) {
    const { signers, needed } = openProposal(held!.bytes, { anchor, now: systemClock.now() })
    return {
      ...row,
      changed: false,
      proof: '',
      notReady: '',
      published: true,
      proposal: null,
      signers,
      needed,
      file: null,
    }
  }
  const order = { kind: 'approval', payload: encodeApproval(approval) } as const
  return { ...row, changed: true, proof, ...(await signAndHandIn(order, { signer: signer!, anchor, options })) }
}

function renderRow(row: DecisionRow): string {
  const { id, decision, changed, notAfter, notReady } = row
  const what = decision === 'approve' ? 'approved' : 'declined'
  const until = formatTime(Date.parse(notAfter))
  if (!changed) return `${id} is ${what} already, until ${until}: nothing changed`
  const waiting = waitingNote(row)
  if (waiting !== '') return `${id} to be ${what} until ${until}: ${waiting}`
  const later = notReady === '' ? '' : `; its files are not ready yet, it is tried again: ${notReady}`
  return `${id} ${what} until ${until}${later}`
}
