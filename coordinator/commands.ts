// The commands of `patchmesh` by name, each loaded only when it is asked for, and what the program says of itself. Runs nothing: see main.ts.

import type { About, Commands } from '../core/command-line.ts'
import packageJson from '../package.json' with { type: 'json' }

export const about: About = {
  name: 'patchmesh',
  description: 'Brings each patch into an office once: coordinator and admin command line.',
  version: packageJson.version,
  example: 'patchmesh patch list',
}

export const commands: Commands = {
  init: {
    summary: 'make the keys, the root of trust and the home of a new fleet',
    load: async () => (await import('./commands/init.ts')).registerInit,
  },
  serve: {
    summary: 'run the coordinator',
    load: async () => (await import('./commands/serve.ts')).registerServe,
  },
  key: {
    summary: 'make, seal and look at key files',
    load: async () => (await import('./commands/key.ts')).registerKey,
  },
  root: {
    summary: "see and change the fleet's keys, with several people",
    load: async () => (await import('./commands/root.ts')).registerRoot,
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
  proposal: {
    summary: 'see and sign what other admins proposed',
    load: async () => (await import('./commands/proposal.ts')).registerProposal,
  },
  policy: {
    summary: "sites' budgets, feeds' keyrings, protected groups",
    load: async () => (await import('./commands/policy.ts')).registerPolicy,
  },
  group: {
    summary: 'who is in the groups that policy protects',
    load: async () => (await import('./commands/group.ts')).registerGroup,
  },
  recall: {
    summary: 'withdraw machines, keys, patches and schedules, for good',
    load: async () => (await import('./commands/recall.ts')).registerRecall,
  },
  node: {
    summary: 'see the machines of the fleet',
    load: async () => (await import('./commands/node.ts')).registerNode,
  },
  backup: {
    summary: 'write what cannot be had again into one sealed file',
    load: async () => (await import('./commands/backup.ts')).registerBackup,
  },
  restore: {
    summary: 'make the coordinator’s home from a backup',
    load: async () => (await import('./commands/restore.ts')).registerRestore,
  },
  submit: {
    summary: 'hand over a signed object or proposal from a file',
    load: async () => (await import('./commands/submit.ts')).registerSubmit,
  },
  report: {
    summary: 'see what is installed, what is missing and what crossed the WAN',
    load: async () => (await import('./commands/report.ts')).registerReport,
  },
  log: {
    summary: "see and change what the running coordinator's log says",
    load: async () => (await import('./commands/log.ts')).registerLog,
  },
  completion: {
    summary: 'make a shell complete commands and options',
    load: async () => (await import('../core/completion.ts')).registerCompletion({ commands, about }),
  },
}
