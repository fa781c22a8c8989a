// What a program tells of itself in Prometheus' text: a table of names (docs/metrics.md lists them), filled when somebody asks. The one door to
// prom-client, which is loaded only where metrics are wanted. It opens no port (metrics-server.ts) and knows no metric.

export interface MetricDefinition {
  type: 'counter' | 'gauge'
  help: string
  /** Names of its labels. */
  labels: readonly string[]
}

export type MetricTable = Record<string, MetricDefinition>

export interface Sample {
  labels?: Readonly<Record<string, string>>
  value: number
}

/** The samples of each metric; what is not known has none. */
export type Readings<Table> = { [Name in keyof Table]: readonly Sample[] }

export interface Metrics {
  contentType: string
  /** As things are now. */
  text(): Promise<string>
}

/** `read` is called at each question; a counter's readings never go down while the process lives. */
export async function createMetrics<Table extends MetricTable>(
  table: Table,
  read: () => Readings<Table> | Promise<Readings<Table>>,
): Promise<Metrics> {
  const { collectDefaultMetrics, Counter, Gauge, Registry } = await import('prom-client')
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const made = Object.entries(table).map(([name, { type, help, labels }]) => {
    const options = { name, help, labelNames: labels, registers: [registry] }
    return { name, metric: type === 'counter' ? new Counter(options) : new Gauge(options) }
  })
  return {
    contentType: registry.contentType,
    async text() {
      const readings = await read()
      for (const { name, metric } of made) {
        metric.reset()
        for (const { labels = {}, value } of readings[name] ?? []) metric.inc(labels, value)
      }
      return await registry.metrics()
    },
  }
}

/** One sample for each of the values that a label can have: what is not among the counts is a nought, not missing. */
export function perValue<Label extends string>(
  label: string,
  values: readonly Label[],
  countOf: (value: Label) => number,
): Sample[] {
  return values.map(value => ({ labels: { [label]: value }, value: countOf(value) }))
}

/** One sample for each value that occurs. */
export function tally(label: string, values: Iterable<string>): Sample[] {
  const counts = Map.groupBy(values, value => value)
  return [...counts].map(([value, found]) => ({ labels: { [label]: value }, value: found.length }))
}
