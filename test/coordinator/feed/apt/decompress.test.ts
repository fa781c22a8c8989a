import { gzipSync, zstdCompressSync } from 'node:zlib'
import test from 'ava'
import { decompress, type Packing } from '../../../../coordinator/feed/apt/decompress.ts'

const zeros = Buffer.alloc(300_000)
const packed: Record<Packing, Buffer> = {
  gz: gzipSync(zeros),
  zst: zstdCompressSync(zeros),
  none: zeros,
  // xz -9 of the same: the runtime cannot make it.
  xz: Buffer.from(
    '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM5JPfAG9dAABv/f//o7f/Rz5IFXI5YVG4kijmo4YH+e7kHoLTL8U6PAFLsX7JiopNL6MN2X+m44wjEVPgWRjFdYrid/i2lH8MasDedElk4ulcU7IE2PdEDKtfDW1G6eXDdoi3llestk3haR1v+0uIEGw1jEDBAAAAH58pcZX/q9AAAYsB4KcSAHhj/vixxGf7AgAAAAAEWVo=',
    'base64',
  ),
}

async function* pieces(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 50) yield bytes.subarray(at, at + 50)
}

async function unpack(bytes: Uint8Array, packing: Packing, maxBytes = 1e6) {
  const chunks: Uint8Array[] = []
  for await (const chunk of decompress(pieces(bytes), { packing, maxBytes, what: 'test', code: 'bad-feed' }))
    chunks.push(chunk)
  return Buffer.concat(chunks)
}

for (const packing of ['gz', 'zst', 'xz', 'none'] as const) {
  test(`${packing} is unpacked in pieces, to the very limit`, async t => {
    t.deepEqual(await unpack(packed[packing], packing, zeros.length), zeros)
  })

  test(`${packing} beyond the limit stops there`, async t => {
    await t.throwsAsync(unpack(packed[packing], packing, zeros.length - 1), { code: 'limit-exceeded' })
  })
}

for (const packing of ['gz', 'zst', 'xz'] as const) {
  test(`a damaged or truncated ${packing} stream is an error, and the next one is read`, async t => {
    await t.throwsAsync(unpack(packed[packing].subarray(0, -9), packing), { code: 'bad-feed' })
    await t.throwsAsync(unpack(new Uint8Array(0), packing), { code: 'bad-feed' })
    await t.throwsAsync(unpack(Buffer.from('no such packing at all'), packing), { code: 'bad-feed' })
    t.deepEqual(await unpack(packed[packing], packing), zeros)
  })
}

test('many xz streams at once, some left unread, each get their turn', async t => {
  const leave = async () => {
    for await (const chunk of decompress(pieces(packed.xz), {
      packing: 'xz',
      maxBytes: 1e6,
      what: 'test',
      code: 'bad-feed',
    }))
      return chunk.length
    return 0
  }
  const all = await Promise.all([
    unpack(packed.xz, 'xz'),
    leave(),
    unpack(packed.xz, 'xz'),
    leave(),
    leave(),
    unpack(packed.xz, 'xz'),
  ])
  t.deepEqual(
    all.map(found => (typeof found === 'number' ? 'left' : found.length)),
    [300_000, 'left', 300_000, 'left', 'left', 300_000],
  )
})
