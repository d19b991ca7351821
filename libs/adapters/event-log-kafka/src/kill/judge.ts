/** A record as Kafka's own consumer read it. */
export interface CommittedRecord {
  readonly partition: number;
  readonly offset: number;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Uint8Array | null;
}

export interface Verdict {
  /** Inputs that have no output. */
  readonly lost: readonly string[];
  /** Inputs that have more than one output. */
  readonly duplicated: readonly string[];
  /** Keys whose outputs are not in the order of their inputs. */
  readonly disordered: readonly string[];
}

/** Compares what Kafka's own consumer read of both topics; outputs name their input in header `id`. */
export const judge = (
  input: readonly CommittedRecord[],
  output: readonly CommittedRecord[],
): Verdict => {
  const copies = new Map<string, number>();
  for (const { headers } of output) {
    const id = headers['id'] ?? '';
    copies.set(id, (copies.get(id) ?? 0) + 1);
  }
  const ids = input.map(({ partition, offset }) => `${partition}:${offset}`);
  return {
    lost: ids.filter((id) => !copies.has(id)),
    duplicated: [...copies].filter(([, count]) => count > 1).map(([id]) => id),
    disordered: disordered(output),
  };
};

const disordered = (output: readonly CommittedRecord[]): readonly string[] => {
  const last = new Map<string, number>();
  const wrong = new Set<string>();
  for (const { key, value } of output) {
    const number = Number(new TextDecoder().decode(value ?? undefined));
    if (number < (last.get(key) ?? -1)) wrong.add(key);
    last.set(key, number);
  }
  return [...wrong];
};
