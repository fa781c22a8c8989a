// Attack: signed bytes in such numbers, or so made, that verifying them keeps the node from all else. Times are of one machine, so the ratio
// is held: what we do about one object against one bare Ed25519 verification, and that no turn of the event loop belongs to them alone.

import { createPublicKey, verify } from 'node:crypto'
import test from 'ava'
import { openEnvelope, preAuthEncoding } from '../../core/envelope.ts'
import { payloadType } from '../../core/kinds.ts'
import { verifyObject } from '../../core/verify.ts'
import { type Made, makeFleet } from '../kit/fleet.ts'
import { measureLargest } from '../kit/largest-objects.ts'
import { makeTrust } from '../kit/trust-kit.ts'

const now = Date.UTC(2026, 10, 22, 12)
const fleet = await makeFleet({ now })

function cpuMs(work: () => void): number {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

test.serial('to verify a manifest costs at most eight bare verifications of its signature', async t => {
  const { bytes } = await fleet.manifest('tool')
  const { payload, signatures } = openEnvelope(bytes)
  const signed = preAuthEncoding(payloadType('manifest'), payload)
  const x = Buffer.from(fleet.keys.release[0]!.publicKey).toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  const runs = 200
  const bare = () => {
    for (let run = 0; run < runs; run++) t.true(verify(null, signed, key, signatures[0]!.sig))
  }
  const whole = () => {
    for (let run = 0; run < runs; run++) verifyObject(bytes, { anchor: fleet.anchor, now, allowed: ['manifest'] })
  }
  for (const warm of [bare, whole]) warm()
  const ratios = Array.from({ length: 5 }, () => cpuMs(whole) / cpuMs(bare)).sort((a, b) => a - b)
  t.log(`ratio ${ratios.map(each => each.toFixed(1)).join(', ')}`)
  t.true(ratios[0]! < 8, `${ratios}`)
})

test.serial('two hundred envelopes at once leave turns to others: none takes a quarter of the time', async t => {
  const { trust } = await makeTrust(t, { fleet: fleet.id, root: fleet.root.bytes, now })
  const objects: Made[] = []
  for (let index = 0; index < 200; index++) objects.push((await fleet.manifest(`tool-${index}`)) as Made)
  await trust.offer(
    [
      (
        await fleet.heartbeat(
          'office',
          objects.map(({ head }) => head),
        )
      ).bytes,
    ],
    'coordinator',
  )
  const turns: number[] = []
  let running = true
  const watch = async () => {
    for (let last = process.cpuUsage(); running; last = process.cpuUsage()) {
      await new Promise(setImmediate)
      const { user, system } = process.cpuUsage(last)
      turns.push((user + system) / 1000)
    }
  }
  const watching = watch()
  const { accepted } = await trust.offer(
    objects.map(({ bytes }) => bytes),
    'attacker',
  )
  running = false
  await watching
  t.is(accepted.length, 200)
  const [longest, all] = [Math.max(...turns), turns.reduce((sum, each) => sum + each, 0)]
  t.log(`the longest of ${turns.length} turns took ${longest} of ${all} ms`)
  t.true(longest < all / 4, `${longest} of ${all} ms`)
})

test.serial('the largest objects take no turn of over 50 ms of processor time', async t => {
  for (const { object, longestCpuMs } of await measureLargest(fleet)) {
    t.log(`${object}: ${longestCpuMs.toFixed(1)} ms`)
    t.true(longestCpuMs < 50, `${object}: ${longestCpuMs} ms`)
  }
})
