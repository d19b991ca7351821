import type { Clock, Telemetry } from '@deskstream/kernel';
import { hasCode } from '@deskstream/kernel';
import type { Model, ModelErrorCode, ModelReply } from '@deskstream/port-ai';

export interface TelemetryOptions {
  readonly telemetry: Pick<Telemetry, 'count' | 'observe'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly workspace: string;
  /** As the settings name it. */
  readonly provider: string;
  readonly model: string;
}

/** Counts each request with how it ended, its time, its tokens and what it cost; never what was said. */
export const withTelemetry = (model: Model, options: TelemetryOptions): Model => ({
  name: model.name,
  complete: async (request, call) => {
    const from = options.clock.now();
    try {
      const reply = await model.complete(request, call);
      told(options, from, 'ok');
      spent(options, reply);
      return reply;
    } catch (error) {
      told(options, from, call.signal.aborted ? 'stopped' : outcomeOf(error));
      throw error;
    }
  },
});

const told = (options: TelemetryOptions, from: number, outcome: string): void => {
  const { telemetry, clock, workspace, provider, model } = options;
  telemetry.count('deskstream.model.calls', 1, { workspace, provider, model, outcome });
  // A call that the budget stopped was not made.
  if (outcome === 'MODEL.BUDGET_EXHAUSTED') return;
  telemetry.observe('gen_ai.client.operation.duration', (clock.now() - from) / 1_000, {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': provider,
    'gen_ai.request.model': model,
    ...(outcome === 'ok' ? {} : { 'error.type': outcome }),
  });
};

const spent = (
  { telemetry, workspace, provider, model }: TelemetryOptions,
  { usage, cost }: ModelReply,
): void => {
  const labels = { workspace, provider, model };
  telemetry.count('deskstream.model.tokens', usage.inputTokens, { ...labels, direction: 'in' });
  telemetry.count('deskstream.model.tokens', usage.outputTokens, { ...labels, direction: 'out' });
  if (cost === undefined) return;
  const { micros, currency } = cost;
  telemetry.count('deskstream.model.cost', micros / 1e6, { ...labels, currency });
};

/** Only the port's codes become labels: a label must not take ever new values. */
const outcomeOf = (error: unknown): string =>
  CODES.find((code) => hasCode(error, code)) ?? 'unexpected';

const CODES: readonly ModelErrorCode[] = [
  'MODEL.UNAVAILABLE',
  'MODEL.RATE_LIMITED',
  'MODEL.TIMED_OUT',
  'MODEL.UNAUTHORIZED',
  'MODEL.BAD_REQUEST',
  'MODEL.TOO_LONG',
  'MODEL.MALFORMED',
  'MODEL.BUDGET_EXHAUSTED',
];
