#!/usr/bin/env node
// `patchmesh`: the coordinator and the admin's command line. Only the command that is asked for is loaded, so that
// `--help` is quick. Nothing is imported statically: the check of Node's version comes first.

import type { Command } from 'commander'

if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(`error: patchmesh needs Node.js 24 or newer, this is ${process.version}: install a newer one\n`)
  process.exit(1)
}

const { createProgram, runMain } = await import('../core/command-line.ts')
const { version } = (await import('../package.json', { with: { type: 'json' } })).default

type Register = (program: Command) => void

const commands: Record<string, { summary: string; load: () => Promise<Register> }> = {
  init: {
    summary: 'make the keys, the root of trust and the home of a new fleet',
    load: async () => (await import('./commands/init.ts')).registerInit,
  },
  serve: {
    summary: 'run the coordinator',
    load: async () => (await import('./commands/serve.ts')).registerServe,
  },
  token: {
    summary: 'let new machines join a site',
    load: async () => (await import('./commands/token.ts')).registerToken,
  },
  feed: {
    summary: 'say where patches come from, and fetch what is new',
    load: async () => (await import('./commands/feed.ts')).registerFeed,
  },
  patch: {
    summary: 'see patches, approve or decline them',
    load: async () => (await import('./commands/patch.ts')).registerPatch,
  },
  schedule: {
    summary: 'order approved patches onto machines',
    load: async () => (await import('./commands/schedule.ts')).registerSchedule,
  },
  node: {
    summary: 'see the machines of the fleet',
    load: async () => (await import('./commands/node.ts')).registerNode,
  },
  report: {
    summary: 'see what is installed, what is missing and what crossed the WAN',
    load: async () => (await import('./commands/report.ts')).registerReport,
  },
}

const program = createProgram({
  name: 'patchmesh',
  description: 'Brings each patch into an office once: coordinator and admin command line.',
  version,
})
const asked = process.argv.slice(2).find(word => !word.startsWith('-') && word !== 'help')
for (const [name, { summary, load }] of Object.entries(commands)) {
  if (name === asked) (await load())(program)
  else program.command(name).description(summary)
}
await runMain(program)
