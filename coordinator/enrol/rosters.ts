// The sites' rosters: each change is a new signed version. The signed object itself is the record; there is no other.

import { CodedError } from '../../core/errors.ts'
import { limits } from '../../core/limits.ts'
import { oneAtATime } from '../../core/one-at-a-time.ts'
import { encodeRoster, type Member, type MemberClass, type Roster } from '../../core/roster.ts'
import type { OnlineSigner } from '../sign/online-signer.ts'
import type { Published } from '../sync/published.ts'

export interface Newcomer {
  node: string
  class: MemberClass
  hostName: string
  groups: string[]
}

export class Rosters {
  readonly #published: Published
  readonly #signer: OnlineSigner
  /** Two joins at once must not lose one another. */
  readonly #inTurn = oneAtATime()
  /** By node: it is asked for at every connection and stream. Made anew after a change. */
  #places: Map<string, { site: string; member: Member }> | undefined

  constructor(published: Published, signer: OnlineSigner) {
    this.#published = published
    this.#signer = signer
    published.onChange(object => {
      if (object.kind === 'roster') this.#places = undefined
    })
  }

  all(): Roster[] {
    return this.#published.all('roster').map(roster => roster.body)
  }

  /** Site and member of a node, or undefined for a stranger. */
  find(node: string): { site: string; member: Member } | undefined {
    this.#places ??= new Map(
      this.all().flatMap(({ header, members }) => members.map(member => [member.node, { site: header.name, member }])),
    )
    return this.#places.get(node)
  }

  /** Puts a node into a site; adds prefixes to it. Throws `limit-exceeded`, or `already-exists` when it is in another site. */
  admit(site: string, newcomer: Newcomer, prefixes: readonly string[]): Promise<Uint8Array> {
    return this.#inTurn(async () => {
      const known = this.find(newcomer.node)
      if (known && known.site !== site) {
        throw new CodedError(
          'already-exists',
          `the node is a member of site ${known.site} already: move or retire it first`,
        )
      }
      const held = this.#published.current('roster', site)?.body
      const others = (held?.members ?? []).filter(member => member.node !== newcomer.node)
      if (others.length >= limits.members)
        throw new CodedError('limit-exceeded', `site ${site} has ${limits.members} members already`)
      const allPrefixes = [...new Set([...(held?.prefixes ?? []), ...prefixes])]
      const since = known?.member.sinceVersion
      return await this.#publish(site, allPrefixes, version => [
        ...others,
        { ...newcomer, sinceVersion: since ?? version },
      ])
    })
  }

  /** Signs a site's roster anew, unchanged but for its validity. */
  renew(site: string): Promise<Uint8Array> {
    return this.#inTurn(() => {
      const held = this.#published.current('roster', site)
      if (!held) throw new CodedError('not-found', `there is no site ${site}`)
      return this.#publish(site, held.body.prefixes, () => held.body.members)
    })
  }

  async #publish(site: string, prefixes: string[], members: (version: number) => Member[]): Promise<Uint8Array> {
    const bytes = await this.#signer.sign('roster', site, header => {
      return encodeRoster({ header: { ...header, kind: 'roster' }, prefixes, members: members(header.version) })
    })
    await this.#published.put(bytes, ['roster'])
    return bytes
  }
}
