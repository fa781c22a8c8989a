// What came of a torture by kill -9: as numbers, and as a text for who has never seen one.

import { formatBytes } from '../../core/present.ts'

/** What was acknowledged and looked for again. */
export interface Acknowledged {
  approvals: number
  orders: number
  members: number
  /** Installs that the coordinator knows of. */
  installs: number
}

export interface KillResult {
  ok: boolean
  seconds: number
  kills: number
  /** How many by phase and process. */
  byMoment: Record<string, number>
  /** Of them, before the process had listened. */
  whileStarting: number
  restarts: number
  rounds: number
  patches: number
  installs: number
  acknowledged: Acknowledged
  payloadBytes: number
  wanBytes: number
  /** What a kill cost on the WAN beyond the files themselves. */
  extraBytesPerKill: number
  problems: string[]
}

/** Heads, acknowledgements, one connection more: what a round costs beyond its files when nobody is killed. */
const roundTalkBytes = 400_000
/** Two requests outstanding, a new connection to the coordinator, and what a started agent asks. */
const killBytes = 700_000

/** What a kill cost on the WAN, and what is wrong with that. */
export function costOf({
  wanBytes,
  payloadBytes,
  rounds,
  kills,
}: Pick<KillResult, 'wanBytes' | 'payloadBytes' | 'rounds' | 'kills'>): {
  extraBytesPerKill: number
  problems: string[]
} {
  const extra = wanBytes - payloadBytes * 1.06 - rounds * roundTalkBytes
  const extraBytesPerKill = Math.max(0, Math.round(extra / Math.max(1, kills)))
  const isDear = extraBytesPerKill > killBytes
  const problem = `a kill cost ${extraBytesPerKill} bytes on the WAN, at most ${killBytes} are in flight`
  return { extraBytesPerKill, problems: isDear ? [problem] : [] }
}

export function describeKills({ kills, machines, where }: { kills: number; machines: number; where: string }): string {
  return [
    `An office of up to ${machines} machines and their coordinator, the real executables ${where}, carry out one order after another, each of three`,
    `new patches. At ${kills} moments that the seed chose a process of them is killed with SIGKILL, and started again as a service manager does.`,
    `After each round everything that was acknowledged must still be there. A kill takes about ten seconds, on a busy machine twenty.`,
  ].join('\n')
}

/** One line for each phase, then what was looked for. */
export function describeResult(result: KillResult): string {
  const { kills, whileStarting, restarts, rounds, patches, installs, acknowledged, payloadBytes, wanBytes } = result
  const extra = formatBytes(result.extraBytesPerKill)
  const lines = [
    `${kills} kills in ${Math.round(result.seconds / 60)} min, ${whileStarting} of them before the process listened; ${restarts} restarts`,
    ...byPhase(result.byMoment),
    `${rounds} rounds, ${patches} patches, ${installs} installs. Looked for:`,
    `  what was acknowledged and is gone: ${countsOf(acknowledged)}`,
    '  a patch that was installed a second time, or by half: by the journal of each install, and by each file it made',
    '  a version of anything trusted that went down: after each kill, in the files of the process that was killed',
    '  a program that ended by itself, or did not start again',
    `  what a kill costs on the WAN: ${formatBytes(wanBytes)} crossed it for ${formatBytes(payloadBytes)} of files, ${extra} a kill beyond files and talk`,
    ...result.problems.map(problem => `  found: ${problem}`),
    result.ok ? 'nothing of it was found: all held' : `${result.problems.length} problems were found`,
  ]
  return lines.join('\n')
}

function byPhase(byMoment: KillResult['byMoment']): string[] {
  const phases = new Map<string, string[]>()
  for (const [moment, count] of Object.entries(byMoment)) {
    const [phase = '', process = ''] = moment.split(': ')
    phases.set(phase, [...(phases.get(phase) ?? []), `${process} ${count}`])
  }
  return [...phases].map(([phase, counts]) => `  in phase ${phase.padEnd(8)} ${counts.join(', ')}`)
}

function countsOf({ approvals, orders, members, installs }: Acknowledged): string {
  return `${approvals} approvals, ${orders} orders, ${members} members, ${installs} reported installs`
}
