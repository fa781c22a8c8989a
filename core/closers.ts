// Everything a composition root has opened, closed last to first: when it ends, and when opening fails half-way.

export class Closers {
  readonly #list: (() => Promise<unknown> | unknown)[] = []

  add(close: () => Promise<unknown> | unknown): void {
    this.#list.push(close)
  }

  async closeAll(): Promise<void> {
    for (const close of this.#list.splice(0).reverse()) await close()
  }
}

/** Opens with `open`; if that fails, closes what was opened and throws the failure on. */
export async function openOrClose<T>(open: (closers: Closers) => Promise<T>): Promise<T> {
  const closers = new Closers()
  try {
    return await open(closers)
  } catch (error) {
    await closers.closeAll()
    throw error
  }
}
