// What a policy or a protected group changes, in words. Pure.

import type { Policy, SiteBudget } from '../../core/policy.ts'
import { formatBytes } from '../../core/present.ts'
import type { Signed } from '../../core/verify.ts'
import { windowText } from '../../core/window.ts'

type PolicyContent = Pick<Policy, 'budgets' | 'keyrings' | 'protectedGroups' | 'pauseFetching'>

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
  const pause: [string, string] = ['the pause of fetching at every site:', ' nothing comes from outside']
  return new Map([
    ...(policy.pauseFetching ? [pause] : []),
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

export function budgetText(budget: SiteBudget): string {
  const { rateBytesPerSecond, upBytesPerSecond, lanUploadBytesPerSecond, hours, pauseFetching } = budget
  const rate = (bytes: number) => (bytes === 0 ? 'no limit' : `${formatBytes(bytes)}/s`)
  return [
    pauseFetching ? `PAUSED: nothing comes from outside (else ${rate(rateBytesPerSecond)})` : rate(rateBytesPerSecond),
    ...(upBytesPerSecond > 0 ? [`${rate(upBytesPerSecond)} up`] : []),
    ...(hours.length > 0 ? [`in ${hours.map(hour => `"${windowText(hour)}"`).join(' and ')}`] : []),
    ...(lanUploadBytesPerSecond > 0 ? [`each node gives its neighbours ${rate(lanUploadBytesPerSecond)}`] : []),
  ].join(', ')
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
