// An announcement as it travels between simulated nodes: it stands for the signed bytes.

import type { Announcement } from '../../core/announcement.ts'

export class Envelope extends Uint8Array {
  readonly body: Announcement
  constructor(body: Announcement) {
    super(0)
    this.body = body
  }
}
