// Publishes a patch, signs the order for it beforehand, and hands that over at a moment of the caller's choice: t0 of every measurement
// is when the coordinator has taken the order.

import { join } from 'node:path'
import { CodedError } from '../../core/errors.ts'
import { readEnvelopeFile } from '../../keys/envelope-file.ts'
import { writeBenchPatches } from './bench-feed.ts'
import type { BenchOffice } from './office.ts'

export interface Published {
  patches: string[]
  /** Where the first one's file lies at the coordinator's origin. */
  url: string
  /** Digests of all files, in the order of the patches. */
  artifacts: string[]
}

export interface SignedOrder {
  /** Hands it over; gives the moment when it was taken, on the machine's clock. */
  give(): Promise<number>
}

/** `mirror`: a web server that serves the office's folder; default: the coordinator's own origin. */
export async function publish(
  { fleet, folder }: BenchOffice,
  name: string,
  sizes: number[],
  mirror?: string,
): Promise<Published> {
  const feed = join(folder, feedOf(name))
  const patches = await writeBenchPatches(feed, name, sizes)
  const source = mirror === undefined ? [] : ['--origin', `${mirror}/${feedOf(name)}`]
  await fleet.command('feed', 'add', name, '--type', 'folder', '--path', feed, ...source)
  await fleet.command('feed', 'sync', name)
  await fleet.signing('patch', 'approve', ...patches, '--reason', 'bench')
  const artifacts: string[] = []
  for (const id of patches) {
    const shown = await fleet.ask<{ artifacts: { digest: string }[] }>('patch-show', { id })
    artifacts.push(shown.artifacts[0]!.digest)
  }
  return { patches, artifacts, url: `${fleet.origin}/artifact/${artifacts[0]}` }
}

function feedOf(name: string): string {
  return `feed-${name}`
}

/** `terms`: of `patchmesh schedule create`, such as `--all --start now`. */
export async function signOrder(
  { fleet, folder }: BenchOffice,
  id: string,
  patches: readonly string[],
  terms: readonly string[] = ['--all', '--start', 'now'],
): Promise<SignedOrder> {
  const file = join(folder, `${id}.json`)
  const chosen = patches.flatMap(patch => ['--patch', patch])
  await fleet.signing('schedule', 'create', '--id', id, ...chosen, ...terms, '--yes', '--out', file)
  const envelope = Buffer.from(await readEnvelopeFile(file)).toString('base64')
  return {
    async give() {
      const { published } = await fleet.ask<{ published: boolean }>('proposal-submit', { envelope })
      if (!published) throw new CodedError('wrong-state', `the order ${id} was not published`)
      return Date.now()
    },
  }
}
