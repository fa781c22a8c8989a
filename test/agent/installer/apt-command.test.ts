import test from 'ava'
import {
  aptEnvironment,
  auditCommand,
  checkCommand,
  configureCommand,
  installCommand,
  simulateCommand,
} from '../../../agent/installer/apt-command.ts'

const debs = ['/var/lib/patchmesh/private/k/d1.deb', '/var/lib/patchmesh/private/k/d2.deb']

test('the simulation differs from the transaction by one option', t => {
  const { args } = installCommand('/', debs)
  t.deepEqual(
    simulateCommand('/', debs).args.filter(arg => arg !== '--simulate'),
    args,
  )
  t.false(args.includes('--simulate'))
})

test('a transaction has no sources, removes and lowers nothing, asks nothing, and waits for the lock', t => {
  const { file, args } = installCommand('/', debs)
  t.is(file, '/usr/bin/apt-get')
  for (const option of [
    '--yes',
    '--no-remove',
    '--no-install-recommends',
    '--only-upgrade',
    'Dir::Etc::sourcelist=/dev/null',
    'Dir::Etc::sourceparts=/dev/null',
    'Dpkg::Options::=--force-confdef',
    'Dpkg::Options::=--force-confold',
    'DPkg::Lock::Timeout=600',
  ]) {
    t.true(args.includes(option), option)
  }
  t.false(args.some(arg => /allow-(downgrades|remove|change-held|unauthenticated)|force-yes/.test(arg)))
  t.deepEqual(args.slice(-4), ['install', '--', ...debs])
})

test('in another root every program runs inside it, so that the configuration of this machine does not apply', t => {
  for (const make of [(root: string) => installCommand(root, debs), auditCommand, checkCommand, configureCommand]) {
    const { file, args } = make('/srv/root')
    t.is(file, '/usr/sbin/chroot')
    t.is(args[0], '/srv/root')
    t.regex(args[1]!, /^\/usr\/bin\/(apt-get|dpkg)$/)
    t.true(make('/').file.startsWith('/usr/bin/'))
  }
})

test('the environment is fixed, and nothing of this process is in it', t => {
  t.is(aptEnvironment.DEBIAN_FRONTEND, 'noninteractive')
  t.is(aptEnvironment.PATH, '/usr/sbin:/usr/bin:/sbin:/bin')
  t.false('LD_PRELOAD' in aptEnvironment)
  t.false('DPKG_ROOT' in aptEnvironment)
})
