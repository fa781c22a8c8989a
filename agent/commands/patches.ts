// `patchmesh-agent patches`: what is ordered for this machine.

import type { Command } from 'commander'
import { systemClock } from '../../core/clock.ts'
import { printResult } from '../../core/command-line.ts'
import { terminal } from '../../core/present.ts'
import type { PatchView } from '../view.ts'
import { addStateCommand, askAgent, type StateOptions } from './agent-command.ts'
import { renderPatches } from './render-status.ts'

export function registerPatches(program: Command): void {
  addStateCommand(program, 'patches', {
    description: 'Lists the patches that schedules order for this node, with state and reason.',
    example: 'patchmesh-agent patches --json',
  }).action(patches)
}

async function patches(options: StateOptions): Promise<void> {
  const views = await askAgent<PatchView[]>(options, 'patches')
  const screen = { ...terminal(), now: systemClock.now() }
  printResult(views, { json: options.json, render: each => renderPatches(each, screen) })
}
