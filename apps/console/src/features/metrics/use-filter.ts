import { useEffect } from 'react';
import { useSearchParams } from 'react-router';

export const FILTER = [
  'workspace',
  'vendor',
  'channel',
  'from',
  'to',
  'timeZone',
  'interval',
] as const;
export type FilterName = (typeof FILTER)[number];

export interface Filter {
  /** As in the URL; empty: not chosen. */
  readonly of: (name: FilterName) => string;
  readonly change: (changes: Readonly<Partial<Record<FilterName, string>>>) => void;
  /** For the API. */
  readonly query: string;
}

/** One filter for every figure. The URL holds all of it, the time zone too: a link shows others the same days. */
export const useFilter = (): Filter => {
  const [search, setSearch] = useSearchParams();
  const zone = search.get('timeZone') ?? '';
  const change: Filter['change'] = (changes) =>
    setSearch(
      (params) => {
        for (const [name, value] of Object.entries(changes))
          if (value === '') params.delete(name);
          else params.set(name, value);
        return params;
      },
      { replace: true },
    );
  useEffect(() => {
    if (zone === '') change({ timeZone: ownTimeZone() });
  });
  const chosen = FILTER.map((name) => [name, search.get(name) ?? '']).filter(
    ([, value]) => value !== '',
  );
  const query = new URLSearchParams(chosen);
  if (zone === '') query.set('timeZone', ownTimeZone());
  return { of: (name) => search.get(name) ?? '', change, query: query.toString() };
};

const ownTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
