import type { Decoded } from './envelope';

/**
 * Carries one stored shape to the next version; the only place that knows old shapes. Never removed:
 * the log keeps every version for ever.
 */
export interface Upcaster {
  readonly type: string;
  /** Takes version `from`, gives `from + 1`. */
  readonly from: number;
  upcast(data: unknown): unknown;
}

export const upcasters: readonly Upcaster[] = [
  {
    type: 'HandoffRequested',
    from: 1,
    /** A handoff was a note and an unassignment, always. */
    upcast: (data) => ({ ...(data as object), steps: ['note', 'unassign'] }),
  },
];

/** Current version of a type: one above its last upcaster. */
export const currentVersion = (type: string, chain: readonly Upcaster[] = upcasters): number =>
  1 + chain.filter((upcaster) => upcaster.type === type).length;

export const upcast = (
  type: string,
  version: number,
  data: unknown,
  chain: readonly Upcaster[] = upcasters,
): Decoded<unknown> => {
  const current = currentVersion(type, chain);
  if (version > current)
    return {
      ok: false,
      because: `${type} version ${version} is newer than ${current}; upgrade this service`,
    };
  let value = data;
  for (let from = version; from < current; from += 1) {
    const step = chain.find((upcaster) => upcaster.type === type && upcaster.from === from);
    if (!step) return { ok: false, because: `no upcaster of ${type} from version ${from}` };
    value = step.upcast(value);
  }
  return { ok: true, value };
};
