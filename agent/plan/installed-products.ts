// The newest version of each product that this node installed, in a file of its own with a copy beside it: it keeps an older version from
// coming back, also when the database and the order that brought it are both gone.

import { readKept, writeKept } from '../../keys/kept-file.ts'
import type { ProductFile } from './node-memory.ts'
import type { InstalledProduct } from './supersede.ts'

export function installedProducts(path: string, onHealed?: (file: string, detail: string) => void): ProductFile {
  return {
    async read() {
      const text = await readKept(path, { isWhole: text => parse(text) !== undefined, isEdited: false, onHealed })
      return (text === undefined ? undefined : parse(text)) ?? []
    },
    write: products => writeKept(path, `${JSON.stringify(products)}\n`),
  }
}

/** It is our own file: of what is no list of ours nothing is believed. */
function parse(text: string): InstalledProduct[] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) && value.every(isProduct) ? value : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function isProduct(value: unknown): value is InstalledProduct {
  if (typeof value !== 'object' || value === null) return false
  const { product, productVersion, detection } = value as Partial<InstalledProduct>
  return typeof product === 'string' && typeof productVersion === 'string' && Array.isArray(detection)
}
