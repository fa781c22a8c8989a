// The arithmetic of a rate limit: bytes are let through at once and paid for by waiting. Pure; it knows no clock and no timer.

export interface TokenBucket {
  readonly rateBytesPerSecond: number
  readonly burstBytes: number
  /** Bytes that may go now; below zero is debt. */
  tokens: number
  /** When `tokens` was right, ms. */
  at: number
}

export function createTokenBucket(options: {
  rateBytesPerSecond: number
  burstBytes: number
  now: number
}): TokenBucket {
  const { rateBytesPerSecond, burstBytes, now } = options
  return { rateBytesPerSecond, burstBytes, tokens: burstBytes, at: now }
}

/** Takes `sizeBytes` and gives how long to wait before sending them, ms. Over any time, no more than burst + rate × time goes through. */
export function takeTokens(bucket: TokenBucket, sizeBytes: number, now: number): number {
  const elapsedMs = Math.max(0, now - bucket.at)
  const earned = (elapsedMs / 1000) * bucket.rateBytesPerSecond
  bucket.tokens = Math.min(bucket.burstBytes, bucket.tokens + earned) - sizeBytes
  bucket.at = Math.max(bucket.at, now)
  return bucket.tokens >= 0 ? 0 : (-bucket.tokens / bucket.rateBytesPerSecond) * 1000
}
