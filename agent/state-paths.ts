// Names of what rests in an agent's state folder. Pure.

import { join } from 'node:path'

export const defaultState = '/var/lib/patchmesh-agent'

export function statePaths(folder: string) {
  return {
    folder,
    key: join(folder, 'node.key'),
    choices: join(folder, 'choices.json'),
    pin: join(folder, 'pin.json'),
    database: join(folder, 'db'),
    installed: join(folder, 'installed.json'),
    store: join(folder, 'store'),
    control: join(folder, 'control', 'agent.sock'),
  }
}
