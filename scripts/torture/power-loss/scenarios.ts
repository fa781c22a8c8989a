// Pieces of real code that write to the disk, what each tells while it does, and what must hold when it is opened again after the power
// came back. A scenario tells something the moment its caller would rely on it.

import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInstaller } from '../../../agent/installer/install.ts'
import { openStore } from '../../../agent/store/store.ts'
import { systemClock } from '../../../core/clock.ts'
import { sha256 } from '../../../core/digest.ts'
import { KIB } from '../../../core/limits.ts'
import { silentLog } from '../../../core/log.ts'
import { pieceCount, pieceRange } from '../../../core/pieces.ts'
import type { Random } from '../../../core/random.ts'
import { readKept, writeKept } from '../../../keys/kept-file.ts'
import { openSlots } from '../../../keys/slots.ts'
import { filePatch, manifestOf, tarGz } from '../../../test/kit/install-kit.ts'
import { installedTwice } from '../held-state.ts'

export interface Scenario {
  /** Before the watch begins; all of it is on the disk. */
  prepare(folder: string): Promise<void>
  work(folder: string, tell: (what: string) => void, random: Random): Promise<void>
  /** What is wrong with a folder that a power loss left; `told`: before it. */
  problems(folder: string, told: readonly string[]): Promise<string[]>
}

const slots: Scenario = {
  prepare: async folder => {
    await (await openSlots(join(folder, 'trusted'))).save(state(1))
  },
  async work(folder, tell, random) {
    const opened = await openSlots(join(folder, 'trusted'))
    for (let version = 2; version < 8; version++) {
      await opened.save(state(version, Math.floor(random() * 3_000)))
      tell(`${version}`)
    }
  },
  async problems(folder, told) {
    const { initial } = await openSlots(join(folder, 'trusted'))
    const version = initial ? Number(Buffer.from(initial).toString().split(' ')[0]) : 0
    const least = Number(told.at(-1) ?? 1)
    return version >= least ? [] : [`the trusted state is of version ${version}, ${least} was accepted`]
  },
}

function state(version: number, size = 200): Buffer {
  return Buffer.from(`${version} ${randomBytes(size).toString('base64')}`)
}

const keptFile: Scenario = {
  prepare: folder => writeKept(join(folder, 'pin.json'), 'text 1'),
  async work(folder, tell) {
    for (let version = 2; version < 6; version++) {
      await writeKept(join(folder, 'pin.json'), `text ${version}`)
      tell(`${version}`)
    }
  },
  async problems(folder, told) {
    const text = await readKept(join(folder, 'pin.json'), { isWhole: each => /^text \d$/.test(each), isEdited: false })
    const version = Number(text?.split(' ')[1] ?? 0)
    const least = Number(told.at(-1) ?? 1)
    return version >= least ? [] : [`the kept file reads ${JSON.stringify(text)}, ${least} was written`]
  },
}

const content = Buffer.alloc(5_000, 'the new program ')
const archived = ['bin/tool', 'share/data', 'done']

/** A file and an archive, installed by the real installer below a root of their own. */
const installs: Scenario = {
  async prepare(folder) {
    for (const name of ['root', 'state', 'artifacts']) await mkdir(join(folder, name), { mode: 0o700 })
    await mkdir(join(folder, 'root/opt'))
    const archive = await tarGz(archived.map(name => ({ name, content: `content of ${name}` })))
    for (const bytes of [content, archive])
      await writeFile(join(folder, 'artifacts', sha256(bytes)), bytes, { mode: 0o400 })
  },
  async work(folder, tell) {
    for (const { name, install } of await ordersIn(folder)) {
      const { state: ended } = await install()
      tell(`${name} ${ended}`)
    }
  },
  async problems(folder, told) {
    const problems: string[] = []
    for (const { name, install, missing } of await ordersIn(folder)) {
      const wasTold = told.includes(`${name} installed`)
      if (wasTold && (await missing()).length > 0)
        problems.push(`${name} was installed, and is not there: ${await missing()}`)
      const { state: ended, reason, detail } = await install()
      if (ended !== 'installed') problems.push(`${name} cannot be installed any more: ${ended} ${reason} ${detail}`)
      else problems.push(...(await missing()).map(path => `${name} counts as installed, and ${path} is not right`))
    }
    const twice = await installedTwice(join(folder, 'state'))
    return [...problems, ...twice.map(what => `installed twice: ${what}`)]
  },
}

