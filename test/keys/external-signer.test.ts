// Signing by an external command: a real openssl, every form of answer, and commands that fail, lie, hang or flood.

import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { createKeyPair, sign, verify } from '../../core/ed25519.ts'
import type { CodedError } from '../../core/errors.ts'
import { externalSigner } from '../../keys/external-signer.ts'
import { createExternalKeyFile, createKeyFile } from '../../keys/key-file.ts'
import { openSigner } from '../../keys/open-signer.ts'
import { parsePublicKey } from '../../keys/public-key.ts'

const folder = await mkdtemp(join(tmpdir(), 'patchmesh-signer-test-'))
test.after.always(() => rm(folder, { recursive: true }))
const pair = createKeyPair(Buffer.alloc(32, 7))
const message = Buffer.from('DSSEv1 4 type 7 payload')
const signature = Buffer.from(sign(pair.secretKey, message))
const never = async (): Promise<string> => {
  throw new Error('asked for a passphrase')
}

/** A program that reads all of its input and then runs `code`. */
function program(code: string): string[] {
  return [process.execPath, '-e', `const input = require('fs').readFileSync(0); ${code}`]
}

async function failure(words: string[], timeoutMs = 20_000): Promise<string> {
  const signer = externalSigner({ words, publicKey: pair.publicKey, timeoutMs })
  try {
    await signer.sign(message)
    return 'signed'
  } catch (error) {
    const { code, message } = error as CodedError
    return `${code}: ${message}`
  }
}

test('openssl signs with a key of its own, message on stdin, raw signature on stdout', async t => {
  const key = join(folder, 'key.pem')
  execFileSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', key])
  const publicKey = parsePublicKey(execFileSync('openssl', ['pkey', '-in', key, '-pubout'], { encoding: 'utf8' }))!
  const path = join(folder, 'openssl.key')
  const words = ['openssl', 'pkeyutl', '-sign', '-rawin', '-inkey', key, '-in', '/dev/stdin']
  await createExternalKeyFile(path, { use: 'admin', publicKey, signer: words })
  const signer = await openSigner(path, { passphrase: never })
  t.is(signer.use, 'admin')
  t.true(verify(publicKey, message, await signer.sign(message)))
})

const forms: [string, string][] = [
  ['64 raw bytes', `process.stdout.write(Buffer.from('${signature.toString('hex')}', 'hex'))`],
  ['hexadecimal', `console.log('${signature.toString('hex').toUpperCase()}')`],
  ['base64', `console.log('  ${signature.toString('base64')}')`],
  ['base64url', `console.log('${signature.toString('base64url')}')`],
]

for (const [name, code] of forms) {
  test(`a signature as ${name} is read`, async t => {
    const signer = externalSigner({ words: program(code), publicKey: pair.publicKey })
    t.deepEqual(Buffer.from(await signer.sign(message)), signature)
  })
}

const failures: [string, string[], RegExp][] = [
  ['prints nothing', program(''), /expected a signature of 64 bytes, found nothing/],
  ['prints words', program('console.log("insert token")'), /found "insert token"/],
  ['prints bytes', program('process.stdout.write(Buffer.alloc(63, 200))'), /found 63 bytes of something else/],
  [
    'signs with another key',
    program(
      `console.log('${Buffer.from(sign(createKeyPair(Buffer.alloc(32, 8)).secretKey, message)).toString('hex')}')`,
    ),
    /is it the right key/,
  ],
  [
    'signs something else',
    program(`console.log('${Buffer.from(sign(pair.secretKey, Buffer.from('other'))).toString('hex')}')`),
    /not one of the expected key over this message/,
  ],
  ['fails', program('console.error("no token\\nPIN locked"); process.exit(3)'), /exit code 3 and said: PIN locked/],
  ['signs and yet fails', program(`console.log('${signature.toString('hex')}'); process.exitCode = 1`), /exit code 1/],
  ['is ended', program('process.kill(process.pid, "SIGTERM")'), /ended by SIGTERM/],
  ['does not exist', [join(folder, 'none')], /cannot be started: .*ENOENT/],
  ['is no program', [folder], /cannot be started: .*EACCES/],
  ['floods', program('for (;;) require("fs").writeSync(1, Buffer.alloc(65536))'), /printed more than 16384 bytes/],
]

for (const [name, words, expected] of failures) {
  test(`a signer that ${name} is refused with a sentence`, async t => {
    const said = await failure(words)
    t.regex(said, /^signer-failed: the signer /)
    t.regex(said, expected)
  })
}

test('a signer that hangs, and what it left running with its output open, are waited for no longer than the limit', async t => {
  t.regex(await failure(program('setInterval(() => {}, 1000)'), 1000), /no signature came within 1 s/)
  const orphan = program(
    `require('child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 4000)'], { stdio: 'inherit' }).unref()`,
  )
  t.regex(await failure(orphan, 1000), /no signature came within 1 s/)
})

test.serial('the message leaves no file behind, and the signer sees no secrets of the environment', async t => {
  const before = { ...process.env }
  const temporary = await mkdtemp(join(folder, 'tmp-'))
  Object.assign(process.env, { TMPDIR: temporary, PATCHMESH_TEST_SECRET: 'x' })
  t.teardown(() => {
    process.env = before
  })
  const passed = /^(PATH|HOME|USER|LOGNAME|LANG|LC_.*|TERM|TZ|TMPDIR)$/
  const words = program(
    `console.error(Object.keys(process.env).filter(name => !${passed}.test(name)).join()); process.exit(1)`,
  )
  t.notRegex(await failure(words), /PATCHMESH|SECRET|npm_|AVA/i)
  t.deepEqual(await readdir(temporary), [])
})

test('a command that is given goes before what the file says, and a file without one asks for it', async t => {
  const [bare, sealed] = [join(folder, 'bare.key'), join(folder, 'sealed.key')]
  await createExternalKeyFile(bare, { use: 'root', publicKey: pair.publicKey, signer: [] })
  const asked = await t.throwsAsync<CodedError>(openSigner(bare, { passphrase: never }))
  t.is(asked?.code, 'bad-argument')
  t.regex(asked?.message ?? '', /--signer/)
  const answer = join(folder, 'answer.js')
  await writeFile(answer, `process.stdout.write('${signature.toString('hex')}')`)
  await createKeyFile(sealed, { use: 'root', passphrase: 'x', cost: 2, pair })
  for (const path of [bare, sealed]) {
    const signer = await openSigner(path, { passphrase: never, command: `'${process.execPath}' "${answer}"` })
    t.deepEqual(Buffer.from(await signer.sign(message)), signature)
  }
})
