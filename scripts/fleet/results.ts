// The figures of one run, an office a row: what the last line of `--json` says. Pure.

export interface OfficeResult {
  site: string
  /** Targets; a seed is none. */
  nodes: number
  patches: number
  /** Patch installs over all targets. */
  installed: number
  payloadBytes: number
  /** Both directions over the office's WAN link. */
  wanBytes: number
  lanBytes: number
  wanRatio: number | null
}

export interface ComplianceRow {
  patch: string
  node: string
  site: string
  state: string
}

export interface BytesRow {
  site: string
  lan: number
  seed: number
  payloadBytes: number
}

/** `wanBytes`: what the link's own counters say. */
export function officeResult(
  site: string,
  { rows, bytes, wanBytes }: { rows: readonly ComplianceRow[]; bytes: readonly BytesRow[]; wanBytes: number },
): OfficeResult {
  const own = rows.filter(row => row.site === site)
  const counted = bytes.find(row => row.site === site)
  const payloadBytes = counted?.payloadBytes ?? 0
  return {
    site,
    nodes: new Set(own.map(row => row.node)).size,
    patches: new Set(own.map(row => row.patch)).size,
    installed: own.filter(row => row.state === 'installed').length,
    payloadBytes,
    wanBytes,
    lanBytes: (counted?.lan ?? 0) + (counted?.seed ?? 0),
    wanRatio: payloadBytes > 0 ? wanBytes / payloadBytes : null,
  }
}
