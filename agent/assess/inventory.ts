// What this machine tells the coordinator about itself: system, packages, addresses, hardware. Hardware comes from the
// systeminformation library, by its cheap calls only and within a limit; an inventory without it is still sent.

import { statfs } from 'node:fs/promises'
import { hostname, networkInterfaces, totalmem } from 'node:os'
import { cpu, system } from 'systeminformation'
import { type Clock, sleep, toSeconds } from '../../core/clock.ts'
import { limits } from '../../core/limits.ts'
import type { Inventory } from '../../core/report.ts'
import type { Facts } from './facts.ts'

/** What stays as it is while a machine runs. */
export type Machine = Pick<Inventory['hardware'], 'vendor' | 'model' | 'cpu' | 'cores'>

/** One scan. */
export async function collectInventory({
  root,
  facts,
  machine,
  clock,
}: {
  root: string
  facts: Facts
  machine: Machine
  clock: Clock
}): Promise<Inventory> {
  const { distribution, packages } = facts
  return {
    hostName: hostname().slice(0, limits.lineLength),
    osId: distribution.id || facts.os,
    osVersion: distribution.versionId || distribution.codename,
    osName: distribution.name,
    osCodename: distribution.codename,
    kernel: facts.kernel,
    architecture: facts.architecture,
    addresses: ownAddresses(),
    packages:
      packages.state !== 'known'
        ? []
        : packages.packages.map(({ want, flag, status, ...entry }) => ({
            ...entry,
            status: `${want} ${flag} ${status}`,
          })),
    hardware: { ...machine, memoryBytes: totalmem(), diskBytes: await diskBytes(root) },
    collectedAt: toSeconds(clock.now()),
  }
}

function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap(list => list ?? [])
  const global = all.filter(({ internal, address }) => !internal && !/^(169\.254\.|fe80:)/i.test(address))
  return [...new Set(global.map(({ address }) => address))].sort().slice(0, limits.addresses)
}

/** Starts some programs and waits for one of them: about 0.1 s, at most `limits.hardwareMs` on odd hardware. Once is enough. */
export async function readMachine(clock: Clock): Promise<Machine> {
  const done = new AbortController()
  const late = sleep(clock, limits.hardwareMs, done.signal)
  const [machine, processor] = await Promise.all([within(late, system()), within(late, cpu())])
  done.abort()
  return {
    vendor: machine?.manufacturer ?? '',
    model: machine?.model ?? '',
    cpu: processor === undefined ? '' : `${processor.manufacturer} ${processor.brand}`.trim(),
    cores: processor?.cores ?? 0,
  }
}

/** 0 when it cannot be told: hardware facts are a convenience. */
function diskBytes(root: string): Promise<number> {
  return statfs(root).then(
    ({ bsize, blocks }) => bsize * blocks,
    () => 0,
  )
}

/** Unknown rather than late or failed: hardware facts are a convenience. */
function within<T>(late: Promise<void>, fact: Promise<T>): Promise<T | undefined> {
  return Promise.race([
    late.then(() => undefined),
    fact.then(
      value => value,
      () => undefined,
    ),
  ])
}
