// `patchmesh-agent peers`: the other members of the site.

import type { Command } from 'commander'
import { printResult } from '../../core/command-line.ts'
import { renderTable, terminal } from '../../core/present.ts'
import type { PeerView } from '../view.ts'
import { addStateCommand, askAgent, type StateOptions } from './agent-command.ts'

export function registerPeers(program: Command): void {
  addStateCommand(program, 'peers', {
    description: 'Lists the other members of the site and which of them this node is connected to.',
    example: 'patchmesh-agent peers',
  }).action(peers)
}

async function peers(options: StateOptions): Promise<void> {
  const views = await askAgent<PeerView[]>(options, 'peers')
  printResult(views, { json: options.json, render })
}

function render(views: PeerView[]): string {
  if (views.length === 0) return 'This node is the only member of its site.'
  return renderTable(
    views,
    [
      { title: 'host', value: peer => peer.hostName, shrinks: true },
      { title: 'class', value: peer => peer.class },
      {
        title: 'connected',
        value: peer => (peer.connected ? 'yes' : 'no'),
        style: peer => (peer.connected ? 'green' : 'dim'),
      },
      { title: 'address', value: peer => peer.address },
      { title: 'doing', value: peer => doingOf(peer) },
      {
        title: 'pieces from it',
        value: peer => (peer.badPieces > 0 ? `${peer.goodPieces}, ${peer.badPieces} bad` : String(peer.goodPieces)),
        align: 'right',
        style: peer => (peer.badPieces > 0 ? 'red' : undefined),
      },
      { title: 'fault', value: peer => peer.fault ?? '', shrinks: true, style: () => 'red' },
      { title: 'groups', value: peer => peer.groups.join(' '), shrinks: true },
      { title: 'node', value: peer => peer.node },
    ],
    terminal(),
  )
}

function doingOf({ doing, leasedPieces, heldBack }: PeerView): string {
  if (heldBack !== 'nothing') return `held back: ${heldBack}`
  return leasedPieces > 0 ? `${doing}, ${leasedPieces} pieces claimed` : doing
}
