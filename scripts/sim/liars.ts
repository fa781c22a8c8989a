// Members of the roster that lie. A liar runs the agents' own code, but for what is changed here: what it says, and what it sends.

import type { Announcement } from '../../core/announcement.ts'

export interface Lie {
  name: LieName
  serves: 'honestly' | 'garbage' | 'never' | 'a-byte-a-second'
  /** It says that it has everything. */
  boasts: boolean
  /** It asks nothing outside, whatever it leases. */
  fetchesNothing: boolean
  /** What it says in place of its announcement; `round` counts them. */
  says?: (said: Saying, round: number) => Saying
}

type Saying = Pick<Announcement, 'doing' | 'leases' | 'until' | 'holdings'>

export const lieNames = [
  'poisoner', // sends only bad pieces
  'boaster', // says it has everything and sends nothing
  'trickler', // says it has everything and sends a byte a second
  'claimer', // leases on and on, seems to make progress, fetches nothing
  'yielder', // says it yields to other traffic
  'spender', // says the budget is used up
  'waiter', // says it waits for a source
] as const
export type LieName = (typeof lieNames)[number]

const plain = { serves: 'honestly', boasts: false, fetchesNothing: false } as const

/** Claims that no leases are behind. */
const idleClaim = (doing: Announcement['doing']) => (said: Saying) => ({
  ...said,
  doing,
  leases: [],
  until: Number.MAX_SAFE_INTEGER,
})

const lies: Record<LieName, Omit<Lie, 'name'>> = {
  poisoner: { ...plain, serves: 'garbage' },
  boaster: { ...plain, serves: 'never', boasts: true, fetchesNothing: true },
  trickler: { ...plain, serves: 'a-byte-a-second', boasts: true, fetchesNothing: true },
  claimer: {
    serves: 'never',
    boasts: false,
    fetchesNothing: true,
    says: (said, round) => ({
      ...said,
      doing: 'fetching',
      leases: said.holdings.map(({ artifact }) => ({ artifact, first: round % 64, count: 64 })),
    }),
  },
  yielder: { ...plain, fetchesNothing: true, says: idleClaim('yielding') },
  spender: { ...plain, fetchesNothing: true, says: idleClaim('budget') },
  waiter: { ...plain, fetchesNothing: true, says: idleClaim('source-wait') },
}

export function lieOf(name: LieName): Lie {
  return { name, ...lies[name] }
}
