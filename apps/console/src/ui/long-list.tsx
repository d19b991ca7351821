import { useWindowVirtualizer } from '@tanstack/react-virtual';
import type { ReactNode } from 'react';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useFollowing } from './use-following';

/** Longer lists draw what is in sight only; others can be searched by the browser. */
const WHOLE = 200;
/** What stays on the screen above and below the list while it scrolls. */
const ABOVE_PX = 136;
const BELOW_PX = 32;
/** Who walks on item by item sees the list move as far as it must; from further away the item comes to the middle. */
const STEP_PX = 240;

interface LongListProps<T> {
  readonly items: readonly T[];
  readonly className: string;
  readonly gap?: number;
  /** Above the first and below the last item. */
  readonly pad?: number;
  /** The same function each time, as its places are kept by it. */
  readonly keyOf: (item: T) => string | number;
  /** Its height, guessed: in px, before it was drawn. */
  readonly sizeOf: (item: T) => number;
  readonly row: (item: T, index: number) => ReactNode;
  /** The item that must be in sight whenever this changes; -1: none. */
  readonly inSight: number;
  /** The end comes in sight whenever this changes. */
  readonly toEnd: number;
}

/** A list that scrolls with the window and may hold thousands; one that grows moves nothing in sight. */
export const LongList = <T,>(props: LongListProps<T>) => {
  const { items, className, gap = 0, pad = 0, keyOf, sizeOf, row, inSight, toEnd } = props;
  const list = useRef<HTMLOListElement>(null);
  const top = useTop(list);
  const rows = useWindowVirtualizer({
    count: items.length,
    gap,
    paddingStart: pad,
    paddingEnd: pad,
    estimateSize: (index) => of(items, index, sizeOf) ?? 0,
    getItemKey: useCallback((index) => of(items, index, keyOf) ?? index, [items, keyOf]),
    overscan: items.length > WHOLE ? 8 : WHOLE,
    scrollMargin: top,
    scrollPaddingStart: ABOVE_PX,
    scrollPaddingEnd: BELOW_PX,
  });
  const height = rows.getTotalSize();
  useFollowing(list, { height, toEnd });
  useEffect(() => {
    if (inSight < 0) return;
    const [nearest = Number.POSITIVE_INFINITY] = rows.getOffsetForIndex(inSight, 'auto') ?? [];
    const way = Math.abs(nearest - (rows.scrollOffset ?? 0));
    if (way > STEP_PX) rows.scrollToIndex(inSight, { align: 'center' });
    else if (way > 1) scrollTo({ top: nearest, behavior: 'instant' });
  }, [inSight, rows]);
  return (
    <ol ref={list} className={`${className} long-list`} style={{ height }}>
      {rows.getVirtualItems().map(({ key, index, start }) => (
        <li
          key={key}
          ref={rows.measureElement}
          data-index={index}
          aria-setsize={items.length}
          aria-posinset={index + 1}
          style={{ transform: `translateY(${start - top}px)` }}
        >
          {of(items, index, (item) => row(item, index))}
        </li>
      ))}
    </ol>
  );
};

const of = <T, R>(items: readonly T[], index: number, get: (item: T) => R): R | null => {
  const item = items[index];
  return item === undefined ? null : get(item);
};

/** Where the list begins in the page; looked at when the page changes its size, so that drawing never waits for it. */
const useTop = (list: { readonly current: HTMLElement | null }): number => {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const look = () => {
      if (list.current !== null)
        setTop(Math.round(list.current.getBoundingClientRect().top + scrollY));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [list]);
  return top;
};
