import type { Clock, Telemetry } from '@deskstream/kernel';
import { noTelemetry } from '@deskstream/kernel';
import type { Micros, Model, ModelBudget, ModelReply } from '@deskstream/port-ai';
import type { ModelEndpoint, ModelSettings, Settings } from '@deskstream/port-settings';
import type { PersonalKind } from '@deskstream/reasoning-redaction';
import { createModel } from './create-model';
import type { Timeouts } from './deadline';
import { costOf, withPrice } from './prices';
import { withBudget } from './with-budget';
import { withFallback } from './with-fallback';
import { withRedaction } from './with-redaction';
import { withRetries } from './with-retries';
import { withTelemetry } from './with-telemetry';

/** What a workspace answers with. */
export interface WorkspaceModel {
  readonly model: Model;
  readonly maxOutputTokens: number;
  readonly contextTokens: number;
  /** By the first model's price; `null`: no price is known. */
  costOf(usage: ModelReply['usage']): Micros | null;
}

export interface ModelsDeps {
  readonly budget: ModelBudget;
  readonly clock: Clock;
  /** Counts each request to a provider; none without it. */
  readonly telemetry?: Telemetry;
  /** `to` answers in place of `from`; the error is the port's, without anything that was said. */
  readonly onFallback?: (workspace: string, from: string, to: string, error: unknown) => void;
  readonly onRedacted?: (
    workspace: string,
    found: Readonly<Partial<Record<PersonalKind, number>>>,
  ) => void;
}

/** The model of each workspace as its settings say now; `null`: it has none, and answers are extractive. */
export const modelsOfSettings = (
  settings: Pick<Settings, 'current'>,
  deps: ModelsDeps,
): ((workspace: string) => WorkspaceModel | null) => {
  // A version's settings are one object: the model is made once for each.
  const made = new WeakMap<ModelSettings, WorkspaceModel>();
  return (workspace) => {
    const wanted = settings.current(workspace)?.model;
    if (wanted?.enabled !== true) return null;
    const model = made.get(wanted) ?? openModel(workspace, wanted, deps);
    made.set(wanted, model);
    return model;
  };
};

/** Redaction around fallback around retries around the budget, so that each request is counted. */
export const openModel = (
  workspace: string,
  settings: ModelSettings,
  deps: ModelsDeps,
): WorkspaceModel => {
  const endpoints = [settings, ...(settings.fallback === undefined ? [] : [settings.fallback])];
  const [first, ...others] = endpoints.map((each) => counted(workspace, each, settings, deps));
  const { onFallback, onRedacted } = deps;
  const model = withFallback(first as Model, others, {
    ...(onFallback && {
      onFallback: (from: string, to: string, error: unknown) =>
        onFallback(workspace, from, to, error),
    }),
  });
  const { price, redaction, maxOutputTokens, contextTokens } = settings;
  const redacting = {
    ...(onRedacted && {
      onRedacted: (found: Parameters<typeof onRedacted>[1]) => onRedacted(workspace, found),
    }),
  };
  return {
    model: redaction ? withRedaction(model, redacting) : model,
    maxOutputTokens,
    contextTokens,
    costOf: (usage) => (price === undefined ? null : costOf(usage, price)),
  };
};

export const timeoutsOf = ({ timeoutMs }: Pick<ModelSettings, 'timeoutMs'>): Timeouts => ({
  totalMs: timeoutMs,
  firstByteMs: Math.ceil(timeoutMs / 4),
  idleMs: Math.ceil(timeoutMs / 4),
});

const counted = (
  workspace: string,
  endpoint: ModelEndpoint,
  settings: ModelSettings,
  { budget, clock, telemetry = noTelemetry }: ModelsDeps,
): Model => {
  const { price } = endpoint;
  const plain = createModel({ ...endpoint, timeouts: timeoutsOf(settings) });
  const limited = withBudget(plain, {
    ...{ budget, workspace, clock },
    limits: {
      tokensPerDay: settings.budget.tokensPerDay,
      microsPerDay:
        settings.budget.costPerDay === null ? null : Math.floor(settings.budget.costPerDay * 1e6),
    },
    ...(price === undefined ? {} : { price }),
  });
  const priced = price === undefined ? limited : withPrice(limited, price, settings.currency);
  const { provider, model } = endpoint;
  const measured = withTelemetry(priced, { telemetry, clock, workspace, provider, model });
  return withRetries(measured, { clock });
};
