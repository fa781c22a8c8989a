// The signed piece lists of artifacts that nodes need: each made once, from a stream of the verified file, and signed again only when
// its sources change or its time runs out. It decides nothing about need.

import type { Clock } from '../../core/clock.ts'
import type { Digest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import type { Log } from '../../core/log.ts'
import { encodePieceList } from '../../core/piece-list.ts'
import type { Signed } from '../../core/verify.ts'
import type { ArtifactSource } from '../feed/feeds.ts'
import { makePieceList } from '../origin/make-piece-list.ts'
import { artifactUrl } from '../origin/origin-server.ts'
import type { OriginStore } from '../origin/origin-store.ts'
import { isDue, type OnlineSigner } from '../sign/online-signer.ts'
import type { PublishedObjects } from './catalogue.ts'

export interface PieceListDeps {
  published: PublishedObjects
  signer: OnlineSigner
  store: OriginStore
  /** What agents are told as the origin's base URL. */
  originUrl(): string
  clock: Clock
  log: Log
}

export interface NeededArtifact {
  digest: Digest
  sizeBytes: number
  source: ArtifactSource
}

export class PieceLists {
  readonly #deps: PieceListDeps
  readonly #running = new Map<Digest, Promise<void>>()
  readonly #waiting: (() => void)[] = []
  #active = 0

  constructor(deps: PieceListDeps) {
    this.#deps = deps
  }

  /** Resolves when a current piece list of the artifact is published. Throws what the source throws, or `wrong-hash`, `wrong-size`, `limit-exceeded`. */
  ensure(artifact: NeededArtifact, signal?: AbortSignal): Promise<void> {
    const running =
      this.#running.get(artifact.digest) ??
      this.#inTurn(() => this.#ensure(artifact, signal)).finally(() => this.#running.delete(artifact.digest))
    this.#running.set(artifact.digest, running)
    return running
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#active >= limits.pieceListJobs) await new Promise<void>(resolve => this.#waiting.push(resolve))
    this.#active++
    try {
      return await work()
    } finally {
      this.#active--
      this.#waiting.shift()?.()
    }
  }

  async #ensure(artifact: NeededArtifact, signal?: AbortSignal): Promise<void> {
    const { digest, source } = artifact
    const held = this.#deps.published.current('piece-list', digest)
    const isHere = this.#deps.store.has(digest)
    // A vendor's file for which there was no room is not downloaded again and again: its list names the vendor alone.
    const isElsewhere = source.origin !== 'only' && JSON.stringify(held?.body.sources) === JSON.stringify(source.urls)
    if (held && (isHere || source.origin === 'none' || isElsewhere)) {
      if (this.#isCurrent(held, this.#sources(artifact, isHere))) return
      return await this.#publish(artifact, held.body.hashes, isHere)
    }
    const bytes = await source.open(signal)
    const { hashes, kept } = await makePieceList(artifact, bytes, {
      store: this.#deps.store,
      keep: source.origin !== 'none',
    })
    if (!kept && source.origin === 'only') {
      throw new CodedError(
        'limit-exceeded',
        `${artifact.sizeBytes} bytes do not fit into the origin's quota: raise originQuotaBytes in coordinator.yaml`,
      )
    }
    if (held && this.#isCurrent(held, this.#sources(artifact, kept))) return
    await this.#publish(artifact, hashes, kept)
  }

  #sources({ digest, source }: NeededArtifact, kept: boolean): string[] {
    const own = kept && source.origin !== 'none' ? [artifactUrl(this.#deps.originUrl(), digest)] : []
    return [...source.urls, ...own]
  }

  #isCurrent(held: Signed<'piece-list'>, sources: string[]): boolean {
    return (
      !isDue(held.header, 'piece-list', this.#deps.clock.now()) &&
      JSON.stringify(held.body.sources) === JSON.stringify(sources)
    )
  }

  async #publish(artifact: NeededArtifact, hashes: Digest[], kept: boolean): Promise<void> {
    const { digest, sizeBytes } = artifact
    const sources = this.#sources(artifact, kept)
    const bytes = await this.#deps.signer.sign('piece-list', digest, header =>
      encodePieceList({ header: { ...header, kind: 'piece-list' }, sizeBytes, hashes, sources }),
    )
    await this.#deps.published.put(bytes, ['piece-list'])
    this.#deps.log.info({ digest, sizeBytes, pieces: hashes.length, kept }, 'piece list published')
  }
}
