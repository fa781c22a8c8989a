import test from 'ava'
import { isPrivateAddress } from '../../core/private-address.ts'

const inside = [
  '127.0.0.1',
  '127.9.9.9',
  '0.0.0.0',
  '10.1.2.3',
  '172.31.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '224.0.0.251',
  '255.255.255.255',
  '::',
  '::1',
  'fe80::1',
  'fe80::1%eth0',
  'fd00::1',
  'ff02::fb',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::10.0.0.1',
  '64:ff9b::a00:1',
  '64:ff9b::10.0.0.1',
  '2002:7f00:1::',
  'localhost',
  '',
]
const outside = [
  '1.1.1.1',
  '172.32.0.1',
  '100.128.0.1',
  '2606:4700::1111',
  '::ffff:1.1.1.1',
  '64:ff9b::101:101',
  '2002:101:101::',
]

for (const address of inside) {
  test(`${JSON.stringify(address)} is not a public address`, t => {
    t.true(isPrivateAddress(address))
  })
}

for (const address of outside) {
  test(`${JSON.stringify(address)} is a public address`, t => {
    t.false(isPrivateAddress(address))
  })
}
