import test from 'ava'
import { judgeSimulation, parseSimulation } from '../../../agent/installer/judge-simulation.ts'

const OUTPUT = `NOTE: This is only a simulation!
Reading package lists...
The following packages will be upgraded:
  jq libjq1
2 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.
Inst jq [1.6-2.1] (1.6-2.1+deb12u1 local-deb [amd64]) []
Inst libjq1 [1.6-2.1] (1.6-2.1+deb12u1 local-deb [amd64])
Conf libjq1 (1.6-2.1+deb12u1 local-deb [amd64])
Conf jq (1.6-2.1+deb12u1 local-deb [amd64])
`
const wanted = ['jq', 'libjq1'].map(name => ({ package: name, version: '1.6-2.1+deb12u1', architecture: 'amd64' }))

test('an upgrade of just the wanted packages is accepted', t => {
  const steps = parseSimulation(OUTPUT)
  t.is(steps.length, 4)
  t.deepEqual(steps[0], {
    type: 'install',
    package: 'jq',
    architecture: 'amd64',
    from: '1.6-2.1',
    to: '1.6-2.1+deb12u1',
  })
  t.notThrows(() => judgeSimulation(steps, wanted))
})

test('packages of a foreign architecture are told apart', t => {
  const steps = parseSimulation('Inst libc6:i386 [2.36-9] (2.36-9+deb12u1 local-deb [i386]) [libc6:amd64 ]\n')
  t.like(steps[0], { package: 'libc6', architecture: 'i386' })
  t.throws(() => judgeSimulation(steps, [{ package: 'libc6', version: '2.36-9+deb12u1', architecture: 'amd64' }]), {
    message: /not in the patch/,
  })
})

const refused: [string, string, string][] = [
  ['a removal', 'Remv bash [5.2]\n', 'would-remove'],
  ['a purge', 'Purg bash [5.2]\n', 'would-remove'],
  ['a package that nobody ordered', 'Inst bash [5.1] (5.2 local-deb [amd64])\n', 'would-install-other'],
  ['another version of a wanted package', 'Inst jq [1.6-2.1] (1.7 Debian:12/stable [amd64])\n', 'would-install-other'],
  ['a package that is not on the machine', 'Inst jq (1.6-2.1+deb12u1 local-deb [amd64])\n', 'would-install-other'],
  ['a lower version', 'Inst jq [2.0] (1.6-2.1+deb12u1 local-deb [amd64])\n', 'would-downgrade'],
]
for (const [what, line, reason] of refused) {
  test(`a simulation with ${what} is refused`, t => {
    t.like(
      t.throws(() => judgeSimulation(parseSimulation(OUTPUT + line), wanted)),
      { reason },
    )
  })
}

test('a wanted package that apt passes over is refused', t => {
  const more = [...wanted, { package: 'libjq-dev', version: '1.6-2.1+deb12u1', architecture: 'amd64' }]
  t.like(
    t.throws(() => judgeSimulation(parseSimulation(OUTPUT), more)),
    { reason: 'apt-refused' },
  )
})

test('a line of a step that cannot be read is refused, not skipped', t => {
  for (const line of ['Inst jq\n', 'Inst jq [1.0] 1.1\n', 'Inst ../x [1] (2 local-deb [amd64])\n', 'Remv \n']) {
    t.like(
      t.throws(() => parseSimulation(line)),
      { reason: 'apt-refused' },
      line,
    )
  }
})
