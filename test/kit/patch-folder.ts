// Folders of in-house patches for tests.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'

/** A folder that is gone after the test. */
export async function temporaryFolder(t: ExecutionContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pm-test-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A patch.yaml that puts one file in place; the file's name is on line 6. */
export function patchYaml(id: string, { file = `${id}.bin`, version = '1.0' } = {}): string {
  return `id: ${id}
product: ${id}
version: "${version}"
title: Patch ${id}
files:
  - ${file}
severity: high
install:
  type: file
  path: /opt/${id}
`
}

/** Writes `<root>/<folder>/patch.yaml` and its file. */
export async function addPatch(
  root: string,
  folder: string,
  { yaml = patchYaml(folder), content = `content of ${folder}` }: { yaml?: string; content?: string | Uint8Array } = {},
): Promise<void> {
  await mkdir(join(root, folder), { recursive: true })
  await writeFile(join(root, folder, 'patch.yaml'), yaml)
  await writeFile(join(root, folder, `${folder}.bin`), content)
}
