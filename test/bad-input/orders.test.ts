// What an admin can get wrong with approvals and schedules, against a coordinator at work: each command says what was expected, what came
// and what to do next, and changes nothing.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import { cleanUp, contentOf, done, type Home, initHome, passphrase, refused, writePatch } from '../kit/bad-input.ts'
import { isProcessRun, serialProcessTest } from '../kit/long.ts'
import { json } from '../kit/processes.ts'

const cleanups: (() => unknown)[] = []
let office: Home
let at: string[]
const signing = { passphrase }

test.before(async t => {
  if (!isProcessRun) return
  t.timeout(120_000)
  office = await initHome(t, cleanups)
  await office.serve()
  at = ['--home', office.home, '--passphrase-fd', '3']
  const here = ['--home', office.home]
  const token = await done(t, 'patchmesh', ['token', 'create', '--site', 'office', ...here])
  await writeFile(join(office.folder, 'token'), token)
  const state = ['--state', join(office.folder, 'state'), '--root', join(office.folder, 'root')]
  await done(t, 'agent', ['join', '--token-file', join(office.folder, 'token'), ...state])
  const feed = join(office.folder, 'feed')
  for (const id of ['app', 'unsigned', 'declined']) await writePatch(feed, id)
  await done(t, 'patchmesh', ['feed', 'add', 'house', '--type', 'folder', '--path', feed, ...here])
  await done(t, 'patchmesh', ['feed', 'sync', 'house', ...here])
  await done(t, 'patchmesh', ['patch', 'approve', 'app', ...at], signing)
  await done(t, 'patchmesh', ['patch', 'decline', 'declined', ...at], signing)
})
test.after.always(() => cleanUp(cleanups))

/** The coordinator's trusted state: every version it ever signed or took. */
const signed = () => contentOf(office.home, /^(?!state\.)/)

serialProcessTest('approving or declining twice says so and changes nothing', async t => {
  t.timeout(120_000)
  const list = () => json<unknown>('patchmesh', ['patch', 'list', '--home', office.home])
  const before = [await list(), await signed()]
  const [approved, declined] = await Promise.all([
    done(t, 'patchmesh', ['patch', 'approve', 'app', ...at], signing),
    done(t, 'patchmesh', ['patch', 'decline', 'declined', ...at], signing),
  ])
  t.regex(approved, /^app is approved already, until .*: nothing changed$/m)
  t.regex(declined, /^declined is declined already, until .*: nothing changed$/m)
  t.deepEqual([await list(), await signed()], before)
})

const create = ['schedule', 'create', '--yes', '--site', 'office', '--patch', 'app']
const wrong: { what: string; args: string[]; code: string; exit?: number; says: RegExp; passphrase?: string }[] = [
  {
    what: 'approving a patch that is not in the catalogue',
    args: ['patch', 'approve', 'nothing'],
    code: 'not-found',
    says: /^no patch nothing in the catalogue: "patchmesh patch list" names them all$/,
  },
  {
    what: 'a schedule for an unknown patch',
    args: ['schedule', 'create', '--yes', '--site', 'office', '--start', 'now', '--patch', 'nothing'],
    code: 'not-found',
    says: /^no patch nothing in the catalogue: "patchmesh patch list" names them all$/,
  },
  {
    what: 'a schedule for a patch nobody approved',
    args: ['schedule', 'create', '--yes', '--site', 'office', '--start', 'now', '--patch', 'unsigned'],
    code: 'wrong-state',
    says: /^patch unsigned is not approved but new: approve it first with "patchmesh patch approve unsigned"$/,
  },
  {
    what: 'a schedule for a declined patch',
    args: ['schedule', 'create', '--yes', '--site', 'office', '--start', 'now', '--patch', 'declined'],
    code: 'wrong-state',
    says: /^patch declined is not approved but declined: approve it first with "patchmesh patch approve declined"$/,
  },
  {
    what: 'an unknown site',
    args: ['schedule', 'create', '--yes', '--site', 'nowhere', '--start', 'now', '--patch', 'app'],
    code: 'not-found',
    says: /^--site: there is no site nowhere; there is office: see "patchmesh node list"$/,
  },
  {
    what: 'an unknown group',
    args: ['schedule', 'create', '--yes', '--group', 'nobody', '--start', 'now', '--patch', 'app'],
    code: 'not-found',
    says: /^--group: there is no group nobody; there is none yet: see "patchmesh node list"$/,
  },
  {
    what: 'an unknown node',
    args: ['schedule', 'create', '--yes', '--node', 'pc-7', '--start', 'now', '--patch', 'app'],
    code: 'not-found',
    says: /^--node: there is no node pc-7: see "patchmesh node list"$/,
  },
  {
    what: 'a start in the past',
    args: [...create, '--start', '2020-01-01T00:00Z'],
    code: 'bad-argument',
    exit: 2,
    says: /^--start 2020-01-01T00:00:00.000Z is in the past: give "now" or a later time$/,
  },
  {
    what: 'a deadline before the start',
    args: [...create, '--start', 'now', '--deadline', '2020-01-01T00:00Z'],
    code: 'bad-argument',
    exit: 2,
    says: /^--deadline 2020-01-01T00:00:00.000Z is not after the start .*: give a later one$/,
  },
  {
    what: 'a window that never opens before the deadline',
    args: [...create, '--start', 'now', '--window', windowInDays(3), '--deadline', inHours(24)],
    code: 'bad-argument',
    exit: 2,
    says: /^--window ".*" first opens .*, not before the deadline .*: give a later deadline or another window$/,
  },
  {
    what: 'a window of no length',
    args: [...create, '--start', 'now', '--window', 'Sat 22:00 PT0H UTC'],
    code: 'bad-argument',
    exit: 2,
    says: /^window length "PT0H": expected an ISO 8601 duration of one minute to seven days, such as PT6H or PT90M$/,
  },
  {
    what: 'an unknown time zone',
    args: [...create, '--start', 'now', '--window', 'Sat 22:00 PT6H Mars/Base'],
    code: 'bad-argument',
    exit: 2,
    says: /^time zone "Mars\/Base": expected "local", "UTC" or an IANA name such as Europe\/Berlin$/,
  },
  {
    what: 'a day that is not in the calendar',
    args: [...create, '--start', '2031-02-30T10:00Z'],
    code: 'bad-argument',
    exit: 2,
    says: /^time "2031-02-30T10:00Z": there is no such day or hour in the calendar: give one that exists$/,
  },
  {
    what: 'a wrong passphrase',
    args: [...create, '--start', 'now'],
    passphrase: 'not the passphrase',
    code: 'bad-passphrase',
    says: /^the passphrase does not open \/.*\/keys\/admin\.key: try again with the right one$/,
  },
]

serialProcessTest('every wrong order is refused with a sentence, and nothing is signed', async t => {
  t.timeout(180_000)
  const before = await signed()
  // Two at a time: a process each.
  for (let index = 0; index < wrong.length; index += 2)
    await Promise.all(
      wrong
        .slice(index, index + 2)
        .map(({ args, what: _, ...refusal }) => refused(t, 'patchmesh', [...args, ...at], { passphrase, ...refusal })),
    )
  t.deepEqual(await signed(), before)
  t.deepEqual(await json<unknown[]>('patchmesh', ['schedule', 'list', '--home', office.home]), [])
})

function inHours(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString()
}

/** A window of an hour that opens on that day of the week, UTC. */
function windowInDays(days: number): string {
  const day = new Date(Date.now() + days * 86_400_000).toUTCString().slice(0, 3)
  return `${day} 12:00 PT1H UTC`
}
