// Dates as Debian writes them in Release files and changelogs: RFC 5322, read strictly. Pure; the language's own parser guesses.

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const pattern =
  /^(?:[A-Z][a-z]{2}, +)?(\d{1,2}) +([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) +(?:UTC|GMT|Z|([+-])(\d{2})(\d{2}))$/

/** `Sat, 21 Nov 2026 00:53:02 UTC`, or with a numeric zone, as milliseconds since the epoch; undefined when it is no such date. */
export function parseDate(text: string): number | undefined {
  const match = pattern.exec(text)
  const month = months.indexOf(match?.[2] ?? '')
  if (match === null || month < 0) return undefined
  const [, day, , year, hour, minute, second, sign, zoneHours, zoneMinutes] = match
  const utc = Date.UTC(Number(year), month, Number(day), Number(hour), Number(minute), Number(second))
  const offsetMinutes = sign === undefined ? 0 : Number(zoneHours) * 60 + Number(zoneMinutes)
  return utc - (sign === '-' ? -1 : 1) * offsetMinutes * 60_000
}
