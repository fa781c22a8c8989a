// `patchmesh-agent status`: one screen that explains itself.

import type { Command } from 'commander'
import { systemClock } from '../../core/clock.ts'
import { printResult } from '../../core/command-line.ts'
import { terminal } from '../../core/present.ts'
import type { StatusView } from '../view.ts'
import { addStateCommand, askAgent, type StateOptions } from './agent-command.ts'
import { renderStatus } from './render-status.ts'

export function registerStatus(program: Command): void {
  addStateCommand(program, 'status', {
    description: 'Shows who this node is, whom it sees, what it does, and what waits for what.',
    example: 'patchmesh-agent status',
  }).action(status)
}

async function status(options: StateOptions): Promise<void> {
  const view = await askAgent<StatusView>(options, 'status')
  const screen = { ...terminal(), now: systemClock.now() }
  printResult(view, { json: options.json, render: each => renderStatus(each, screen) })
}
