// The coordinator's side of joining: a stranger with a valid token becomes a member of the token's site, or waits for an admin. A
// member asks without a secret where it belongs. Noise has proven that the other side holds the key of the node id it speaks for.

import { Audit } from '../../core/audit.ts'
import { checkId, checkLine, checkOneOf } from '../../core/check.ts'
import { CodedError } from '../../core/errors.ts'
import type { FrameStream } from '../../core/frames.ts'
import { specVersion } from '../../core/header.ts'
import type { Log } from '../../core/log.ts'
import { memberClasses } from '../../core/roster.ts'
import type { Encodable, Message } from '../../proto/codec.ts'
import type { CoordinatorState } from '../state.ts'
import type { Pending } from './pending.ts'
import type { Newcomer, Rosters } from './rosters.ts'
import { type Tokens, tokenId } from './tokens.ts'

export interface JoinDeps {
  state: CoordinatorState
  tokens: Tokens
  pending: Pending
  rosters: Rosters
  /** The admins have withdrawn the node: no token brings it back. */
  isRecalled: (node: string) => boolean
  log: Log
}

/** Who asks: the node whose key Noise has proven, and the IP address it comes from. */
export interface Asker {
  node: string
  address: string
}

/** Answers one join request; a refusal is an answer with its code. */
export async function serveJoin(frames: FrameStream, asker: Asker, deps: JoinDeps, signal: AbortSignal): Promise<void> {
  const request = await frames.receive('JoinRequest', signal)
  const answer = await judgeJoin(request, asker, deps)
  await frames.send('JoinAnswer', answer, signal)
  await frames.close(signal)
}

async function judgeJoin(
  request: Message<'JoinRequest'>,
  asker: Asker,
  deps: JoinDeps,
): Promise<Encodable<'JoinAnswer'>> {
  try {
    const newcomer = readRequest(request, deps.state)
    if (deps.isRecalled(asker.node))
      throw new CodedError(
        'recalled',
        'the admins have withdrawn this node: it joins again with a new key, in a new folder',
      )
    const site =
      request.secret.length === 0
        ? tellPlace(asker.node, deps)
        : await letIn({ ...newcomer, node: asker.node }, { secret: request.secret, address: asker.address }, deps)
    return { site, roots: [...deps.state.roots], roster: deps.rosters.bytesOf(site) }
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    deps.log.warn({ ...asker, code: error.code }, 'join refused')
    return { refused: error.code, message: error.message }
  }
}

/** The site of a member. Throws `pending-approval`, or `not-a-member`. */
function tellPlace(node: string, { rosters, pending, state }: JoinDeps): string {
  const known = rosters.find(node)
  if (known) return known.site
  if (pending.has(node)) throw waits(node)
  if (state.unheardSites.size > 0)
    throw new CodedError(
      'wrong-state',
      'this coordinator was restored from a backup and has not heard all sites: it cannot tell yet who is a member',
    )
  throw new CodedError(
    'not-a-member',
    'this node is on no roster: it was retired, or was not let in; it joins again with a new token',
  )
}

/** The site it is a member of now. A member that shows its token again is told where it is, and no use is counted. */
async function letIn(
  newcomer: Omit<Newcomer, 'groups'>,
  { secret, address }: { secret: Uint8Array; address: string },
  { tokens, pending, rosters, log }: JoinDeps,
): Promise<string> {
  const { node } = newcomer
  const token = tokens.find(secret, address)
  const { site, groups, prefixes, replaces } = token
  const known = rosters.find(node)
  if (known?.site === site && known.member.class === newcomer.class) return site
  if (known && known.site !== site)
    throw new CodedError('already-exists', `the node is a member of site ${known.site}: an admin can move or retire it`)
  if (pending.has(node)) throw waits(node)
  await tokens.use(token)
  const facts = { site, node, host: newcomer.hostName, class: newcomer.class }
  if (token.needsApproval && !known) {
    await pending.add({ ...newcomer, site, groups, prefixes, replaces, token: tokenId(token) })
    log.info(facts, 'node waits to be let in')
    throw waits(node)
  }
  await rosters.admit(site, { ...newcomer, groups }, { prefixes, replaces })
  new Audit(log).joined({ node, host: newcomer.hostName, site, token: tokenId(token) })
  return site
}

function waits(node: string): CodedError {
  return new CodedError(
    'pending-approval',
    `an admin lets this node in with "patchmesh node approve ${node.slice(-8)}"`,
  )
}

function readRequest(request: Message<'JoinRequest'>, state: CoordinatorState) {
  if (request.spec !== specVersion) {
    throw new CodedError(
      'refused',
      `the agent speaks specification ${request.spec}, this coordinator ${specVersion}: install the same release`,
    )
  }
  if (Buffer.from(request.fleet).toString('hex') !== state.anchor.fleet) {
    throw new CodedError('wrong-fleet', 'the token is of another fleet than this coordinator: ask for a new one')
  }
  const hostName = checkLine(request.hostName, 'host_name', 255)
  if (hostName !== '') checkId(hostName, 'host_name')
  return { hostName, class: checkOneOf(request.class, memberClasses, 'class') }
}
