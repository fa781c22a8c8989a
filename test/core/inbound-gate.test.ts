import test from 'ava'
import { InboundGate } from '../../core/inbound-gate.ts'
import { limits } from '../../core/limits.ts'

test('a host has so many connections a second, and others are not kept out by it', t => {
  const gate = new InboundGate()
  const taken = Array.from({ length: 1000 }, () => gate.admit('10.0.0.1', 5)).filter(isTaken => isTaken)
  t.is(taken.length, limits.connectionsPerHostPerSecond)
  t.true(gate.admit('10.0.0.2', 5))
  t.false(gate.admit('10.0.0.1', 1004))
  t.true(gate.admit('10.0.0.1', 1005))
})

test('all hosts together have so many a second', t => {
  const gate = new InboundGate()
  const taken = Array.from({ length: 1000 }, (_, index) => gate.admit(`10.0.0.${index}`, 5)).filter(isTaken => isTaken)
  t.is(taken.length, limits.connectionsPerSecond)
})
