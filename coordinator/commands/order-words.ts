// What it means to sign an object, in words, from what was verified on this machine: the feed's proof checked with this admin's own
// means, targets counted on verified rosters. What cannot be told cannot be signed either.

import { CodedError } from '../../core/errors.ts'
import { formatBytes, someOf } from '../../core/present.ts'
import { type Signed, verifyObject } from '../../core/verify.ts'
import type { DecisionMaterial } from '../catalogue/patch-handlers.ts'
import type { OrderKind } from '../proposals/proposal.ts'
import { describeSchedule } from '../schedule/plan-schedule.ts'
import { checkFeedProof, type ProofMeans } from './check-feed-proof.ts'
import { askCoordinator } from './coordinator-command.ts'
import { recallWords } from './recall-words.ts'
import { askDraft } from './schedule-draft.ts'
import { bothTimes, renderFacts, renderPlan } from './schedule-words.ts'
import { groupWords, policyWords } from './settings-words.ts'
import { askFleet, fromBase64, type VerifiedFleet } from './verify-fleet.ts'

export interface WordsContext {
  options: ProofMeans
  keyPath: string
  fleet: VerifiedFleet
  now: number
}

export interface OrderWords {
  text: string
  /** What vouches for the patch, checked here; empty where nothing is to be checked. */
  proof: string
}

/** Throws what the checks throw, and `not-current` when it names what is not as it was. */
export async function orderInWords(object: Signed<OrderKind>, context: WordsContext): Promise<OrderWords> {
  switch (object.kind) {
    case 'approval':
      return await approvalWords(object, context)
    case 'schedule':
      return plain(await scheduleWords(object, context))
    case 'policy':
      return plain(settingText('Policy', policyWords(context.fleet.policy?.body, object.body), object))
    case 'group': {
      const { name } = object.header
      const before = context.fleet.groups.find(({ header }) => header.name === name)?.body.nodes ?? []
      const { objects } = await askFleet(context.options, { keyPath: context.keyPath, kinds: ['roster'] })
      return plain(
        settingText(`Protected group ${name}`, groupWords({ before, next: object.body.nodes }, objects), object),
      )
    }
    case 'recall': {
      const kinds = ['roster', 'manifest', 'schedule'] as const
      const { objects } = await askFleet(context.options, { keyPath: context.keyPath, kinds })
      return plain(settingText('Recall', recallWords(object.body, sceneOf(context.fleet, objects)), object))
    }
    case 'pause':
      return plain(pauseText(object))
  }
}

function plain(text: string): OrderWords {
  return { text, proof: '' }
}

export function sceneOf(
  { anchor, recall }: VerifiedFleet,
  objects: readonly (Signed<'roster'> | Signed<'manifest'> | Signed<'schedule'>)[],
) {
  const ofKind = <K extends 'roster' | 'manifest' | 'schedule'>(kind: K) =>
    objects.filter(object => object.kind === kind) as Signed<K>[]
  return {
    root: anchor.root,
    recall: recall?.body,
    rosters: ofKind('roster'),
    manifests: ofKind('manifest'),
    schedules: ofKind('schedule'),
  }
}

function settingText(title: string, lines: readonly string[], { header }: Signed): string {
  const list = lines.length === 0 ? ['changes nothing'] : lines
  return `${title}\n\n${list.map(line => `  ${line}`).join('\n')}\n\n${renderFacts([['holds until', endOf(header)]])}`
}

function pauseText({ header, body }: Signed<'pause'>): string {
  const what = body.paused ? 'Pause' : 'Resume'
  return renderFacts([
    [what, `schedule ${header.name}`],
    ['reason', body.reason || 'none given'],
    ['holds until', endOf(header)],
  ])
}

async function approvalWords(approval: Signed<'approval'>, context: WordsContext): Promise<OrderWords> {
  const { options, fleet, keyPath, now } = context
  const { header, body } = approval
  const asked = { ids: [header.name], decision: body.decision, isDrafted: true }
  const material = await askCoordinator<DecisionMaterial>(options, 'patch-material', asked)
  const found = material.patches[0]
  if (!found) throw new CodedError('not-found', `the coordinator sent nothing about patch ${header.name}`)
  const { anchor, policy } = fleet
  const manifest = verifyObject(fromBase64(found.manifest), { anchor, now, allowed: ['manifest'] })
  if (manifest.header.name !== header.name || body.manifests.some(digest => digest !== manifest.digest))
    throw new CodedError(
      'not-current',
      `the decision is about another content of patch ${header.name} than the feed states now: decide again`,
    )
  const isChecked = body.decision === 'approve'
  const proof = isChecked ? await checkFeedProof(manifest, found.feed, { options, policy, keyPath, now }) : ''
  return { text: approvalText(approval, manifest, proof), proof }
}

function approvalText({ header, body }: Signed<'approval'>, manifest: Signed<'manifest'>, proof: string): string {
  const { product, productVersion, title, severity, cves, artifacts } = manifest.body
  const sizeBytes = artifacts.reduce((sum, artifact) => sum + artifact.sizeBytes, 0)
  const scope = [...body.scope.sites.map(site => `site ${site}`), ...body.scope.groups.map(group => `group ${group}`)]
  const verb = body.decision === 'approve' ? 'Approve' : 'Decline'
  return renderFacts([
    [verb, `patch ${header.name}`],
    ['what', `${product} ${productVersion}: ${title}`],
    ['severity', body.severity === '' ? `${severity}, as the feed states` : `${body.severity} (the feed: ${severity})`],
    ['cves', cves.length === 0 ? 'none named' : someOf(cves, 8)],
    ['files', `${artifacts.length}, ${formatBytes(sizeBytes)}`],
    ['holds for', scope.length === 0 ? 'every machine' : scope.join(', ')],
    ['reason', body.reason || 'none given'],
    ['manifest', manifest.digest],
    ...(proof === '' ? [] : [['proof', `checked here: ${proof}`] as [string, string]]),
    ['holds until', endOf(header)],
  ])
}

async function scheduleWords({ body }: Signed<'schedule'>, { options, keyPath, now }: WordsContext): Promise<string> {
  const { all, sites, groups, nodes } = body.targets
  const asked = { patches: body.patches.map(({ patch }) => patch), selection: { all, sites, groups, nodes }, id: '' }
  const { parts, needed } = await askDraft(options, asked, { keyPath, now })
  const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return renderPlan(describeSchedule(body, parts, { now, localZone, needed }))
}

function endOf({ notAfter }: { notAfter: number }): string {
  return bothTimes(new Date(notAfter * 1000).toISOString())
}
