// The results as people read them: one row a figure with its target, and what was missed.

import type { Conditions } from './conditions.ts'
import { isMet, type Missed, type SetFigures, targetOf } from './figures.ts'

export interface Results {
  sets: SetFigures[]
  conditions: Conditions
  missed: Missed[]
}

export function renderResults({ sets, conditions, missed }: Results): string {
  const lines: string[] = []
  for (const figures of sets) {
    lines.push(`${figures.set} (${figures.runs} runs)`)
    for (const [name, value] of Object.entries(figures))
      if (typeof value === 'number' && name !== 'runs') lines.push(renderFigure(figures.set, name, value))
  }
  lines.push('', missed.length === 0 ? 'every target that was measured is met' : 'missed:')
  for (const { set, measure, figure, target } of missed)
    lines.push(`  ${set}: ${measure} ${formatFigure(measure, figure)}, target ${formatFigure(measure, target)}`)
  const { commit, kernel, cpu, cores, node, congestionControl, load } = conditions
  lines.push(
    `commit ${commit}, Node ${node}, kernel ${kernel}, ${cores} cores (${cpu}), ${congestionControl}, load ${load.join(' ')}`,
  )
  return `${lines.join('\n')}\n`
}

function renderFigure(set: string, name: string, value: number): string {
  const row = `  ${name.padEnd(24)} ${formatFigure(name, value).padEnd(10)}`
  const found = targetOf(set, name)
  if (!found) return row.trimEnd()
  const bound = `${found.atLeast ? '>=' : '<='} ${formatFigure(name, found.target)}`
  return `${row} ${bound.padEnd(13)} ${isMet(value, found) ? 'met' : 'missed'}`
}

function formatFigure(name: string, value: number): string {
  if (name.endsWith('Bytes')) return `${(value / 1e6).toFixed(1)} MB`
  if (name.endsWith('Ms')) return `${Math.round(value)} ms`
  return value.toFixed(3)
}
