// `patchmesh patch list|show`: what the feeds offer, why, how big, and who needs it. Deciding is in patch-decide.ts.

import { type Command, Option } from 'commander'
import { addGroup, printResult } from '../../core/command-line.ts'
import { severities } from '../../core/manifest.ts'
import { formatBytes, formatTime, renderTable, type Style, terminal } from '../../core/present.ts'
import type { PatchDetails, PatchFilter, PatchRow } from '../catalogue/patch-view.ts'
import { addHomeCommand, askCoordinator, type HomeOptions } from './coordinator-command.ts'
import { registerDecisions } from './patch-decide.ts'

export function registerPatch(program: Command): void {
  const patch = addGroup(program, 'patch', {
    description: 'see patches, approve or decline them',
    example: 'patchmesh patch list',
  })
  addHomeCommand(patch, 'list', {
    description: 'Lists the patches of all feeds, the worst first.',
    example: 'patchmesh patch list --needed --state new',
  })
    .option('--feed <name>', 'only of this feed')
    .option('--product <name>', 'only of this product')
    .addOption(
      new Option('--state <state>', 'only in this state').choices([
        'new',
        'approved',
        'declined',
        'superseded',
        'withdrawn',
      ]),
    )
    .addOption(new Option('--severity <severity>', 'only of this severity').choices(severities))
    .option('--needed', 'only what some machine needs')
    .action(listPatches)
  addHomeCommand(patch, 'show <id...>', {
    description: 'Shows patches: what, why, how big, which machines need them, and what proves where they come from.',
    args: { id: 'of the patches' },
    example: 'patchmesh patch show debian:openssl_3.0.17-1~deb12u3',
  }).action(showPatches)
  registerDecisions(patch)
}

async function listPatches(options: HomeOptions & PatchFilter): Promise<void> {
  const { feed, product, state, severity, needed } = options
  const filter = { feed, product, state, severity, needed } as PatchFilter
  const rows = await askCoordinator<PatchRow[]>(options, 'patch-list', filter)
  printResult(rows, {
    json: options.json,
    render: () =>
      rows.length > 0 ? renderRows(rows) : 'no such patch: "patchmesh feed sync" fetches what the feeds have',
  })
}

function renderRows(rows: PatchRow[]): string {
  return renderTable(
    rows,
    [
      { title: 'id', value: row => row.id },
      { title: 'product', value: row => row.product, shrinks: true },
      { title: 'version', value: row => row.version, shrinks: true },
      { title: 'severity', value: row => row.severity, style: row => styleOfSeverity(row.severity) },
      { title: 'state', value: row => (row.remark === '' ? row.state : `${row.state} (${row.remark})`) },
      { title: 'needed by', value: row => row.nodes, align: 'right' },
      { title: 'size', value: row => formatBytes(row.sizeBytes), align: 'right' },
      { title: 'title', value: row => row.title, shrinks: true },
    ],
    terminal(),
  )
}

function styleOfSeverity(severity: string): Style | undefined {
  if (severity === 'critical' || severity === 'high') return 'red'
  return severity === 'medium' ? 'yellow' : undefined
}

/** One object for one id, a list for several: scripts ask for one. */
async function showPatches(ids: string[], options: HomeOptions): Promise<void> {
  const shown: PatchDetails[] = []
  for (const id of new Set(ids)) shown.push(await askCoordinator<PatchDetails>(options, 'patch-show', { id }))
  printResult(shown.length === 1 ? shown[0] : shown, {
    json: options.json,
    render: () => shown.map(renderDetails).join('\n\n'),
  })
}

function renderDetails(patch: PatchDetails): string {
  const time = (text: string | null) => (text ? formatTime(Date.parse(text)) : 'not stated')
  const facts = [
    ['patch', patch.id],
    ['what', `${patch.product} ${patch.version}: ${patch.title}`],
    ['state', patch.remark === '' ? patch.state : `${patch.state} (${patch.remark})`],
    ['severity', patch.severity],
    ['published', time(patch.publishedAt)],
    ['for', Object.values(patch.platform).filter(Boolean).join(', ') || 'any machine'],
    ['install', describeAction(patch)],
    ['installed if', patch.detection.map(describeRule).join('; and ')],
    ['size', describeSize(patch)],
    ['proof', describeProof(patch)],
    ['why', patch.cves.length > 0 ? patch.cves.join(' ') : describeNoCve(patch)],
    ...(patch.supersededBy ? [['newer', patch.supersededBy]] : []),
    ...(patch.approval ? [['decision', describeApproval(patch.approval)]] : []),
  ]
  return [
    facts.map(([name, value]) => `${name!.padEnd(14)}${value}`).join('\n'),
    describeReasons(patch),
    renderFiles(patch),
    renderNeeds(patch),
  ]
    .filter(Boolean)
    .join('\n\n')
}

