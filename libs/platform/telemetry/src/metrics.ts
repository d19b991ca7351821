import type { Counter, Gauge, Histogram, Meter } from '@opentelemetry/api';
import type { Telemetry } from '@deskstream/kernel';
import { METRICS } from './signals';

/** `count`, `observe` and `gauge` over a meter; instruments are made on first use. */
export const metered = (meter: Meter): Pick<Required<Telemetry>, 'count' | 'observe' | 'gauge'> => {
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  const gauges = new Map<string, Gauge>();
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
    gauge: (metric, value, labels = {}) => {
      obtain(gauges, metric, () => meter.createGauge(metric, optionsOf(metric))).record(
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
