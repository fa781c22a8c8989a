// `patchmesh backup`: everything that cannot be had again, in one sealed file, from a running coordinator or from its home.

import { link, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { systemClock } from '../../core/clock.ts'
import { printResult, wholeNumber } from '../../core/command-line.ts'
import { CodedError, systemCode } from '../../core/errors.ts'
import { exists, syncFolder, writeDurably } from '../../keys/durable-file.ts'
import { passphraseSource } from '../../keys/passphrase.ts'
import { type Backup, collectBackup, sealBackup } from '../backup/backup.ts'
import { openDatabase } from '../database.ts'
import { homePaths } from '../home.ts'
import { openState } from '../state.ts'
import { addLocalCommand, askCoordinator, type HomeOptions } from './coordinator-command.ts'

interface BackupOptions extends HomeOptions {
  out: string
  passphraseFd?: number
}

export function registerBackup(program: Command): void {
  addLocalCommand(program, 'backup', {
    description:
      'Writes what cannot be had again into one file, sealed with a passphrase of its own: the trusted state, online keys, settings, feeds, and everything signed. Works beside a running coordinator, and without one.',
    example: 'patchmesh backup --out /media/safe/patchmesh-2026-11-26.backup',
  })
    .requiredOption('--out <file>', 'new file to write')
    .option('--passphrase-fd <n>', 'read the passphrase from this file descriptor', wholeNumber('--passphrase-fd'))
    .action(makeBackup)
}

async function makeBackup({ passphraseFd: fd, ...options }: BackupOptions): Promise<void> {
  const path = resolve(options.out)
  if (await exists(path)) throw inTheWay(path)
  const passphrase = passphraseSource({ ...(fd !== undefined && { fd }), question: 'New passphrase for the backup: ' })
  const backup = await collect(options)
  await writeNew(path, await sealBackup(backup, await passphrase()))
  const { fleet, madeAt, bytes } = backup
  const result = { file: path, fleet, madeAt, objects: bytes.published.length }
  printResult(result, {
    json: options.json,
    render: () => `${path}: ${result.objects} signed objects, state, keys and feeds; keep its passphrase apart from it`,
  })
}

async function collect(options: HomeOptions): Promise<Backup> {
  try {
    return await askCoordinator<Backup>(options, 'backup')
  } catch (error) {
    if (!(error instanceof CodedError && error.code === 'not-running')) throw error
  }
  const home = resolve(options.home)
  const state = await openState(home)
  const database = await openDatabase(homePaths(home).database)
  try {
    return await collectBackup({ home, state, database, now: systemClock.now() })
  } finally {
    await database.close()
  }
}

/** Never over another file, also not over one that came meanwhile. */
async function writeNew(path: string, text: string): Promise<void> {
  const temporary = `${path}.part`
  try {
    await writeDurably(temporary, text)
    await link(temporary, path)
  } catch (error) {
    if (systemCode(error) === 'EEXIST') throw inTheWay(path)
    throw error
  } finally {
    await rm(temporary, { force: true })
  }
  await syncFolder(resolve(path, '..'))
}

function inTheWay(path: string): CodedError {
  return new CodedError('already-exists', `${path} is there already: a backup is never written over another file`)
}
