// What happens to an office in the set `faults`, as data: one row a result. Pure.

import type { Way } from './ways.ts'

/** What is done, and to whom; `share`: when the agent that has the most has so much of the payload. */
export type Fault =
  | { kind: 'none' }
  | { kind: 'all-killed'; share: number }
  | { kind: 'holder'; how: HolderFault; share: number }
  | { kind: 'coordinator-killed'; share: number | 'one-node-knows' }
  | { kind: 'hostile'; how: Way; who: 'last' | 'holder' | 'everyone' }
  | { kind: 'unrest' }
  | { kind: 'vlans-cut' }
  | { kind: 'multicast-blocked' }

export type HolderFault = 'killed' | 'frozen' | 'unplugged'

export interface FaultRow {
  /** As it stands in the results, behind `faults: `. */
  name: string
  fault: Fault
}

const holderFaults: readonly HolderFault[] = ['killed', 'frozen', 'unplugged']
const holderShares = [0.1, 0.5, 0.9]

/** In the office of S, in the order in which they are measured; a clean day of the same office comes first. */
export const officeRows: readonly FaultRow[] = [
  { name: 'none', fault: { kind: 'none' } },
  { name: 'all agents killed at 50 % and restarted', fault: { kind: 'all-killed', share: 0.5 } },
  ...holderFaults.flatMap(how =>
    holderShares.map(share => ({
      name: `lease holder ${how} at ${share * 100} %`,
      fault: { kind: 'holder' as const, how, share },
    })),
  ),
  { name: 'coordinator killed at 5 %', fault: { kind: 'coordinator-killed', share: 0.05 } },
  {
    name: 'coordinator killed when one node had the schedule',
    fault: { kind: 'coordinator-killed', share: 'one-node-knows' },
  },
  { name: 'hostile: every peer corrupts 1 %', fault: { kind: 'hostile', how: 'corrupt', who: 'everyone' } },
  {
    name: 'hostile: one advertises all and sends nothing',
    fault: { kind: 'hostile', how: 'silent', who: 'last' },
  },
  { name: 'hostile: one sends a byte a second', fault: { kind: 'hostile', how: 'trickle', who: 'last' } },
  { name: 'hostile: the poisoner holds the lease', fault: { kind: 'hostile', how: 'bad', who: 'holder' } },
  { name: 'unrest: links of 30 % down and up, a kill -9 every 5 s', fault: { kind: 'unrest' } },
  { name: 'VLANs cut from each other', fault: { kind: 'vlans-cut' } },
  { name: 'multicast blocked', fault: { kind: 'multicast-blocked' } },
]

/** In the office of L. */
export const largeOfficeRows: readonly FaultRow[] = [
  { name: 'none, 48 agents', fault: { kind: 'none' } },
  {
    name: 'hostile: 1 of 48 sends only bad pieces',
    fault: { kind: 'hostile', how: 'bad', who: 'last' },
  },
]

export const faultSet = (name: string): string => `faults: ${name}`
