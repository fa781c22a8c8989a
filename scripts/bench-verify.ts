// `npm run bench:verify`: how many objects a second core/verify.ts verifies on one core, with one signer and with two of three, and how
// long the event loop stands still while a node takes the 1,000 envelopes of a large patch day, and the largest objects there can be.
// Exit 1 when below the promise.

import { parseArgs } from 'node:util'
import { systemClock } from '../core/clock.ts'
import { formatBytes } from '../core/present.ts'
import { verifyObject } from '../core/verify.ts'
import { type Fleet, makeFleet } from '../test/kit/fleet.ts'
import { type LargestTurn, measureLargest } from '../test/kit/largest-objects.ts'
import { watchLoop } from '../test/kit/loop-watch.ts'
import { patchDayObjects, syncBatches } from '../test/kit/patch-day-objects.ts'
import { openTrustFolder } from '../test/kit/trust-folder.ts'

const promised = { verifiesPerSecond: 2000, longestTurnMs: 50 }
const measuredMs = 2000

const help = `usage: npm run bench:verify [-- --json]

Measures the verification of signed objects on one core, and the longest turn of the event loop while 1,000 envelopes
arrive, and while a heartbeat of 20,000 heads, a roster of 10,000 members, a recall of 65,536 entries and a list of
20,000 heads are taken.
Times of processor (cpu) are this thread's own; the others contain what else the machine did.
`

interface Rate {
  object: string
  signers: string
  bytes: number
  perSecond: number
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } })
  if (values.help) {
    process.stdout.write(help)
    return
  }
  const now = Date.now()
  const fleet = await makeFleet({ now })
  const rates = [
    ...(await measureRates(fleet, '1 of 1', now)),
    ...(await measureRates(await twoOfThree(now), '2 of 3', now)),
  ]
  const arrival = await measureArrival(fleet)
  const largest = await measureLargest(fleet)
  const slowest = Math.min(...rates.map(({ perSecond }) => perSecond))
  const turnMs = Math.max(...[arrival, ...largest].map(({ longestCpuMs }) => longestCpuMs))
  const ok = slowest >= promised.verifiesPerSecond && turnMs <= promised.longestTurnMs
  if (values.json) process.stdout.write(`${JSON.stringify({ ok, promised, rates, arrival, largest })}\n`)
  else print(rates, arrival, largest)
  process.exitCode = ok ? 0 : 1
}

async function twoOfThree(now: number): Promise<Fleet> {
  const fleet = await makeFleet({ now, adminKeys: 3, seed: 'three' })
  const root = structuredClone(fleet.anchor.root)
  root.roles.admin.threshold = 2
  return { ...fleet, anchor: { ...fleet.anchor, root } }
}

/** Of each kind one object, verified over and over: its keys are known, its bytes are not. */
async function measureRates(fleet: Fleet, signers: string, now: number): Promise<Rate[]> {
  const [first, second] = fleet.keys.admin
  const admins = second ? [second, first!] : [first!]
  const manifest = await fleet.manifest('source-1.2.3-4', undefined, { summary: 'changelog '.repeat(400) })
  const patches = Array.from({ length: 20 }, (_, index) => ({ patch: `patch-${index}`, manifest: manifest.digest }))
  const approval = await fleet.approval('source-1.2.3-4', [manifest.digest])
  const schedule = await fleet.schedule('day', patches)
  const objects = {
    ...(signers === '1 of 1' && { manifest }),
    approval: await fleet.sign('approval', approval.body, admins),
    schedule: await fleet.sign('schedule', schedule.body, admins),
  }
  return Object.entries(objects).map(([object, { bytes }]) => ({
    object,
    signers,
    bytes: bytes.length,
    perSecond: perCpuSecond(() =>
      verifyObject(bytes, { anchor: fleet.anchor, now, allowed: ['manifest', 'approval', 'schedule'] }),
    ),
  }))
}

function perCpuSecond(work: () => void): number {
  for (let warm = 0; warm < 500; warm++) work()
  const began = cpuMs()
  let done = 0
  while (cpuMs() - began < measuredMs) for (let index = 0; index < 100; index++, done++) work()
  return Math.round((done * 1000) / (cpuMs() - began))
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

async function measureArrival(fleet: Fleet) {
  const envelopes = await patchDayObjects(fleet)
  const folder = await openTrustFolder(fleet, { clock: systemClock })
  try {
    const began = performance.now()
    const watch = await watchLoop(async () => {
      for (const batch of syncBatches(envelopes)) await folder.trust.offer(batch, 'neighbour')
    })
    const bytes = envelopes.reduce((sum, each) => sum + each.length, 0)
    return { envelopes: envelopes.length, bytes, totalMs: Math.round(performance.now() - began), ...watch }
  } finally {
    await folder.close()
  }
}

function print(
  rates: readonly Rate[],
  arrival: Awaited<ReturnType<typeof measureArrival>>,
  largest: readonly LargestTurn[],
): void {
  for (const { object, signers, bytes, perSecond } of rates)
    process.stdout.write(`${object}, ${signers}, ${formatBytes(bytes)}: ${perSecond} verified a second of one core\n`)
  const { envelopes, bytes, totalMs, longestMs, longestCpuMs } = arrival
  process.stdout.write(
    `${envelopes} envelopes (${formatBytes(bytes)}) in ${totalMs} ms; the loop's longest turn: ${longestCpuMs.toFixed(1)} ms of cpu, ${longestMs.toFixed(1)} ms by the clock\n`,
  )
  for (const { object, bytes, longestCpuMs, longestMs } of largest)
    process.stdout.write(
      `the largest ${object} (${formatBytes(bytes)}): the loop's longest turn took ${longestCpuMs.toFixed(1)} ms of cpu, ${longestMs.toFixed(1)} ms by the clock\n`,
    )
}

await main()
