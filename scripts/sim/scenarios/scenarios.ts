// Every named scenario.

import type { Scenario } from '../scenario.ts'
import * as faults from './faults.ts'
import * as liars from './liars.ts'
import * as offices from './offices.ts'

export const scenarios: ReadonlyMap<string, Scenario> = new Map(
  [offices, faults, liars]
    .flatMap(kind => Object.values(kind).flat() as Scenario[])
    .map(scenario => [scenario.name, scenario]),
)
