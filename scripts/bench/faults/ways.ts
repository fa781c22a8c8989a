// The ways in which an insider of the bench is hostile, and what it logs of it.

export const ways = ['bad', 'corrupt', 'silent', 'trickle'] as const

/**
 * bad: every piece it gives is wrong. corrupt: one in a hundred is. silent: says it holds everything and answers nothing.
 * trickle: says the same, and answers with a byte a second.
 */
export type Way = (typeof ways)[number]

/** One such line, with its bytes, for each thing that an honest node must throw away. */
export const injectedLine = 'injected'
