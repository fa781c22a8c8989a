// What the operating system refuses, as people can use it: a full disk, a file of another user, a port that is taken, too many open
// files. Level's errors are looked through for the system's words in them. It judges no other error.

import { CodedError } from './errors.ts'

type Explain = (path: string) => CodedError

const diskFull: Explain = path =>
  new CodedError('disk-full', `the disk is full${path && `, at ${path}`}: free some space on it, then try again`)
const forbidden: Explain = path =>
  new CodedError(
    'io-failed',
    `this user may not use ${path || 'a file that is needed'} (permission denied): run this as its owner, or give it to this user`,
  )
const readOnly: Explain = path =>
  new CodedError(
    'io-failed',
    `${path || 'a folder that is needed'} is on a read-only disk: mount it writable, then try again`,
  )
const tooManyFiles: Explain = () =>
  new CodedError(
    'io-failed',
    'this process may open no more files: raise its limit (LimitNOFILE= of its service, or "ulimit -n"), then start it again',
  )

/** By the system's code, and by its words, which are all that level passes on. */
const known: [codes: readonly string[], words: RegExp, explain: Explain][] = [
  [['ENOSPC', 'EDQUOT'], /No space left on device|Disk quota exceeded/, diskFull],
  [['EACCES', 'EPERM'], /Permission denied|Operation not permitted/, forbidden],
  [['EROFS'], /Read-only file system/, readOnly],
  [['EMFILE', 'ENFILE'], /Too many open files/, tooManyFiles],
]

/** A sentence for what the system said; undefined when it is about something else. */
export function systemFailure(error: unknown): CodedError | undefined {
  for (let each = error; each instanceof Error && !(each instanceof CodedError); each = each.cause) {
    const { code, path, message } = each as NodeJS.ErrnoException
    const isLevel = typeof code === 'string' && code.startsWith('LEVEL_')
    const found = known.find(([codes, words]) => codes.includes(code ?? '') || (isLevel && words.test(message)))
    if (!found) continue
    const explained = found[2](path ?? (isLevel ? pathIn(message) : ''))
    explained.cause = error
    return explained
  }
  return undefined
}

/** Level says `IO error: /path/LOCK: Permission denied`. */
function pathIn(message: string): string {
  return /(\/[^:]*): /.exec(message)?.[1] ?? ''
}

/** Why an address cannot be listened on, and what to do; `setting` says where it is set. */
export function listenFailure(cause: unknown, { where, setting }: { where: string; setting: string }): CodedError {
  const message = cause instanceof Error ? cause.message : String(cause)
  const why = message.includes('EADDRINUSE')
    ? `another process has this port: stop it, or change ${setting}`
    : message.includes('EADDRNOTAVAIL')
      ? `this machine has no such address: change ${setting}`
      : message.includes('EACCES')
        ? `this user may not use this port (below 1024 it takes root): change ${setting}`
        : `${message.split('\n')[0]}: change ${setting}`
  return new CodedError('io-failed', `cannot listen on ${where}: ${why}`, { cause })
}
