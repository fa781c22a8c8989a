#!/usr/bin/env node
// `patchmesh-agent`: the daemon of a machine and its command line. Only the command that is asked for is loaded. Nothing of
// ours is imported statically: the check of Node's version, and the heap's bounds, come first.

import { setFlagsFromString } from 'node:v8'
import type { Commands } from '../core/command-line.ts'

if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    `error: patchmesh-agent needs Node.js 24 or newer, this is ${process.version}: install a newer one\n`,
  )
  process.exit(1)
}

// A daemon that is idle for weeks should be small: the young generation does not grow (measured: 25 MB less, same start).
setFlagsFromString('--semi-space-growth-factor=1')

// And one that moves files should drop its buffers soon. V8 looks for dead ones in the young generation when that is full of objects, and
// for all when their bytes are many: with a small young generation it need not mark the whole heap every 64 MB (measured: 30 % less
// processor time for a piece received and sent). Node takes the size at its start only, so the daemon starts itself anew, as the same process.
const smallYoung = '--max-semi-space-size=1'
const isSized = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].some(each =>
  each.includes('--max-semi-space-size'),
)
if (process.argv[2] === 'run' && !isSized && process.platform !== 'win32')
  process.execve!(process.execPath, [process.execPath, smallYoung, ...process.execArgv, ...process.argv.slice(1)])

const { runCommands } = await import('../core/command-line.ts')
const { version } = (await import('../package.json', { with: { type: 'json' } })).default

const commands: Commands = {
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
}

await runCommands(commands, {
  name: 'patchmesh-agent',
  description: 'Fetches approved patches once for the whole office and installs them when ordered.',
  version,
})
