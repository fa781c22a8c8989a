// `patchmesh policy set|show`: budgets, keyrings of feeds and protected groups. The file is the whole policy; what it changes is shown in
// words before it is signed.

import { readFile, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import { systemClock } from '../../core/clock.ts'
import { addGroup, printNote, printResult } from '../../core/command-line.ts'
import { sha256 } from '../../core/digest.ts'
import { CodedError, systemCode } from '../../core/errors.ts'
import type { Header } from '../../core/header.ts'
import { limits } from '../../core/limits.ts'
import { encodePolicy, type Policy, type SiteBudget } from '../../core/policy.ts'
import type { Signed } from '../../core/verify.ts'
import { windowText } from '../../core/window.ts'
import { adminKeyPath, findAdminKey } from './admin-key.ts'
import { addHomeCommand, type HomeOptions } from './coordinator-command.ts'
import { nothingChanged, type OrderOptions, type OrderOutcome, waitingNote } from './hand-in.ts'
import { type PolicyFile, parsePolicyYaml } from './policy-yaml.ts'
import { budgetText, policyWords } from './settings-words.ts'
import { addOrderOptions, addTtlOption, signOrder, standingMs } from './sign-order.ts'
import { askFleet } from './verify-fleet.ts'

interface PolicyOptions extends OrderOptions {
  ttl?: number
}

export interface PolicyOutcome extends OrderOutcome {
  /** False: the policy in force says the same. */
  changed: boolean
  /** What changes, in words. */
  words: string[]
}

export function registerPolicy(program: Command): void {
  const policy = addGroup(program, 'policy', {
    description: "sites' budgets, feeds' keyrings, protected groups",
    example: 'patchmesh policy show',
  })
  const set = addHomeCommand(policy, 'set <file>', {
    description:
      'Makes a YAML file the whole policy (docs/settings.md): shows what changes, signs it and hands it over.',
    args: { file: 'the policy as YAML' },
    example: 'patchmesh policy set policy.yaml',
  })
  addOrderOptions(addTtlOption(set)).action(setPolicy)
  addHomeCommand(policy, 'show', {
    description: 'Shows the policy in force.',
    example: 'patchmesh policy show',
  }).action(showPolicy)
}

async function setPolicy(file: string, options: PolicyOptions): Promise<void> {
  const content = await readPolicyFile(file)
  const keyPath = await adminKeyPath(options)
  const now = systemClock.now()
  const { anchor, policy } = await askFleet(options, { keyPath, kinds: [] })
  const words = policyWords(policy?.body, content)
  if (words.length === 0 && policy && options.ttl === undefined) {
    const outcome = nothingChanged(anchor.root.roles.admin.threshold)
    return printOutcome({ changed: false, words, ...outcome }, options)
  }
  if (!options.json) printNote(words.map(line => `  ${line}`).join('\n'))
  const version = { anchor, current: policy, now, notAfterMs: now + (options.ttl ?? standingMs) }
  const encode = (header: Header<'policy'>) => encodePolicy({ header, ...content })
  const order = { kind: 'policy' as const, name: '', question: 'Sign this policy?', encode, ...version }
  const outcome = await signOrder(order, keyPath, options)
  printOutcome({ changed: true, words, ...outcome }, options)
}

function printOutcome(outcome: PolicyOutcome, { json }: PolicyOptions): void {
  printResult(outcome, {
    json,
    render: ({ changed, published }) => {
      if (!changed) return 'the policy in force says the same: nothing changed'
      return published ? 'the policy is in force' : `the policy: ${waitingNote(outcome)}`
    },
  })
}

/** Throws `not-found`, `bad-argument` with every fault, or `limit-exceeded`. */
async function readPolicyFile(file: string): Promise<Omit<Policy, 'header'>> {
  const text = await readSmall(file, limits.patchYamlBytes, 'a policy file')
  const read = parsePolicyYaml(text.toString('utf8'), file)
  if ('faults' in read) {
    const list = read.faults.map(
      ({ line, field, message }) => `${file}:${line}: ${field ? `${field}: ` : ''}${message}`,
    )
    throw new CodedError('bad-argument', list.join('\n'))
  }
  const { keyrings, ...rest } = read.policy
  const digests: Policy['keyrings'] = []
  for (const keyring of keyrings) digests.push(await withDigest(keyring, dirname(resolve(file))))
  return { ...rest, keyrings: digests }
}

async function withDigest(
  keyring: PolicyFile['keyrings'][number],
  folder: string,
): Promise<Policy['keyrings'][number]> {
  if ('digest' in keyring) return keyring
  const bytes = await readSmall(
    resolve(folder, keyring.path),
    limits.keyringBytes,
    `the keyring of feed ${keyring.feed}`,
  )
  return { feed: keyring.feed, digest: sha256(bytes) }
}

async function readSmall(path: string, most: number, what: string): Promise<Buffer> {
  try {
    const { size } = await stat(path)
    if (size > most) throw new CodedError('limit-exceeded', `${path}: expected at most ${most} bytes, found ${size}`)
    return await readFile(path)
  } catch (cause) {
    if (cause instanceof CodedError) throw cause
    throw new CodedError('bad-argument', `${path}: expected ${what}, cannot read it (${systemCode(cause)})`, { cause })
  }
}

export interface PolicyShown {
  /** Null: no policy is in force. */
  version: number | null
  issuedAt: string | null
  expiresAt: string | null
  /** `site` null: every other site; `rateBytesPerSecond` 0: no limit. */
  budgets: (Omit<SiteBudget, 'site' | 'hours'> & { site: string | null; hours: string[] })[]
  keyrings: Policy['keyrings']
  protectedGroups: string[]
  pauseFetching: boolean
}

async function showPolicy(options: HomeOptions): Promise<void> {
  const { policy } = await askFleet(options, { keyPath: await findAdminKey(options), kinds: [] })
  printResult(shownOf(policy), { json: options.json, render: () => renderPolicy(policy) })
}

function shownOf(policy: Signed<'policy'> | undefined): PolicyShown {
  const iso = (seconds: number | undefined) => (seconds === undefined ? null : new Date(seconds * 1000).toISOString())
  return {
    version: policy?.header.version ?? null,
    issuedAt: iso(policy?.header.issuedAt),
    expiresAt: iso(policy?.header.notAfter),
    budgets: (policy?.body.budgets ?? []).map(({ site, hours, ...rest }) => ({
      site: site || null,
      ...rest,
      hours: hours.map(windowText),
    })),
    keyrings: policy?.body.keyrings ?? [],
    protectedGroups: policy?.body.protectedGroups ?? [],
    pauseFetching: policy?.body.pauseFetching ?? false,
  }
}

function renderPolicy(policy: Signed<'policy'> | undefined): string {
  if (!policy) return 'no policy is in force: no budgets, no protected groups, keyrings as each admin has them'
  const { budgets, keyrings, protectedGroups, pauseFetching } = policy.body
  return [
    ...(pauseFetching ? ['fetching from outside is PAUSED at every site'] : []),
    ...budgets.map(
      budget => `budget of ${budget.site ? `site ${budget.site}` : 'every other site'}: ${budgetText(budget)}`,
    ),
    ...keyrings.map(({ feed, digest }) => `keyring of feed ${feed}: SHA-256 ${digest}`),
    ...protectedGroups.map(group => `group ${group} is protected`),
    `holds until ${new Date(policy.header.notAfter * 1000).toISOString()}`,
  ].join('\n')
}
