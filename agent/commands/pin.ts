// `patchmesh-agent pin` and `unpin`: keeps the files of a patch on this machine whatever no schedule wants any more.

import type { Command } from 'commander'
import { printResult } from '../../core/command-line.ts'
import { formatBytes } from '../../core/present.ts'
import type { PinView } from '../view.ts'
import { addStateCommand, askAgent, type StateOptions } from './agent-command.ts'

export function registerPin(program: Command): void {
  addStateCommand(program, 'pin <patch>', {
    description: 'Keeps the files of a patch on this machine until it is unpinned or withdrawn by the admins.',
    args: { patch: 'its id' },
    example: 'patchmesh-agent pin app-1.2',
  }).action(pin)
}

export function registerUnpin(program: Command): void {
  addStateCommand(program, 'unpin <patch>', {
    description: 'Lets the files of a patch go when no schedule wants them any more.',
    args: { patch: 'its id' },
    example: 'patchmesh-agent unpin app-1.2',
  }).action(unpin)
}

async function pin(patch: string, options: StateOptions): Promise<void> {
  const view = await askAgent<PinView>(options, 'pin', { patch })
  printResult(view, { json: options.json, render })
}

async function unpin(patch: string, options: StateOptions): Promise<void> {
  const view = await askAgent<PinView>(options, 'unpin', { patch })
  printResult(view, { json: options.json, render })
}

function render({ id, pinned, changed, sizeBytes, haveBytes }: PinView): string {
  if (!pinned) return changed ? `${id} is pinned no longer` : `${id} was not pinned`
  return `${id} is pinned: ${formatBytes(haveBytes)} of its ${formatBytes(sizeBytes)} are here and stay`
}
