import type { Counter, Histogram, Meter } from '@opentelemetry/api';
import type { Telemetry } from '@deskstream/kernel';
import { METRICS } from './signals';

/** `count` and `observe` over a meter; instruments are made on first use. */
export const metered = (meter: Meter): Pick<Telemetry, 'count' | 'observe'> => {
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  return {
    count: (metric, by = 1, labels = {}) => {
      obtain(counters, metric, () => meter.createCounter(metric, optionsOf(metric))).add(
        by,
        labels,
      );
    },
    observe: (metric, value, labels = {}) => {
      obtain(histograms, metric, () => meter.createHistogram(metric, optionsOf(metric))).record(
        value,
        labels,
      );
    },
  };
};

const obtain = <T>(known: Map<string, T>, name: string, make: () => T): T => {
  const found = known.get(name) ?? make();
  known.set(name, found);
  return found;
};

const optionsOf = (metric: string) => {
  const signal = METRICS[metric];
  if (!signal) return {};
  const { unit, description, buckets } = signal;
  return {
    unit,
    description,
    ...(buckets ? { advice: { explicitBucketBoundaries: [...buckets] } } : {}),
  };
};
