// What a neighbour deserves for what it sent. A piece comes whole from one peer, so blame is exact. Pure: it neither sends nor logs.

import { swarmNumbers } from './swarm-numbers.ts'

export interface Conduct {
  good: number
  bad: number
  /** Times in a row that it did not answer. */
  unanswered: number
  /** When it last gave a right piece (ms); 0: never. */
  gaveAt: number
  /** From when on it has kept this node waiting for a piece or a refusal (ms); 0: it has not. */
  awaitedSince: number
  /** Since when it has only refused what it says it holds (ms); 0: it gave, or was not asked. */
  refusedSince: number
  /** Nothing is asked of it before this time (ms). */
  notBefore: number
  /** Why not; meaningless once `notBefore` has passed, `banned` never passes. */
  because: 'nothing' | 'busy' | 'silent' | 'suspended' | 'banned'
}

export function createConduct(): Conduct {
  return {
    good: 0,
    bad: 0,
    unanswered: 0,
    gaveAt: 0,
    awaitedSince: 0,
    refusedSince: 0,
    notBefore: 0,
    because: 'nothing',
  }
}

/**
 * A right piece of so many bytes. It buys as much patience as it takes at 1 Mbit/s: who gives one now and then, and keeps others waiting or
 * refuses them, is not waited for for ever. `owesMore`: other requests to it run.
 */
export function creditPiece(conduct: Conduct, sizeBytes: number, owesMore: boolean, now: number): void {
  const boughtMs = (sizeBytes * 1000) / swarmNumbers.assumedRate
  conduct.good++
  conduct.gaveAt = now
  conduct.unanswered = 0
  conduct.refusedSince =
    conduct.refusedSince + boughtMs >= now ? 0 : conduct.refusedSince && conduct.refusedSince + boughtMs
  conduct.awaitedSince = owesMore ? Math.min(now, (conduct.awaitedSince || now) + boughtMs) : 0
}

/**
 * The first suspends for 30 s, each further one for twice as long; banned if the first two are bad, or three and over 5 %. Who is below that,
 * or has made one slip, is left alone for a moment only: where all cables or disks are a little bad, everyone would fetch from outside instead.
 */
export function blamePiece(conduct: Conduct, now: number): void {
  conduct.bad++
  const { good, bad } = conduct
  if ((good === 0 && bad >= 2) || (bad >= 3 && bad / (good + bad) > 0.05)) {
    conduct.because = 'banned'
    conduct.notBefore = Number.POSITIVE_INFINITY
    return
  }
  const isSlip = bad / (good + bad) <= 0.05 || (bad === 1 && good >= 4)
  if (isSlip) {
    holdBack(conduct, 'busy', now + swarmNumbers.slipMs)
    return
  }
  conduct.because = 'suspended'
  conduct.notBefore = now + swarmNumbers.suspendMs * 2 ** Math.min(bad - 1, 10)
}

/** It closed, timed out, or lacked what it had said it holds: once for all that was asked of it. */
export function blameSilence(conduct: Conduct, now: number): void {
  if (conduct.because !== 'busy' && !isAskable(conduct, now)) return
  conduct.unanswered++
  const pause = Math.min(swarmNumbers.silentMs * 2 ** Math.min(conduct.unanswered - 1, 10), swarmNumbers.silentMaxMs)
  holdBack(conduct, 'silent', now + pause)
}

/** It is serving as many as it can, or lost what it held: no blame, unless it does nothing else. */
export function excuseRefusal(conduct: Conduct, now: number, random: () => number): void {
  conduct.refusedSince ||= now
  holdBack(conduct, 'busy', now + swarmNumbers.busyMs * (0.5 + random()))
}

function holdBack(conduct: Conduct, because: 'busy' | 'silent', until: number): void {
  if (conduct.notBefore >= until) return
  conduct.because = because
  conduct.notBefore = until
}

export function isAskable(conduct: Conduct, now: number): boolean {
  return now >= conduct.notBefore
}

/** A busy neighbour will give what it holds; a suspended, silent or banned one, or one that is always busy, is as good as without it. */
export function isCountedOn(conduct: Conduct, now: number): boolean {
  if (conduct.refusedSince > 0 && now - conduct.refusedSince >= swarmNumbers.excusedMs) return false
  return isAskable(conduct, now) || conduct.because === 'busy'
}

/** It has sent bad pieces and hardly a good one: what it fetches for others is lost to them. */
export function isPoisoner({ good, bad, because, notBefore }: Conduct, now: number): boolean {
  if (now >= notBefore) return false
  return because === 'banned' || (because === 'suspended' && good < bad)
}

/** Whether its word alone that it has a piece ends our fetching of it: not after it failed to give one. */
export function isBelieved(conduct: Conduct, now: number): boolean {
  return isCountedOn(conduct, now) && conduct.unanswered === 0 && conduct.refusedSince === 0
}

/** It connected anew: it may answer now. What it did wrong stays, or reconnecting would wash it off. */
export function forgiveSilence(conduct: Conduct): void {
  conduct.unanswered = 0
  if (conduct.because === 'silent') conduct.notBefore = 0
}

/** It is asked for something. For what it did not give before it is waited for still, through a new connection too. */
export function noteAsked(conduct: Conduct, now: number): void {
  conduct.awaitedSince ||= now
}

/** It refused, or sent a wrong piece; `owesMore`: other requests to it run. */
export function noteAnswered(conduct: Conduct, owesMore: boolean, now: number): void {
  conduct.awaitedSince = owesMore ? now : 0
}

/** For so long now. */
export function keepsWaiting({ awaitedSince }: Conduct, patienceMs: number, now: number): boolean {
  return awaitedSince > 0 && now - awaitedSince >= patienceMs
}

/** Whether another request fits; a peer that never gave a good piece, or fell silent, has one at a time. */
export function hasRoom(
  { conduct, requests, requestBytes }: { conduct: Conduct; requests: number; requestBytes: number },
  sizeBytes: number,
): boolean {
  if (conduct.good === 0 || conduct.unanswered > 0) return requests === 0
  if (requests < swarmNumbers.neighbourRequestsMin) return true
  return requests < swarmNumbers.neighbourRequestsMax && requestBytes + sizeBytes <= swarmNumbers.neighbourAheadBytes
}
