// `patchmesh serve`: runs the coordinator until SIGTERM or SIGINT. When its database turns out to be damaged it starts again by itself,
// for starting heals it.

import { resolve } from 'node:path'
import type { Command } from 'commander'
import { sleep, systemClock } from '../../core/clock.ts'
import { wholeNumber } from '../../core/command-line.ts'
import { logLastWords } from '../../core/last-words.ts'
import { limits } from '../../core/limits.ts'
import { createLog, type Log } from '../../core/log.ts'
import { passphraseSource } from '../../keys/passphrase.ts'
import { runRecorded } from '../../keys/start-record.ts'
import { addLocalCommand, type HomeOptions } from './coordinator-command.ts'

export function registerServe(program: Command): void {
  addLocalCommand(program, 'serve', {
    description: 'Runs the coordinator. Its first line on stdout says where it listens; its log goes to stderr.',
    example: 'patchmesh serve --home /var/lib/patchmesh',
  })
    .option(
      '--passphrase-fd <n>',
      'when the keys in the home are sealed: read their passphrase from here',
      wholeNumber('--passphrase-fd'),
    )
    .option(
      '--accept-restored',
      'after a restore: sign for all sites at once, without waiting for what their members hold',
    )
    .option('--log-file <file>', 'append the log to this file instead of stderr; opened anew at SIGHUP')
    .action(runServe)
}

interface ServeOptions extends HomeOptions {
  passphraseFd?: number
  acceptRestored?: boolean
  logFile?: string
}

async function runServe(options: ServeOptions): Promise<void> {
  const log = createLog({ name: 'patchmesh', file: options.logFile })
  logLastWords(log)
  const stop = new AbortController()
  const stopped = new Promise<string>(done => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => done(signal))
  })
  void stopped.then(() => stop.abort())
  const home = resolve(options.home)
  await runRecorded(home, { clock: systemClock, log, signal: stop.signal }, () =>
    serveUntil(stopped, { home, options, log }),
  )
}

async function serveUntil(
  stopped: Promise<string>,
  { home, options, log }: { home: string; options: ServeOptions; log: Log },
): Promise<void> {
  const { serve } = await import('../serve.ts')
  const passphrase = passphraseSource({
    ...(options.passphraseFd !== undefined && { fd: options.passphraseFd }),
    question: "Passphrase of the coordinator's keys: ",
  })
  const acceptRestored = options.acceptRestored ?? false
  for (;;) {
    const running = await serve({ home, passphrase, clock: systemClock, log, acceptRestored })
    const { node, addresses, origin } = running
    process.stdout.write(`${JSON.stringify({ event: 'listening', node, addresses, origin })}\n`)
    const signal = await Promise.race([stopped, running.damaged])
    log.info({ signal }, 'stopping')
    await running.close()
    if (signal !== undefined) return
    await sleep(systemClock, limits.startAgainMs)
  }
}
