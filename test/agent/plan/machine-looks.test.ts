// How much of the machine a look takes in: all of it, or what is new and what something happened to.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { MachineLooks } from '../../../agent/plan/machine-looks.ts'
import type { InstalledProduct } from '../../../agent/plan/supersede.ts'
import type { Digest } from '../../../core/digest.ts'
import { limits } from '../../../core/limits.ts'
import type { Manifest } from '../../../core/manifest.ts'
import { makeFleet } from '../../kit/fleet.ts'
import { manualClock } from '../../kit/manual-clock.ts'

const start = Date.UTC(2026, 10, 27)
const content = (patch: string) => Buffer.from(`what ${patch} brings`)

async function setUp(t: ExecutionContext) {
  const root = await mkdtemp(join(tmpdir(), 'pm-looks-'))
  t.teardown(() => rm(root, { recursive: true }))
  await mkdir(join(root, 'opt'))
  const fleet = await makeFleet({ now: start })
  const clock = manualClock(start)
  const installed: InstalledProduct[] = []
  const manifests = new Map<Digest, Manifest>()
  /** Looks that began, and how long the next one takes. */
  const seen = { whole: 0, tookMs: 0 }
  let spentMs = 0
  const looks = new MachineLooks({
    root,
    memory: {
      installedOf(products) {
        spentMs += seen.tookMs
        return installed.filter(({ product }) => products.has(product))
      },
    },
    onFacts: () => void seen.whole++,
    clock: { ...clock, monotonic: () => clock.monotonic() + spentMs },
  })
  const order = async (patch: string, product = '') => {
    const { body, digest } = await fleet.manifest(patch, content(patch), { product, productVersion: '2' })
    manifests.set(digest, body)
    return digest
  }
  const place = (patch: string) => writeFile(join(root, 'opt', patch), content(patch))
  const remove = (patch: string) => rm(join(root, 'opt', patch))
  const look = () => looks.look([...manifests.keys()], manifests)
  return { looks, clock, installed, manifests, seen, order, place, remove, look }
}

test('a new order has its own files looked at, and not those of all earlier ones', async t => {
  const it = await setUp(t)
  await it.place('first')
  const first = await it.order('first')
  await it.look()
  t.is(it.looks.of(first)?.state, 'installed')
  await it.remove('first')
  await it.place('second')
  const [second, third] = [await it.order('second'), await it.order('third')]
  await it.look()
  t.deepEqual(
    [first, second, third].map(digest => it.looks.of(digest)?.state),
    ['installed', 'installed', 'missing'],
  )
  t.is(it.seen.whole, 1)
  t.false(it.looks.owesWhole)
  await it.clock.advance(limits.rescanMs)
  await it.look()
  t.is(it.looks.of(first)?.state, 'missing')
  t.is(it.seen.whole, 2)
})

test('what was installed is looked at for itself, and the whole machine is owed then', async t => {
  const it = await setUp(t)
  const [first, second] = [await it.order('first'), await it.order('second')]
  await it.look()
  await it.place('first')
  await it.place('second')
  it.looks.noteInstalled(it.manifests.get(first)!, first)
  await it.look()
  t.deepEqual([it.looks.of(first)?.state, it.looks.of(second)?.state], ['installed', 'missing'])
  t.true(it.looks.owesWhole)
  it.looks.askWhole({ afresh: false })
  await it.look()
  t.is(it.looks.of(second)?.state, 'installed')
  t.false(it.looks.owesWhole)
})

test('while installs follow one another the whole machine is looked at now and then, and less often where that takes long', async t => {
  const it = await setUp(t)
  const first = await it.order('first')
  const isWholeAfter = async (ms: number) => {
    await it.clock.advance(ms)
    const before = it.seen.whole
    it.looks.noteInstalled(it.manifests.get(first)!, first)
    await it.look()
    return it.seen.whole > before
  }
  await it.look()
  t.false(await isWholeAfter(limits.lookWhileInstallingMs - 1))
  it.seen.tookMs = 1000
  t.true(await isWholeAfter(1))
  t.false(await isWholeAfter(1000 / limits.lookShare - 1))
  t.true(await isWholeAfter(1))
})

test('what a new order’s product has installed before is looked at with it, and that of other products stays known', async t => {
  const it = await setUp(t)
  const kept = async (patch: string, product: string) => {
    const { body } = await makeFleet({ now: start }).then(fleet =>
      fleet.manifest(patch, content(patch), { product, productVersion: '1' }),
    )
    it.installed.push({ ...body, patch })
  }
  await kept('editor-1', 'editor')
  await kept('viewer-1', 'viewer')
  await it.place('editor-1')
  await it.place('viewer-1')
  await it.order('editor-2', 'editor')
  await it.look()
  const before = () => it.looks.installedBefore.map(({ patch }) => patch)
  t.deepEqual(before(), ['editor-1'])
  await it.order('viewer-2', 'viewer')
  await it.look()
  t.deepEqual(before(), ['editor-1', 'viewer-1'])
  await it.remove('viewer-1')
  await it.order('viewer-3', 'viewer')
  await it.look()
  t.deepEqual(before(), ['editor-1'])
})
