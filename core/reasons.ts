// The one table of reason codes: why a patch is in its state on a node, in words. Codes are API (docs/states.md lists them);
// which code applies is decided by assess, plan and installer.

export const reasons = {
  // nothing is known yet
  'manifest-missing': 'the signed manifest has not reached this node yet',
  'not-assessed': 'this machine has not been looked at yet',

  // the install rule does not hold
  'approval-missing': 'no approval names this manifest',
  'approval-expired': 'the approval has expired',
  declined: 'the admins declined it',
  'manifest-expired': 'the manifest has expired',
  'not-a-target': 'this node is not among the targets of the schedule',
  'no-longer-ordered': 'the schedule that ordered it has ended or was withdrawn',
  'not-in-schedule': 'the schedule does not name this manifest',
  'out-of-scope': 'the approval does not hold for this site or group',
  'schedule-expired': 'the schedule has expired',
  'target-added-later': 'the node joined the targets after the schedule was signed',

  // it is stopped
  recalled: 'the admins have withdrawn it',
  paused: 'an admin has paused the schedule',
  'recall-missing': 'the list of what is withdrawn has not reached this node yet',
  'pause-missing': 'whether the schedule is paused has not reached this node yet',
  equivocation: 'two versions of it with different content exist; a higher one is awaited',

  // on its way
  fetching: 'its files are on their way',
  'piece-list-missing': 'the signed piece list of a file has not reached this node yet',
  'quota-exceeded': 'its files do not fit into the quota of this node',
  'wrong-piece-list': 'its piece list made another file; a corrected one is awaited',
  'source-wait': 'the source asked to wait',
  'nobody-reachable': 'neither a member that has it nor a source can be reached',
  isolated:
    'members of the site are there and none can be reached: it is fetched for this node alone, later and slowly',
  roaming: 'this node is away from its site: it fetches for itself, slowly',
  'left-to-others': 'this node pays for what it fetches and leaves it to other members while they can',
  'line-in-use': 'others use the WAN line: it is fetched slowly until they have done',
  'source-failed': 'no source outside gives it now, and no neighbour has it',
  'not-given': 'neighbours have it and give nothing of it; their links are made anew',
  'site-paused': 'the admins have paused fetching from outside',
  'budget-hours': 'the hours in which the site may fetch from outside have not come',
  'node-paused': 'someone at this machine has paused fetching',

  // its turn has not come
  'start-not-reached': 'the start time of the schedule has not come',
  'window-closed': 'the next window has not opened',
  'window-never-opens': 'no window opens before the schedule expires',
  'clock-behind': 'the clock of this node is behind what the admins signed: its window cannot be told',
  'catching-up': 'this node was off at the planned time; it follows after a short random wait',
  'not-started': 'an install before it has not ended',
  installing: 'the installer works on it',

  // superseded
  'newer-installed': 'a newer version of the product is installed',
  'newer-ordered': 'a newer version of the product is ordered for the same time or earlier',

  // installed once, or waiting for a restart
  'removed-since': 'this schedule installed it and it is gone since; a new schedule installs it again',
  'reboot-required': 'a restart of the machine completes it',
  'reboot-never': 'a restart completes it; the schedule orders none',
  'reboot-catching-up': 'a restart completes it; a node that catches up is not restarted',

  // what the machine is (assessment)
  detected: 'it is installed',
  'facts-unreadable': 'what is needed to tell could not be read',
  'file-absent': 'the file is not there',
  'file-differs': 'the file has other content',
  'no-rule': 'the patch does not say how to detect it',
  'other-architecture': 'it is for another architecture',
  'other-distribution': 'it is for another distribution',
  'other-os': 'it is for another operating system',
  'package-absent': 'none of its packages is installed',
  'package-broken': 'a package is half installed',
  'package-held': 'a package is held back by the admin of the machine',
  'package-outdated': 'an older version of a package is installed',
  'version-lower': 'an older version is installed',
  'version-not-found': 'the installed version cannot be read',

  // what the coordinator adds for nodes that said nothing
  'not-a-member': 'the schedule names a node that is on no roster',
  'not-reported': 'the node has not said anything about it yet',

  // how an install ended
  applied: 'it was installed',
  'already-installed': 'it was there already',
  'apt-failed': 'apt-get failed',
  'apt-refused': 'apt-get cannot install the set',
  'archive-refused': 'the archive contains what is not allowed',
  'artifact-missing': 'a file is no longer in the store',
  'artifact-unsafe': 'a file in the store is not a plain file',
  'artifacts-changed': 'the machine changed; other files are needed now',
  'io-failed': 'reading or writing failed',
  'lock-timeout': 'another program kept the lock of dpkg',
  'no-proc': '/proc is missing in the root directory',
  'no-space': 'the disk is full',
  'not-applicable': 'it no longer applies to this machine',
  'not-detected': 'it was installed and is not detected',
  'packages-broken': 'the packages of the machine are broken',
  'path-refused': 'the place to install to is not allowed',
  'too-many-runs': 'too many runs failed',
  'would-downgrade': 'it would lower the version of a package',
  'would-install-other': 'it would need packages that nobody approved',
  'would-remove': 'it would remove packages',
  'wrong-hash': 'a file is not what was signed',
} as const

export type ReasonCode = keyof typeof reasons

/** The words for a code; the code itself when a newer program sent it. */
export function reasonWords(code: string): string {
  return wordsOf(reasons, code)
}

function wordsOf(table: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(table, code) ? table[code]! : code
}

/** Why bytes crossed the WAN (swarm). */
export const wanReasons = {
  'first-copy': 'nobody in the office had it',
  'lease-taken-over': 'the member that fetched it fell silent or made no progress',
  'no-peer-answered': 'a member had it and did not give it',
  'bad-pieces': 'it had come with a wrong hash',
  'lease-conflict': 'another member fetched it, too',
  'request-failed': 'the request broke off before its end',
  'source-ignored-range': 'the source sent more than was asked for',
  isolated: 'the machine could reach no other member of its site',
  roaming: 'the machine was away from its site',
  'site-split': 'parts of the site could not reach each other',
  metadata: 'signed objects came from the coordinator',
  freshness: 'nodes asked the coordinator what is current',
  reports: 'nodes reported to the coordinator',
  'protocol-overhead': 'what HTTP and TLS add to the files',
} as const

export type WanReasonCode = keyof typeof wanReasons

export function wanReasonWords(code: string): string {
  return wordsOf(wanReasons, code)
}

/** Why bytes from a neighbour were of no use. */
export const lanWasteReasons = {
  'came-twice': 'they were here already: they had come another way',
  'bad-pieces': 'their hash was wrong',
  'not-kept': 'they could not be written, or nothing wanted them any more',
} as const

export type LanWasteCode = keyof typeof lanWasteReasons

export function lanWasteWords(code: string): string {
  return wordsOf(lanWasteReasons, code)
}
