// `patchmesh submit`: hands a signed object over that lies in a file. It carries its own proof, so whoever brings it need be nobody:
// the way for an admin whose machine is no operator of the fleet, in an emergency.

import type { Command } from 'commander'
import { printResult } from '../../core/command-line.ts'
import { openEnvelope } from '../../core/envelope.ts'
import { readEnvelopeFile } from '../../keys/envelope-file.ts'
import type { SubmittedOrder } from '../proposals/proposal-handlers.ts'
import { addHomeCommand, askCoordinator, connect, type HomeOptions } from './coordinator-command.ts'

export function registerSubmit(program: Command): void {
  addHomeCommand(
    program,
    'submit <file>',
    {
      description:
        'Hands over what admins signed: an approval, schedule, policy, group, recall or pause, or a proposal of one. It carries its own proof: with --coordinator, --identity may be left out.',
      args: { file: 'the signed object, or the proposal' },
      example: 'patchmesh submit recall.json --coordinator /ip4/192.0.2.7/tcp/7433/p2p/12D3KooW…',
    },
    { anonymous: true },
  ).action(submitFile)
}

async function submitFile(file: string, options: HomeOptions): Promise<void> {
  const bytes = await readEnvelopeFile(file)
  const { kind, digest } = openEnvelope(bytes)
  const waiting = options.coordinator ? await (await connect(options)).submit(bytes) : await submitHere(bytes, options)
  printResult(
    { kind, digest, published: waiting === '', waiting },
    { json: options.json, render: () => `the coordinator has the ${kind}: ${waiting || 'it is in force'}` },
  )
}

async function submitHere(bytes: Uint8Array, options: HomeOptions): Promise<string> {
  const envelope = Buffer.from(bytes).toString('base64')
  const { published, signers, needed } = await askCoordinator<SubmittedOrder>(options, 'proposal-submit', { envelope })
  return published ? '' : `it waits, with ${signers.length} of ${needed} signatures`
}
