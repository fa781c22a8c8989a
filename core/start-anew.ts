// A daemon's memory is bounded by what Node and the C library look at only when a process starts. So a daemon starts itself anew, as the same
// process: its id, its standard streams and whoever waits for it stay. Imported before anything else of ours.

/**
 * The C library by itself takes ever larger blocks from its heaps (an arena for each thread), and what a burst took it keeps: RssAnon rose by 20 to 30 MB in
 * an hour of patches while V8's heap and its buffers stayed as they were. With fixed bounds a large block is its own, and goes back to the
 * machine when it is freed. What the administrator set counts more. (glibc, mallopt(3); others do not look at it.)
 */
const allocation = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' }

/** Ends here when the process lacks these options of Node's (`--name=value`) or the bounds above; returns when it has them. */
export function startAnew(...options: readonly string[]): void {
  if (process.platform === 'win32' || hasOpenSecret(process.argv)) return
  const given = [...process.execArgv, ...(process.env.NODE_OPTIONS ?? '').split(' ')]
  const lacking = options.filter(option => !given.some(each => each.startsWith(option.replace(/=.*/, ''))))
  const isBounded = Object.keys(allocation).every(name => process.env[name] !== undefined)
  if (lacking.length === 0 && isBounded) return
  process.execve!(process.execPath, [process.execPath, ...lacking, ...process.execArgv, ...process.argv.slice(1)], {
    ...allocation,
    ...process.env,
  })
}

/** Only the standard streams outlive the start: a passphrase on another descriptor would be lost. */
function hasOpenSecret(args: readonly string[]): boolean {
  return args.some((each, index) => {
    const given = /^--passphrase-fd(?:=(.*))?$/.exec(each)
    return given !== null && !/^[012]$/.test(given[1] ?? args[index + 1] ?? '')
  })
}
