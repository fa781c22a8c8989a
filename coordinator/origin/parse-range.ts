// The Range header of a request (RFC 9110 §14) for a file of known size. Pure. Only one byte range is honoured; a server may
// ignore what it does not support, and then sends the whole file.

export interface ByteRange {
  start: number
  /** Inclusive. */
  end: number
}

/** `whole`: no range, or none we honour. `unsatisfiable`: it starts behind the end. */
export function parseRange(header: string | undefined, sizeBytes: number): ByteRange | 'whole' | 'unsatisfiable' {
  const match = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '')
  if (match === null) return 'whole'
  const [first, last] = [match[1]!, match[2]!]
  if (first === '' && last === '') return 'whole'
  if (first === '') {
    const suffix = Number(last)
    if (suffix === 0 || sizeBytes === 0) return 'unsatisfiable'
    return { start: Math.max(0, sizeBytes - suffix), end: sizeBytes - 1 }
  }
  const start = Number(first)
  if (last !== '' && Number(last) < start) return 'whole'
  if (start >= sizeBytes) return 'unsatisfiable'
  return { start, end: last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1) }
}
