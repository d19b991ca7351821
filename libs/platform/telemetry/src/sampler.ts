import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import type { Sampler } from '@opentelemetry/sdk-trace-base';
import type { Environment } from './otlp';

/** `OTEL_TRACES_SAMPLER` and `_ARG` as specified; anything unknown falls back to the default. */
export const samplerOf = (env: Environment): Sampler => {
  const name = env['OTEL_TRACES_SAMPLER'] ?? DEFAULT;
  const ratio = ratioOf(env['OTEL_TRACES_SAMPLER_ARG']);
  return (SAMPLERS[name] ?? SAMPLERS[DEFAULT] ?? (() => new AlwaysOnSampler()))(ratio);
};

const DEFAULT = 'parentbased_always_on';

const SAMPLERS: Readonly<Record<string, (ratio: number) => Sampler>> = {
  always_on: () => new AlwaysOnSampler(),
  always_off: () => new AlwaysOffSampler(),
  traceidratio: (ratio) => new TraceIdRatioBasedSampler(ratio),
  parentbased_always_on: () => new ParentBasedSampler({ root: new AlwaysOnSampler() }),
  parentbased_always_off: () => new ParentBasedSampler({ root: new AlwaysOffSampler() }),
  parentbased_traceidratio: (ratio) =>
    new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
};

const ratioOf = (text: string | undefined): number => {
  const ratio = Number(text);
  return text && ratio >= 0 && ratio <= 1 ? ratio : 1;
};
