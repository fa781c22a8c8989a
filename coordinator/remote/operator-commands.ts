// Which commands of the running coordinator an operator may give from another machine. A new handler is not among them by accident:
// each command line's question stands in one of the two lists (a test holds that).

export const operatorCommands: readonly string[] = [
  'coordinator-status',
  'feed-add',
  'feed-list',
  'feed-sync',
  'fleet-objects',
  'node-approve',
  'node-list',
  'node-move',
  'node-pending',
  'node-refuse',
  'node-retire',
  'node-show',
  'patch-list',
  'patch-material',
  'patch-proof',
  'patch-show',
  'proposal-list',
  'proposal-show',
  'proposal-submit',
  'proposal-withdraw',
  'report-alarms',
  'report-bytes',
  'report-compliance',
  'report-missing',
  'report-versions',
  'root-chain',
  'root-publish',
  'schedule-draft',
  'schedule-list',
  'schedule-show',
  'token-create',
  'token-list',
  'token-revoke',
]

/** Only on the coordinator's own machine. */
export const localCommands: readonly string[] = ['backup', 'log-level']
