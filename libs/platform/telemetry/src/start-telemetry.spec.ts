import { createLogger } from './create-logger';
import { otlpTarget } from './otlp';
import { samplerOf } from './sampler';
import { startTelemetry } from './start-telemetry';

describe('startTelemetry', () => {
  it('gives counters, histograms and process metrics as Prometheus text', async () => {
    const telemetry = startTelemetry({ service: 'test', env: {} });
    telemetry.count('deskstream.dead_letters', 2, { step: 'dedup.parse' });
    telemetry.observe('messaging.process.duration', 0.02);
    const text = await telemetry.metricsText();
    expect(text).toMatch(/^deskstream_dead_letters_total\{.*step="dedup.parse".*\} 2$/m);
    expect(text).toMatch(/^messaging_process_duration_bucket\{.*le="0.025".*\} 1$/m);
    expect(text).toContain('nodejs_eventloop_lag_seconds');
    await telemetry.shutdown();
  });
});

describe('the variables of the OpenTelemetry specification', () => {
  it.each([
    [{}, null],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318/' }, 'http://c:4318/v1/traces'],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c:4318/own' }, 'http://c:4318/own'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_SDK_DISABLED: 'true' }, null],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_TRACES_EXPORTER: 'none' }, null],
  ])('%j sends traces to %s', (env, url) => {
    expect(otlpTarget('traces', env)?.url ?? null).toBe(url);
  });

  it.each([
    [{}, 'ParentBased{root=AlwaysOnSampler'],
    [{ OTEL_TRACES_SAMPLER: 'always_off' }, 'AlwaysOffSampler'],
    [
      { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.1' },
      'TraceIdRatioBased{0.1}',
    ],
  ])('%j samples by %s', (env, description) => {
    expect(samplerOf(env).toString()).toContain(description);
  });
});

it('keeps secrets and message text out of log lines', () => {
  const lines: string[] = [];
  const logger = createLogger({
    service: 'test',
    level: 'info',
    to: { write: (line) => lines.push(line) },
  });
  logger.debug({}, 'below the level');
  logger.info({ conversation: 'c1', token: 'hush', connection: { accessToken: 'hush' } }, 'called');
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('hush');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'info',
    service: 'test',
    conversation: 'c1',
    msg: 'called',
  });
});
