// Patches as the command line shows them: both kinds alike. It reads the catalogue and the reports and changes nothing.

import type { Digest } from '../../core/digest.ts'
import type { AptProof, DetectionRule, InstallAction, Platform, Severity } from '../../core/manifest.ts'
import type { Signed } from '../../core/verify.ts'
import type { ChangelogEntry } from '../feed/apt/changelog.ts'
import type { FeedConfig } from '../feed/feed-config.ts'
import type { Feeds } from '../feed/feeds.ts'
import type { Catalogue } from './catalogue.ts'
import type { CatalogueEntry } from './catalogue-entry.ts'
import type { ChangelogState, Changelogs } from './changelogs.ts'
import { type FleetReports, findNeeds } from './fleet-needs.ts'
import type { Judged } from './judge-patch.ts'
import type { NodeNeed } from './needs.ts'

/** One line of `patch list`. Plain JSON. */
export interface PatchRow {
  id: string
  product: string
  version: string
  /** As the admins say, else as the feed states. */
  severity: Severity
  state: Judged['state']
  remark: Judged['remark']
  title: string
  feed: string
  type: InstallAction['type']
  /** Of all its files; a node of a Debian patch needs only some. */
  sizeBytes: number
  /** Nodes that need it, as far as they reported. */
  nodes: number
}

/** `patch show`. Plain JSON. */
export interface PatchDetails extends Omit<PatchRow, 'nodes'> {
  cves: string[]
  summary: string
  /** ISO 8601, UTC; null: not known. */
  publishedAt: string | null
  firstSeenAt: string
  supersededBy: string | null
  platform: Platform
  action: InstallAction
  detection: DetectionRule[]
  artifacts: {
    digest: Digest
    fileName: string
    sizeBytes: number
    package?: string
    version?: string
    architecture?: string
    /** How many nodes need this file. */
    nodes: number
  }[]
  neededBytes: number
  changelog: { state: ChangelogState; entries: ChangelogEntry[] }
  neededBy: NodeNeed[]
  /** `apt` absent: an in-house patch, vouched for by the admin's own copy. */
  proof: { feed: FeedConfig; apt?: AptProof & { date: string } }
  /** Digest of the signed manifest; null: none yet. */
  manifest: Digest | null
  approval: ApprovalView | null
}

export interface ApprovalView {
  decision: 'approve' | 'decline'
  version: number
  manifests: Digest[]
  severity: Severity | ''
  reason: string
  sites: string[]
  groups: string[]
  issuedAt: string
  notAfter: string
}

export interface PatchFilter {
  feed?: string
  state?: string
  severity?: string
  product?: string
  /** Only what some node needs. */
  needed?: boolean
}

export interface ViewDeps {
  catalogue: Catalogue
  feeds: Feeds
  changelogs: Changelogs
  reports: FleetReports
}

/** Worst first, then by id. */
export async function listPatches(filter: PatchFilter, { catalogue, reports }: ViewDeps): Promise<PatchRow[]> {
  const needs = await findNeeds(catalogue.entries(), reports)
  return [...catalogue.entries()]
    .map(entry => rowOf(entry, catalogue.judge(entry), needs.get(entry.id)?.length ?? 0))
    .filter(row => fits(row, filter))
    .sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1))
}

function fits(row: PatchRow, { feed, state, severity, product, needed }: PatchFilter): boolean {
  return (
    (feed === undefined || row.feed === feed) &&
    (state === undefined || row.state === state) &&
    (severity === undefined || row.severity === severity) &&
    (product === undefined || row.product === product) &&
    (!needed || row.nodes > 0)
  )
}

function rank({ severity }: PatchRow): number {
  return ['critical', 'high', 'medium', 'low', 'unknown'].indexOf(severity)
}

function rowOf(entry: CatalogueEntry, judged: ReturnType<Catalogue['judge']>, nodes: number): PatchRow {
  const { id, product, version, title, feed, artifacts, action } = entry
  const { state, remark, approval } = judged
  const isDecided = state === 'approved' || state === 'declined'
  const severity = (isDecided && approval?.body.severity) || entry.severity
  const sizeBytes = artifacts.reduce((sum, artifact) => sum + artifact.sizeBytes, 0)
  return { id, product, version, severity, state, remark, title, feed, type: action.type, sizeBytes, nodes }
}

/** Throws `not-found`. Fetches the changelog when it is not here. */
export async function showPatch(id: string, deps: ViewDeps): Promise<PatchDetails> {
  const { catalogue, feeds, changelogs, reports } = deps
  const entry = catalogue.get(id)
  const judged = catalogue.judge(entry)
  const changelog = await changelogs.load(entry)
  const why = await changelogs.why(entry)
  const neededBy = (await findNeeds([entry], reports)).get(id) ?? []
  const artifacts = entry.artifacts.map(({ digest, fileName, sizeBytes, deb }) => ({
    digest,
    fileName,
    sizeBytes,
    ...deb,
    nodes: neededBy.filter(need => need.artifacts.length === 0 || need.artifacts.includes(digest)).length,
  }))
  const { nodes: _, ...row } = rowOf(entry, judged, 0)
  return {
    ...row,
    cves: why.cves,
    summary: why.summary,
    publishedAt: why.publishedAt === 0 ? null : new Date(why.publishedAt * 1000).toISOString(),
    firstSeenAt: new Date(entry.firstSeenAt).toISOString(),
    supersededBy: catalogue.newerThan(entry)?.id ?? null,
    platform: entry.platform,
    action: entry.action,
    detection: entry.detection,
    artifacts,
    neededBytes: artifacts.reduce((sum, artifact) => sum + (artifact.nodes > 0 ? artifact.sizeBytes : 0), 0),
    changelog: { state: changelog, entries: await changelogs.news(entry) },
    neededBy,
    proof: proofOf(entry, feeds),
    manifest: judged.manifest?.digest ?? null,
    approval: judged.approval ? approvalView(judged.approval) : null,
  }
}

function proofOf({ feed }: CatalogueEntry, feeds: Feeds): PatchDetails['proof'] {
  const apt = feeds.proofOf(feed)
  const date = feeds.state(feed).apt?.date
  const config = feeds.config(feed)
  return apt && date ? { feed: config, apt: { ...apt, date: new Date(date).toISOString() } } : { feed: config }
}

function approvalView({ body, header }: Signed<'approval'>): ApprovalView {
  const { decision, manifests, severity, reason, scope } = body
  const iso = (seconds: number) => new Date(seconds * 1000).toISOString()
  const { version } = header
  return {
    decision,
    version,
    manifests,
    severity,
    reason,
    ...scope,
    issuedAt: iso(header.issuedAt),
    notAfter: iso(header.notAfter),
  }
}
