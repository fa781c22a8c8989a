// A thief with the coordinator's release key: describes other bytes under an approved patch's name, approves and orders them with the one
// key it has, and hands all of it to every machine.

import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { encodeApproval } from '../../core/approval.ts'
import { systemClock, toSeconds } from '../../core/clock.ts'
import { sha256 } from '../../core/digest.ts'
import { openEnvelope } from '../../core/envelope.ts'
import { type Header, specVersion } from '../../core/header.ts'
import { encodeManifest } from '../../core/manifest.ts'
import { encodePieceList } from '../../core/piece-list.ts'
import { encodeSchedule } from '../../core/schedule.ts'
import { readKeyFile } from '../../keys/key-file.ts'
import { keySigner, signEnvelope } from '../../keys/sign.ts'
import type { Fleet } from '../fleet/fleet.ts'
import type { People } from './people.ts'

export interface TheftResult {
  /** Objects handed to machines in all, and how many were taken: a manifest of the release role is one, and orders nothing. */
  offered: number
  taken: number
  /** Machines on which the thief's bytes are. */
  installed: number
}

interface Deps {
  people: People
  fleet: Fleet
  /** The patch whose name the thief uses. */
  patch: string
  say: (text: string) => void
}

const bytes = Buffer.from('installed by a thief\n')
const path = '/etc/stolen'
/** Machines think within milliseconds; an install of one small file takes less than a second. */
const watchMs = 5000

export async function stealReleaseKey({ people, fleet, patch, say }: Deps): Promise<TheftResult> {
  const envelopes = await forge(people, patch)
  const result: TheftResult = { offered: 0, taken: 0, installed: 0 }
  for (const agent of fleet.agents) {
    for (const envelope of envelopes) {
      result.offered++
      if (await isTaken(() => agent.ask('take', { envelopes: [Buffer.from(envelope).toString('base64')] })))
        result.taken++
    }
  }
  await pause(watchMs)
  for (const agent of fleet.agents) if (await isThere(join(agent.root, path))) result.installed++
  say(
    `a stolen release key: ${result.taken} of ${result.offered} forged objects were taken as descriptions, ${result.installed} machines installed them`,
  )
  return result
}

async function isTaken(take: () => Promise<unknown>): Promise<boolean> {
  try {
    await take()
    return true
  } catch (error) {
    if (/was not taken/.test((error as Error).message)) return false
    throw error
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile() && (await readFile(file)).equals(bytes)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return false
  }
}

/** Manifest, piece list, approval and schedule, all by the release key, all of a version above what is current. */
async function forge(people: People, patch: string): Promise<Uint8Array[]> {
  const { publicKey, secretKey } = await readKeyFile(join(people.home, 'keys', 'release.key'), async () => '')
  const { fleet } = await people.run<{ fleet: string }>('root', 'show', '--home', people.home)
  const signer = keySigner({ publicKey, secretKey })
  const now = toSeconds(systemClock.now())
  const validity = { epoch: 0, version: now + 1, issuedAt: now, notAfter: now + 86_400, minSpec: specVersion }
  const header = <K extends Header['kind']>(kind: K, name: string): Header<K> => ({ fleet, kind, name, ...validity })
  const artifact = { digest: sha256(bytes), sizeBytes: bytes.length, fileName: 'stolen' }
  const manifest = await signEnvelope(
    'manifest',
    encodeManifest({
      header: header('manifest', patch),
      product: 'motd',
      productVersion: '3',
      title: 'A better message of the day',
      severity: 'critical',
      cves: [],
      summary: '',
      publishedAt: now,
      platform: { os: '', architecture: '', distribution: '' },
      artifacts: [artifact],
      action: { type: 'file', artifact: artifact.digest, path, mode: 0o644 },
      detection: [{ type: 'file-sha256', path, digest: artifact.digest }],
      proof: { feed: 'house' },
    }),
    [signer],
  )
  const { digest } = openEnvelope(manifest)
  const pieces = encodePieceList({
    header: header('piece-list', artifact.digest),
    sizeBytes: bytes.length,
    hashes: [artifact.digest],
    sources: [],
  })
  const approval = encodeApproval({
    header: header('approval', patch),
    decision: 'approve',
    manifests: [digest],
    severity: 'critical',
    reason: 'urgent',
    scope: { sites: [], groups: [] },
  })
  const schedule = encodeSchedule({
    header: header('schedule', 'S-stolen'),
    patches: [{ patch, manifest: digest }],
    targets: { all: true, sites: [], groups: [], nodes: [], rosters: [], includesLaterMembers: true, members: [] },
    startAt: now,
    deadline: 0,
    reboot: 'never',
    rings: [],
    emergency: true,
    priority: 100,
  })
  return [
    manifest,
    await signEnvelope('piece-list', pieces, [signer]),
    await signEnvelope('approval', approval, [signer]),
    await signEnvelope('schedule', schedule, [signer]),
  ]
}