function describeAction({ action }: PatchDetails): string {
  switch (action.type) {
    case 'file':
      return `replaces ${action.path} (mode ${action.mode.toString(8)})`
    case 'archive':
      return `unpacks below ${action.prefix}`
    case 'deb':
      return 'Debian packages in one transaction'
  }
}

function describeRule(rule: PatchDetails['detection'][number]): string {
  switch (rule.type) {
    case 'file-exists':
      return `${rule.path} exists`
    case 'file-sha256':
      return `${rule.path} has SHA-256 ${rule.digest.slice(0, 12)}…`
    case 'version-line':
      return `${rule.path} says "${rule.prefix}" at least ${rule.version}`
    case 'deb':
      return 'none of its packages is installed in an older version'
  }
}

function describeSize({ artifacts, sizeBytes, neededBytes }: PatchDetails): string {
  const all = `${artifacts.length} file${artifacts.length === 1 ? '' : 's'}, ${formatBytes(sizeBytes)}`
  return neededBytes === sizeBytes ? all : `${all}; needed of it: ${formatBytes(neededBytes)}`
}

function describeProof({ proof }: PatchDetails): string {
  const { feed, apt } = proof
  if (!apt) return `feed ${feed.name}: in-house, checked against your own copy when you approve`
  const place = feed.type === 'apt' ? feed.url : ''
  return `feed ${feed.name}: InRelease of ${apt.suite} at ${place}, ${formatTime(Date.parse(apt.date))}, ${apt.inReleaseDigest.slice(0, 12)}…; ${apt.indexPath} ${apt.indexDigest.slice(0, 12)}…`
}

function describeNoCve({ changelog }: PatchDetails): string {
  if (changelog.state === 'unavailable') return 'its changelog could not be fetched now: ask again later'
  return 'no CVE is named'
}

function describeApproval(approval: NonNullable<PatchDetails['approval']>): string {
  const { decision, issuedAt, notAfter, reason, sites, groups } = approval
  const scope = [...sites.map(site => `site ${site}`), ...groups.map(group => `group ${group}`)].join(', ')
  const span = `${formatTime(Date.parse(issuedAt))}, holds until ${formatTime(Date.parse(notAfter))}`
  const what = decision === 'approve' ? 'approved' : 'declined'
  return `${what} ${span}${scope === '' ? '' : `, for ${scope}`}${reason === '' ? '' : `: ${reason}`}`
}

function describeReasons({ changelog, summary }: PatchDetails): string {
  if (changelog.entries.length === 0) return summary
  return changelog.entries
    .map(
      ({ version, urgency, date, text }) =>
        `${version} (${urgency || 'no urgency'}, ${formatTime(date ?? 0, 'UTC')})\n${text}`,
    )
    .join('\n\n')
}

function renderFiles({ artifacts }: PatchDetails): string {
  return renderTable(
    artifacts,
    [
      { title: 'file', value: row => row.fileName, shrinks: true },
      { title: 'size', value: row => formatBytes(row.sizeBytes), align: 'right' },
      { title: 'needed by', value: row => row.nodes, align: 'right' },
      { title: 'sha256', value: row => row.digest },
    ],
    terminal(),
  ).trimEnd()
}

function renderNeeds({ neededBy }: PatchDetails): string {
  if (neededBy.length === 0) return 'no machine that reported needs it'
  return renderTable(
    neededBy,
    [
      { title: 'site', value: row => row.site },
      { title: 'host', value: row => row.hostName, shrinks: true },
      { title: 'node', value: row => `…${row.node.slice(-8)}` },
      { title: 'has', value: row => row.fromVersion || null },
    ],
    terminal(),
  ).trimEnd()
}
