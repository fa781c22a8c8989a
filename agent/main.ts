#!/usr/bin/env node
// `patchmesh-agent`: the daemon of a machine and its command line. Only the command that is asked for is loaded. Nothing of
// ours is imported statically: the check of Node's version, and the heap's bounds, come first.

import { setFlagsFromString } from 'node:v8'

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

// The C library by itself takes ever larger blocks from its heaps (an arena for each thread), and what a burst took it keeps: RssAnon rose by 20 to 30 MB in
// an hour of patches while V8's heap and its buffers stayed as they were. With fixed bounds a large block is its own, and goes back to the
// machine when it is freed. What the administrator set counts more. (glibc, mallopt(3); others do not look at it.)
const allocation = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' }
if (process.argv[2] === 'run' && !isSized && process.platform !== 'win32')
  process.execve!(process.execPath, [process.execPath, smallYoung, ...process.execArgv, ...process.argv.slice(1)], {
    ...allocation,
    ...process.env,
  })

const { runCommands } = await import('../core/command-line.ts')
const { about, commands } = await import('./commands.ts')

await runCommands(commands, about)