async function ordersIn(folder: string) {
  const digests = await readdir(join(folder, 'artifacts'))
  const sized = await Promise.all(
    digests.map(async digest => {
      const { length } = await readFile(join(folder, 'artifacts', digest))
      return { digest, sizeBytes: length, fileName: 'file' }
    }),
  )
  const file = sized.find(({ digest }) => digest === sha256(content))!
  const archive = sized.find(({ digest }) => digest !== file.digest)!
  const [stateDir, root] = [join(folder, 'state'), join(folder, 'root')]
  const artifactPath = (digest: string) => join(folder, 'artifacts', digest)
  const installer = await createInstaller({ root, stateDir, artifactPath, clock: systemClock, log: silentLog })
  const prefix = '/opt/tools/app'
  const unpacked = manifestOf({
    artifacts: [archive],
    action: { type: 'archive', artifact: archive.digest, prefix },
    detection: [{ type: 'file-exists', path: `${prefix}/done` }],
  })
  const path = '/opt/acme/bin/program'
  const order = (manifest: typeof unpacked, artifact: typeof file) => () =>
    installer.install({
      manifest,
      wanted: [artifact],
      key: { schedule: 's', manifest: artifact.digest },
      lacks: () => [],
    })
  const wrong = async (expected: ReadonlyMap<string, Buffer>) => {
    const found = await Promise.all(
      [...expected].map(async ([at, bytes]) => ((await bytesAt(join(root, at)))?.equals(bytes) ? [] : [at])),
    )
    return found.flat()
  }
  const unpackedFiles = new Map(archived.map(name => [`${prefix}/${name}`, Buffer.from(`content of ${name}`)]))
  return [
    { name: 'file', install: order(filePatch(file, path), file), missing: () => wrong(new Map([[path, content]])) },
    { name: 'archive', install: order(unpacked, archive), missing: () => wrong(unpackedFiles) },
  ]
}

async function bytesAt(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return undefined
  }
}

const artifactBytes = seededBytes(3 * 64 * KIB + 5 * KIB)
const artifact = {
  digest: sha256(artifactBytes),
  sizeBytes: artifactBytes.length,
  hashes: Array.from({ length: pieceCount(artifactBytes.length) }, (_, piece) => sha256(pieceOf(piece))),
}

function pieceOf(piece: number): Buffer {
  const { start, end } = pieceRange(artifactBytes.length, piece)
  return artifactBytes.subarray(start, end)
}

/** Pieces in any order, and the whole file. */
const store: Scenario = {
  prepare: folder => mkdir(join(folder, 'store'), { mode: 0o700 }),
  async work(folder, tell, random) {
    const opened = await openStore({ folder: join(folder, 'store'), log: silentLog })
    await opened.begin(artifact)
    const order = artifact.hashes.map((_, piece) => piece).sort(() => random() - 0.5)
    for (const piece of order) await opened.writePiece(artifact.digest, piece, pieceOf(piece))
    await opened.complete(artifact.digest)
    tell('complete')
    await opened.close()
  },
  async problems(folder, told) {
    const opened = await openStore({ folder: join(folder, 'store'), log: silentLog })
    const problems: string[] = []
    if (told.includes('complete') && !opened.has(artifact.digest)) problems.push('a complete file is gone')
    if (opened.has(artifact.digest) && sha256(await readFile(opened.path(artifact.digest))) !== artifact.digest)
      problems.push('a file among the whole ones is not what its name says')
    const held = await opened.begin(artifact)
    for (let piece = 0; piece < held.count; piece++) {
      if (!held.has(piece)) continue
      const bytes = await opened.readPiece(artifact.digest, piece)
      if (!bytes || sha256(bytes) !== artifact.hashes[piece])
        problems.push(`piece ${piece} is called held and is wrong`)
    }
    for (let piece = 0; piece < held.count; piece++)
      if (!held.has(piece)) await opened.writePiece(artifact.digest, piece, pieceOf(piece))
    await opened.complete(artifact.digest)
    await opened.close()
    return problems
  },
}

function seededBytes(length: number): Buffer {
  const parts: Buffer[] = []
  for (let index = 0; index * 32 < length; index++) parts.push(createHash('sha256').update(`${index}`).digest())
  return Buffer.concat(parts).subarray(0, length)
}

export const scenarios = { slots, 'kept file': keptFile, installs, store } as const satisfies Record<string, Scenario>
