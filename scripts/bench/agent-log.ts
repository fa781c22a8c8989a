// What agents wrote into their logs while something was measured: the exact moments that no poll could give.

import { readFile, stat } from 'node:fs/promises'
import type { Agent } from '../fleet/fleet.ts'

export interface LogLine {
  /** Milliseconds since 1970, on the clock that all processes of the machine share. */
  time: number
  level: number
  msg: string
  [field: string]: unknown
}

/** Lines written after `offset` bytes. */
export async function readLog({ logFile }: Pick<Agent, 'logFile'>, offset = 0): Promise<LogLine[]> {
  const text = (await readFile(logFile)).subarray(offset).toString()
  return text.split('\n').flatMap(parseLine)
}

export async function logEnd({ logFile }: Pick<Agent, 'logFile'>): Promise<number> {
  return (await stat(logFile)).size
}

/** When the last of these artifacts was whole there, undefined if one is missing. */
export function arrivalOf(lines: readonly LogLine[], artifacts: readonly string[]): number | undefined {
  const left = new Set(artifacts)
  let last = 0
  for (const { msg, artifact, time } of lines)
    if (msg === 'artifact completed' && left.delete(String(artifact))) last = time
  return left.size === 0 ? last : undefined
}

/** A crash may leave something that is no line of JSON. */
function parseLine(text: string): LogLine[] {
  if (!text.startsWith('{')) return []
  try {
    return [JSON.parse(text) as LogLine]
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return []
  }
}
