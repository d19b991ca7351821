/** Where a value stands. */
export interface Place {
  /** Type of the event; `envelope`, or empty, elsewhere. */
  readonly section: string;
  /** Name of the nearest field; an array's items have that of the array. */
  readonly key: string;
  /** Inside a part that others give its shape: custom attributes, what tools and models said. */
  readonly open: boolean;
  /** The object that has the field. */
  readonly owner: Readonly<Record<string, unknown>>;
}

export type Leaf = (value: string | number, place: Place) => string | number;

const OPEN: ReadonlySet<string> = new Set(['attributes', 'detail']);
const PLAIN_NAME = /^[\p{L}_$][\p{L}\p{N}_$ -]*$/u;

/** The same value with every string and number, and every field name that is no plain word, given to `leaf`. */
export const walk = (value: unknown, place: Place, leaf: Leaf): unknown => {
  if (typeof value === 'string' || typeof value === 'number') return leaf(value, place);
  if (Array.isArray(value)) return value.map((item) => walk(item, place, leaf));
  if (typeof value !== 'object' || value === null) return value;
  const owner = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(owner).map(([key, item]) => [
      place.open ? nameOf(key, place, leaf) : key,
      walk(item, { ...place, key, owner, open: place.open || OPEN.has(key) }, leaf),
    ]),
  );
};

export const rootOf = (section: string): Place => ({ section, key: '', open: false, owner: {} });

const nameOf = (key: string, place: Place, leaf: Leaf): string =>
  PLAIN_NAME.test(key) ? key : String(leaf(key, { ...place, key: '' }));
