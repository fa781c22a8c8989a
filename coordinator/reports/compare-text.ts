// The order of rows by a text, the same on every machine: by code units, whatever the locale. Pure.

export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
