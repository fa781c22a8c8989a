// A table in memory. Values go through JSON, as they do in level.

import type { Table } from '../../core/table.ts'

export function memoryTable<T>(values = new Map<string, string>()): Table<T> & { values: Map<string, string> } {
  return {
    values,
    get: async key => (values.has(key) ? (JSON.parse(values.get(key)!) as T) : undefined),
    put: async (key, value) => void values.set(key, JSON.stringify(value)),
    delete: async key => void values.delete(key),
    async *entries(prefix = '') {
      for (const [key, text] of [...values].sort(([a], [b]) => (a < b ? -1 : 1)))
        if (key.startsWith(prefix)) yield [key, JSON.parse(text) as T]
    },
    async batch(changes) {
      for (const change of changes) {
        if (change.type === 'put') values.set(change.key, JSON.stringify(change.value))
        else values.delete(change.key)
      }
    },
  }
}

/** Level keeps bytes as they are; the table in memory keeps JSON. */
export function memoryBytes(): Table<Uint8Array> {
  const values = new Map<string, Uint8Array>()
  return {
    get: async key => values.get(key),
    put: async (key, value) => void values.set(key, value),
    delete: async key => void values.delete(key),
    async *entries(prefix = '') {
      for (const entry of [...values].sort(([a], [b]) => (a < b ? -1 : 1))) if (entry[0].startsWith(prefix)) yield entry
    },
    async batch(changes) {
      for (const change of changes) {
        if (change.type === 'put') values.set(change.key, change.value)
        else values.delete(change.key)
      }
    },
  }
}
