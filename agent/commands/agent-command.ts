// What every command of `patchmesh-agent` shares on top of core/command-line.ts: `--state`, and how to reach the running agent of
// that folder. It knows no command.

import { resolve } from 'node:path'
import type { Command } from 'commander'
import { systemClock } from '../../core/clock.ts'
import { addCommand, type Help } from '../../core/command-line.ts'
import { callControl } from '../../core/control.ts'
import { explainSilence } from '../../keys/start-record.ts'
import { defaultState, statePaths } from '../state-paths.ts'

export interface StateOptions {
  state: string
  json?: boolean
}

/** A command with `--state`, `--json` and an example in its help. */
export function addStateCommand(parent: Command, usage: string, help: Help): Command {
  return addCommand(parent, usage, help).option(
    '--state <dir>',
    "the agent's folder",
    path => resolve(path),
    defaultState,
  )
}

/** Asks the running agent; the result is its own, so it is trusted to have its form. Throws as `callControl`. */
export async function askAgent<T>({ state }: StateOptions, name: string, args: unknown = {}): Promise<T> {
  const start = `start it with "patchmesh-agent run --state ${state}", or give another --state`
  try {
    return (await callControl(statePaths(state).control, name, args, { start })) as T
  } catch (error) {
    throw await explainSilence(error, { folder: state, now: systemClock.now() })
  }
}
