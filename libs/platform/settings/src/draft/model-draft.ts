import type { ModelEndpoint, ModelSettings, WorkspaceSettings } from '@deskstream/port-settings';
import Type from 'typebox';
import { isMask, masked } from '../secrets/masked';
import { originOf } from './origin-of';
import type { Problem } from './problem';

type EndpointDraft = Omit<ModelEndpoint, 'apiKey'> & { readonly apiKey?: string | undefined };

/** A model as an administrator writes it. A key left out, or given as its mask, stays what it is. */
export type ModelDraft = EndpointDraft &
  Partial<Omit<ModelSettings, keyof ModelEndpoint | 'fallback' | 'budget'>> & {
    readonly budget?: Partial<ModelSettings['budget']>;
    readonly fallback?: EndpointDraft;
  };

const DEFAULTS = {
  enabled: true,
  maxOutputTokens: 1_024,
  contextTokens: 32_000,
  timeoutMs: 120_000,
  currency: 'EUR',
  redaction: true,
} as const;

const Price = Type.Number({ minimum: 0, maximum: 1_000_000 });
const Limit = Type.Union([Type.Number({ minimum: 0, maximum: 1_000_000_000_000 }), Type.Null()]);
const whole = (minimum: number, maximum: number) =>
  Type.Optional(Type.Integer({ minimum, maximum }));

const endpoint = {
  provider: Type.Union([Type.Literal('openai-compatible'), Type.Literal('anthropic')]),
  baseUrl: Type.String({
    pattern: '^https?://[^\\s@?#]+$',
    description: 'an http(s) address without user name, query and fragment',
  }),
  model: Type.String({ minLength: 1 }),
  apiKey: Type.Optional(Type.String()),
  structuredOutput: Type.Optional(
    Type.Union([Type.Literal('json-schema'), Type.Literal('json-object')]),
  ),
  maxTokensField: Type.Optional(
    Type.Union([Type.Literal('max_tokens'), Type.Literal('max_completion_tokens')]),
  ),
  price: Type.Optional(Type.Object({ inputPerMillion: Price, outputPerMillion: Price })),
};

export const ModelOfDraft = Type.Object({
  ...endpoint,
  enabled: Type.Optional(Type.Boolean()),
  fallback: Type.Optional(Type.Object(endpoint)),
  maxOutputTokens: whole(16, 200_000),
  contextTokens: whole(1_000, 10_000_000),
  timeoutMs: whole(1_000, 600_000),
  budget: Type.Optional(
    Type.Object({ tokensPerDay: Type.Optional(Limit), costPerDay: Type.Optional(Limit) }),
  ),
  currency: Type.Optional(
    Type.String({ pattern: '^[A-Z]{3}$', description: 'a currency like "EUR"' }),
  ),
  redaction: Type.Optional(Type.Boolean()),
});

export interface PreparedModel {
  readonly problems: readonly Problem[];
  readonly made: Pick<WorkspaceSettings, 'model'>;
}

/** What a draft means beside the model in use; nothing while its shape is wrong. */
export const preparedModel = (
  ofShape: readonly Problem[],
  draft: ModelDraft | undefined,
  now: ModelSettings | undefined,
): PreparedModel => {
  if (draft === undefined || ofShape.some(({ field }) => /^model(\.|$)/.test(field)))
    return { problems: [], made: {} };
  const { fallback, budget, ...own } = draft;
  const main = withKey(own, now, 'model');
  const other = preparedFallback(fallback, now?.fallback);
  const problems = [...main.problems, ...other.problems, ...unpriced(draft)];
  const model: ModelSettings = {
    ...DEFAULTS,
    ...own,
    apiKey: main.apiKey,
    budget: { tokensPerDay: null, costPerDay: null, ...budget },
    ...other.made,
  };
  return { problems, made: { model } };
};

const preparedFallback = (
  draft: EndpointDraft | undefined,
  now: ModelEndpoint | undefined,
): { readonly problems: readonly Problem[]; readonly made: Pick<ModelSettings, 'fallback'> } => {
  if (draft === undefined) return { problems: [], made: {} };
  const { apiKey, problems } = withKey(draft, now, 'model.fallback');
  return { problems, made: { fallback: { ...draft, apiKey } } };
};

/** The settings of an older version with the keys in use; another address keeps its own. */
export const withKeysOf = (now: ModelSettings | undefined, to: ModelSettings): ModelSettings => ({
  ...to,
  apiKey: keyInUse(to, now) ?? to.apiKey,
  ...(to.fallback === undefined
    ? {}
    : {
        fallback: {
          ...to.fallback,
          apiKey: keyInUse(to.fallback, now?.fallback) ?? to.fallback.apiKey,
        },
      }),
});

interface Keyed {
  readonly apiKey: string;
  readonly problems: readonly Problem[];
}

const withKey = (draft: EndpointDraft, now: ModelEndpoint | undefined, at: string): Keyed => {
  const field = `${at}.apiKey`;
  const kept = keyInUse(draft, now);
  const apiKey = keyOf(draft.apiKey, kept, now?.apiKey ?? '');
  if (apiKey === null) {
    const found = kept === null ? 'the one of another address' : 'a mask that fits none';
    return { apiKey: '', problems: [{ field, expected: 'the key for this address', found }] };
  }
  return apiKey === '' && draft.provider === 'anthropic'
    ? { apiKey, problems: [{ field, expected: 'a value', found: 'nothing' }] }
    : { apiKey, problems: [] };
};

/** `null`: the key that is meant is not there for this address. */
const keyOf = (given: string | undefined, kept: string | null, inUse: string): string | null => {
  if (given === undefined) return kept ?? (inUse === '' ? '' : null);
  if (!isMask(given)) return given;
  return kept !== null && masked(kept) === given ? kept : null;
};

/** A key is never sent to another address than the one it was given for. */
const keyInUse = (
  { baseUrl }: Pick<ModelEndpoint, 'baseUrl'>,
  now: ModelEndpoint | undefined,
): string | null =>
  now !== undefined && now.apiKey !== '' && originOf(now.baseUrl) === originOf(baseUrl)
    ? now.apiKey
    : null;

/** A budget of money means nothing for a model without a price. */
const unpriced = ({ budget, price, fallback }: ModelDraft): readonly Problem[] => {
  if ((budget?.costPerDay ?? null) === null) return [];
  const missing = (field: string): Problem => ({
    field,
    expected: 'the price of the model, because model.budget.costPerDay limits money',
    found: 'nothing',
  });
  return [
    ...(price === undefined ? [missing('model.price')] : []),
    ...(fallback !== undefined && fallback.price === undefined
      ? [missing('model.fallback.price')]
      : []),
  ];
};
