import test from 'ava'
import { installedDebs, neededBy, neededWithDependencies } from '../../core/deb-applies.ts'

const patch = {
  artifacts: [
    { deb: { package: 'libx1', version: '2.0-1', architecture: 'amd64' } },
    { deb: { package: 'x-doc', version: '2.0-1', architecture: 'all' } },
  ],
}

function installed(name: string, version: string, architecture = 'amd64', status = 'installed') {
  return { package: name, version, architecture, status }
}

test('an artifact is needed where its package is installed in a lower version', t => {
  t.deepEqual(neededBy(patch, [installed('libx1', '1.9-1'), installed('other', '1')]), [patch.artifacts[0]!])
})

test('an artifact is not needed where the same or a higher version is installed, or the package is not', t => {
  t.deepEqual(neededBy(patch, [installed('libx1', '2.0-1'), installed('x-doc', '2.1')]), [])
  t.deepEqual(neededBy(patch, []), [])
})

test('a removed or half-installed package needs nothing, one that waits for triggers does', t => {
  t.is(neededBy(patch, [installed('libx1', '1', 'amd64', 'config-files')]).length, 0)
  t.is(neededBy(patch, [installed('libx1', '1', 'amd64', 'half-installed')]).length, 0)
  t.is(neededBy(patch, [installed('libx1', '1', 'amd64', 'triggers-pending')]).length, 1)
})

test('a package of another architecture is not served, a package that became architecture-independent is', t => {
  t.is(neededBy(patch, [installed('libx1', '1', 'i386')]).length, 0)
  t.is(neededBy(patch, [installed('x-doc', '1', 'amd64')]).length, 1)
  t.is(neededBy(patch, installedDebs([installed('libx1', '1', 'all')])).length, 1)
})

test('a new package that a needed one newly depends on is needed too, and one whose alternative is installed is not', t => {
  const artifact = (name: string, depends = '') => ({
    deb: { package: name, version: '2', architecture: 'amd64', stanza: `Package: ${name}\nDepends: ${depends}\n` },
  })
  const kernel = {
    artifacts: [
      artifact('meta', 'image-2 (= 2), a | b'),
      artifact('image-2', 'modules-2:any'),
      artifact('modules-2'),
      artifact('a'),
      artifact('other'),
    ],
  }
  const found = neededWithDependencies(kernel, [installed('meta', '1'), installed('b', '1')])
  t.deepEqual(
    found.map(({ deb }) => deb.package),
    ['meta', 'image-2', 'modules-2'],
  )
})
