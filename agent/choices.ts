// choices.json: what someone at this machine decided by a command: that it pauses, and which patches' files it keeps. It survives a
// restart; what the admins order goes before it (a recall ends a pin).

import { isId } from '../core/check.ts'
import { type Digest, isDigest } from '../core/digest.ts'
import { CodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import { type KeptOptions, readKept, writeKept } from '../keys/kept-file.ts'
import { statePaths } from './state-paths.ts'

export interface PauseChoice {
  /** Milliseconds since 1970; null: until it is resumed. */
  until: number | null
  /** Also nothing is given to neighbours or taken from them. */
  all: boolean
}

export interface PinChoice {
  patch: string
  /** The patch's manifest when it was pinned, and its files. */
  manifest: Digest
  artifacts: Digest[]
}

interface Choices {
  pause: PauseChoice | null
  pins: PinChoice[]
}

export class NodeChoices {
  readonly #folder: string
  readonly #listeners = new Set<() => void>()
  #choices: Choices

  private constructor(folder: string, choices: Choices) {
    this.#folder = folder
    this.#choices = choices
  }

  static async open(folder: string, onHealed?: KeptOptions['onHealed']): Promise<NodeChoices> {
    const isWhole = (text: string) => parseChoices(text) !== undefined
    const text = await readKept(statePaths(folder).choices, { isWhole, isEdited: false, onHealed })
    return new NodeChoices(folder, (text && parseChoices(text)) || { pause: null, pins: [] })
  }

  /** Undefined when it is over. */
  pause(now: number): PauseChoice | undefined {
    const { pause } = this.#choices
    return pause && (pause.until === null || pause.until > now) ? pause : undefined
  }

  get pins(): readonly PinChoice[] {
    return this.#choices.pins
  }

  async setPause(pause: PauseChoice | null): Promise<void> {
    await this.#replace({ ...this.#choices, pause })
  }

  /** In place of an earlier pin of the patch. Throws `limit-exceeded`. */
  async pin(pin: PinChoice): Promise<void> {
    const pins = [...this.#choices.pins.filter(({ patch }) => patch !== pin.patch), pin]
    if (pins.length > limits.pins)
      throw new CodedError(
        'limit-exceeded',
        `expected at most ${limits.pins} pinned patches, this would be one more: unpin one first`,
      )
    await this.#replace({ ...this.#choices, pins })
  }

  /** Whether it was pinned. */
  async unpin(patch: string): Promise<boolean> {
    const pins = this.#choices.pins.filter(each => each.patch !== patch)
    const wasPinned = pins.length < this.#choices.pins.length
    if (wasPinned) await this.#replace({ ...this.#choices, pins })
    return wasPinned
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async #replace(choices: Choices): Promise<void> {
    await writeKept(statePaths(this.#folder).choices, `${JSON.stringify(choices, null, 2)}\n`)
    this.#choices = choices
    for (const listener of this.#listeners) listener()
  }
}

function parseChoices(text: string): Choices | undefined {
  let found: Partial<Choices> | null
  try {
    found = JSON.parse(text) as Partial<Choices> | null
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  const { pause, pins } = found ?? {}
  const isPause = pause === null || (isTime(pause?.until) && typeof pause?.all === 'boolean')
  return isPause && Array.isArray(pins) && pins.length <= limits.pins && pins.every(isPin)
    ? { pause: pause ?? null, pins }
    : undefined
}

function isTime(until: number | null | undefined): boolean {
  return until === null || Number.isSafeInteger(until)
}

function isPin(pin: Partial<PinChoice> | null): boolean {
  const { patch, manifest, artifacts } = pin ?? {}
  return isId(String(patch)) && isDigest(String(manifest)) && Array.isArray(artifacts) && artifacts.every(isDigest)
}
