// `patchmesh log level`: what the running coordinator logs. Only on its own machine.

import type { Command } from 'commander'
import { addGroup } from '../../core/command-line.ts'
import { checkAsked, type LevelView, levelHelp, printLevel } from '../../core/log-level.ts'
import { addLocalCommand, askCoordinator, type HomeOptions } from './coordinator-command.ts'

export function registerLog(program: Command): void {
  const log = addGroup(program, 'log', {
    description: "see and change what the running coordinator's log says",
    example: 'patchmesh log level debug',
  })
  addLocalCommand(log, 'level [level]', levelHelp('patchmesh')).action(
    async (level: string | undefined, options: HomeOptions) =>
      printLevel(await askCoordinator<LevelView>(options, 'log-level', checkAsked(level)), options.json),
  )
}
