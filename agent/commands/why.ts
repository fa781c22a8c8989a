// `patchmesh-agent why PATCH`: why a patch is in its state here, and where its bytes came from.

import type { Command } from 'commander'
import { printResult } from '../../core/command-line.ts'
import { formatBytes, formatTime } from '../../core/present.ts'
import type { WhyView } from '../view.ts'
import { addStateCommand, askAgent, type StateOptions } from './agent-command.ts'
import { bySource } from './render-status.ts'

export function registerWhy(program: Command): void {
  addStateCommand(program, 'why <patch>', {
    description: 'Explains the state of a patch on this node, and from where and why its bytes came.',
    args: { patch: 'its id' },
    example: 'patchmesh-agent why app-1.2',
  }).action(why)
}

async function why(patch: string, options: StateOptions): Promise<void> {
  const view = await askAgent<WhyView>(options, 'why', { patch })
  printResult(view, { json: options.json, render: renderWhy })
}

export function renderWhy(view: WhyView): string {
  // The reason stands above it already.
  const more = view.detail.startsWith(view.words)
    ? view.detail.slice(view.words.length).replace(/^: /, '')
    : view.detail
  const lines = [
    `${view.id} is ${view.state}${view.reason === '' ? '' : ` (${view.reason})`}: ${view.words}`,
    ...(more === '' ? [] : [`  ${more}`]),
    `  ${[view.product, view.version].filter(text => text !== '').join(' ')}${view.title === '' ? '' : `: ${view.title}`}`,
    ...(view.dueAt ? [`  may be installed from ${formatTime(Date.parse(view.dueAt))}`] : []),
    ...(view.deadline
      ? [`  deadline ${formatTime(Date.parse(view.deadline))}${view.overdue ? ', which has passed' : ''}`]
      : []),
    `bytes: ${bySource(view.bytes)}`,
    ...view.wan.map(({ words, bytes }) => `  ${formatBytes(bytes)} crossed the WAN: ${words}`),
    ...view.lanWasted.map(({ words, bytes }) => `  ${formatBytes(bytes)} from neighbours were of no use: ${words}`),
    ...view.artifacts.map(each => `  ${each.fileName}, ${formatBytes(each.sizeBytes)}: ${bySource(each.bytes)}`),
    ...view.orders.map(
      ({ schedule, state, detail }) => `ordered by ${schedule}: ${state}${detail ? `, ${detail}` : ''}`,
    ),
  ]
  return lines.filter(line => line.trim() !== '').join('\n')
}
