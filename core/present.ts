// Values as people read them: sizes, durations, times, tables, CSV. Pure but for the question what the terminal can do.

import { styleText } from 'node:util'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './limits.ts'

/** `0 B`, `999 B`, `1.5 KiB`, `32 MiB`: binary units, three digits. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']
  let value = bytes
  let unit = 0
  while (Math.abs(value) >= 999.5 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  if (unit === 0) return `${Math.round(value)} B`
  const digits = Math.abs(value) < 9.95 ? 1 : 0
  return `${value.toFixed(digits).replace(/\.0$/, '')} ${units[unit]}`
}

/** The two largest units: `350 ms`, `4.2 s`, `1 min 5 s`, `2 h`, `3 d 4 h`. */
export function formatDuration(ms: number): string {
  if (ms < 0) return `-${formatDuration(-ms)}`
  if (ms < SECOND_MS) return `${Math.round(ms)} ms`
  if (ms < 10 * SECOND_MS) return `${(Math.floor(ms / 100) / 10).toString()} s`
  const units: [number, string][] = [
    [DAY_MS, 'd'],
    [HOUR_MS, 'h'],
    [MINUTE_MS, 'min'],
    [SECOND_MS, 's'],
  ]
  const first = units.findIndex(([size]) => ms >= size)
  const [size, name] = units[first]!
  const next = units[first + 1]
  const rest = next ? Math.floor((ms % size) / next[0]) : 0
  return rest > 0 ? `${Math.floor(ms / size)} ${name} ${rest} ${next![1]}` : `${Math.floor(ms / size)} ${name}`
}

/** `2026-11-22 13:26:05 CET`; `zone` an IANA name, `UTC`, or `local`. `ms` since 1970; 0 or less: `never`. */
export function formatTime(ms: number, zone: string = 'local'): string {
  if (!(ms > 0)) return 'never'
  const format = new Intl.DateTimeFormat('en-GB', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    ...(zone !== 'local' && { timeZone: zone }),
  })
  const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]))
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}:${part.second} ${part.timeZoneName}`
}

/** `5 min ago`, `in 2 h`, `never`. */
export function formatAgo(ms: number, now: number): string {
  if (!(ms > 0)) return 'never'
  const difference = now - ms
  if (Math.abs(difference) < SECOND_MS) return 'now'
  return difference > 0 ? `${formatDuration(difference)} ago` : `in ${formatDuration(-difference)}`
}

/** `A B C +24`: the first few of a list, and how many more there are. */
export function someOf(list: readonly string[], most = 3): string {
  const rest = list.length - most
  return rest > 0 ? `${list.slice(0, most).join(' ')} +${rest}` : list.join(' ')
}

export interface Column<Row> {
  title: string
  value: (row: Row) => string | number | null
  align?: 'left' | 'right'
  /** May be cut when the terminal is narrow; without any, the last column is. */
  shrinks?: boolean
  /** A style of node:util for the cell. */
  style?: (row: Row) => Style | undefined
}
export type Style = 'red' | 'green' | 'yellow' | 'cyan' | 'dim' | 'bold'

/** Columns at least as wide as their titles; `width` in terminal columns, Infinity where nothing is cut. */
export function renderTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { width, colour = false }: { width: number; colour?: boolean },
): string {
  const texts = rows.map(row => columns.map(column => printable(column.value(row) ?? '-')))
  const widths = fitWidths(columns, texts, width)
  const line = (cells: string[], styles: (Style | undefined)[] = []) =>
    columns
      .map((column, index) => {
        const cell = pad(cut(cells[index]!, widths[index]!), widths[index]!, column.align ?? 'left')
        const style = styles[index]
        return colour && style ? styleText(style, cell, { validateStream: false }) : cell
      })
      .join('  ')
      .trimEnd()
  const head = columns.map(column => column.title)
  const body = rows.map((row, index) => line(texts[index]!, colour ? columns.map(column => column.style?.(row)) : []))
  return `${[line(head, colour ? columns.map(() => 'bold') : []), ...body].join('\n')}\n`
}

function fitWidths<Row>(columns: readonly Column<Row>[], texts: string[][], width: number): number[] {
  const widths = columns.map((column, index) =>
    texts.reduce((most, cells) => Math.max(most, textWidth(cells[index]!)), textWidth(column.title)),
  )
  let surplus = widths.reduce((sum, each) => sum + each, 0) + 2 * (columns.length - 1) - width
  const shrinking = columns.flatMap((column, index) => (column.shrinks ? [index] : []))
  const order = shrinking.length > 0 ? shrinking : [columns.length - 1]
  while (surplus > 0) {
    const widest = order.reduce((best, index) => (widths[index]! > widths[best]! ? index : best), order[0]!)
    if (widths[widest]! <= 8) break // narrower helps nobody: let the terminal wrap
    widths[widest]!--
    surplus--
  }
  return widths
}

function cut(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  let taken = ''
  for (const character of text) {
    if (textWidth(taken + character) > width - 1) break
    taken += character
  }
  return `${taken}…`
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const blanks = ' '.repeat(Math.max(0, width - textWidth(text)))
  return align === 'left' ? text + blanks : blanks + text
}

/** Columns on a terminal: wide scripts take two, combining marks none. */
function textWidth(text: string): number {
  let width = 0
  for (const character of text) {
    if (/\p{Mark}/u.test(character)) continue
    width += /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}]/u.test(
      character,
    )
      ? 2
      : 1
  }
  return width
}

/** A control character in a name from outside would steer the terminal. */
export function printable(value: string | number): string {
  return String(value).replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '?')
}

/** RFC 4180. Text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function toCsv<Row>(rows: readonly Row[], columns: readonly Pick<Column<Row>, 'title' | 'value'>[]): string {
  const lines = [columns.map(column => column.title), ...rows.map(row => columns.map(column => column.value(row)))]
  return lines.map(cells => `${cells.map(csvCell).join(',')}\r\n`).join('')
}

function csvCell(value: string | number | null): string {
  if (value === null) return ''
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** What a table may use: its width, and colour unless NO_COLOR forbids or it is no terminal. In a file or a pipe nothing is cut. */
export function terminal(stream: NodeJS.WriteStream = process.stdout): { width: number; colour: boolean } {
  const width = screenWidth(stream) ?? (stream.isTTY ? 80 : Number.POSITIVE_INFINITY)
  const colour = stream.isTTY && (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb'
  return { width, colour }
}

/** Columns: what COLUMNS says, else what the terminal has; undefined when nobody knows. */
export function screenWidth(stream: NodeJS.WriteStream): number | undefined {
  const said = process.env.COLUMNS ?? ''
  if (/^[0-9]{1,4}$/.test(said) && Number(said) >= 20) return Number(said)
  return (stream.isTTY && stream.columns) || undefined
}
