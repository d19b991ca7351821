import type { RefObject } from 'react';
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';

/** Nearer to its end than this is at its end. */
const NEAR_PX = 48;
const BELOW_PX = 24;

/**
 * Who scrolled to the end of a list that grows stays at its end, until they scroll up; for everybody
 * else nothing moves. Whenever `toEnd` changes, the end comes in sight.
 */
export const useFollowing = (
  list: RefObject<HTMLElement | null>,
  { height, toEnd }: { readonly height: number; readonly toEnd: number },
): void => {
  const follows = useRef(false);
  const at = useRef(0);
  const asked = useRef(toEnd);
  const look = useCallback(() => {
    if (scrollY < at.current - 1) follows.current = false;
    else if (scrollY > at.current && hiddenBelow(list) <= NEAR_PX) follows.current = true;
    at.current = scrollY;
  }, [list]);
  useEffect(() => {
    addEventListener('scroll', look, { passive: true });
    return () => removeEventListener('scroll', look);
  }, [look]);
  useLayoutEffect(() => {
    look(); // others may draw between a scroll and its event
    if (toEnd !== asked.current) follows.current = true;
    asked.current = toEnd;
    if (!follows.current) return;
    const hidden = hiddenBelow(list) + BELOW_PX;
    if (Math.abs(hidden) > 1) scrollBy({ top: hidden, behavior: 'instant' });
    at.current = scrollY;
  }, [list, look, height, toEnd]);
};

const hiddenBelow = ({ current }: RefObject<HTMLElement | null>): number =>
  current === null
    ? Number.POSITIVE_INFINITY
    : current.getBoundingClientRect().bottom - innerHeight;
