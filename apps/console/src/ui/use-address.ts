import { useCallback, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { paced } from './paced';

/** Browsers ignore a page that writes its address more than 100 or 200 times in 10 s. */
const WRITES = { times: 4, withinMs: 1_000 };

export interface Address {
  readonly search: URLSearchParams;
  /** `null` takes a parameter away. */
  change(change: Readonly<Record<string, string | number | null>>): void;
}

/** The parameters of the address: what is shown changes at once, the address as often as it may. */
export const useAddress = (): Address => {
  const [search, setSearch] = useSearchParams();
  const [shown, setShown] = useState(search);
  const latest = useRef(search);
  const navigate = useRef(setSearch);
  /** Written, and not yet seen to stand in the address. */
  const written = useRef<string[]>([]);
  const [pace] = useState(() =>
    paced((params: URLSearchParams) => {
      written.current.push(params.toString());
      navigate.current(params, { replace: true });
    }, WRITES),
  );
  const show = useCallback((params: URLSearchParams) => {
    latest.current = params;
    setShown(params);
  }, []);
  useEffect(() => {
    navigate.current = setSearch;
  }, [setSearch]);
  useEffect(() => {
    const ours = written.current.lastIndexOf(search.toString());
    if (ours >= 0) written.current.splice(0, ours + 1);
    else show(search); // somebody followed a link, or went back
  }, [search, show]);
  useEffect(() => pace.stop, [pace]);
  const change = useCallback<Address['change']>(
    (changes) => {
      const next = new URLSearchParams(latest.current);
      for (const [name, value] of Object.entries(changes))
        if (value === null) next.delete(name);
        else next.set(name, String(value));
      if (next.toString() === latest.current.toString()) return;
      show(next);
      pace.give(next);
    },
    [pace, show],
  );
  return { search: shown, change };
};
