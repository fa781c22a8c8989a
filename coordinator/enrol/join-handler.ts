// The coordinator's side of joining: a stranger with a valid token becomes a member of the token's site.
// Noise has proven that the stranger holds the key of the node id it joins with.

import { checkId, checkLine, checkOneOf } from '../../core/check.ts'
import { CodedError } from '../../core/errors.ts'
import type { FrameStream } from '../../core/frames.ts'
import { specVersion } from '../../core/header.ts'
import type { Log } from '../../core/log.ts'
import { memberClasses } from '../../core/roster.ts'
import type { Encodable, Message } from '../../proto/codec.ts'
import type { CoordinatorState } from '../state.ts'
import type { Rosters } from './rosters.ts'
import type { Tokens } from './tokens.ts'

export interface JoinDeps {
  state: CoordinatorState
  tokens: Tokens
  rosters: Rosters
  log: Log
}

/** Answers one join request; a refusal is an answer with its code. */
export async function serveJoin(frames: FrameStream, node: string, deps: JoinDeps, signal: AbortSignal): Promise<void> {
  const request = await frames.receive('JoinRequest', signal)
  const answer = await judgeJoin(request, node, deps)
  await frames.send('JoinAnswer', answer, signal)
  await frames.close(signal)
}

async function judgeJoin(
  request: Message<'JoinRequest'>,
  node: string,
  deps: JoinDeps,
): Promise<Encodable<'JoinAnswer'>> {
  const { state, tokens, rosters, log } = deps
  try {
    const newcomer = readRequest(request, state)
    const { site, groups, prefixes } = tokens.look(request.secret)
    const known = rosters.find(node)
    if (known?.site !== site || newcomer.class !== known.member.class) await tokens.use(request.secret)
    const roster = await rosters.admit(site, { node, groups, ...newcomer }, prefixes)
    log.info({ node, site, host: newcomer.hostName, class: newcomer.class }, 'node joined')
    return { site, roots: state.roots, roster }
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    log.warn({ node, code: error.code }, 'join refused')
    return { refused: error.code, message: error.message }
  }
}

function readRequest(request: Message<'JoinRequest'>, state: CoordinatorState) {
  if (request.spec !== specVersion) {
    throw new CodedError(
      'refused',
      `the agent speaks specification ${request.spec}, this coordinator ${specVersion}: install the same release`,
    )
  }
  if (Buffer.from(request.fleet).toString('hex') !== state.anchor.fleet) {
    throw new CodedError('wrong-fleet', 'the token is of another fleet than this coordinator')
  }
  const hostName = checkLine(request.hostName, 'host_name', 255)
  if (hostName !== '') checkId(hostName, 'host_name')
  return { hostName, class: checkOneOf(request.class, memberClasses, 'class') }
}
