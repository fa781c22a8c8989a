// The commands of `patchmesh-agent` by name, each loaded only when it is asked for, and what the program says of itself. Runs nothing: see
// main.ts.

import type { About, Commands } from '../core/command-line.ts'
import packageJson from '../package.json' with { type: 'json' }

export const about: About = {
  name: 'patchmesh-agent',
  description: 'Fetches approved patches once for the whole office and installs them when ordered.',
  version: packageJson.version,
  example: 'patchmesh-agent status',
}

export const commands: Commands = {
  join: {
    summary: 'make this machine a member of a site',
    load: async () => (await import('./commands/join.ts')).registerJoin,
  },
  run: {
    summary: 'run the agent',
    load: async () => (await import('./commands/run.ts')).registerRun,
  },
  status: {
    summary: 'see who this node is, what it does and what waits for what',
    load: async () => (await import('./commands/status.ts')).registerStatus,
  },
  peers: {
    summary: 'see the other members of the site',
    load: async () => (await import('./commands/peers.ts')).registerPeers,
  },
  patches: {
    summary: 'see the patches ordered for this machine',
    load: async () => (await import('./commands/patches.ts')).registerPatches,
  },
  why: {
    summary: 'see why a patch is in its state, and where its bytes came from',
    load: async () => (await import('./commands/why.ts')).registerWhy,
  },
  pause: {
    summary: 'stop fetching from outside on this machine for a while',
    load: async () => (await import('./commands/pause.ts')).registerPause,
  },
  resume: {
    summary: 'end a pause of this machine',
    load: async () => (await import('./commands/pause.ts')).registerResume,
  },
  pin: {
    summary: "keep a patch's files on this machine",
    load: async () => (await import('./commands/pin.ts')).registerPin,
  },
  unpin: {
    summary: 'let them go when no schedule wants them',
    load: async () => (await import('./commands/pin.ts')).registerUnpin,
  },
  take: {
    summary: 'give this node signed objects from files: a recall that came by mail',
    load: async () => (await import('./commands/take.ts')).registerTake,
  },
  scan: {
    summary: 'look at this machine now',
    load: async () => (await import('./commands/scan.ts')).registerScan,
  },
  log: {
    summary: "see and change what the running agent's log says",
    load: async () => (await import('./commands/log.ts')).registerLog,
  },
  completion: {
    summary: 'make a shell complete commands and options',
    load: async () => (await import('../core/completion.ts')).registerCompletion({ commands, about }),
  },
}
