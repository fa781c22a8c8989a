// The text of a policy file as what it states (docs/settings.md). Pure and strict, as for a patch.yaml; the keyrings it names by path are
// read by the caller.

import { checkId } from '../../core/check.ts'
import { type Digest, isDigest } from '../../core/digest.ts'
import { CodedError } from '../../core/errors.ts'
import { KIB, limits, MIB } from '../../core/limits.ts'
import type { Policy } from '../../core/policy.ts'
import { parseWindowText } from '../../core/window.ts'
import { badText, type FeedFault, type Fields, oneLine, readYaml } from '../feed/yaml-fields.ts'

export interface PolicyFile {
  budgets: Policy['budgets']
  /** By digest, or by a path as written. */
  keyrings: ({ feed: string } & ({ digest: Digest } | { path: string }))[]
  protectedGroups: string[]
  pauseFetching: boolean
}

/** `file` is only named in faults. */
export function parsePolicyYaml(text: string, file: string): { policy: PolicyFile } | { faults: FeedFault[] } {
  const read = readYaml(text, file, { example: 'protectedGroups: [servers]', read: readPolicy })
  return 'faults' in read ? read : { policy: read.value }
}

function readPolicy(fields: Fields): PolicyFile {
  const policy = {
    budgets: fields.maps('budgets', limits.targets).map(readBudget),
    keyrings: fields.maps('keyrings', limits.feeds).map(readKeyring),
    protectedGroups: fields.list('protectedGroups', { max: limits.targets, check: checkId }),
    pauseFetching: fields.flag('pauseFetching'),
  }
  refuseRepeated(
    fields,
    'budgets',
    policy.budgets.map(({ site }) => site),
  )
  refuseRepeated(
    fields,
    'keyrings',
    policy.keyrings.map(({ feed }) => feed),
  )
  fields.refuseOthers()
  return policy
}

function refuseRepeated(fields: Fields, name: string, names: readonly string[]): void {
  const repeated = names.find((each, index) => names.indexOf(each) < index)
  if (repeated !== undefined)
    fields.fault(name, `expected one entry each, found two of ${repeated === '' ? 'every other site' : repeated}`)
}

/** Without `site`: every site that has no budget of its own. */
function readBudget(fields: Fields): Policy['budgets'][number] {
  const budget = {
    site: fields.text('site', checkId, ''),
    rateBytesPerSecond: parseRate(fields.text('rate', checkRate, 'unlimited')),
    upBytesPerSecond: parseRate(fields.text('up', checkRate, 'unlimited')),
    lanUploadBytesPerSecond: parseRate(fields.text('lanUpload', checkRate, 'unlimited')),
    hours: fields.list('hours', { max: limits.windows, check: checkWindow }).flatMap(readWindow),
    pauseFetching: fields.flag('pauseFetching'),
  }
  fields.refuseOthers()
  return budget
}

const units: Record<string, number> = {
  'B/s': 1,
  'KiB/s': KIB,
  'MiB/s': MIB,
  'kB/s': 1000,
  'MB/s': 1_000_000,
  'kbit/s': 125,
  'Mbit/s': 125_000,
}
const ratePattern = /^([0-9]{1,9}(?:\.[0-9]{1,3})?) ?(B\/s|KiB\/s|MiB\/s|kB\/s|MB\/s|kbit\/s|Mbit\/s)$/

function checkRate(text: string, field: string): string {
  const isRate = text === 'unlimited' || parseRate(text) >= 1
  if (!isRate) throw badText(field, 'a rate like 512 KiB/s, 2 MiB/s or 16 Mbit/s, or "unlimited"', text)
  return text
}

/** Bytes a second; 0 without a limit. */
function parseRate(text: string): number {
  const [, value, unit] = ratePattern.exec(text) ?? []
  return value === undefined ? 0 : Math.floor(Number(value) * units[unit!]!)
}

function checkWindow(text: string, field: string): string {
  try {
    parseWindowText(text)
    return oneLine(text, field)
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    throw badText(field, 'hours like "Mon,Tue 18:00 PT12H local"', text)
  }
}

/** One that is at fault was reported already. */
function readWindow(text: string): Policy['budgets'][number]['hours'] {
  return text === '' ? [] : [parseWindowText(text)]
}

function readKeyring(fields: Fields): PolicyFile['keyrings'][number] {
  const feed = fields.text('feed', checkId)
  const digest = fields.text('sha256', checkDigest, '')
  const path = fields.text('path', oneLine, '')
  if ((digest === '') === (path === '')) fields.fault('sha256', 'expected either sha256 or path of the keyring')
  fields.refuseOthers()
  return { feed, ...(digest === '' ? { path } : { digest }) }
}

function checkDigest(text: string, field: string): string {
  if (!isDigest(text)) throw badText(field, '64 lower-case hexadecimal characters', text)
  return text
}
