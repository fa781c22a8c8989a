// How good a candidate this machine says it is when it joins: a laptop or a machine on Wi-Fi should not fetch for an office.
// The enrolled class is the roster's; this is only what is asked for.

import { readdir } from 'node:fs/promises'
import { systemCode } from '../core/errors.ts'
import type { MemberClass } from '../core/roster.ts'

/** Of a Linux machine, by what /sys shows; `wired` where that tells nothing. */
export async function detectClass(sys = '/sys'): Promise<MemberClass> {
  const supplies = await namesIn(`${sys}/class/power_supply`)
  if (supplies.some(name => name.startsWith('BAT'))) return 'wireless'
  const links = (await namesIn(`${sys}/class/net`)).filter(name => name !== 'lo')
  const wireless = await Promise.all(
    links.map(async name => (await namesIn(`${sys}/class/net/${name}/wireless`)).length > 0),
  )
  return links.length > 0 && wireless.every(Boolean) ? 'wireless' : 'wired'
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (systemCode(error) === undefined) throw error
    return [] // no such folder, or no right to look: nothing is known
  }
}
