import { useCallback, useLayoutEffect, useMemo, useState } from 'react';
import { useAddress } from '../../ui/use-address';

export const DEPTHS = ['conversation', 'turns', 'events'] as const;
export type Depth = (typeof DEPTHS)[number];

export const PANELS = ['why', 'event', 'state', 'customer'] as const;
export type Panel = (typeof PANELS)[number];

/** What is looked at; all of it is in the URL. */
export interface View {
  readonly depth: Depth;
  readonly panel: Panel;
  /** `seq` of the chosen event; `null`: the newest, as it grows. */
  readonly chosen: number | null;
  /** How often somebody asked for now. */
  readonly nows: number;
  show(change: { depth?: Depth; panel?: Panel; chosen?: number | null }): void;
}

export const useView = (last: number): View => {
  const { search, change } = useAddress();
  const [nows, setNows] = useState(0);
  const show = useCallback<View['show']>(
    (changes) => {
      change(changes);
      if (changes.chosen === null) setNows((times) => times + 1);
    },
    [change],
  );
  const given = Number(search.get('chosen'));
  const chosen = Number.isInteger(given) && given > 0 && given <= last ? given : null;
  const depth = oneOf(DEPTHS, search.get('depth'));
  const panel = oneOf(PANELS, search.get('panel'));
  const view = useMemo<View>(
    () => ({ depth, panel, chosen, nows, show }),
    [depth, panel, chosen, nows, show],
  );
  useKeys(view, last);
  return view;
};
const oneOf = <T extends string>(names: readonly [T, ...T[]], given: string | null): T =>
  names.find((name) => name === given) ?? names[0];

/** 1 2 3: how deep; w e s c: the panel; j k: one event on or back; n: now. */
const useKeys = (view: View, last: number): void => {
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isTyping(event)) return;
      const act = KEYS[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act(view, last);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
};

const step = (view: View, last: number, by: number): void => {
  const next = Math.min(last, Math.max(1, (view.chosen ?? last) + by));
  view.show({ chosen: next });
};

const KEYS: Readonly<Record<string, (view: View, last: number) => void>> = {
  '1': ({ show }) => show({ depth: 'conversation' }),
  '2': ({ show }) => show({ depth: 'turns' }),
  '3': ({ show }) => show({ depth: 'events' }),
  w: ({ show }) => show({ panel: 'why' }),
  e: ({ show }) => show({ panel: 'event' }),
  s: ({ show }) => show({ panel: 'state' }),
  c: ({ show }) => show({ panel: 'customer' }),
  j: (view, last) => step(view, last, 1),
  k: (view, last) => step(view, last, -1),
  n: ({ show }) => show({ chosen: null }),
};

const isTyping = ({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  ctrlKey ||
  metaKey ||
  altKey ||
  (target instanceof HTMLElement && target.matches('input:not([type=range]), textarea, select'));
