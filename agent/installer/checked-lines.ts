// Lines that carry their own checksum: `1 SHA256 JSON`. An append-only file of them survives a torn write (the tail is
// dropped) and shows a flipped bit (that line is dropped, the others count). What the values mean is their reader's to check.

import { sha256 } from '../../core/digest.ts'

/** One line with its end. `value` must be JSON. */
export function encodeLine(value: unknown): string {
  const json = JSON.stringify(value)
  return `1 ${sha256(Buffer.from(json))} ${json}\n`
}

/** The values of all sound lines in order; `lost`: for each line that is not sound, how many sound ones stand before it. */
export function decodeLines(text: string): { values: unknown[]; lost: number[] } {
  const values: unknown[] = []
  const lost: number[] = []
  for (const line of text.split('\n')) {
    const json = soundJson(line)
    if (json !== undefined) values.push(JSON.parse(json))
    else if (line !== '') lost.push(values.length)
  }
  return { values, lost }
}

function soundJson(line: string): string | undefined {
  const digest = line.slice(2, 66)
  const json = line.slice(67)
  return line.startsWith('1 ') && line[66] === ' ' && sha256(Buffer.from(json)) === digest ? json : undefined
}
