// The root ceremony: from init's 1-of-1 to 3-of-5 root keys and 2-of-3 admin keys, then one root key replaced. Each holder signs a copy
// of the proposal in a folder of their own; publishing puts the copies together.

import { join } from 'node:path'
import type { People } from './people.ts'

export interface RootResult {
  version: number
  folders: number
}

const roots = ['root1', 'root2', 'root3', 'root4', 'root5']
const admins = ['admin1', 'admin2', 'admin3']

interface RootView {
  version: number
  roles: Record<'root' | 'admin', { threshold: number; keys: { keyId: string }[] }>
}

export async function makeRoot(people: People): Promise<RootResult> {
  for (const person of roots) await people.join(person, 'root')
  for (const person of admins) await people.join(person, 'admin')
  const before = await people.run<RootView>('root', 'show', '--home', people.home)
  const [firstRoot, firstAdmin] = [before.roles.root.keys[0]!.keyId, before.roles.admin.keys[0]!.keyId]
  const proposal = people.file('root1', 'next.root')
  await people.run(
    'root',
    'propose',
    '--home',
    people.home,
    '--out',
    proposal,
    ...roots.flatMap(person => ['--add-key', `root=${people.key(person)}`]),
    ...admins.flatMap(person => ['--add-key', `admin=${people.key(person)}`]),
    '--remove-key',
    `root=${firstRoot}`,
    `admin=${firstAdmin}`,
    '--threshold',
    'root=3',
    'admin=2',
  )
  const old = await signCopy(people, proposal, { person: 'root2', key: join(people.folder, 'keys', 'root.key') })
  const copies = [old]
  for (const person of ['root1', 'root3', 'root5']) copies.push(await signCopy(people, proposal, { person }))
  return await publish(people, copies)
}

/** Root key 4 is lost; a sixth takes its place. Keys 1, 2 and 3 sign for both roots. */
export async function rotateRoot(people: People): Promise<RootResult> {
  await people.join('root6', 'root')
  const lost = await people.run<{ keyId: string }>('key', 'show', people.key('root4'))
  const proposal = people.file('root1', 'rotated.root')
  const change = ['--add-key', `root=${people.key('root6')}`, '--remove-key', `root=${lost.keyId}`]
  await people.run('root', 'propose', '--home', people.home, '--out', proposal, ...change)
  const copies: string[] = []
  for (const person of ['root1', 'root2', 'root3']) copies.push(await signCopy(people, proposal, { person }))
  return await publish(people, copies)
}

/** The proposal as it came, carried to the person and signed there. */
async function signCopy(
  people: People,
  proposal: string,
  { person, key = people.key(person) }: { person: string; key?: string },
): Promise<string> {
  const copy = await people.carry(
    proposal,
    person,
    `copy-of-${person}-${key === people.key(person) ? 'own' : 'old'}.root`,
  )
  await people.run('root', 'sign', copy, '--key', key, '--yes', '--passphrase-fd', '0')
  return copy
}

async function publish(people: People, copies: string[]): Promise<RootResult> {
  const { version } = await people.run<{ version: number }>('root', 'publish', ...copies, '--home', people.home)
  return { version, folders: new Set(copies.map(copy => join(copy, '..'))).size }
}
