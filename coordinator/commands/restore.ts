// `patchmesh restore`: a coordinator's home from a backup, or with --list what is in one.

import { resolve } from 'node:path'
import type { Command } from 'commander'
import { printNote, printResult, wholeNumber } from '../../core/command-line.ts'
import { passphraseSource } from '../../keys/passphrase.ts'
import { type Backup, openBackup } from '../backup/backup.ts'
import { restoreHome, sitesOf } from '../backup/restore.ts'
import { addLocalCommand, type HomeOptions } from './coordinator-command.ts'

interface RestoreOptions extends HomeOptions {
  list?: boolean
  trustBackup?: boolean
  passphraseFd?: number
}

export function registerRestore(program: Command): void {
  addLocalCommand(program, 'restore <file>', {
    description:
      'Makes a home from a backup: everything or nothing, in a new folder. The restored coordinator learns from the members what is newer than the backup, and signs nothing for a site before it has heard one of its members.',
    args: { file: 'what "patchmesh backup" wrote' },
    example: 'patchmesh restore /media/safe/patchmesh-2026-11-26.backup --home /var/lib/patchmesh',
  })
    .option('--list', 'show what is in the backup, and restore nothing')
    .option('--trust-backup', 'nothing has changed since it was made: wait for nobody')
    .option('--passphrase-fd <n>', 'read the passphrase from this file descriptor', wholeNumber('--passphrase-fd'))
    .action(restore)
}

async function restore(file: string, options: RestoreOptions): Promise<void> {
  const { passphraseFd: fd, json } = options
  const passphrase = passphraseSource({ ...(fd !== undefined && { fd }), question: `Passphrase of ${file}: ` })
  const backup = await openBackup(file, passphrase)
  if (options.list) return printResult(contentsOf(backup), { json, render: renderContents })
  const home = resolve(options.home)
  const restored = await restoreHome(backup, { home, trustBackup: options.trustBackup ?? false })
  printResult({ home, ...restored }, { json, render: () => `${home} is restored as of ${restored.madeAt}` })
  if (!json && restored.waitsFor.length > 0)
    printNote(
      `it signs nothing for ${restored.waitsFor.join(', ')} before it has heard two members of each (one, when no other comes within a minute), since what they hold may be newer. The old coordinator must never run again: two with one key contradict each other. Next: patchmesh serve --home ${home}`,
    )
}

function contentsOf(backup: Backup) {
  const { fleet, madeAt, files, bytes, json } = backup
  const counts: Record<string, number> = {}
  for (const [key] of bytes.published) {
    const kind = key.split('/')[0]!
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  return {
    fleet,
    madeAt,
    sites: sitesOf(backup),
    files: Object.keys(files).sort(),
    objects: counts,
    feeds: json.feeds.map(([name]) => name).sort(),
    proposals: json.proposals.length,
  }
}

function renderContents({ fleet, madeAt, sites, files, objects, feeds, proposals }: ReturnType<typeof contentsOf>) {
  const counts = Object.entries(objects).map(([kind, count]) => `${count} ${kind}`)
  const rows = [
    ['fleet', fleet],
    ['made', madeAt],
    ['sites', sites.join(', ')],
    ['files', files.join(', ')],
    ['signed', counts.join(', ')],
    ['feeds', feeds.join(', ')],
    ['proposals', String(proposals)],
  ]
  return rows.map(([name, value]) => `${name!.padEnd(11)}${value || 'none'}`).join('\n')
}
