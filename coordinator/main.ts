#!/usr/bin/env node
// `patchmesh`: the coordinator and the admin's command line. Only the command that is asked for is loaded, so that
// `--help` is quick. Nothing is imported statically: the check of Node's version comes first.

if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(`error: patchmesh needs Node.js 24 or newer, this is ${process.version}: install a newer one\n`)
  process.exit(1)
}

// It passes on bytes of members, whose dead buffers are to go soon (core/young-buffers.ts).
if (process.argv[2] === 'serve') (await import('../core/start-anew.ts')).startAnew('--expose-gc')

const { runCommands } = await import('../core/command-line.ts')
const { about, commands } = await import('./commands.ts')

await runCommands(commands, about)
