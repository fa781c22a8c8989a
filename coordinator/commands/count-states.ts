// How many patches are in which state, in one line. Pure.

export function countStates(states: Record<string, number>): string {
  return Object.entries(states)
    .map(([state, count]) => `${count} ${state}`)
    .join(', ')
}
