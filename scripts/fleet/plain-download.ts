// The floor everything is compared to: one plain HTTP download over an office's link, in the same run.

import type { Place } from './fleet.ts'

export interface PlainDownload {
  bytes: number
  seconds: number
}

const program = `
const began = performance.now()
const response = await fetch(process.argv[1])
if (!response.ok) throw new Error('HTTP ' + response.status)
let bytes = 0
for await (const chunk of response.body) bytes += chunk.length
console.log(JSON.stringify({ bytes, seconds: (performance.now() - began) / 1000 }))`

/** Timed inside the process, its start not counted. */
export async function measurePlainDownload(place: Place, url: string): Promise<PlainDownload> {
  const { stdout } = await place.exec(process.execPath, ['--input-type=module', '-e', program, url], {
    timeoutMs: 120_000,
  })
  return JSON.parse(stdout) as PlainDownload
}
