// Asks a program for its own figures where it tells them: on the loopback of its machine.

import { CodedError } from '../../core/errors.ts'
import type { Place } from '../fleet/fleet.ts'

export const metricsPorts = { coordinator: 19_499, agents: 19_500 }

const ask = `fetch('http://127.0.0.1:'+process.argv[1]+'/metrics').then(r=>r.text()).then(t=>console.log(t))`

/** Of figures without labels. */
export async function askMetrics(place: Place, port: number): Promise<(figure: string) => number> {
  const { stdout } = await place.exec(process.execPath, ['-e', ask, String(port)])
  return figure => {
    const value = new RegExp(`^${figure} (\\S+)$`, 'm').exec(stdout)?.[1]
    if (value === undefined) throw new CodedError('io-failed', `${place.name} tells no ${figure} in its metrics`)
    return Number(value)
  }
}
