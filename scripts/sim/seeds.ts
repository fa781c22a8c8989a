// Seeds that found something, with what it was: `npm test` runs them for ever. The scenario `random` unless named.

import type { Mode } from './facts.ts'

export interface FoundSeed {
  seed: number
  mode: Mode
  scenario?: string
  agents?: number
  /** What was wrong. */
  found: string
}

export const foundSeeds: readonly FoundSeed[] = [
  {
    seed: 1,
    mode: 'liveness',
    scenario: 'plain',
    agents: 200,
    found: 'everyone of a large office took itself for a candidate when work began, and all spoke at once',
  },
  {
    seed: 3,
    mode: 'liveness',
    scenario: 'corrupting',
    agents: 4,
    found: 'one bad piece of a hundred from everyone sent a small office to the WAN for 30 s',
  },
  {
    seed: 41,
    mode: 'liveness',
    scenario: 'random-staff-stays',
    found: 'who took over a file from a source without ranges gave up before the source had sent what was here already',
  },
  {
    seed: 2,
    mode: 'liveness',
    scenario: 'thin',
    agents: 3,
    found: 'over a line on which a piece takes longer than any patience everyone gave up and began anew, for ever',
  },
  {
    seed: 1,
    mode: 'liveness',
    scenario: 'two-claimers-hold',
    found: 'two that lease and fetch nothing kept an office waiting for as long as a slow line needs for a piece: 12 s',
  },
  {
    seed: 1,
    mode: 'liveness',
    scenario: 'S',
    found:
      'the two requests of a fetcher ended together, and the line was idle until the next ones were answered: 1.14 of its own time',
  },
  {
    seed: 10,
    mode: 'liveness',
    found:
      'who stood in for a contact that was down stayed a third one for ever after it was back: it had neighbours enough to dial nobody',
  },
  {
    seed: 150,
    mode: 'liveness',
    found:
      'reports that went through a member retired meanwhile were refused for its sake, and their nodes tried the same way again and again',
  },
  {
    seed: 1_285_087,
    mode: 'liveness',
    scenario: 'plain',
    agents: 50,
    found:
      'two that began at once leased the same pieces for a moment: the first to bring them took that for distrust, stopped, and the office waited ten seconds',
  },
  {
    seed: 3_011_429,
    mode: 'liveness',
    scenario: 'plain',
    agents: 50,
    found:
      'three copies around a node ended the spread of the best-ranked one’s first word, others had not heard it when they chose, and began a third fetch',
  },
  {
    seed: 82_527_693,
    mode: 'liveness',
    scenario: 'plain',
    agents: 50,
    found:
      'the best-ranked one’s first word did not spread where those that should pass it on had not heard of the file yet: a third fetch began',
  },
  {
    seed: 1435,
    mode: 'liveness',
    found:
      'a holder to which nothing came fetched on for as long as it had patience with itself, beside who had taken over from it',
  },
  {
    seed: 1780,
    mode: 'liveness',
    found: 'as 1435, from a source that ignores ranges',
  },
  {
    seed: 3669,
    mode: 'safety',
    found:
      'who became a candidate late had kept no account of claims, took every fetcher for stalled, and fetched beside them',
  },
  {
    seed: 6320,
    mode: 'liveness',
    found:
      'of a source that sends everything a node got what another leased; nobody saw progress in that, and who took it for stalled took over what it leased itself',
  },
  {
    seed: 2,
    mode: 'liveness',
    scenario: 'trickler-beside',
    found:
      'one that fetched nothing said it had everything and sent a byte a second: the fetchers gave up what they fetched and waited for it, four times as long as the file takes',
  },
  {
    seed: 2,
    mode: 'liveness',
    scenario: 'boaster-beside',
    found: 'the last piece was asked of one that gives nothing, and of who had it only a second later',
  },
  {
    seed: 42393,
    mode: 'liveness',
    found:
      'who was no candidate any more told nobody what it still fetched from a source that sends everything, and another did as well',
  },
  {
    seed: 42269,
    mode: 'liveness',
    found: 'one with no way outside kept what another had taken over until its next word after three seconds',
  },
]
