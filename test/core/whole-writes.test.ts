import type { ConnectionEncrypter, MessageStream } from '@libp2p/interface'
import test from 'ava'
import { wholeWrites } from '../../core/whole-writes.ts'

/** Hands back the connection that it was given to secure. */
const encrypter = () =>
  ({
    secureInbound: async (connection: MessageStream) => ({ connection }),
    secureOutbound: async (connection: MessageStream) => ({ connection }),
  }) as unknown as ConnectionEncrypter

function connectionTo(written: string[], { room = true } = {}) {
  const socket = {
    cork: () => written.push('cork'),
    uncork: () => written.push('uncork'),
    write: (part: Uint8Array) => {
      written.push(Buffer.from(part).toString())
      return room
    },
  }
  return { socket, sendData: () => ({ sentBytes: 0, canSendMore: true }) } as unknown as MessageStream
}

async function secured(connection: MessageStream) {
  const made = wholeWrites(encrypter)({})
  const result = await made.secureOutbound(connection)
  return result.connection as unknown as { sendData(list: object): { sentBytes: number; canSendMore: boolean } }
}

test('all parts of a message are written together, also those behind the one that fills the socket', async t => {
  const written: string[] = []
  const connection = await secured(connectionTo(written, { room: false }))
  const parts = Object.assign(
    ['le', 'sealed', 'tag'].map(text => Buffer.from(text)),
    { byteLength: 11 },
  )
  t.deepEqual(connection.sendData(parts), { sentBytes: 11, canSendMore: false })
  t.deepEqual(written, ['cork', 'le', 'sealed', 'tag', 'uncork'])
})

test('a connection of libp2p that has no socket to hold is not passed over in silence', async t => {
  const made = wholeWrites(encrypter)({})
  await t.throwsAsync(async () => await made.secureInbound({} as MessageStream), { message: /has changed/ })
})
