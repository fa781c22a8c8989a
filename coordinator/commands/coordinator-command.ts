// What every command of `patchmesh` shares on top of core/command-line.ts: `--home`, and how to reach the running
// coordinator of that home. It knows no command.

import type { Command } from 'commander'
import { addCommand } from '../../core/command-line.ts'
import { callControl } from '../../core/control.ts'
import { homePaths } from '../home.ts'

export const defaultHome = '/var/lib/patchmesh'

export interface HomeOptions {
  home: string
  json?: boolean
}

/** A command with `--home`, `--json` and an example in its help. */
export function addHomeCommand(
  parent: Command,
  usage: string,
  help: { description: string; example: string },
): Command {
  return addCommand(parent, usage, help).option('--home <dir>', "the coordinator's folder", defaultHome)
}

/** Asks the running coordinator; the result is its own, so it is trusted to have its form. Throws as `callControl`. */
export async function askCoordinator<T>(
  { home }: HomeOptions,
  name: string,
  args: unknown = {},
  options: { onProgress?: (value: unknown) => void; signal?: AbortSignal } = {},
): Promise<T> {
  return (await callControl(homePaths(home).control, name, args, options)) as T
}
