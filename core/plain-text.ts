// The last gate before a terminal or a log: whatever others put into a text, what leaves here steers nothing. Names and texts of signed
// objects are checked where they are read (check.ts); this holds also for what is not: errors, feeds, answers of other daemons. Pure.

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
const steering = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\p{Bidi_Control}]/gu
// biome-ignore lint/suspicious/noControlCharactersInRegex: a colour begins with one
const colours = /(\u001b\[[0-9;]{0,16}m)/

/** Text for people: line feeds, tabs and colours stay, every other control character becomes `?`. */
export function plainText(text: string): string {
  return text
    .split(colours)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(steering, '?')))
    .join('')
}

/** JSON with the same meaning and no character that a terminal obeys: JSON.stringify() leaves those above U+007E as they are. */
export function plainJson(json: string): string {
  return json.replace(steering, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** One JSON document of which each string has at most `length` characters, and says so where it was cut. */
export function cutStrings(json: string, length: number): string {
  return JSON.stringify(JSON.parse(json), (_, value) =>
    typeof value === 'string' && value.length > length ? `${value.slice(0, length)}…` : value,
  )
}
