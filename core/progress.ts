// How far a long command is: a bar on stderr when that is a terminal, and nothing otherwise. Leaves no trace when it ends, and the cursor
// where it was when Ctrl-C ends it.

import { SingleBar } from 'cli-progress'
import { plainText } from './plain-text.ts'

export interface Progress {
  /** `what` in a few words: what is worked on now. */
  show(done: number, total: number, what: string): void
  /** May be called without any `show`. */
  end(): void
}

export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY) return { show: () => undefined, end: () => undefined }
  const bar = new SingleBar({
    format: '[{bar}] {value}/{total}  {what}  {duration_formatted}',
    barCompleteChar: '#',
    barIncompleteChar: '-',
    barsize: 20,
    stream,
    fps: 2,
    forceRedraw: true, // the seconds go on while nothing else does
    clearOnComplete: true,
    hideCursor: null, // a hidden one would stay hidden after Ctrl-C
    gracefulExit: false,
  })
  let isShown = false
  return {
    show: (done, total, what) => {
      const values = { what: plainText(what).replaceAll('\n', ' ') }
      if (isShown) {
        bar.setTotal(total)
        bar.update(done, values)
      } else bar.start(total, done, values)
      isShown = true
    },
    end: () => {
      if (isShown) bar.stop()
    },
  }
}
