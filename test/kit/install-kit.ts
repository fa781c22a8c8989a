// Folders, manifests and archives for tests of assess and installer: real files below a temporary root.

import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { ExecutionContext } from 'ava'
import { type Header, pack } from 'tar-stream'
import type { Facts } from '../../agent/assess/facts.ts'
import type { InstallStep } from '../../agent/installer/action-context.ts'
import { createInstaller, type InstalledManifest } from '../../agent/installer/install.ts'
import type { InstallOutcome } from '../../agent/installer/outcome.ts'
import { systemClock } from '../../core/clock.ts'
import type { DebPackage } from '../../core/deb-status.ts'
import { sha256 } from '../../core/digest.ts'
import { silentLog } from '../../core/log.ts'
import type { Artifact } from '../../core/manifest.ts'

/** A temporary folder that is gone after the test. */
export async function temporaryFolder(t: ExecutionContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'patchmesh-test-'))
  t.teardown(() => rm(path, { recursive: true, force: true }))
  return path
}

export interface InstallLab {
  root: string
  stateDir: string
  store: string
  /** Puts content into the store; gives the artifact. */
  offer: (content: Uint8Array | string, fileName?: string) => Promise<Artifact>
  /** Puts a file below the root. */
  place: (path: string, content: string) => Promise<string>
}

export async function makeInstallLab(base: string): Promise<InstallLab> {
  const lab = { root: join(base, 'root'), stateDir: join(base, 'state'), store: join(base, 'store') }
  for (const folder of Object.values(lab)) await mkdir(folder, { recursive: true })
  return {
    ...lab,
    async offer(content, fileName = 'a-file') {
      const bytes = Buffer.from(content)
      const digest = sha256(bytes)
      await writeFile(join(lab.store, digest), bytes)
      await chmod(join(lab.store, digest), 0o400)
      return { digest, sizeBytes: bytes.length, fileName }
    },
    async place(path, content) {
      const full = join(lab.root, path)
      await mkdir(dirname(full), { recursive: true })
      await writeFile(full, content)
      return full
    },
  }
}

export type ArchiveLab = InstallLab & { install(archive: Uint8Array): Promise<InstallOutcome> }

/** With an installer that unpacks archives below /opt/app; `done` in one tells that it is installed. */
export async function makeArchiveLab(base: string, onStep?: (step: InstallStep) => void): Promise<ArchiveLab> {
  const lab = await makeInstallLab(base)
  const { root, stateDir } = lab
  const artifactPath = (digest: string) => join(lab.store, digest)
  const parts = { root, stateDir, artifactPath, clock: systemClock, log: silentLog }
  const installer = await createInstaller({ ...parts, ...(onStep && { onStep }) })
  const install = async (archive: Uint8Array) => {
    const artifact = await lab.offer(archive)
    const manifest = manifestOf({
      artifacts: [artifact],
      action: { type: 'archive', artifact: artifact.digest, prefix: '/opt/app' },
      detection: [{ type: 'file-exists', path: '/opt/app/done' }],
    })
    const key = { schedule: 's', manifest: artifact.digest }
    return await installer.install({ manifest, wanted: [artifact], key, lacks: () => [] })
  }
  return { ...lab, install }
}

/** A manifest's parts with defaults: any platform. */
export function manifestOf(
  parts: Pick<InstalledManifest, 'artifacts' | 'action' | 'detection'> & Partial<InstalledManifest>,
): InstalledManifest {
  const header = {
    fleet: '',
    kind: 'manifest' as const,
    name: 'test-patch',
    epoch: 1,
    version: 1,
    issuedAt: 1,
    notAfter: 2,
    minSpec: 1,
  }
  return { header, platform: { os: '', architecture: '', distribution: '' }, ...parts }
}

export function filePatch(artifact: Artifact, path: string, mode = 0o644): InstalledManifest {
  return manifestOf({
    artifacts: [artifact],
    action: { type: 'file', artifact: artifact.digest, path, mode },
    detection: [{ type: 'file-sha256', path, digest: artifact.digest }],
  })
}

export function debPackage(parts: Partial<DebPackage> & { package: string; version: string }): DebPackage {
  return {
    architecture: 'amd64',
    want: 'install',
    flag: 'ok',
    status: 'installed',
    source: parts.package,
    sourceVersion: parts.version,
    ...parts,
  }
}

export function factsOf(parts: Partial<Facts> = {}): Facts {
  return {
    os: 'linux',
    kernel: '6.1.0',
    architecture: 'amd64',
    foreignArchitectures: [],
    distribution: { id: 'debian', versionId: '12', codename: 'bookworm', name: 'Debian GNU/Linux 12 (bookworm)' },
    packages: { state: 'known', packages: [] },
    files: new Map(),
    ...parts,
  }
}

/** A tar.gz made entry by entry; headers may be as wrong as a test wants. */
export async function tarGz(
  entries: readonly (Partial<Header> & { name: string; content?: string })[],
): Promise<Buffer> {
  const tar = pack()
  for (const { content, ...header } of entries) {
    const isFile = header.type === undefined || header.type === 'file'
    tar.entry(isFile ? { size: Buffer.byteLength(content ?? ''), ...header } : header, content ?? '')
  }
  tar.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of tar) chunks.push(chunk as Buffer)
  return gzipSync(Buffer.concat(chunks))
}
