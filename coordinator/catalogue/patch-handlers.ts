// What the running coordinator answers to `patchmesh patch`. It hands out what admins decide about, with all that ties it to its vendor.
// It is not believed: the command line checks everything again before it signs. What was signed comes in through proposals/.

import type { ControlHandlers } from '../../core/control.ts'
import { CodedError } from '../../core/errors.ts'
import type { FeedConfig } from '../feed/feed-config.ts'
import type { ProofFiles } from '../feed/proof-files.ts'
import { base64, type FleetSettings, fleetSettings } from '../proposals/fleet-settings.ts'
import type { PublishedObjects } from './catalogue.ts'
import {
  listPatches,
  type PatchDetails,
  type PatchFilter,
  type PatchRow,
  showPatch,
  type ViewDeps,
} from './patch-view.ts'

export type Decision = 'approve' | 'decline'

/** What a decision is about; envelopes in base64. Plain JSON. */
export interface DecisionMaterial extends FleetSettings {
  patches: { id: string; manifest: string; approval: string | null; feed: FeedConfig; remark: string }[]
}

export interface MaterialRequest {
  ids: string[]
  decision: Decision
  /** The decision is drafted already: its manifests as they are, none is signed anew. */
  isDrafted?: boolean
}

export interface PatchHandlerDeps extends ViewDeps {
  published: PublishedObjects
  proofs: ProofFiles
  /** Envelopes of the root chain. */
  roots(): readonly Uint8Array[]
}

export function patchHandlers(deps: PatchHandlerDeps): ControlHandlers {
  return {
    'patch-list': (filter: PatchFilter): Promise<PatchRow[]> => listPatches(filter, deps),
    'patch-show': ({ id }: { id: string }): Promise<PatchDetails> => showPatch(id, deps),
    'patch-material': (asked: MaterialRequest) => materialFor(asked, deps),
    'patch-proof': async ({ digest, offset }: { digest: string; offset: number }) => {
      const { bytes, totalBytes } = await deps.proofs.readPacked(digest, Math.max(0, Math.floor(offset)))
      return { bytes: Buffer.from(bytes).toString('base64'), totalBytes }
    },
  }
}

async function materialFor(
  { ids, decision, isDrafted }: MaterialRequest,
  { catalogue, feeds, published, roots }: PatchHandlerDeps,
): Promise<DecisionMaterial> {
  const patches: DecisionMaterial['patches'] = []
  for (const id of new Set(ids)) {
    const entry = catalogue.get(id)
    const manifest = isDrafted ? published.current('manifest', id) : await catalogue.manifest(id, decision)
    if (!manifest) throw new CodedError('not-found', `no manifest of patch ${id} is here any more`)
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
  return { ...fleetSettings({ objects: published, roots }), patches }
}
