// People with keys on machines of their own: each has a folder that holds their key files and nothing else, and runs the real commands.

import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Place } from '../fleet/fleet.ts'

const program = join(import.meta.dirname, '..', '..', 'coordinator', 'main.ts')
/** Of every key that `Fleet` and these people make. */
const passphrase = 'a passphrase for the demonstration only'
const limitMs = 120_000

export class People {
  readonly folder: string
  readonly home: string
  readonly #place: Place

  constructor({ folder, home, place }: { folder: string; home: string; place: Place }) {
    this.folder = folder
    this.home = home
    this.#place = place
  }

  /** Their key file. */
  key(person: string): string {
    return join(this.folder, 'people', person, `${person}.key`)
  }

  /** A file in their folder. */
  file(person: string, name: string): string {
    return join(this.folder, 'people', person, name)
  }

  /** Makes a person with a sealed key. */
  async join(person: string, use: 'root' | 'admin'): Promise<{ keyId: string }> {
    await mkdir(join(this.folder, 'people', person), { recursive: true, mode: 0o700 })
    return await this.run('key', 'create', this.key(person), '--use', use, '--passphrase-fd', '0')
  }

  /** A command with its JSON document; a passphrase waits on standard input. */
  async run<T>(...args: string[]): Promise<T> {
    const { stdout } = await this.#place.exec(process.execPath, [program, ...args, '--json'], {
      input: `${passphrase}\n`,
      timeoutMs: limitMs,
    })
    return JSON.parse(stdout) as T
  }

  /** The same on the coordinator's machine. */
  asAdmin<T>(person: string, ...args: string[]): Promise<T> {
    return this.run<T>(...args, '--home', this.home, '--key', this.key(person), '--passphrase-fd', '0')
  }

  /** Carries a file to another person, as on a stick. */
  async carry(path: string, person: string, name: string): Promise<string> {
    const target = this.file(person, name)
    await copyFile(path, target)
    return target
  }
}
