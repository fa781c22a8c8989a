// What the running coordinator answers to `patchmesh patch`. It hands out what admins decide about, with all that ties it to its vendor,
// and takes in what they signed. It is not believed: the command line checks everything again before it signs.

import { parseApproval } from '../../core/approval.ts'
import type { ControlCall, ControlHandlers } from '../../core/control.ts'
import { openEnvelope } from '../../core/envelope.ts'
import { CodedError } from '../../core/errors.ts'
import type { FeedConfig } from '../feed/feed-config.ts'
import type { ProofFiles } from '../feed/proof-files.ts'
import type { PublishedObjects } from './catalogue.ts'
import {
  listPatches,
  type PatchDetails,
  type PatchFilter,
  type PatchRow,
  showPatch,
  type ViewDeps,
} from './patch-view.ts'
import type { Preparation, PreparedPatch } from './preparation.ts'

export type Decision = 'approve' | 'decline'

/** What a decision is about; envelopes in base64. Plain JSON. */
export interface DecisionMaterial {
  roots: string[]
  patches: { id: string; manifest: string; approval: string | null; feed: FeedConfig; remark: string }[]
}

export interface SubmittedDecision {
  id: string
  version: number
  prepared: PreparedPatch
}

export interface PatchHandlerDeps extends ViewDeps {
  published: PublishedObjects
  proofs: ProofFiles
  preparation: Preparation
  /** Envelopes of the root chain. */
  roots(): readonly Uint8Array[]
}

export function patchHandlers(deps: PatchHandlerDeps): ControlHandlers {
  return {
    'patch-list': (filter: PatchFilter): Promise<PatchRow[]> => listPatches(filter, deps),
    'patch-show': ({ id }: { id: string }): Promise<PatchDetails> => showPatch(id, deps),
    'patch-material': (asked: { ids: string[]; decision: Decision }) => materialFor(asked, deps),
    'patch-proof': async ({ digest, offset }: { digest: string; offset: number }) => {
      const { bytes, totalBytes } = await deps.proofs.readPacked(digest, Math.max(0, Math.floor(offset)))
      return { bytes: Buffer.from(bytes).toString('base64'), totalBytes }
    },
    'patch-submit': ({ envelope }: { envelope: string }, call: ControlCall) =>
      submit(Buffer.from(envelope, 'base64'), deps, call),
  }
}

async function materialFor(
  { ids, decision }: { ids: string[]; decision: Decision },
  { catalogue, feeds, roots }: PatchHandlerDeps,
): Promise<DecisionMaterial> {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  const patches: DecisionMaterial['patches'] = []
  for (const id of new Set(ids)) {
    const entry = catalogue.get(id)
    const manifest = await catalogue.manifest(id, decision)
    const { approval, remark } = catalogue.judge(entry)
    const feed = feeds.config(entry.feed)
    patches.push({
      id,
      manifest: base64(manifest.bytes),
      approval: approval ? base64(approval.bytes) : null,
      feed,
      remark,
    })
  }
  return { roots: roots().map(base64), patches }
}

/** Returns when what agents will ask for is ready too; a failure there does not undo the decision. */
async function submit(
  bytes: Uint8Array,
  { catalogue, published, preparation }: PatchHandlerDeps,
  call: ControlCall,
): Promise<SubmittedDecision> {
  const { kind, payload } = openEnvelope(bytes)
  if (kind !== 'approval') throw new CodedError('refused', `expected an approval, found a ${kind}`)
  const { header } = parseApproval(payload)
  catalogue.get(header.name)
  await published.put(bytes, ['approval'])
  const onProgress = (done: number, total: number) => call.progress({ patch: header.name, done, total })
  const prepared = await preparation.patch(header.name, onProgress)
  return { id: header.name, version: header.version, prepared }
}
