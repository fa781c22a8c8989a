// What the agent answers to `pause`, `resume`, `pin` and `unpin`: choices made at this machine, kept by choices.ts.

import type { Clock } from '../core/clock.ts'
import type { ControlHandlers } from '../core/control.ts'
import { CodedError } from '../core/errors.ts'
import { limits } from '../core/limits.ts'
import type { NodeChoices } from './choices.ts'
import type { Store } from './store/store.ts'
import type { Trust } from './trust/trust.ts'
import { type PauseView, type PinView, viewPause } from './view.ts'

export interface ChoiceParts {
  choices: NodeChoices
  trust: Pick<Trust, 'all'>
  store: Pick<Store, 'has'>
  clock: Clock
}

export function choiceHandlers(parts: ChoiceParts): ControlHandlers {
  const { choices, clock } = parts
  return {
    pause: async (wanted: { forMs?: unknown; all?: unknown }) => pause(parts, wanted),
    resume: async (): Promise<PauseView> => {
      await choices.setPause(null)
      return viewPause(choices.pause(clock.now()))
    },
    pin: async ({ patch }: { patch?: unknown }) => pin(parts, patch),
    unpin: async ({ patch }: { patch?: unknown }): Promise<PinView> => {
      const id = checkPatch(patch)
      const before = choices.pins.find(each => each.patch === id)
      const changed = await choices.unpin(id)
      return { id, pinned: false, changed, ...sizesOf(parts, before?.artifacts ?? []) }
    },
  }
}

async function pause({ choices, clock }: ChoiceParts, { forMs, all }: { forMs?: unknown; all?: unknown }) {
  const isEndless = forMs === null || forMs === undefined
  if (!isEndless && !(typeof forMs === 'number' && forMs > 0 && forMs <= limits.pauseMs))
    throw new CodedError('bad-argument', 'pause: expected a time of up to a year, such as 2h')
  const now = clock.now()
  await choices.setPause({ until: isEndless ? null : Math.floor(now + forMs), all: all === true })
  return viewPause(choices.pause(now))
}

async function pin(parts: ChoiceParts, patch: unknown): Promise<PinView> {
  const id = checkPatch(patch)
  const found = parts.trust.all('manifest').find(({ header }) => header.name === id)
  if (!found)
    throw new CodedError(
      'not-found',
      `this node has no manifest of ${id}: "patchmesh-agent patches" lists what is ordered here`,
    )
  const artifacts = found.body.artifacts.map(({ digest }) => digest)
  const changed = !parts.choices.pins.some(each => each.patch === id && each.manifest === found.digest)
  if (changed) await parts.choices.pin({ patch: id, manifest: found.digest, artifacts })
  return { id, pinned: true, changed, ...sizesOf(parts, artifacts) }
}

function checkPatch(patch: unknown): string {
  if (typeof patch !== 'string') throw new CodedError('bad-argument', 'pin: expected the id of a patch')
  return patch
}

function sizesOf({ trust, store }: ChoiceParts, artifacts: readonly string[]) {
  const known = new Map(
    trust.all('manifest').flatMap(({ body }) => body.artifacts.map(each => [each.digest, each.sizeBytes] as const)),
  )
  const sum = (digests: readonly string[]) => digests.reduce((total, digest) => total + (known.get(digest) ?? 0), 0)
  return { sizeBytes: sum(artifacts), haveBytes: sum(artifacts.filter(digest => store.has(digest))) }
}
