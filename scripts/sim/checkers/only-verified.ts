// No byte is stored, told of or served whose hash was not checked. Liars may do as they like: it is the others who must not keep it.

import type { Checker, Fact, Violation } from '../facts.ts'

export function onlyVerified(): Checker {
  return { name: 'only-verified', see: judge }
}

function judge(fact: Fact): Violation | undefined {
  const violation = (what: string) => ({ checker: 'only-verified', at: fact.at, what })
  if (fact.type === 'piece-stored' && !fact.isRight)
    return violation(`${fact.node} stored a wrong piece ${fact.piece} of ${fact.artifact.slice(0, 8)}`)
  if (fact.type === 'piece-served' && !fact.isLiar && !fact.isVerified)
    return violation(`${fact.node} sent piece ${fact.piece} of ${fact.artifact.slice(0, 8)} to ${fact.to} unchecked`)
  if (fact.type === 'told' && !fact.isLiar && fact.unheld > 0)
    return violation(`${fact.node} told ${fact.to} of ${fact.unheld} pieces that it does not hold`)
  return undefined
}
