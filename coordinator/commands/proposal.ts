// `patchmesh proposal list|show|sign|withdraw`: what admins proposed, and the signatures it lacks.

import type { Command } from 'commander'
import { systemClock } from '../../core/clock.ts'
import { addGroup, printResult } from '../../core/command-line.ts'
import { formatAgo, renderTable, terminal } from '../../core/present.ts'
import { type OrderKind, shortDigest } from '../proposals/proposal.ts'
import type { ProposalRow } from '../proposals/proposal-handlers.ts'
import { type AdminOptions, adminKeyPath } from './admin-key.ts'
import type { ProofMeans } from './check-feed-proof.ts'
import { addHomeCommand, askCoordinator, type HomeOptions } from './coordinator-command.ts'
import { orderInWords } from './order-words.ts'
import { addOrderOptions } from './sign-order.ts'
import { loadProposal, type SignOptions, signedNote, signProposal } from './sign-proposal.ts'

const proposalName = 'the id that "proposal list" shows, KIND/NAME, or the name it has there; or a file'

export function registerProposal(program: Command): void {
  const proposal = addGroup(program, 'proposal', {
    description: 'see and sign what other admins proposed',
    example: 'patchmesh proposal list',
  })
  addHomeCommand(proposal, 'list', {
    description: 'Lists what waits for more signatures of admins, the newest first. It has no effect before.',
    example: 'patchmesh proposal list',
  }).action(listProposals)
  addMeans(
    addHomeCommand(proposal, 'show <id|file>', {
      description: 'Shows in words what a proposal means, checked with your own means, and who has signed it.',
      args: { 'id|file': proposalName },
      example: 'patchmesh proposal show 3f9a1c08',
    }),
  )
    .option(
      '--key <file>',
      'the admin key whose means and pins are used (default: PATCHMESH_KEY, else as the home says)',
    )
    .action(showProposal)
  addSignCommand(proposal, {
    description:
      'Shows in words what a proposal means, asks, and adds your signature. The last one puts it into force.',
    example: 'patchmesh proposal sign 3f9a1c08 --key admin2.key',
  })
  addHomeCommand(proposal, 'withdraw <id>', {
    description: 'Takes a proposal back from the coordinator. What was signed stays signed: it can be handed in again.',
    args: { id: 'the id that "proposal list" shows, or KIND/NAME' },
    example: 'patchmesh proposal withdraw schedule/S20261128-3f9a1c',
  }).action(withdrawProposal)
}

/** `proposal sign`, and the same for one kind: `patch sign`, `schedule sign`. */
export function addSignCommand(
  parent: Command,
  { description, example, kind }: { description: string; example: string; kind?: OrderKind },
): void {
  const command = addHomeCommand(parent, 'sign <id|file>', {
    description,
    args: { 'id|file': proposalName },
    example,
  })
  addOrderOptions(addMeans(command)).action((id: string, options: SignOptions) => signProposal(id, options, kind))
}

function addMeans(command: Command): Command {
  return command
    .option('--keyring <file>', "your own keyring of the archive (default: the feed's)")
    .option('--files <dir>', "your own copy of the in-house patch, or of the whole feed (default: the feed's folder)")
}

async function listProposals(options: HomeOptions): Promise<void> {
  const rows = await askCoordinator<ProposalRow[]>(options, 'proposal-list')
  printResult(rows, {
    json: options.json,
    render: () => (rows.length > 0 ? renderRows(rows, systemClock.now()) : 'nothing waits for signatures'),
  })
}

function renderRows(rows: readonly ProposalRow[], now: number): string {
  return renderTable(
    rows,
    [
      { title: 'id', value: row => shortDigest(row.id) },
      { title: 'kind', value: row => row.kind },
      { title: 'name', value: row => row.name || null },
      { title: 'signed', value: row => `${row.signers.length} of ${row.needed}` },
      { title: 'proposed', value: row => formatAgo(Date.parse(row.proposedAt), now) },
      {
        title: 'what',
        value: row => (row.outdated === null ? row.what : `outdated: ${row.outdated}`),
        style: row => (row.outdated === null ? undefined : 'yellow'),
        shrinks: true,
      },
    ],
    terminal(),
  )
}

async function showProposal(asked: string, options: AdminOptions & ProofMeans): Promise<void> {
  const keyPath = await adminKeyPath(options)
  const { proposal, fleet, outdated } = await loadProposal(asked, options, { keyPath })
  const { object, signers, needed, recalled } = proposal
  const words = await orderInWords(object, { options, keyPath, fleet, now: systemClock.now() })
  const { kind, header, digest } = object
  const shown = {
    id: digest,
    kind,
    name: header.name,
    version: header.version,
    words: words.text,
    proof: words.proof,
    signers,
    needed,
    recalled,
    outdated: outdated ?? null,
  }
  printResult(shown, {
    json: options.json,
    render: () => `${words.text.trimEnd()}\n\n${signedNote(proposal)}${outdated ? `\noutdated: ${outdated}` : ''}`,
  })
}

async function withdrawProposal(id: string, options: HomeOptions): Promise<void> {
  const row = await askCoordinator<ProposalRow>(options, 'proposal-withdraw', { id })
  printResult(row, {
    json: options.json,
    render: ({ what }) => `withdrawn: ${what}`,
  })
}
