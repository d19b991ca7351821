import { useEffect, useRef, useState } from 'react';

export const HEIGHT = 220;
export const EDGE = { left: 56, right: 12, top: 10, bottom: 26 } as const;

/** The width that a chart has, as the window gives it. */
export const useWidth = () => {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
};

/** Round numbers from 0 to at least `most`. */
export const ticksTo = (most: number, whole: boolean): readonly number[] => {
  const rough = (most || 1) / 4;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * size).find((each) => each >= rough) ?? rough;
  const steps = whole ? Math.max(1, Math.round(step)) : step;
  const ticks = [0];
  while ((ticks.at(-1) ?? 0) < most) ticks.push(ticks.length * steps);
  return ticks.length === 1 ? [0, steps] : ticks;
};

/** Times from a second to days: each line ten times and more the one below. */
export const TIMES = [
  1_000, 10_000, 60_000, 600_000, 3_600_000, 21_600_000, 86_400_000, 604_800_000, 2_592_000_000,
] as const;

/** Those that hold every value between the first and the last. */
export const timesAround = (values: readonly number[]): readonly number[] => {
  const least = Math.max(1, Math.min(...values, Infinity));
  const most = Math.max(...values, 1);
  const first = Math.max(
    0,
    TIMES.findLastIndex((tick) => tick <= least),
  );
  const last = TIMES.findIndex((tick) => tick >= most);
  return TIMES.slice(first, Math.max(first + 2, (last < 0 ? TIMES.length : last) + 1));
};

/** Every how many periods one is named, so that names have room. */
export const namedEvery = (periods: number, width: number): number =>
  Math.max(1, Math.ceil((periods * 64) / Math.max(64, width - EDGE.left - EDGE.right)));
