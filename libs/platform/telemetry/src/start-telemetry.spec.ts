import { createLogger } from './create-logger';
import { exportedSignals } from './signals-exported';
import { startTelemetry } from './start-telemetry';

describe('startTelemetry', () => {
  it('gives counters, histograms and process metrics as Prometheus text', async () => {
    const telemetry = await startTelemetry('test');
    telemetry.count('deskstream.dead_letters', 2, { step: 'dedup.parse' });
    telemetry.observe('messaging.process.duration', 0.02);
    const text = await telemetry.metricsText();
    expect(text).toMatch(/^deskstream_dead_letters_total\{.*step="dedup.parse".*\} 2$/m);
    expect(text).toMatch(/^messaging_process_duration_bucket\{.*le="0.025".*\} 1$/m);
    expect(text).toContain('nodejs_eventloop_lag_seconds');
    await telemetry.shutdown();
  });
});

describe('what leaves the process', () => {
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318/' };
  const own = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c:4318/own' };
  it.each([
    ['nothing without an endpoint', {}, []],
    ['nothing to an empty endpoint', { OTEL_EXPORTER_OTLP_ENDPOINT: '' }, []],
    ['traces and metrics to one endpoint', endpoint, ['traces', 'metrics']],
    ['traces alone to their own endpoint', own, ['traces']],
    ['nothing with the SDK off', { ...endpoint, OTEL_SDK_DISABLED: 'true' }, []],
    ['what is not turned off', { ...endpoint, OTEL_TRACES_EXPORTER: 'none' }, ['metrics']],
  ])('is %s', (_what, env, expected) => {
    const { traces, metrics } = exportedSignals(env);
    expect([...(traces ? ['traces'] : []), ...(metrics ? ['metrics'] : [])]).toEqual(expected);
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
