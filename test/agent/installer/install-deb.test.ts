import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import test from 'ava'
import type { DebRootReport } from '../../kit/deb-root-child.ts'
import { temporaryFolder } from '../../kit/install-kit.ts'

const able = process.getuid?.() === 0 && ['/usr/bin/apt-get', '/usr/bin/unshare', '/usr/bin/dpkg-deb'].every(existsSync)
const debTest = able ? test : test.skip

debTest(
  'as root: packages are upgraded by real apt in a real root, or refused, or taken up again after a kill',
  async t => {
    t.timeout(300_000, 'a real package system on a busy machine')
    const base = await temporaryFolder(t)
    const program = fileURLToPath(new URL('../../kit/deb-root-child.ts', import.meta.url))
    const args = ['--mount', '--propagation', 'private', process.execPath, program, base]
    const env = { ...process.env, PM_LEAK: 'yes' }
    const { stdout } = await promisify(execFile)('/usr/bin/unshare', args, { env })
    const report = JSON.parse(stdout) as DebRootReport
    if (report.skipped !== undefined) {
      t.log(`no overlay of the root here: ${report.skipped}`)
      return t.pass()
    }

    const { upgrade, again, held, removing, failing, resumed, newer } = report
    t.like(upgrade.outcome, { state: 'installed', reason: 'applied' })
    t.is(upgrade.versions, 'pm-test-a=2.0 pm-test-b=2.0 pm-test-c=1.0 pm-test-d=1.0 pm-test-e=1.0')
    t.is(upgrade.config, 'setting of the admin\n', 'a changed configuration file is kept')
    t.deepEqual(upgrade.leftovers, [])
    t.notRegex(upgrade.script, /PM_LEAK/, 'maintainer scripts get a fixed environment')
    t.regex(upgrade.script, /^DEBIAN_FRONTEND=noninteractive$/m)
    t.regex(upgrade.script, /^0022\n\/\npolicy 101\n$/m, 'umask, working directory, services forbidden in another root')
    t.deepEqual(again, upgrade.outcome, 'the same key is not run twice')

    t.like(held.outcome, { state: 'failed', reason: 'package-held', final: false })
    t.regex(held.versions, /pm-test-c=1\.0/)
    t.is(removing.outcome.state, 'failed')
    t.regex(removing.versions, /pm-test-c=1\.0 pm-test-d=1\.0/, 'no package is removed for a patch')
    t.like(failing.outcome, { state: 'failed', reason: 'apt-failed' })
    t.is(failing.status, 'install ok half-configured')
    t.like(resumed.outcome, { state: 'installed', reason: 'applied' })
    t.regex(resumed.versions, /pm-test-e=2\.0/)
    t.deepEqual(resumed.leftovers, [])
    t.like(newer, { state: 'installed', reason: 'already-installed' }, 'no version is lowered')
  },
)
