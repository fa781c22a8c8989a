// The floor everything is compared to: plain HTTP over an office's link, in the same run.

import type { Place } from './fleet.ts'

export interface PlainDownload {
  bytes: number
  seconds: number
}

const program = `
import { Agent, get } from 'node:http'
const [proxy, ...urls] = process.argv.slice(1)
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
const began = performance.now()
let bytes = 0
for (const url of urls) {
  const response = await new Promise((resolve, reject) => {
    const { hostname, port } = new URL(proxy || url)
    get({ agent, hostname, port, path: proxy ? url : new URL(url).pathname, headers: { host: new URL(url).host } }, resolve).on('error', reject)
  })
  if (response.statusCode !== 200) throw new Error('HTTP ' + response.statusCode)
  for await (const chunk of response) bytes += chunk.length
}
console.log(JSON.stringify({ bytes, seconds: (performance.now() - began) / 1000 }))
agent.destroy()`

/** Timed inside the process, its start not counted: one file after the other. `proxy`: where the office's link is one. */
export async function measurePlainDownload(
  place: Place,
  { urls, proxy = '' }: { urls: readonly string[]; proxy?: string | undefined },
): Promise<PlainDownload> {
  const args = ['--input-type=module', '-e', program, proxy, ...urls]
  const { stdout } = await place.exec(process.execPath, args, { timeoutMs: 300_000 })
  return JSON.parse(stdout) as PlainDownload
}
