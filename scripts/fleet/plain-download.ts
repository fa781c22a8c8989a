// The floor everything is compared to: one plain HTTP download over an office's link, in the same run.

import type { Place } from './fleet.ts'

export interface PlainDownload {
  bytes: number
  seconds: number
}

const program = `
import { get } from 'node:http'
const [url, proxy] = process.argv.slice(1)
const began = performance.now()
const response = await new Promise((resolve, reject) => {
  const { hostname, port } = new URL(proxy || url)
  get({ hostname, port, path: proxy ? url : new URL(url).pathname, headers: { host: new URL(url).host } }, resolve).on('error', reject)
})
if (response.statusCode !== 200) throw new Error('HTTP ' + response.statusCode)
let bytes = 0
for await (const chunk of response) bytes += chunk.length
console.log(JSON.stringify({ bytes, seconds: (performance.now() - began) / 1000 }))`

/** Timed inside the process, its start not counted. `proxy`: where the office's link is one. */
export async function measurePlainDownload(
  place: Place,
  { url, proxy = '' }: { url: string; proxy?: string | undefined },
): Promise<PlainDownload> {
  const args = ['--input-type=module', '-e', program, url, proxy]
  const { stdout } = await place.exec(process.execPath, args, { timeoutMs: 120_000 })
  return JSON.parse(stdout) as PlainDownload
}
