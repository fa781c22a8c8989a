// One install in a process of its own, which kills itself (SIGKILL) at the step it is told: what a power cut leaves behind.
// Arguments: one JSON document; prints the outcome as JSON.

import { createInstaller, type InstallOrder } from '../../agent/installer/install.ts'
import { systemClock } from '../../core/clock.ts'
import { silentLog } from '../../core/log.ts'

export interface ChildOrder extends Omit<InstallOrder, 'lacks'> {
  root: string
  stateDir: string
  store: string
  /** Dies at the nth step, counted from 1; 0: lives. */
  dieAt: number
}

const order = JSON.parse(process.argv[2]!) as ChildOrder
let steps = 0
const installer = await createInstaller({
  root: order.root,
  stateDir: order.stateDir,
  artifactPath: digest => `${order.store}/${digest}`,
  clock: systemClock,
  log: silentLog,
  onStep: () => {
    if (++steps === order.dieAt) process.kill(process.pid, 'SIGKILL')
  },
})
console.log(JSON.stringify({ outcome: await installer.install({ ...order, lacks: () => [] }), steps }))
