// What a policy or a protected group changes, in words. Pure.

import type { Policy } from '../../core/policy.ts'
import { formatBytes } from '../../core/present.ts'
import type { Signed } from '../../core/verify.ts'
import { windowText } from '../../core/window.ts'

type PolicyContent = Pick<Policy, 'budgets' | 'keyrings' | 'protectedGroups'>

/** One line for each difference; none when nothing changes. */
export function policyWords(before: PolicyContent | undefined, next: PolicyContent): string[] {
  const [old, now] = [policyLines(before), policyLines(next)]
  return [
    ...[...now].filter(([key]) => !old.has(key)).map(([key, text]) => `adds ${key}${text}`),
    ...[...now].flatMap(([key, text]) => {
      const was = old.get(key)
      return was !== undefined && was !== text ? [`changes ${key}${text} (now${was})`] : []
    }),
    ...[...old].filter(([key]) => !now.has(key)).map(([key, text]) => `takes away ${key}${text}`),
  ]
}

/** By what each line is about. */
function policyLines(policy: PolicyContent | undefined): Map<string, string> {
  if (!policy) return new Map()
  return new Map([
    ...policy.budgets.map((budget): [string, string] => [
      budget.site === '' ? 'the budget of every other site:' : `the budget of site ${budget.site}:`,
      ` ${budgetText(budget)}`,
    ]),
    ...policy.keyrings.map(({ feed, digest }): [string, string] => [
      `the keyring of feed ${feed}:`,
      ` SHA-256 ${digest}`,
    ]),
    ...policy.protectedGroups.map((group): [string, string] => [
      `protection of group ${group}`,
      ': only admins put machines into it or out of it',
    ]),
  ])
}

export function budgetText({ rateBytesPerSecond, hours }: Policy['budgets'][number]): string {
  const rate = rateBytesPerSecond === 0 ? 'no limit' : `${formatBytes(rateBytesPerSecond)}/s`
  return hours.length === 0 ? rate : `${rate}, in ${hours.map(hour => `"${windowText(hour)}"`).join(' and ')}`
}

/** One line for each node that comes or goes. */
export function groupWords(
  { before, next }: { before: readonly string[]; next: readonly string[] },
  rosters: readonly Signed<'roster'>[],
): string[] {
  const words = (node: string) => {
    for (const { header, body } of rosters) {
      const member = body.members.find(each => each.node === node)
      if (member) return `${member.hostName} of site ${header.name} (${node})`
    }
    return `${node}, which is on no roster`
  }
  return [
    ...next.filter(node => !before.includes(node)).map(node => `puts in ${words(node)}`),
    ...before.filter(node => !next.includes(node)).map(node => `takes out ${words(node)}`),
  ]
}
