import { useEffect } from 'react';
import { useSearchParams } from 'react-router';

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
  show(change: { depth?: Depth; panel?: Panel; chosen?: number | null }): void;
}

export const useView = (last: number): View => {
  const [search, setSearch] = useSearchParams();
  const show: View['show'] = (change) =>
    setSearch(
      (params) => {
        for (const [name, value] of Object.entries(change))
          if (value === null) params.delete(name);
          else params.set(name, String(value));
        return params;
      },
      { replace: true },
    );
  const chosen = Number(search.get('chosen'));
  const view: View = {
    depth: oneOf(DEPTHS, search.get('depth')),
    panel: oneOf(PANELS, search.get('panel')),
    chosen: Number.isInteger(chosen) && chosen > 0 && chosen <= last ? chosen : null,
    show,
  };
  useKeys(view, last);
  return view;
};

const oneOf = <T extends string>(names: readonly [T, ...T[]], given: string | null): T =>
  names.find((name) => name === given) ?? names[0];

/** 1 2 3: how deep; w e s c: the panel; j k: one event on or back; n: now. */
const useKeys = (view: View, last: number): void => {
  useEffect(() => {
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
