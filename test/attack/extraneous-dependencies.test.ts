// Packages whose dependencies reach beyond what was approved: they would pull in others, remove some, or lower one. Real apt in a real root,
// whose own archive offers what is missing. What the judge says of recorded simulations is in judge-simulation.test.ts, and what an admin's
// check says of artifacts that the feed's stanzas do not prove in feed-tampering.test.ts.

import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import test from 'ava'
import { judgeSimulation, parseSimulation } from '../../agent/installer/judge-simulation.ts'
import type { DependencyReport } from '../kit/deb-root-child.ts'
import { temporaryFolder } from '../kit/install-kit.ts'

const able = process.getuid?.() === 0 && ['/usr/bin/apt-get', '/usr/bin/unshare', '/usr/bin/dpkg-deb'].every(existsSync)
const debTest = able ? test : test.skip
const untouched = 'pm-test-a=1.0 pm-test-b=1.0 pm-test-c=1.0 pm-test-d=1.0 pm-test-e=1.0'

debTest('as root: no dependency of an approved package brings, removes or lowers what nobody approved', async t => {
  t.timeout(120_000, 'a real package system on a busy machine')
  const base = await temporaryFolder(t)
  const program = fileURLToPath(new URL('../kit/deb-root-child.ts', import.meta.url))
  const args = ['--mount', '--propagation', 'private', process.execPath, program, base, 'dependencies']
  const { stdout } = await promisify(execFile)('/usr/bin/unshare', args)
  const report = JSON.parse(stdout) as DependencyReport
  if (report.skipped !== undefined) {
    t.log(`no overlay of the root here: ${report.skipped}`)
    return t.pass()
  }
  t.true(report.offered, 'apt by itself would have pulled the package')
  // The machine's archives are not looked at, so that apt finds no way at all.
  t.like(report.pulling.outcome, { state: 'failed', reason: 'apt-refused' })
  t.like(report.set.outcome, { state: 'failed', reason: 'apt-refused' })
  for (const { outcome, versions } of [report.pulling, report.set, report.removing, report.lowering]) {
    t.is(outcome.state, 'failed')
    t.is(versions, untouched, 'nothing changes, not even of a set that is half right')
  }
})

/** As apt prints it when the machine's archives are looked at. */
const setWithOutsider = `The following NEW packages will be installed:
  pm-test-z
Inst pm-test-c [1.0] (2.0 local-deb [all])
Inst pm-test-z (1.0 localhost [all])
Inst pm-test-d [1.0] (2.0 local-deb [all])
`

test('should apt find a way all the same, a set of which one package needs an outsider is refused as a whole', t => {
  const wanted = ['pm-test-c', 'pm-test-d'].map(name => ({ package: name, version: '2.0', architecture: 'all' }))
  const judge = (output: string) => judgeSimulation(parseSimulation(output), wanted)
  t.like(
    t.throws(() => judge(setWithOutsider)),
    { reason: 'would-install-other' },
  )
  t.notThrows(() => judge(setWithOutsider.replace(/^Inst pm-test-z.*\n/m, '')))
})
