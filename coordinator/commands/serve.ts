// `patchmesh serve`: runs the coordinator until SIGTERM or SIGINT. When its database turns out to be damaged it starts again by itself,
// for starting heals it.

import { resolve } from 'node:path'
import type { Command } from 'commander'
import { sleep, systemClock } from '../../core/clock.ts'
import { wholeNumber } from '../../core/command-line.ts'
import { limits } from '../../core/limits.ts'
import { createLog } from '../../core/log.ts'
import { passphraseSource } from '../../keys/passphrase.ts'
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
    .action(runServe)
}

async function runServe(options: HomeOptions & { passphraseFd?: number; acceptRestored?: boolean }): Promise<void> {
  const { serve } = await import('../serve.ts')
  const log = createLog({ name: 'patchmesh' })
  const stopped = new Promise<string>(done => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => done(signal))
  })
  const passphrase = passphraseSource({
    ...(options.passphraseFd !== undefined && { fd: options.passphraseFd }),
    question: "Passphrase of the coordinator's keys: ",
  })
  for (;;) {
    const running = await serve({
      home: resolve(options.home),
      passphrase,
      clock: systemClock,
      log,
      acceptRestored: options.acceptRestored ?? false,
    })
    const { node, addresses, origin } = running
    process.stdout.write(`${JSON.stringify({ event: 'listening', node, addresses, origin })}\n`)
    const signal = await Promise.race([stopped, running.damaged])
    log.info({ signal }, 'stopping')
    await running.close()
    if (signal !== undefined) return
    await sleep(systemClock, limits.startAgainMs)
  }
}
