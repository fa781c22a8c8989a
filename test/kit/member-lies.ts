// Everything that a member of the site may send that no honest one sends, each with how an agent is to name it.

import { once } from 'node:events'
import type { FrameStream } from '../../core/frames.ts'
import { KIB, limits } from '../../core/limits.ts'
import { type PieceLie, pieceLies, sendPiece } from './hostile-member.ts'

/** What a member does wrong, and the warning that names it. */
export interface MemberLie {
  lie?: PieceLie
  /** On its swarm stream, once; a member without it behaves there. */
  onSwarm?: (frames: FrameStream) => Promise<void>
  spec?: number
  warning: { msg: RegExp; code?: string; why?: RegExp }
  /** What `peers` says of it; absent: it is listed there. */
  heldBack?: RegExp
  /** And what it names as its fault. */
  fault?: RegExp
}

export const memberLies: Record<string, MemberLie> = {
  'a wrong piece': {
    lie: pieceLies.garbage,
    warning: { msg: /^bad piece received$/ },
    heldBack: /^(suspended|banned)$/,
  },
  'a piece nobody asked for': {
    lie: async (frames, _piece, right) => {
      for (let count = 0; count <= limits.pieceRequests; count++) await sendPiece(frames, right) // more than can be outstanding
    },
    warning: { msg: /^piece stream broken$/, code: 'bad-message' },
  },
  'a piece that is too long': {
    lie: pieceLies.tooLong,
    warning: { msg: /^piece stream broken$/, code: 'wrong-size' },
    heldBack: /^silent$/,
  },
  'garbage for a piece': {
    lie: pieceLies.junk,
    warning: { msg: /^piece stream broken$/, code: 'bad-message' },
    heldBack: /^silent$/,
  },
  'half a piece': {
    lie: pieceLies.unfinished,
    warning: { msg: /^neighbour gave no piece in time$/ },
    heldBack: /^silent$/,
  },
  'nothing at all': {
    lie: pieceLies.silence,
    warning: { msg: /^neighbour gave no piece in time$/ },
    heldBack: /^silent$/,
  },
  'a message that is too long': {
    onSwarm: async ({ stream }) => void stream.send(Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f])), // a frame of 4 GiB
    warning: { msg: /^swarm stream ended$/, code: 'bad-message' },
    fault: /frame within its bound/,
  },
  'more messages than are read': {
    onSwarm: async ({ stream }) => {
      const nothing = Buffer.alloc(64 * KIB) // as many frames without content
      for (let sent = 0; sent < 4 * limits.swarmFrames * limits.swarmFrameBytes && stream.status === 'open'; ) {
        if (!stream.send(nothing)) await once(stream, 'drain', { signal: AbortSignal.timeout(20_000) })
        sent += nothing.length
      }
    },
    warning: { msg: /^swarm stream ended$/, code: 'bad-message', why: /sent ahead/ },
    fault: /bytes were sent ahead/,
  },
  'garbage for a message': {
    onSwarm: async ({ stream }) => void stream.send(Buffer.from([4, 0xff, 0xff, 0xff, 0xff])),
    warning: { msg: /^swarm stream ended$/, code: 'bad-message' },
  },
  'another protocol version': {
    spec: 999,
    warning: {
      msg: /^swarm stream (refused|not opened)$/,
      code: 'bad-message',
      why: /^expected protocol specification 1, the other node speaks 999$/,
    },
    fault: /the other node speaks 999/,
  },
}
