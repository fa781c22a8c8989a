// What processes cost, from the kernel's own accounting: processor seconds and anonymous memory.

import { readFile } from 'node:fs/promises'

const ticksPerSecond = 100 // USER_HZ on every Linux architecture Node supports

/** Of one process, its threads included, its children not. */
export async function cpuSeconds(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

export async function rssAnon(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^RssAnon:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1024
}

/** All cores together since the machine started, idle and waiting left out. */
export async function machineBusySeconds(): Promise<number> {
  const [first] = (await readFile('/proc/stat', 'utf8')).split('\n')
  const [user, nice, system, , , irq, softirq] = first!.trim().split(/\s+/).slice(1).map(Number)
  return (user! + nice! + system! + irq! + softirq!) / ticksPerSecond
}
