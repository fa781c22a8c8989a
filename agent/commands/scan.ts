// `patchmesh-agent scan`: looks at the machine now. Exit 100 when something is left to do.

import type { Command } from 'commander'
import { systemClock } from '../../core/clock.ts'
import { exitCodes, exitWith, printResult } from '../../core/command-line.ts'
import { terminal } from '../../core/present.ts'
import type { PatchView } from '../view.ts'
import { addStateCommand, askAgent, type StateOptions } from './agent-command.ts'
import { renderPatches } from './render-status.ts'

export interface ScanView {
  scannedAt: string
  patches: PatchView[]
}

/** States in which nothing is left to do on this machine. */
const settled = ['installed', 'not-applicable', 'superseded', 'declined', 'rolled-back']

export function registerScan(program: Command): void {
  addStateCommand(program, 'scan', {
    description: 'Looks at this machine now and lists its patches.',
    exits: { [exitCodes.done]: 'nothing is left to do here', [exitCodes.somethingToDo]: 'something is' },
    example: 'patchmesh-agent scan && echo complete',
  }).action(scan)
}

async function scan(options: StateOptions): Promise<void> {
  const view = await askAgent<ScanView>(options, 'scan')
  const screen = { ...terminal(), now: systemClock.now() }
  printResult(view, { json: options.json, render: each => renderPatches(each.patches, screen) })
  if (view.patches.some(patch => !settled.includes(patch.state))) exitWith(exitCodes.somethingToDo)
}
