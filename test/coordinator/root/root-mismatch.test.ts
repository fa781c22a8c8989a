// A root that does not describe the coordinator that serves it is told of at the start, with what to do.

import test from 'ava'
import { rootMismatch } from '../../../coordinator/root/root-mismatch.ts'
import { boxKeyPair } from '../../../keys/box.ts'
import { makeFleet } from '../../kit/fleet.ts'

test('a root that names another coordinator, or gives this one a foreign box key, is told of with what to do', async t => {
  const { anchor, coordinator, nodes } = await makeFleet()
  const self = { node: coordinator.node, boxKey: boxKeyPair(coordinator.secretKey).publicKey }
  t.deepEqual(rootMismatch(anchor.root, self), [])
  const other = nodes.office![0]!
  const foreign = boxKeyPair(other.secretKey).publicKey
  const [box] = rootMismatch(anchor.root, { ...self, boxKey: foreign })
  t.regex(box!, /box key that is not its own.*--box-key \S+=[0-9a-f]{64}/)
  const [unnamed] = rootMismatch(anchor.root, { node: other.node, boxKey: foreign })
  t.regex(unnamed!, /does not name this coordinator.*--set-coordinator/)
})
