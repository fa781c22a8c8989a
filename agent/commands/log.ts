// `patchmesh-agent log level`: what the running agent logs.

import type { Command } from 'commander'
import { addGroup } from '../../core/command-line.ts'
import { checkAsked, type LevelView, levelHelp, printLevel } from '../../core/log-level.ts'
import { addStateCommand, askAgent, type StateOptions } from './agent-command.ts'

export function registerLog(program: Command): void {
  const log = addGroup(program, 'log', {
    description: "see and change what the running agent's log says",
    example: 'patchmesh-agent log level debug',
  })
  addStateCommand(log, 'level [level]', levelHelp('patchmesh-agent')).action(
    async (level: string | undefined, options: StateOptions) =>
      printLevel(await askAgent<LevelView>(options, 'log-level', checkAsked(level)), options.json),
  )
}
