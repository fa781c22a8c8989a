import test from 'ava'
import fc from 'fast-check'
import { createKeyPair } from '../../core/ed25519.ts'
import { encodeJoinToken, type JoinToken, parseJoinToken } from '../../core/join-token.ts'
import { nodeIdOf } from '../../core/node-id.ts'

const token: JoinToken = {
  fleet: 'a'.repeat(64),
  coordinator: nodeIdOf(createKeyPair(new Uint8Array(32).fill(1)).publicKey),
  addresses: ['/ip4/192.0.2.1/tcp/7433', '/dns4/patch.example/tcp/7433'],
  rootVersion: 3,
  rootDigest: 'b'.repeat(64),
  secret: new Uint8Array(32).fill(9),
}

test('a token reads back as it was written, white space around it ignored', t => {
  const read = parseJoinToken(`\n ${encodeJoinToken(token)}\r\n`)
  t.deepEqual({ ...read, secret: [...read.secret] }, { ...token, secret: [...token.secret] })
})

test('whatever character is mistyped, swapped or cut off, the token is refused', t => {
  const text = encodeJoinToken(token)
  const change = fc.record({ at: fc.nat({ max: text.length - 1 }), to: fc.constantFrom(...'ABCabc019-_ ') })
  fc.assert(
    fc.property(change, ({ at, to }) => {
      const changed = text.slice(0, at) + to + text.slice(at + 1)
      if (changed === text || changed.trim() === text) return true
      return t.throws(() => parseJoinToken(changed), { code: 'bad-token' }) !== undefined
    }),
  )
  for (let length = 0; length < text.length; length++)
    t.throws(() => parseJoinToken(text.slice(0, length)), { code: 'bad-token' })
})

test('what is no token at all is told apart from a mistyped one', t => {
  t.regex(t.throws(() => parseJoinToken('hello'))!.message, /starts with pmj1_/)
  t.regex(t.throws(() => parseJoinToken(encodeJoinToken(token).slice(0, -1)))!.message, /mistyped or cut short/)
  t.throws(() => parseJoinToken(`pmj1_${'A'.repeat(100_000)}`), { code: 'bad-token' })
  t.throws(() => parseJoinToken(encodeJoinToken({ ...token, coordinator: 'nobody' })), { code: 'bad-token' })
})
