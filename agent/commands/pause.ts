// `patchmesh-agent pause` and `resume`: someone at this machine wants the line, or the disk, for something else.

import type { Command } from 'commander'
import { interval, printResult } from '../../core/command-line.ts'
import { formatTime } from '../../core/present.ts'
import type { PauseView } from '../view.ts'
import { addStateCommand, askAgent, type StateOptions } from './agent-command.ts'

interface PauseOptions extends StateOptions {
  for?: number
  all?: boolean
}

export function registerPause(program: Command): void {
  addStateCommand(program, 'pause', {
    description:
      'Stops fetching from outside on this machine; giving to and taking from neighbours goes on. Orders to install stay as they are.',
    example: 'patchmesh-agent pause --for 2h',
  })
    .option('--for <time>', 'how long: 90m, 2h, 1d (default: until "resume")', interval('--for'))
    .option('--all', 'stop giving to and taking from neighbours, too')
    .action(pause)
}

export function registerResume(program: Command): void {
  addStateCommand(program, 'resume', {
    description: 'Ends a pause of this machine.',
    example: 'patchmesh-agent resume',
  }).action(resume)
}

async function pause(options: PauseOptions): Promise<void> {
  const view = await askAgent<PauseView>(options, 'pause', { forMs: options.for ?? null, all: options.all ?? false })
  printResult(view, { json: options.json, render })
}

async function resume(options: StateOptions): Promise<void> {
  const view = await askAgent<PauseView>(options, 'resume')
  printResult(view, { json: options.json, render })
}

function render({ paused, all, until }: PauseView): string {
  if (!paused) return 'this machine is not paused: it fetches when its turn comes'
  const what = all ? 'nothing is fetched, given or taken' : 'nothing is fetched from outside'
  return `${what} ${until === null ? 'until "patchmesh-agent resume"' : `until ${formatTime(Date.parse(until))}`}`
}
