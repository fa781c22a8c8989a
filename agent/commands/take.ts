// `patchmesh-agent take`: hands a signed object that came by another way (a stick, a mail) to the running agent, which judges it as if
// a neighbour had sent it. So a recall or a pause reaches a site whose coordinator withholds it; from one node it spreads to all.

import type { Command } from 'commander'
import { printResult } from '../../core/command-line.ts'
import { readEnvelopeFile } from '../../keys/envelope-file.ts'
import type { TakenView } from '../view.ts'
import { addStateCommand, askAgent, type StateOptions } from './agent-command.ts'

export function registerTake(program: Command): void {
  addStateCommand(program, 'take <file...>', {
    description:
      'Gives the running agent signed objects from files: it verifies them as if a neighbour had sent them, and passes them on.',
    args: { file: 'files of signed objects' },
    example: 'patchmesh-agent take /media/stick/recall.json',
  }).action(take)
}

async function take(files: string[], options: StateOptions): Promise<void> {
  const envelopes: string[] = []
  for (const file of files) envelopes.push(Buffer.from(await readEnvelopeFile(file)).toString('base64'))
  const views = await askAgent<TakenView[]>(options, 'take', { envelopes })
  printResult(views, { json: options.json, render: () => views.map(renderTaken).join('\n') })
}

function renderTaken({ kind, name, version, changed }: TakenView): string {
  if (!changed) return `the ${kind}: nothing changed, this node has it already`
  return `the ${name ? `${kind} ${name}` : kind}, version ${version}, was taken: its neighbours get it from here`
}
