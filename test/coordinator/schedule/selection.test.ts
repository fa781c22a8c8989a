// Naming nodes on the command line as `node list` shows them.

import test from 'ava'
import { nameNodes } from '../../../coordinator/schedule/selection.ts'
import type { CodedError } from '../../../core/errors.ts'
import { makeFleet } from '../../kit/fleet.ts'

const nobody = { all: false, sites: [], groups: [], nodes: [] as string[] }

test('a node may be named by its id, the end of it, or its host name, and never by what means several', async t => {
  const fleet = await makeFleet({ sites: { office: 3 } })
  const { body } = await fleet.roster('office')
  const [first, second] = body.members.map(member => member.node) as [string, string]
  const named = (...nodes: string[]) => nameNodes({ ...nobody, nodes }, [body]).nodes
  t.deepEqual(named(first), [first])
  t.deepEqual(named(second.slice(-8), `…${first.slice(-6)}`), [second, first])
  t.deepEqual(named('office-1', second), [second])
  const code = (name: string) => t.throws<CodedError>(() => named(name))?.code
  t.is(code('nobody'), 'not-found')
  t.is(code(first.slice(-5)), 'not-found')
  body.members[0]!.hostName = 'office-1'
  t.is(code('office-1'), 'bad-argument')
})
