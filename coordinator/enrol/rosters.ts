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

export interface Admission {
  /** Added to the site's. */
  prefixes: readonly string[]
  /** Node that goes when the newcomer comes; empty: none. */
  replaces: string
}

interface Home {
  site: string
  member: Member
}

export class Rosters {
  readonly #published: Published
  readonly #signer: OnlineSigner
  /** Of a restored coordinator: nothing is signed for the site yet. */
  readonly #isUnheard: (site: string) => boolean
  /** Two changes at once must not lose one another. */
  readonly #inTurn = oneAtATime()
  /** By node: it is asked for at every connection and stream. Made anew after a change. */
  #homes: Map<string, Home> | undefined

  constructor(published: Published, signer: OnlineSigner, isUnheard: (site: string) => boolean = () => false) {
    this.#published = published
    this.#signer = signer
    this.#isUnheard = isUnheard
    published.onChange(object => {
      if (object.kind === 'roster') this.#homes = undefined
    })
  }

  all(): Roster[] {
    return this.#published.all('roster').map(roster => roster.body)
  }

  /** Site and member of a node, or undefined for a stranger. */
  find(node: string): Home | undefined {
    this.#homes ??= homesOf(this.all())
    return this.#homes.get(node)
  }

  /** The envelope. Throws `not-found`. */
  bytesOf(site: string): Uint8Array {
    return this.#held(site).bytes
  }

  /** Puts a node into a site. Throws `limit-exceeded`, `recalled`, or `already-exists` when it is in another site. */
  admit(site: string, newcomer: Newcomer, { prefixes, replaces }: Admission): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#published.recall.hasMember(newcomer.node))
        throw new CodedError(
          'recalled',
          'the admins have recalled this machine: install it anew, with a new key, to let it in again',
        )
      const known = this.find(newcomer.node)
      if (known && known.site !== site) {
        throw new CodedError(
          'already-exists',
          `the node is a member of site ${known.site} already: move or retire it first`,
        )
      }
      await this.#add(site, newcomer, { prefixes, replaces, sinceVersion: known?.member.sinceVersion })
      if (replaces !== '' && this.find(replaces)) await this.#remove(replaces)
    })
  }

  /**
   * Puts a member into another site, or into other groups. Into the new site first: cut off in between it is in both, and the newer
   * counts (`settle`). Throws `not-a-member` or `limit-exceeded`. Returns the site it was in.
   */
  move(node: string, { site, groups }: { site: string; groups?: string[] | undefined }): Promise<string> {
    return this.#inTurn(async () => {
      const { site: before, member } = this.#member(node)
      const moved = { ...member, ...(groups && { groups }) }
      const sinceVersion = before === site ? member.sinceVersion : undefined
      await this.#add(site, moved, { prefixes: [], replaces: '', sinceVersion })
      if (before !== site) await this.#removeFrom(before, node)
      return before
    })
  }

  /** Takes a node off its site's roster. Throws `not-a-member`. Returns the site. */
  retire(node: string): Promise<string> {
    return this.#inTurn(() => this.#remove(node))
  }

  /** Ends what a move left half done. */
  settle(): Promise<void> {
    return this.#inTurn(async () => {
      for (const { header, members } of this.all()) {
        if (this.#isUnheard(header.name)) continue
        for (const { node } of members)
          if (this.find(node)?.site !== header.name) await this.#removeFrom(header.name, node)
      }
    })
  }

  /** Signs a site's roster anew, unchanged but for its validity. */
  renew(site: string): Promise<void> {
    return this.#inTurn(() => {
      const { body } = this.#held(site)
      return this.#publish(site, body.prefixes, () => body.members)
    })
  }

  #held(site: string) {
    const held = this.#published.current('roster', site)
    if (held) return held
    throw new CodedError('not-found', `there is no site ${site}`)
  }

  #member(node: string): Home {
    const known = this.find(node)
    if (known) return known
    throw new CodedError('not-a-member', `${node} is on no roster: see "patchmesh node list"`)
  }

  async #add(
    site: string,
    newcomer: Newcomer,
    { prefixes, replaces, sinceVersion }: Admission & { sinceVersion: number | undefined },
  ): Promise<void> {
    const held = this.#published.current('roster', site)?.body
    const others = (held?.members ?? []).filter(({ node }) => node !== newcomer.node && node !== replaces)
    if (others.length >= limits.members)
      throw new CodedError('limit-exceeded', `site ${site} has ${limits.members} members already`)
    const allPrefixes = [...new Set([...(held?.prefixes ?? []), ...prefixes])]
    await this.#publish(site, allPrefixes, version => [
      ...others,
      { ...newcomer, sinceVersion: sinceVersion ?? version },
    ])
  }

  async #remove(node: string): Promise<string> {
    const { site } = this.#member(node)
    await this.#removeFrom(site, node)
    return site
  }

  #removeFrom(site: string, node: string): Promise<void> {
    const { prefixes, members } = this.#held(site).body
    return this.#publish(site, prefixes, () => members.filter(member => member.node !== node))
  }

  async #publish(site: string, prefixes: string[], members: (version: number) => Member[]): Promise<void> {
    if (this.#isUnheard(site))
      throw new CodedError(
        'wrong-state',
        `this coordinator was restored from a backup and has heard no member of site ${site} yet: the roster in force may be newer. Wait for one, or see "patchmesh serve --accept-restored"`,
      )
    const bytes = await this.#signer.sign('roster', site, header => {
      return encodeRoster({ header: { ...header, kind: 'roster' }, prefixes, members: members(header.version) })
    })
    await this.#published.put(bytes, ['roster'])
  }
}

/** A node that stands in two rosters is where it came to last. */
function homesOf(rosters: readonly Roster[]): Map<string, Home> {
  const homes = new Map<string, Home>()
  for (const { header, members } of rosters) {
    for (const member of members) {
      const known = homes.get(member.node)
      if (!known || known.member.sinceVersion < member.sinceVersion)
        homes.set(member.node, { site: header.name, member })
    }
  }
  return homes
}
