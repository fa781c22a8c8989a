// `patchmesh-agent run`: the daemon, until SIGTERM or SIGINT. Its first line on stdout says that it listens; logs go to stderr.
// When its database turns out to be damaged it starts again by itself, for starting heals it.

import type { Command } from 'commander'
import { sleep, systemClock } from '../../core/clock.ts'
import { wholeNumber } from '../../core/command-line.ts'
import { logLastWords } from '../../core/last-words.ts'
import { limits } from '../../core/limits.ts'
import { createLog } from '../../core/log.ts'
import { systemRandom } from '../../core/random.ts'
import { passphraseSource } from '../../keys/passphrase.ts'
import { runRecorded } from '../../keys/start-record.ts'
import { type AgentOptions, startAgent } from '../agent.ts'
import { addStateCommand, type StateOptions } from './agent-command.ts'

export function registerRun(program: Command): void {
  addStateCommand(program, 'run', {
    description: 'Runs the agent of a machine that has joined. Settings are in agent.yaml in its folder.',
    example: 'patchmesh-agent run --state /var/lib/patchmesh-agent',
  })
    .option(
      '--passphrase-fd <n>',
      'read the passphrase of a sealed node key from this descriptor',
      wholeNumber('--passphrase-fd'),
    )
    .option('--log-file <file>', 'append the log to this file instead of stderr; opened anew at SIGHUP')
    .action(run)
}

interface RunOptions extends StateOptions {
  passphraseFd?: number
  logFile?: string
}

async function run({ state, passphraseFd, logFile }: RunOptions): Promise<void> {
  const log = createLog({ name: 'agent', file: logFile })
  logLastWords(log)
  const asked = signalled(['SIGTERM', 'SIGINT'])
  const stop = new AbortController()
  void asked.then(() => stop.abort())
  const passphrase = passphraseSource({
    ...(passphraseFd !== undefined && { fd: passphraseFd }),
    question: "Passphrase of this node's key: ",
  })
  const parts = { folder: state, passphrase, clock: systemClock, random: systemRandom, log }
  await runRecorded(state, { clock: systemClock, log, signal: stop.signal }, crashes =>
    runUntil(asked, { ...parts, crashes }),
  )
}

async function runUntil(asked: Promise<NodeJS.Signals>, options: AgentOptions): Promise<void> {
  for (;;) {
    const agent = await startAgent(options)
    process.stdout.write(`${JSON.stringify({ event: 'listening', node: agent.node, addresses: agent.addresses() })}\n`)
    const signal = await Promise.race([asked, agent.outdated])
    options.log.info({ signal }, 'stopping')
    await agent.close()
    if (signal !== undefined) return
    await sleep(systemClock, limits.startAgainMs)
  }
}

/** The first of the signals; a second one ends the process at once. */
function signalled(signals: NodeJS.Signals[]): Promise<NodeJS.Signals> {
  return new Promise(resolve => {
    for (const signal of signals) {
      process.once(signal, () => {
        for (const other of signals) process.once(other, () => process.exit(1))
        resolve(signal)
      })
    }
  })
}
